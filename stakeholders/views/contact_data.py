"""What somebody asks of the data about them: a copy, its erasure; and the record of erasures."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import ListView, TemplateView

from stakeholders import services
from stakeholders.contact_files import FORMS, write
from stakeholders.contacts_read import everything_held
from stakeholders.downloads import as_file
from stakeholders.forms.contacts import EraseForm, FinishForm, RequestForm
from stakeholders.models import Contact, Disposal, SubjectRequest
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, contact_readers, coordinators
from stakeholders.personal_data import mentions_of

from .contacts import OfContact, contact_url


class ContactData(OfContact, Allowed, TemplateView):
    """Everything that is held, to read and to print."""

    template_name = "stakeholders/contact_data.html"

    def get_context_data(self, **kwargs):
        services.note_opening(self.row, by=self.person)
        held = everything_held(self.row, self.person, at=timezone.now())
        return super().get_context_data(held=held, contact=self.row, **kwargs)


class ContactDataFile(OfContact, Allowed, View):
    """The same as a file to hand over, as Word or JSON."""

    http_method_names = ["get"]

    def get(self, request, *args, **kwargs):
        form = kwargs["form"]
        if form not in FORMS:
            raise Http404
        held = everything_held(self.row, self.person, at=timezone.now())
        services.note_export(self.row, by=self.person, form=form)
        name = f"contact-{self.row.pk}.{form}"
        return as_file(HttpResponse(write(held, form)), name=name, content_type=FORMS[form])


class ContactErase(OfContact, ConfirmPage):
    """What others wrote stays; it is listed before and once after, for the name is gone then."""

    template_name = "stakeholders/contact_erase.html"
    form_class = EraseForm
    title = "Erase this contact?"
    consequence = (
        "Name, addresses and everything else about them is erased for ever. Numbers stay as they "
        "are: groups keep their count of contacts, engagement who was there."
    )
    button = "Erase for ever"

    @cached_property
    def mentions(self):
        return mentions_of(self.row, self.person)

    def get_context_data(self, **kwargs):
        return super().get_context_data(mentions=self.mentions, **kwargs)

    def save(self, form):
        return services.erase_contact(self.row, by=self.person, reason=form.cleaned_data["reason"])

    def form_valid(self, form):
        left = self.mentions  # Read before the name is gone.
        answer = super().form_valid(form)
        if answer.status_code != 302 or not left:
            return answer
        return render(self.request, "stakeholders/contact_erased.html", {"mentions": left})

    def get_success(self):
        return "" if self.mentions else "The contact is erased."

    def get_success_url(self):
        if getattr(self, "object", None):
            return reverse("stakeholders:contact-list")
        return contact_url(self.row)

    def get_back_url(self):
        return contact_url(self.row)


class RequestCreate(OfContact, FormPage):
    form_class = RequestForm
    title = "Record what they asked of their data"
    intro = "It must be answered within one month of the day on which it arrived."
    success = "The request is recorded."

    def get_initial(self):
        return {"received_on": timezone.localdate()}

    def save(self, form):
        return services.receive_request(self.row, by=self.person, **form.cleaned_data)


class RequestFinish(ChangePage):
    allowed = coordinators
    form_class = FinishForm
    button = "It is answered"
    success = "The request is answered."

    def get_object(self):
        seen = Contact.objects.visible_to(self.person).order_by().values("pk")
        rows = SubjectRequest.objects.waiting().filter(contact__in=seen)
        return get_object_or_404(rows.select_related("contact"), pk=self.kwargs["pk"])

    def get_title(self):
        return f"What came of it: {self.object.get_kind_display().lower()}"

    def save(self, form):
        return services.finish_request(
            self.object,
            by=self.person,
            outcome=form.cleaned_data["outcome"],
            version=form.opened_on,
        )

    def get_success_url(self):
        return contact_url(self.object.contact)


class DisposalList(Allowed, ListView):
    allowed = contact_readers
    template_name = "stakeholders/disposal_list.html"
    paginate_by = 25
    queryset = Disposal.objects.select_related("by")

    def get_context_data(self, **kwargs):
        return super().get_context_data(place="directory", **kwargs)
