"""What a Board or Panel suggests or recommends, and what the office responds."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.due_words import Due, next_meeting_of
from meetings.models import Recommendation
from objectives.deadlines import Certainty
from objectives.services import create_action
from stakeholders.editing import change_row, lock_row
from stakeholders.refusing import beside
from stakeholders.workdays import last_day_of_notice, subtract_working_days

from .follow_ups import source_of
from .rows import add_row, change_business, open_meeting, refuse_withdrawn, withdraw_row


@transaction.atomic
def add_recommendation(
    meeting,
    *,
    by,
    kind,
    words,
    body=None,
    owner_post=None,
    due_on=None,
    item=None,
    exempt_reason="",
    at=None,
):
    """Something that wants a response. Whose it is and by when: as the meeting's Board or Panel
    has it (`response_due`) unless it is said."""
    at = at or timezone.now()
    meeting = open_meeting(meeting, at=at, on_its_day=True)
    body = body or meeting.forum.series.body
    return add_row(
        Recommendation,
        by=by,
        verb="recommendation recorded",
        meeting=meeting,
        same=("kind", "words", "item"),
        at=at,
        kind=kind,
        words=words,
        body=body,
        owner_post=owner_post,
        due_on=due_on or response_due(meeting, body),
        item=item,
        exempt_reason=exempt_reason,
        created_at=at,
    )


def response_due(meeting, body):
    """The day on which a response still goes out with the papers of the body's next meeting;
    None without a body, or while no next meeting is on the calendar."""
    later = next_meeting_of(meeting)
    if body is None or later is None:
        return None
    published = last_day_of_notice(
        later.held_on, body.notice_days, in_working_days=body.notice_in_working_days
    )
    return subtract_working_days(published, body.submission_days)


def edit_recommendation(recommendation, *, by, changes, version=None, at=None):
    return change_business(
        recommendation,
        by=by,
        verb="recommendation edited",
        changes=changes,
        version=version,
        at=at,
    )


@transaction.atomic
def respond(recommendation, *, by, answer, response, responded_on, version=None, at=None):
    """What the office says to it. A later response takes the place of an earlier one, which
    stays in the history."""
    current = lock_row(recommendation, version=version, related=("meeting",))
    refuse_withdrawn(current)
    if responded_on > timezone.localdate(at):
        raise beside("responded_on", "The day must not be in the future", "responded_ahead")
    if responded_on < current.meeting.held_on:
        raise beside(
            "responded_on", "The day must not be before the meeting", "responded_before_meeting"
        )
    changes = {"answer": answer, "response": response, "responded_on": responded_on}
    verb = "recommendation responded to"
    return change_row(current, by=by, verb=verb, changes=changes, version=version, at=at)


@transaction.atomic
def recommendation_into_plan(recommendation, *, by, objective, number="", at=None):
    """What was accepted becomes an action of a plan, by whoever responds to it. Returns it."""
    at = at or timezone.now()
    current = lock_row(recommendation, related=("meeting__forum__series", "owner_post"))
    refuse_withdrawn(current)
    if current.action_id or current.answer not in ("accepted", "partly"):
        raise ValidationError(
            "Only what was accepted is taken into a plan, and once", code="not_accepted"
        )
    action = create_action(
        objective=objective,
        by=by,
        text=current.words,
        reading=Due("", certainty=Certainty.NONE.value).reading,
        number=number,
        posts=[current.owner_post] if current.owner_post else [],
        source=source_of(current.meeting),
        exempt_reason=current.exempt_reason or current.meeting.exempt_reason,
        at=at,
    )
    verb = "recommendation taken into a plan"
    change_row(current, by=by, verb=verb, changes={"action": action}, at=at)
    return action


def withdraw_recommendation(recommendation, *, by, reason, at=None):
    verb = "recommendation withdrawn"
    return withdraw_row(recommendation, by=by, verb=verb, reason=reason, at=at)
