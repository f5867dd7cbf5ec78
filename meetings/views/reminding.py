"""The reminders of meetings: looked at before anything is sent, turned on and off."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from meetings import previewing
from meetings.services import turn_off_meeting_reminders, turn_on_meeting_reminders
from objectives.forms.reminding import RemindersOnForm
from stakeholders.dates import spoken
from stakeholders.models import Office
from stakeholders.pages import ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators
from stakeholders.workdays import next_working_day, working_day_from


class OfReminders:
    allowed = coordinators

    @cached_property
    def office(self):
        office = Office.objects.select_related("meetings_post").first()
        if office is None:
            raise Http404("The office is not set up yet")
        return office

    @cached_property
    def today(self):
        return timezone.localdate()

    def get_success_url(self):
        return reverse("meetings:reminders")


class MeetingReminders(OfReminders, Allowed, TemplateView):
    """Whether the portal reminds of meetings, and what the next working day would send."""

    template_name = "meetings/reminders.html"

    def get_context_data(self, **kwargs):
        since = self.office.meetings_remind_from
        day = next_working_day(self.today)
        day = working_day_from(max(day, since)) if since else day
        return super().get_context_data(
            meetings_office=self.office,
            since=since,
            today=self.today,
            day=day,
            letters=previewing.digests(self.office, on=day),
            **kwargs,
        )


class MeetingRemindersOn(OfReminders, FormPage):
    """Turning them on goes through a look at the first day's e-mails: another day than the one
    that was shown is shown first."""

    form_class = RemindersOnForm
    template_name = "meetings/reminders_on.html"
    title = "Turn reminders of meetings on"

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
        turn_on_meeting_reminders(self.office, by=self.person, from_day=day)
        messages.success(self.request, f"Reminders of meetings go out from {spoken(day)}.")

    def get_context_data(self, **kwargs):
        day = kwargs.pop("day", self.first_day)
        sent_on = working_day_from(day)
        letters = previewing.first_digests(on=sent_on)
        return super().get_context_data(day=day, sent_on=sent_on, letters=letters, **kwargs)


class MeetingRemindersOff(OfReminders, ConfirmPage):
    title = "Turn reminders of meetings off?"
    consequence = "Nobody is reminded of meetings until you turn reminders on again."
    button = "Turn reminders off"
    success = "Reminders of meetings are off."

    def save(self, form):
        return turn_off_meeting_reminders(self.office, by=self.person)
