"""The links of e-mails that let one person in without a password."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from stakeholders import services
from stakeholders.models import Person
from stakeholders.pages import FormPage
from stakeholders.permissions import link_readers

from .rows import OfRow

LATEST = 20


class PersonLinks(OfRow, FormPage):
    """Which links a person was sent, and one press that stops them all."""

    allowed = link_readers
    rows = Person.objects.all()
    home = "person-links"
    form_class = forms.Form
    template_name = "stakeholders/person_links.html"
    button = "Stop all answer links"

    @property
    def may_stop(self):
        return self.access.administrator or self.access.coordinator

    def post(self, request, *args, **kwargs):
        if not self.may_stop:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_title(self):
        return f"Answer links of {self.row}"

    def get_back_url(self):
        return ""

    def save(self, form):
        services.stop_links(self.row, by=self.person)
        self.success = f"No link that {self.row} was sent so far works any more."

    def get_context_data(self, **kwargs):
        now = timezone.now()
        sent = self.row.links.all()
        links = list(sent[:LATEST])
        for link in links:
            link.works = link.is_working(now)
        return super().get_context_data(
            about=self.row,
            links=links,
            count=sent.count(),
            working=any(link.works for link in links),
            may_stop=self.may_stop,
            **kwargs,
        )
