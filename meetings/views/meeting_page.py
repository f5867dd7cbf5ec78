"""One meeting: what it deals with, who goes, and what comes of it."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from meetings.business import business_of, carried_to, who_goes
from meetings.engagement.activities import engagement_at
from meetings.engagement.heard.listing import heard_at
from meetings.history import events_of_meeting, story_of
from meetings.mine import reporting_back
from meetings.models import Meeting
from meetings.planning import warnings_of_meeting
from meetings.presenting import fact, tag_of
from meetings.presenting_business import dress, dress_attendances, dress_follow_ups
from meetings.presenting_heard import dress_issues
from meetings.promises.showing import promises_of_meeting
from meetings.publishing import duties, in_private
from stakeholders.permissions import Allowed, engagement_loggers, meeting_readers

SHOWN_EVENTS = 8


class OfMeeting(Allowed):
    """A page about one meeting, for those who may see it."""

    allowed = meeting_readers

    @cached_property
    def meeting(self):
        visible = Meeting.objects.visible_to(self.person).with_series()
        return get_object_or_404(visible, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        meeting = self.meeting
        meeting.tag_code, meeting.tag_word = tag_of(meeting, timezone.localdate())
        return super().get_context_data(
            meeting=meeting,
            series=meeting.forum.series,
            may_change=self.access.coordinator,
            **kwargs,
        )


class MeetingDetail(OfMeeting, TemplateView):
    template_name = "meetings/meeting_detail.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        meeting = self.meeting
        business = dress(business_of(meeting), on)
        has_begun = meeting.held_on <= on and meeting.status != Meeting.Status.CANCELLED
        return super().get_context_data(
            **kwargs,
            facts=facts_of(meeting),
            business=business,
            going=dress_attendances(who_goes(meeting)),
            carried=dress_follow_ups(carried_to(meeting), on),
            duties=duties(meeting, on),
            warnings=warnings_of_meeting(meeting, on=on),
            promises=promises_of_meeting(meeting, self.person, on=on),
            in_private=in_private(meeting),
            has_begun=has_begun,
            unconfirmed=meeting.is_unconfirmed(on),
            next_minute=next(iter(business.unminuted), None),
            **engagement_at(meeting, self.person, on=on),
            **reporting_back(meeting, self.person),
            **self.heard(meeting, on, has_begun),
            **self.history(meeting),
        )

    def heard(self, meeting, on, has_begun):
        """Issues that were heard here, and where one may be written down."""
        hear_url = f"{reverse('meetings:issue-create')}?meeting={meeting.pk}"
        may = has_begun and engagement_loggers(self.access)
        issues = dress_issues(heard_at(self.person, meeting=meeting), on)
        return {"issues_heard": issues, "hear_url": hear_url if may else ""}

    def history(self, meeting):
        """What changed is for the office's staff and auditors: it holds what was private once."""
        if not self.access.sees_everything:
            return {"story": []}
        events = events_of_meeting(meeting)
        count = events.count()
        return {
            "story": list(story_of(events[:SHOWN_EVENTS], named=False)),
            "event_count": count,
            "more_events": count > SHOWN_EVENTS,
        }


class MeetingAgenda(OfMeeting, TemplateView):
    """The agenda alone, to be printed."""

    template_name = "meetings/meeting_agenda.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        return super().get_context_data(
            business=business_of(self.meeting),
            carried=dress_follow_ups(carried_to(self.meeting), on),
            **kwargs,
        )


class MeetingHistory(OfMeeting, TemplateView):
    template_name = "meetings/meeting_history.html"

    @staticmethod
    def allowed(access):
        return access.sees_everything

    def get_context_data(self, **kwargs):
        pages = Paginator(events_of_meeting(self.meeting), 50)
        page = pages.get_page(self.request.GET.get("page"))
        story = list(story_of(page, named=False))
        return super().get_context_data(page_obj=page, story=story, **kwargs)


def facts_of(meeting):
    series = meeting.forum.series
    facts = [
        fact("Time", meeting.times),
        fact("Place", meeting.place),
        fact("Chair or lead", series.chair_text),
        fact("Who of the office attends", series.attendance_text),
        fact("Lead officer", series.lead_text or series.lead_post),
        fact("Notes", meeting.notes),
    ]
    if meeting.openness or series.open_to_public:
        word = meeting.get_openness_display() or Meeting.Openness.PUBLIC.label
        facts.append(fact("Open to the public", word))
    if meeting.others_present:
        facts.append(fact("Others present", meeting.others_present))
    if meeting.public_present is not None:
        facts.append(fact("Members of the public", str(meeting.public_present)))
    if meeting.exempt_reason:
        facts.append(fact("Private, because", meeting.exempt_reason))
    if meeting.cancelled_reason:
        facts.insert(0, fact("Cancelled, because", meeting.cancelled_reason))
    return facts
