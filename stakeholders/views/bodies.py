from django.shortcuts import get_object_or_404
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from stakeholders import services
from stakeholders.forms.bodies import BodyForm, DissolveForm, EndSeatForm, MemberForm, SeatForm
from stakeholders.models import BodyMembership, GovernanceBody
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed, administrators, people_readers

from .rows import OfRow, with_phase


class BodyList(Allowed, TemplateView):
    """All of them: an office has a handful."""

    allowed = people_readers
    template_name = "stakeholders/body_list.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        rows = GovernanceBody.objects.with_seats(on).select_related("organisation")
        rows = list(rows.order_by("name"))
        for body in rows:
            body.exists = body.is_in_force(on)
        return super().get_context_data(rows=rows, on=on, **kwargs)


class BodyDetail(Allowed, TemplateView):
    allowed = people_readers
    template_name = "stakeholders/body_detail.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        rows = GovernanceBody.objects.select_related("organisation", "contact_post")
        body = get_object_or_404(rows, pk=self.kwargs["pk"])
        return super().get_context_data(
            body=body,
            on=on,
            exists=body.is_in_force(on),
            facts=facts_of(body),
            seats=with_phase(body.memberships.select_related("person"), on),
            **kwargs,
        )


def facts_of(body):
    counted = "without" if body.notice_in_working_days else "with"
    notice = f"{body.notice_days}, counted {counted} weekends and bank holidays"
    return [
        {"key": "Form of its papers", "value": body.get_form_display()},
        {"key": "Organisation", "value": body.organisation},
        {"key": "Who publishes them", "value": body.publisher},
        {"key": "Clear days of notice", "value": notice if body.notice_days else "0"},
        {"key": "From handing in to publication", "value": _working_days(body.submission_days)},
        {"key": "From clearance to handing in", "value": _working_days(body.clearance_days)},
        {"key": "From cut-off to clearance", "value": _working_days(body.drafting_days)},
        {"key": "Law that lets it meet in private", "value": body.exemption_basis},
        {"key": "Terms of reference", "value": linebreaksbr(body.terms_of_reference)},
        {"key": "Papers come from", "value": body.report_author},
        {"key": "Contact officer", "value": body.contact_post},
        {"key": "Contact e-mail", "value": body.contact_mailbox},
        {"key": "Name on commands", "value": body.slug},
    ]


def _working_days(count):
    return f"{count} working day{'' if count == 1 else 's'}"


class OfBody(OfRow):
    allowed = administrators
    rows = GovernanceBody.objects.select_related("organisation", "contact_post")
    home = "body-detail"


class BodyCreate(FormPage):
    allowed = administrators
    form_class = BodyForm
    title = "Add a body"
    intro = "A body endorses plans and receives reports: a panel, a board, an authority."
    button = "Add this body"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    def save(self, form):
        self.success = f"{form.changes['name']} is added. Now add its members."
        return services.create_body(by=self.person, **form.changes)

    def get_success_url(self):
        return reverse("stakeholders:body-detail", kwargs={"pk": self.object.pk})

    def get_back_url(self):
        return reverse("stakeholders:body-list")


class BodyEdit(OfBody, ChangePage):
    form_class = BodyForm
    success = "The change is saved. Papers that are published already stay as they are."

    def get_title(self):
        return f"Change {self.row}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    def save(self, form):
        return services.edit_body(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )


class BodyDissolve(OfBody, ChangePage, ConfirmPage):
    form_class = DissolveForm
    button = "Dissolve the body"

    def get_title(self):
        return f"Dissolve {self.row}?"

    def get_consequence(self):
        return (
            "All seats end the day before, and with them the right to read its papers. "
            "What was published to it is kept."
        )

    def save(self, form):
        self.success = f"{self.row} is dissolved."
        day = form.cleaned_data["dissolved_on"]
        return services.dissolve_body(
            self.row, by=self.person, dissolved_on=day, version=form.opened_on
        )


class BodyRestore(OfBody, ConfirmPage):
    template_name = "parts/form_page.html"
    button = "Restore the body"
    intro = "The body exists again. Its seats stay ended: add its members anew."

    def get_title(self):
        return f"Restore {self.row}?"

    def save(self, form):
        self.success = f"{self.row} exists again."
        return services.restore_body(self.row, by=self.person)


class MembershipCreate(OfBody, FormPage):
    form_class = MemberForm
    button = "Add this member"

    def get_title(self):
        return f"Add a member to {self.row}"

    def save(self, form):
        self.success = f"{form.changes['person']} is added."
        return services.add_member(body=self.row, by=self.person, **form.changes)


class OfSeat(OfRow):
    allowed = administrators
    rows = BodyMembership.objects.select_related("body", "person")
    home = "body-detail"

    def get_home(self):
        return self.row.body


class MembershipEdit(OfSeat, ChangePage):
    form_class = SeatForm
    success = "The change is saved."

    def get_title(self):
        return f"Change the seat of {self.row.person}"

    def save(self, form):
        return services.edit_membership(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )


class MembershipEnd(OfSeat, ChangePage):
    form_class = EndSeatForm
    button = "Save the last day"
    intro = "After that day they can no longer read the papers of this body."

    def get_title(self):
        return f"When does {self.row.person} leave {self.row.body}?"

    def save(self, form):
        self.success = "The last day is saved."
        return services.end_membership(
            self.row, by=self.person, ends_on=form.cleaned_data["ends_on"], version=form.opened_on
        )


class MembershipWithdraw(OfSeat, ConfirmPage):
    """Only for a seat that has not begun; one that has is ended."""

    button = "Take it back"

    def get_title(self):
        return f"Take back the seat of {self.row.person} on {self.row.body}?"

    def get_consequence(self):
        return "It has not begun yet, so it disappears from both pages. The log keeps it."

    def save(self, form):
        self.success = "The seat is taken back."
        services.withdraw_membership(self.row, by=self.person, on=timezone.localdate())
