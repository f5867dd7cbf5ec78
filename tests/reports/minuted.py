"""A meeting with something of everything in it, for the tests of minutes."""

from datetime import date, time

from meetings.models import Meeting
from reports.building import build_revision
from reports.models import ReportRevision
from reports.services import approve_minutes, publish, request_minutes
from tests.meetings.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    DecisionFactory,
    FollowUpFactory,
    ForumFactory,
    MeetingFactory,
    MeetingSeriesFactory,
    RecommendationFactory,
)
from tests.stakeholders.factories import PostFactory

from .plans import at

HELD_ON = date(2025, 6, 18)
WRITTEN = at(2025, 6, 25)
SECRET = "Operation Heron"


def build_meeting(body, **changes):
    series = MeetingSeriesFactory(
        title="Public scrutiny meeting", body=body, open_to_public=True, publishes=True
    )
    meeting = MeetingFactory(
        forum=ForumFactory(series=series),
        **{
            "held_on": HELD_ON,
            "starts_at": time(14),
            "ends_at": time(16, 30),
            "place": "Guildhall",
            "status": Meeting.Status.HELD,
            "others_present": "Chief Constable\nNorthmoor Council, head of transport",
            "public_present": 12,
            **changes,
        },
    )
    commissioner, deputy = PostFactory(title="Commissioner"), PostFactory(title="Deputy")
    AttendanceFactory(meeting=meeting, post=commissioner)
    AttendanceFactory(
        meeting=meeting, post=PostFactory(title="Treasurer"), outcome="apologies", substitute=deputy
    )
    first = AgendaItemFactory(
        meeting=meeting,
        title="Speeding near schools",
        presenter_text="Head of roads policing",
        minute="Residents asked for checks.\n\nThe force showed where it checks now.",
    )
    secret = AgendaItemFactory(
        meeting=meeting, title=SECRET, minute=f"{SECRET} was heard.", exempt_reason="An inquiry"
    )
    AgendaItemFactory(meeting=meeting, title="Any other business")
    DecisionFactory(meeting=meeting, item=first, words="Checks are made at six schools.")
    DecisionFactory(meeting=meeting, item=secret, words=f"{SECRET} goes on.")
    FollowUpFactory(
        meeting=meeting,
        item=first,
        words="Publish the list of schools",
        lead_post=commissioner,
        due_text="by the next meeting",
        due_on=date(2025, 9, 17),
    )
    RecommendationFactory(meeting=meeting, item=first, body=body, words="That checks be published.")
    MeetingFactory(forum=meeting.forum, held_on=date(2025, 9, 17), place="Library")
    return meeting


def built(revision):
    build_revision(revision.pk, at=WRITTEN)
    return ReportRevision.objects.get(pk=revision.pk)


def draft(meeting, *, by, at=WRITTEN, **asked):
    return built(request_minutes(meeting, by=by, queue=False, at=at, **asked))


def approved(revision, *, by, at=WRITTEN, approved_by="The chair"):
    return built(approve_minutes(revision, by=by, approved_by=approved_by, queue=False, at=at))


def published(meeting, *, by, at=WRITTEN, **asked):
    revision = approved(draft(meeting, by=by, at=at, **asked), by=by, at=at)
    return publish(revision, by=by, at=at)
