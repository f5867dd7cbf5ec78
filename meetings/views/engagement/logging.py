"""Writing the engagement log: quickly, or in full; and what became of what was planned."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from meetings.engagement.activities import may_name_people
from meetings.forms.engagement.activities import ActivityForm, ConfirmForm
from meetings.forms.engagement.linking import LinksForm, PeopleForm
from meetings.forms.engagement.quick import QuickLogForm
from meetings.services.engagement import (
    cancel_activity,
    confirm_activity,
    edit_activity,
    log_activity,
    reinstate_activity,
    withdraw_activity,
)
from stakeholders.forms.reasons import ReasonForm
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import engagement_loggers

from .activities import OfActivity, activity_url


class Logging:
    """Whoever logs comes back to what was logged."""

    allowed = engagement_loggers

    def get_success_url(self):
        return f"{activity_url(self.object)}?logged"

    def get_back_url(self):
        return reverse("meetings:activity-list")


class ActivityLog(Logging, FormPage):
    """The quick one: a screen on a phone."""

    title = "Log engagement"
    form_class = QuickLogForm
    template_name = "meetings/engagement/activity_log.html"

    def get_form_kwargs(self):
        extra = {"person": self.person, "on": timezone.localdate()}
        return super().get_form_kwargs() | extra

    def save(self, form):
        try:
            return log_activity(by=self.person, **form.activity)
        except ValidationError as problem:
            raise form.in_its_words(problem) from None


class ActivityCreate(Logging, FormPage):
    """In full: to plan something ahead, or where there is more to say."""

    title = "Plan or log engagement"
    form_class = ActivityForm
    intro = "What is ahead is planned. Once its day has passed you are asked what came of it."

    def get_form_kwargs(self):
        extra = {"person": self.person, "on": timezone.localdate()}
        return super().get_form_kwargs() | extra

    def get_initial(self):
        """What another page leads here for: a group, a method, a meeting, a decision ..."""
        asked = {
            name: self.request.GET.get(name, "")
            for name in ("group", "method", "area", "meeting", "decision", "consultation")
        }
        asked = {name: int(key) for name, key in asked.items() if key.isdecimal()}
        for one, several in (("group", "groups"), ("area", "areas")):
            if one in asked:
                asked[several] = [asked.pop(one)]
        return asked

    def save(self, form):
        return log_activity(by=self.person, **form.changes)


class ChangeActivity(OfActivity, ChangePage):
    success = "The change is saved."

    def get_object(self):
        # A row of its own: the form writes what was typed on it, also where that is wrong.
        return self.get_activity()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"person": self.person}

    def save(self, form):
        return edit_activity(
            self.object, by=self.person, changes=form.changes, version=form.opened_on
        )


class ActivityEdit(ChangeActivity):
    title = "Change this engagement"
    form_class = ActivityForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    def save(self, form):
        return edit_activity(
            self.object,
            by=self.person,
            changes=form.changes,
            version=form.opened_on,
            reach=form.reach,
        )


class ActivityLinks(ChangeActivity):
    title = "What does it bear on?"
    intro = "Tick the objectives and actions of which this engagement is evidence."
    form_class = LinksForm
    template_name = "meetings/engagement/activity_links.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"plans": list(context["form"].grouped())}


class ActivityPeople(ChangeActivity):
    title = "Who was there?"
    form_class = PeopleForm

    def get_context_data(self, **kwargs):
        restricted = self.access.sees_contacts and not may_name_people(self.person, self.activity)
        intro = "Of a group like this one, only those with access may say who was there."
        return super().get_context_data(**{"intro": intro if restricted else ""} | kwargs)


class ActivityConfirm(ChangeActivity):
    """One screen: it took place, with what was heard; or it did not, and why."""

    title = "What came of it?"
    form_class = ConfirmForm
    success = "Thank you. What you said is saved."

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": str(self.activity)} | kwargs)

    def save(self, form):
        if not form.took_place:
            reason = form.cleaned_data["cancelled_reason"]
            return cancel_activity(self.object, by=self.person, reason=reason)
        return confirm_activity(
            self.object,
            by=self.person,
            changes=form.changes,
            version=form.opened_on,
            reach=form.reach,
        )


class WithReason(OfActivity, ConfirmPage):
    form_class = ReasonForm

    def save(self, form):
        reason = form.cleaned_data["reason"]
        return type(self).verb(self.activity, by=self.person, reason=reason)


class ActivityCancel(WithReason):
    title = "Cancel this engagement?"
    consequence = "It stays in the log as cancelled, with your reason."
    button = "Cancel it"
    success = "It is cancelled."
    verb = cancel_activity


class ActivityWithdraw(WithReason):
    title = "Withdraw this engagement?"
    consequence = (
        "For what was logged by mistake. It counts nowhere and is on no list; it stays in the "
        "history, with your reason."
    )
    button = "Withdraw it"
    success = "It is withdrawn."
    verb = withdraw_activity

    def get_success_url(self):
        return reverse("meetings:activity-list")

    def get_back_url(self):
        return activity_url(self.activity)


class ActivityReinstate(OfActivity, ConfirmPage):
    title = "Put it back to planned?"
    consequence = "For what was cancelled, or said to be done, by mistake or too soon."
    button = "Put it back to planned"
    success = "It is planned again."

    def save(self, form):
        return reinstate_activity(self.activity, by=self.person)
