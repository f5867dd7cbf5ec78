"""Contacts: who they are, for whom they speak, and whether they are still needed."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from stakeholders import services
from stakeholders.contacts_read import facts_of, hidden_count, in_full, needs_of, open_requests
from stakeholders.filters_contacts import ContactFilter
from stakeholders.forms.contacts import (
    ConditionForm,
    ContactForm,
    LinkForm,
    ReviewForm,
    WhyForm,
)
from stakeholders.models import Contact, ContactLink
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, contact_readers, coordinators
from stakeholders.services.contacts import REVIEW_AFTER

from .lists import ListPage


def contact_url(contact):
    return reverse("stakeholders:contact-detail", args=[contact.pk])


class ContactList(ListPage):
    allowed = contact_readers
    template_name = "stakeholders/contact_list.html"

    def get_queryset(self):
        return in_full(Contact.objects.visible_to(self.person).kept())

    def get_filterset(self, rows):
        return ContactFilter(self.request.GET, queryset=rows, on=self.on)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "hidden": hidden_count(self.person),
            "needs": needs_of(self.person, self.on),
            "open_requests": open_requests(self.person),
            "place": "directory",
        }


class OfContact:
    """A page about one contact that the person may see. `erased` ones are shown, not changed."""

    allowed = coordinators
    erased = False

    def get_row(self):
        rows = Contact.objects.visible_to(self.person)
        return get_object_or_404(rows if self.erased else rows.kept(), pk=self.kwargs["pk"])

    @cached_property
    def row(self):
        return self.get_row()

    def get_success_url(self):
        return contact_url(self.row)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{"caption": self.row.shown_name, "row": self.row} | kwargs
        )


class ContactDetail(OfContact, Allowed, TemplateView):
    allowed = contact_readers
    erased = True
    template_name = "stakeholders/contact_detail.html"

    def get_context_data(self, **kwargs):
        on, row = timezone.localdate(), self.row
        links = list(row.links.select_related("group", "organisation"))
        restricted = set(row.links.restricted().values_list("pk", flat=True))
        lacking = set(row.links.without_condition().values_list("pk", flat=True))
        for link in links:
            link.is_restricted = link.pk in restricted
            link.lacks_condition = link.pk in lacking
        if restricted:
            services.note_opening(row, by=self.person)
        return super().get_context_data(
            contact=row,
            facts=facts_of(row),
            links=links,
            requests=[(asked, asked.is_late(on)) for asked in row.requests.all()],
            review_due=row.is_review_due(on),
            may_change=self.access.coordinator and row.erased_at is None,
            place="directory",
            **kwargs,
        )


class ContactCreate(FormPage):
    allowed = coordinators
    form_class = ContactForm
    title = "Add a contact"
    intro = (
        "What you write here is personal data: hold no more than you need. They may ask to read "
        "all of it."
    )
    button = "Add this contact"
    success = "The contact is added. Now say for whom they speak."

    def get_initial(self):
        return {"review_on": timezone.localdate() + REVIEW_AFTER}

    def save(self, form):
        return services.add_contact(by=self.person, **form.changes)

    def get_success_url(self):
        return contact_url(self.object)

    def get_back_url(self):
        return reverse("stakeholders:contact-list")


class OfContactChange(OfContact, ChangePage):
    def get_object(self):
        # A row of its own: the form writes what was typed on it, also where that is wrong.
        return self.get_row()


class ContactEdit(OfContactChange):
    form_class = ContactForm
    title = "Change a contact"
    success = "The change is saved."

    def save(self, form):
        return services.edit_contact(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )


class ContactReview(OfContactChange):
    form_class = ReviewForm
    template_name = "stakeholders/contact_review.html"
    title = "Is this contact still needed?"
    button = "Keep it until then"
    success = "The contact is kept."

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        again = timezone.localdate() + REVIEW_AFTER
        return kwargs | {"initial": {"review_on": again}}

    def save(self, form):
        return services.review_contact(
            self.row, by=self.person, version=form.opened_on, **form.changes
        )


class ContactHold(OfContact, FormPage):
    form_class = WhyForm
    title = "Put this contact on hold"
    intro = (
        "For a legal claim, or a request for information. It can’t be erased until the hold is "
        "released."
    )
    button = "Put it on hold"
    success = "The contact is on hold."

    def save(self, form):
        return services.hold_contact(self.row, by=self.person, reason=form.cleaned_data["reason"])


class ContactRelease(OfContact, ConfirmPage):
    title = "Release the hold?"
    consequence = "It can be erased again."
    button = "Release the hold"
    success = "The hold is released."

    def save(self, form):
        return services.release_hold(self.row, by=self.person)


class ContactLinkCreate(OfContact, FormPage):
    form_class = LinkForm
    title = "For whom do they speak?"
    success = "It is recorded for whom they speak."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"keeps_restricted": self.access.restricted_contacts}

    def save(self, form):
        return services.link_contact(self.row, by=self.person, **form.cleaned_data)


class OfLink(OfContact):
    @cached_property
    def link(self):
        rows = ContactLink.objects.select_related("contact", "group", "organisation")
        seen = Contact.objects.visible_to(self.person).kept().order_by().values("pk")
        return get_object_or_404(rows.filter(contact__in=seen), pk=self.kwargs["pk"])

    @property
    def row(self):
        return self.link.contact


class ContactLinkEdit(OfLink, FormPage):
    form_class = ConditionForm
    success = "The change is saved."

    def get_form(self, form_class=None):
        if not self.access.restricted_contacts:
            raise PermissionDenied
        return super().get_form(form_class)

    def get_title(self):
        return f"Contact of {self.link.group or self.link.organisation}"

    def get_initial(self):
        names = ("condition", "condition_note", "restricted")
        return {name: getattr(self.link, name) for name in names}

    def save(self, form):
        return services.edit_link(self.link, by=self.person, **form.cleaned_data)


class ContactUnlink(OfLink, ConfirmPage):
    consequence = "They no longer count as a contact of it. Nothing else is removed."
    button = "Remove this link"
    success = "The link is removed."

    def get_title(self):
        return f"No longer a contact of {self.link.group or self.link.organisation}?"

    def save(self, form):
        return services.unlink_contact(self.link, by=self.person)
