"""What of a meeting was published: marked by hand, and taken back."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View

from meetings.forms.following import PublicationForm
from meetings.models import Meeting, PublicationStep
from meetings.publishing import kinds_of
from meetings.services import mark_published, not_needed, unpublish
from stakeholders.pages import FormPage
from stakeholders.permissions import Allowed, coordinators

from .business import AddPage, meeting_url


class Publish(AddPage):
    form_class = PublicationForm
    place = "publication"
    success = "What is published is recorded."

    @cached_property
    def kind(self):
        if self.kwargs["kind"] not in kinds_of(self.meeting):
            raise Http404
        return self.kwargs["kind"]

    def get_title(self):
        return f"Publication: {PublicationStep.Kind(self.kind).label.lower()}"

    def get_form_kwargs(self):
        step = self.meeting.publications.filter(kind=self.kind).first()
        return FormPage.get_form_kwargs(self) | {"on": timezone.localdate(), "step": step}

    def save(self, form):
        said = form.cleaned_data
        told = {"by": self.person, "kind": self.kind}
        if said["state"] == "not_needed":
            return not_needed(self.meeting, reason=said["reason"], **told)
        return mark_published(self.meeting, done_on=said["done_on"], where=said["where"], **told)


class Unpublish(Allowed, View):
    """It was marked by mistake."""

    allowed = coordinators
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        visible = Meeting.objects.visible_to(self.person)
        meeting = get_object_or_404(visible, pk=kwargs["pk"])
        if unpublish(meeting, by=self.person, kind=kwargs["kind"]):
            messages.success(request, "It is marked as not published.")
        return HttpResponseRedirect(meeting_url(meeting, "publication"))
