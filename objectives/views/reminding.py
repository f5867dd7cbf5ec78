"""A plan's reminders: looked at before anything is sent, turned on and off, paused, tuned."""

from django.contrib import messages
from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import DetailView

from actionplans.services import (
    pause_reminders,
    resume_reminders,
    turn_off_reminders,
    turn_on_reminders,
)
from objectives import previewing
from objectives.forms.reminding import DayForm, PauseForm, RemindersOnForm, RulesForm
from objectives.services import change_reminder_rules
from stakeholders.dates import spoken
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import Allowed
from stakeholders.workdays import is_working_day, next_working_day, working_day_from

from .editing_plans import InPlan


class OfReminders(InPlan):
    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def next_day(self):
        """The next day on which reminders could go out."""
        tomorrow = next_working_day(self.today)
        since = self.plan.reminds_since
        return tomorrow if since is None else working_day_from(max(tomorrow, since))

    def get_success_url(self):
        return reverse("objectives:plan-reminders", args=[self.plan.slug])

    def get_context_data(self, **kwargs):
        words = {"plan": self.plan, "caption": self.plan.title, "mark": self.plan.mark}
        return super().get_context_data(**words | kwargs)


class PlanReminders(OfReminders, Allowed, DetailView):
    """How the plan reminds, and what a day would send: every e-mail of it to read."""

    template_name = "objectives/plan_reminders.html"

    def get_object(self, queryset=None):
        return self.plan

    def get_context_data(self, **kwargs):
        asked = any(name.startswith("on_") for name in self.request.GET)
        form = DayForm(self.request.GET if asked else None, initial={"on": self.next_day})
        day = form.cleaned_data["on"] if asked and form.is_valid() else self.next_day
        paused = self.plan.is_paused_on(self.today)
        return super().get_context_data(
            form=form,
            day=day,
            is_off=self.plan.reminders_from is None,
            paused=paused,
            quiet=self.plan.reminders_from is not None and not self.plan.is_reminding_on(day),
            today=self.today,
            letters=previewing.digests(self.plan, on=day),
            day_off="" if is_working_day(day) else working_day_from(day),
            **kwargs,
        )


class TurnOnPage(FormPage):
    """Turning reminders on goes through a look at the first day's e-mails: another day than the
    one that was shown is shown first.

    Subclasses give `today`, `turn_on(day)`, `letters_of(day)` and, in words, `what` is turned on.
    """

    form_class = RemindersOnForm
    what = "Reminders"

    @cached_property
    def first_day(self):
        return next_working_day(self.today)

    def get_initial(self):
        return {"from_day": self.first_day}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"today": self.today}

    def form_valid(self, form):
        day = form.cleaned_data["from_day"]
        if day.isoformat() != form.cleaned_data["seen"]:
            return self.render_to_response(self.get_context_data(form=form, day=day, another=True))
        return super().form_valid(form)

    def save(self, form):
        day = form.cleaned_data["from_day"]
        self.turn_on(day)
        messages.success(self.request, f"{self.what} go out from {spoken(day)}.")

    def get_context_data(self, **kwargs):
        day = kwargs.pop("day", self.first_day)
        sent_on = working_day_from(day)
        letters = self.letters_of(sent_on)
        return super().get_context_data(day=day, sent_on=sent_on, letters=letters, **kwargs)


class PlanRemindersOn(OfReminders, TurnOnPage):
    template_name = "objectives/plan_reminders_on.html"
    title = "Turn reminders on"

    def turn_on(self, day):
        turn_on_reminders(self.plan, by=self.person, from_day=day)

    def letters_of(self, day):
        return previewing.first_digests(self.plan, on=day)


class PlanRemindersOff(OfReminders, ConfirmPage):
    title = "Turn reminders off?"
    consequence = "Nobody is reminded of this plan's actions until you turn reminders on again."
    button = "Turn reminders off"
    success = "Reminders are off."

    def save(self, form):
        return turn_off_reminders(self.plan, by=self.person)


class PlanRemindersPause(OfReminders, FormPage):
    form_class = PauseForm
    title = "Pause reminders"
    intro = (
        "Nobody is reminded of this plan until the pause is over. Then everybody is reminded "
        "anew, and the days until anybody above the leads is told are counted from the start."
    )
    button = "Pause reminders"
    success = "Reminders are paused."

    def save(self, form):
        fields = form.cleaned_data
        return pause_reminders(
            self.plan, by=self.person, until=fields["until"], reason=fields["reason"]
        )


class PlanRemindersResume(OfReminders, FormPage):
    form_class = Form
    title = "End the pause?"
    intro = "Reminders begin anew on the next working day."
    button = "End the pause"
    success = "The pause is over: reminders begin anew."

    def save(self, form):
        return resume_reminders(self.plan, by=self.person)


class PlanReminderRules(OfReminders, ChangePage):
    """The numbers of the rules. They can be tried first: what would go out, with nothing saved."""

    form_class = RulesForm
    template_name = "objectives/plan_reminder_rules.html"
    title = "Reminder rules of this plan"
    success = "The reminder rules are saved."

    def get_object(self):
        return self.plan

    tried = None

    def save(self, form):
        change = {"by": self.person, "changes": form.changes, "version": form.opened_on}
        if "try" not in self.request.POST:
            return change_reminder_rules(self.plan, **change)
        with previewing.nothing_kept():
            plan = change_reminder_rules(self.plan, **change)
            self.tried = previewing.digests(plan, on=self.next_day)
        return self.plan

    def get_success(self):
        return self.success if self.tried is None else ""

    def form_valid(self, form):
        response = super().form_valid(form)
        if self.tried is None:
            return response
        return self.render_to_response(self.get_context_data(form=form, letters=self.tried))

    def get_context_data(self, **kwargs):
        return super().get_context_data(day=self.next_day, **kwargs)
