"""The reminders of meetings: looked at before anything is sent, turned on and off."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from meetings import previewing
from meetings.services import turn_off_meeting_reminders, turn_on_meeting_reminders
from objectives.views.reminding import TurnOnPage
from stakeholders.models import Office
from stakeholders.pages import ConfirmPage
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


class MeetingRemindersOn(OfReminders, TurnOnPage):
    template_name = "meetings/reminders_on.html"
    title = "Turn reminders of meetings on"
    what = "Reminders of meetings"

    def turn_on(self, day):
        turn_on_meeting_reminders(self.office, by=self.person, from_day=day)

    def letters_of(self, day):
        return previewing.first_digests(on=day)


class MeetingRemindersOff(OfReminders, ConfirmPage):
    title = "Turn reminders of meetings off?"
    consequence = "Nobody is reminded of meetings until you turn reminders on again."
    button = "Turn reminders off"
    success = "Reminders of meetings are off."

    def save(self, form):
        return turn_off_meeting_reminders(self.office, by=self.person)
