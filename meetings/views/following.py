"""Follow-ups: what a meeting asked for, carried until it is closed or taken into a plan."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from meetings.business import follow_ups_in_full
from meetings.filters_following import FollowUpFilter
from meetings.forms.following import FollowUpForm, IntoPlanForm, ProgressForm
from meetings.models import FollowUp
from meetings.presenting_business import dress_follow_ups
from meetings.services import (
    add_follow_up,
    edit_follow_up,
    note_follow_up,
    reopen_follow_up,
    take_into_plan,
    withdraw_follow_up,
)
from objectives.models import Objective
from objectives.permissions import may_sign
from stakeholders.forms.reasons import ReasonForm
from stakeholders.pages import ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators, meeting_readers

from .business import AddPage, EditPage, OfRow, WithdrawPage, meeting_url, place_of


def follow_up_url(follow_up):
    return reverse("meetings:follow-up-detail", args=[follow_up.pk])


class FollowUpList(Allowed, TemplateView):
    """Open ones, those that are due first on top."""

    allowed = meeting_readers
    template_name = "meetings/follow_up_list.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        rows = FollowUp.objects.visible_to(self.person).in_force()
        filterset = FollowUpFilter(self.request.GET, queryset=rows, on=on)
        page = Paginator(follow_ups_in_full(filterset.qs), 25).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            filter=filterset,
            page_obj=page,
            follow_ups=dress_follow_ups(page, on),
            total=rows.count(),
            open_count=rows.open().count(),
            late_count=rows.overdue(on).count(),
            place="follow-ups",
            **kwargs,
        )


class OfFollowUp(OfRow):
    model = FollowUp

    def get_row(self):
        rows = follow_ups_in_full(FollowUp.objects.visible_to(self.person).in_force())
        return get_object_or_404(
            rows.select_related("meeting__forum__series", "series", "item", "lead_post"),
            pk=self.kwargs["pk"],
        )

    def get_success_url(self):
        return follow_up_url(self.row)


def may_report(person, follow_up):
    """Coordinators, and whoever holds the post that does it."""
    own = {follow_up.lead_post_id} if follow_up.lead_post_id else set()
    return person.access.coordinator or may_sign(person, own)


class FollowUpDetail(OfFollowUp, Allowed, TemplateView):
    allowed = meeting_readers
    template_name = "meetings/follow_up_detail.html"

    def get_context_data(self, **kwargs):
        row = self.row
        dress_follow_ups([row], timezone.localdate())
        return super().get_context_data(
            follow_up=row,
            progress=list(row.progress.select_related("by", "post").reverse()),
            may_change=self.access.coordinator,
            may_report=row.is_open and may_report(self.person, row),
            sees_meeting=self.sees_meeting,
            **kwargs,
        )


class FollowUpCreate(AddPage):
    title = "Add an action arising"
    form_class = FollowUpForm
    intro = "It is carried to the next meeting until it is closed, or taken into a plan."

    def save(self, form):
        follow_up = add_follow_up(self.meeting, by=self.person, **form.changes)
        say_how_it_was_read(self.request, follow_up)
        return follow_up

    def get_success_url(self):
        return meeting_url(self.meeting, place_of(getattr(self, "object", None)))


def say_how_it_was_read(request, follow_up):
    messages.success(request, "The action arising is recorded.")
    if follow_up.due_note:
        messages.info(request, follow_up.due_note)


class FollowUpEdit(OfFollowUp, EditPage):
    title = "Change an action arising"
    form_class = FollowUpForm
    edit = edit_follow_up


class FollowUpReport(OfFollowUp, FormPage):
    """How it is going, and whether it is done."""

    allowed = meeting_readers
    title = "How is it going?"
    form_class = ProgressForm
    success = "Thank you. What you said is recorded."

    def get_row(self):
        row = super().get_row()
        if not may_report(self.person, row):
            raise PermissionDenied
        return row

    def get_initial(self):
        return {"state": "closed"} if "done" in self.request.GET else {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"intro": self.row.words} | kwargs)

    def save(self, form):
        post = self.row.lead_post
        own = post if post and may_sign(self.person, {post.pk}) else None
        return note_follow_up(
            self.row,
            by=self.person,
            words=form.cleaned_data["words"],
            post=own,
            closes=form.cleaned_data["state"] == "closed",
        )


class FollowUpReopen(OfFollowUp, ConfirmPage):
    title = "Open it again?"
    consequence = "It is carried to the next meeting again."
    form_class = ReasonForm
    button = "Open it again"
    success = "It is open again."

    def save(self, form):
        return reopen_follow_up(self.row, by=self.person, reason=form.cleaned_data["reason"])


class FollowUpWithdraw(OfFollowUp, WithdrawPage):
    title = "Withdraw this action arising?"
    consequence = (
        "For what was written down by mistake. It is no longer shown; it stays in the history, "
        "with your reason."
    )
    withdraw = withdraw_follow_up

    def get_success_url(self):
        return meeting_url(self.meeting)

    def get_back_url(self):
        return follow_up_url(self.row)


class IntoPlan(FormPage):
    """Makes `self.row` an action of a plan."""

    allowed = coordinators
    title = "Take it into a plan"
    form_class = IntoPlanForm
    button = "Make it an action of the plan"
    intro = (
        "It becomes an action of the plan, with the same words, lead and date. From then on it is "
        "reported on there."
    )

    def get_form_kwargs(self):
        objectives = Objective.objects.visible_to(self.person).filter(
            withdrawn_at__isnull=True, plan__withdrawn_at__isnull=True
        )
        return super().get_form_kwargs() | {
            "objectives": objectives.select_related("plan").order_by(
                "-plan__starts_on", "plan", "position", "pk"
            )
        }

    def get_success_url(self):
        return reverse("objectives:action-detail", args=[self.object.pk])

    success = "It is an action of the plan now."


class FollowUpIntoPlan(OfFollowUp, IntoPlan):
    def save(self, form):
        return take_into_plan(self.row, by=self.person, **form.cleaned_data)

    def get_success_url(self):
        return IntoPlan.get_success_url(self)

    def get_back_url(self):
        return follow_up_url(self.row)
