"""What has to happen after a meeting: carried from one to the next until it is closed, or taken
into a plan and followed there."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.due_words import Due, read_due
from meetings.models import FollowUp, FollowUpNote
from objectives.deadlines import Certainty
from objectives.services import create_action
from stakeholders.dates import spoken
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record

from .rows import add_row, change_business, open_meeting, withdraw_row

READ = ("due_text", "due_on", "due_note")


@transaction.atomic
def add_follow_up(
    meeting, *, by, words, lead_post=None, due_text="", item=None, exempt_reason="", at=None
):
    """An action arising. By when is read from the words that were said (`due_words.read_due`)."""
    at = at or timezone.now()
    meeting = open_meeting(meeting, at=at, on_its_day=True)
    due = read_due(due_text, meeting)
    return add_row(
        FollowUp,
        by=by,
        verb="follow-up added",
        meeting=meeting,
        same=("words", "lead_post", "due_text", "item"),
        at=at,
        series=meeting.forum.series,
        words=words,
        lead_post=lead_post,
        item=item,
        exempt_reason=exempt_reason,
        created_at=at,
        due_text=due.text,
        due_on=due.due_on,
        due_note=due.note,
    )


@transaction.atomic
def edit_follow_up(follow_up, *, by, changes, version=None, at=None):
    """Change it; new words for by when are read anew, old ones are left as they were taken."""
    changes = dict(changes)
    if changes.get("due_text", follow_up.due_text) != follow_up.due_text:
        due = read_due(changes["due_text"], follow_up.meeting)
        changes |= {"due_text": due.text, "due_on": due.due_on, "due_note": due.note}
    return change_business(
        follow_up, by=by, verb="follow-up edited", changes=changes, version=version, at=at
    )


@transaction.atomic
def note_follow_up(follow_up, *, by, words, post=None, closes=False, at=None):
    """What was done so far; with `closes` it is done. `post` is the one that says so."""
    at = at or timezone.now()
    follow_up = _open(follow_up)
    said = {"words": words, "closes": closes, "by": by, "post": post}
    last = follow_up.progress.last()
    if last and {name: getattr(last, name) for name in said} == said:
        return last  # The same button pressed twice.
    note = FollowUpNote.objects.create(follow_up=follow_up, recorded_at=at, **said)
    if closes:
        changes = {"closed_at": at, "closed_note": words[:2000]}
        change_row(follow_up, by=by, verb="follow-up closed", changes=changes, at=at)
    else:
        record("follow-up reported on", follow_up, by=by, after={"words": words}, at=at)
    return note


def close_follow_up(follow_up, *, by, note, post=None, at=None):
    """It is done, or nothing more is to be done: `note` says which."""
    note_follow_up(follow_up, by=by, words=note, post=post, closes=True, at=at)
    return FollowUp.objects.get(pk=follow_up.pk)


@transaction.atomic
def reopen_follow_up(follow_up, *, by, reason, at=None):
    """It was closed too soon; the reason stands among what was said of it."""
    at = at or timezone.now()
    follow_up = lock_row(follow_up)
    if follow_up.withdrawn_at or follow_up.closed_at is None:
        raise ValidationError("This follow-up is not closed", code="follow_up_not_closed")
    FollowUpNote.objects.create(follow_up=follow_up, words=reason, by=by, recorded_at=at)
    changes = {"closed_at": None, "closed_note": ""}
    return change_row(follow_up, by=by, verb="follow-up reopened", changes=changes, at=at)


def withdraw_follow_up(follow_up, *, by, reason, at=None):
    """It was written down by mistake."""
    return withdraw_row(follow_up, by=by, verb="follow-up withdrawn", reason=reason, at=at)


@transaction.atomic
def take_into_plan(follow_up, *, by, objective, number="", posts=None, at=None):
    """Make it an action of a plan, with its lead and its date: there it is reported on from now
    on, and the meeting's page leads to it. Returns the action."""
    at = at or timezone.now()
    follow_up = _open(follow_up)
    if objective.withdrawn_at or objective.plan.withdrawn_at:
        raise ValidationError(
            {"objective": ValidationError("Choose another objective", code="objective_gone")}
        )
    meeting = follow_up.meeting
    lead = [follow_up.lead_post] if follow_up.lead_post else []
    action = create_action(
        objective=objective,
        by=by,
        text=follow_up.words,
        reading=due_of(follow_up).reading,
        number=number,
        posts=lead if posts is None else posts,
        source=source_of(meeting),
        exempt_reason=follow_up.exempt_reason or meeting.exempt_reason,
        at=at,
    )
    changes = {"action": action}
    change_row(follow_up, by=by, verb="follow-up taken into a plan", changes=changes, at=at)
    return action


def due_of(follow_up):
    """By when it is due, as it was taken when it was written down."""
    certainty = Certainty.NONE
    if follow_up.due_on:
        certainty = Certainty.CERTAIN
    elif follow_up.due_text:
        certainty = Certainty.UNREADABLE
    return Due(follow_up.due_text, follow_up.due_on, follow_up.due_note, certainty.value)


def source_of(meeting):
    """Where an action arose, as long as an action's source may be."""
    when = f", {spoken(meeting.held_on)}"
    return f"{str(meeting.forum)[: 100 - len(when)]}{when}"


def _open(follow_up):
    follow_up = lock_row(follow_up, related=("meeting__forum__series", "lead_post"))
    if not follow_up.is_open:
        raise ValidationError("This follow-up is no longer open", code="follow_up_not_open")
    return follow_up
