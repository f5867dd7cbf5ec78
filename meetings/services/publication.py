"""What of a meeting was published, by hand: when it was due is worked out in `publishing`."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import Meeting, PublicationStep
from stakeholders.editing import lock_row
from stakeholders.events import record, values_of

SAID = ("done_on", "where", "not_needed")


def mark_published(meeting, *, by, kind, done_on, where="", at=None):
    """The thing of this kind was published on that day, at that address if it has one."""
    if done_on > timezone.localdate(at):
        raise ValidationError(
            {
                "done_on": ValidationError(
                    "The day must not be in the future", code="published_ahead"
                )
            }
        )
    said = {"done_on": done_on, "where": where, "not_needed": ""}
    return _say(meeting, kind, by=by, verb="publication recorded", said=said, at=at)


def not_needed(meeting, *, by, kind, reason, at=None):
    """There is nothing of this kind to publish, and why: "There were no reports"."""
    said = {"done_on": timezone.localdate(at), "where": "", "not_needed": reason}
    return _say(meeting, kind, by=by, verb="publication not needed", said=said, at=at)


@transaction.atomic
def unpublish(meeting, *, by, kind, at=None):
    """It was marked by mistake. Returns whether there was anything to take back."""
    meeting = lock_row(meeting)
    step = meeting.publications.filter(kind=kind).first()
    if step is None:
        return False
    before = values_of(step, ("kind", *SAID))
    record("publication taken back", meeting, by=by, before=before, at=at)
    step.delete()
    return True


@transaction.atomic
def _say(meeting, kind, *, by, verb, said, at):
    meeting = lock_row(meeting)
    if meeting.status == Meeting.Status.CANCELLED and kind != PublicationStep.Kind.NOTICE:
        raise ValidationError("This meeting was cancelled", code="meeting_cancelled")
    step = meeting.publications.filter(kind=kind).first()
    before = values_of(step, SAID) if step else {}
    if step and {name: getattr(step, name) for name in SAID} == said:
        return step
    step = step or PublicationStep(meeting=meeting, kind=kind, version=0)
    for name, value in said.items():
        setattr(step, name, value)
    step.by, step.recorded_at, step.version = by, at or timezone.now(), step.version + 1
    step.save()
    after = {"kind": kind} | values_of(step, SAID)
    after = {key: value for key, value in after.items() if value or key in before}
    # About the meeting: a step that is taken back would take its story with it.
    record(verb, meeting, by=by, before=before, after=after, at=at)
    return step
