"""Promises of attendance: made, changed, and ended with a reason; never deleted."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.frequency import Certainty
from meetings.models import AttendanceCommitment, Meeting
from meetings.promises.wording import stated_note
from stakeholders.dates import spoken
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of

from .attendance import expect_attendance

TERMS = ("times", "each_forum", "cycle_months")
FIELDS = ("series", "words", *TERMS, "reports_back", "starts_on", "ends_on", "note")


@transaction.atomic
def make_commitment(
    *,
    by,
    series,
    words,
    posts,
    starts_on,
    times=None,
    each_forum=False,
    cycle_months=12,
    reports_back=False,
    ends_on=None,
    certainty=Certainty.CERTAIN,
    note="",
    at=None,
):
    """Promise that `posts`, in the order of their rotation, attend meetings of the series.

    `certainty` and `note` come from `promises.read_promise`; without a note the office has said
    itself what is meant.
    """
    series = lock_row(series)
    if series.withdrawn_at:
        raise ValidationError("This was withdrawn from the schedule", code="series_withdrawn")
    posts = _ordered(posts)
    commitment = AttendanceCommitment(
        series=series,
        words=words,
        times=times,
        each_forum=each_forum,
        cycle_months=cycle_months,
        reports_back=reports_back,
        starts_on=starts_on,
        ends_on=ends_on,
        certainty=certainty,
        note=note or stated_note(times, each_forum, cycle_months),
    )
    _check(commitment)
    commitment.save()
    _set_posts(commitment, posts)
    after = values_of(commitment, FIELDS) | {"posts": posts}
    after = {key: value for key, value in after.items() if value not in (None, "", [])}
    record("commitment made", commitment, by=by, after=after, at=at)
    return commitment


@transaction.atomic
def edit_commitment(commitment, *, by, changes, version=None, at=None):
    """Change a promise. Terms that are given anew are what the office says is meant; `posts` are
    those that keep it, in the order of their rotation."""
    at = at or timezone.now()
    changes = dict(changes)
    posts = changes.pop("posts", None)
    current = lock_row(commitment, version=version)
    if any(name in changes and changes[name] != getattr(current, name) for name in TERMS):
        terms = [changes.get(name, getattr(current, name)) for name in TERMS]
        changes = {"certainty": Certainty.CERTAIN, "note": stated_note(*terms)} | changes
    changed = AttendanceCommitment(
        **{name: changes.get(name, getattr(current, name)) for name in FIELDS}
    )
    _check(changed)
    verb = "commitment edited"
    edited = change_row(current, by=by, verb=verb, changes=changes, version=version, at=at)
    reordered = posts is not None and _changed_posts(edited, _ordered(posts), by=by, at=at)
    if reordered and edited.version == current.version:
        # Whoever opened the form before must see this, even where it was all that changed.
        edited.version += 1
        edited.save(update_fields=["version"])
    return edited


@transaction.atomic
def end_commitment(commitment, *, by, ends_on, reason, at=None):
    """It is no longer promised after that day; what was promised until then stays, and counts."""
    current = lock_row(commitment)
    if current.ends_on and current.ended_reason:
        raise ValidationError("This promise has ended already", code="ended_already")
    if ends_on < current.starts_on:
        raise _before_start(current)
    changes = {"ends_on": ends_on, "ended_reason": reason}
    return change_row(current, by=by, verb="commitment ended", changes=changes, at=at)


@transaction.atomic
def accept_proposals(accepted, *, by, at=None):
    """Somebody is to go to each meeting of `accepted`: [(meeting, post)]. All of them, or none."""
    at = at or timezone.now()
    said = []
    for meeting, post in accepted:
        if lock_row(meeting).status != Meeting.Status.PLANNED:
            raise ValidationError(
                f"{meeting} is not planned any more. Look at the proposals again",
                code="not_planned",
            )
        said.append(expect_attendance(meeting, post, by=by, at=at))
    return said


def _ordered(posts):
    posts = list(dict.fromkeys(posts))
    if not posts:
        raise ValidationError(
            {"posts": ValidationError("Choose who attends", code="posts_missing")}
        )
    return posts


def _set_posts(commitment, posts):
    commitment.commitment_posts.all().delete()
    for place, post in enumerate(posts):
        commitment.commitment_posts.create(post=post, position=place)


def _changed_posts(commitment, posts, *, by, at):
    before = [row.post for row in commitment.commitment_posts.select_related("post")]
    if before == posts:
        return False
    _set_posts(commitment, posts)
    record(
        "commitment posts changed",
        commitment,
        by=by,
        before={"posts": before},
        after={"posts": posts},
        at=at,
    )
    return True


def _check(commitment):
    if commitment.ends_on and commitment.ends_on < commitment.starts_on:
        raise _before_start(commitment)
    for name in ("times", "cycle_months"):
        value = getattr(commitment, name)
        if value is not None and value < 1:
            raise ValidationError(
                {name: ValidationError("Enter 1 or more", code="number_too_small")}
            )


def _before_start(commitment):
    return ValidationError(
        {
            "ends_on": ValidationError(
                f"The promise starts on {spoken(commitment.starts_on)}. Enter that day or a later",
                code="ends_before_start",
            )
        }
    )
