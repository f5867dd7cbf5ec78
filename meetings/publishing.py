"""What of a meeting must be published, by when, and whether it was.

Elected Local Policing Bodies (Specified Information) Order 2011: the time and place of public
meetings, their agendas, reports and minutes. Dates are worked out each time, so they follow a
meeting that is moved.
"""

from dataclasses import dataclass
from datetime import date

from stakeholders.dates import spoken
from stakeholders.workdays import add_working_days, last_day_of_notice

from .models import Meeting, PublicationStep

Kind = PublicationStep.Kind
DONE, NOT_NEEDED, DUE, LATE = "done", "not_needed", "due", "late"
TAGS = {
    DONE: ("complete", "Published"),
    NOT_NEEDED: ("closed", "Not needed"),
    DUE: ("not_started", "To do"),
    LATE: ("overdue", "Late"),
}


@dataclass(frozen=True)
class Duty:
    """One thing to publish; `late` is by how many days it was, or is so far, too late."""

    kind: str
    due_on: date
    state: str
    late: int = 0
    step: PublicationStep | None = None

    @property
    def title(self):
        return Kind(self.kind).label

    @property
    def tag(self):
        return TAGS[self.state]

    @property
    def words(self):
        late = f", {_days(self.late)} late" if self.late else ""
        if self.state == NOT_NEEDED:
            return self.step.not_needed
        if self.state == DONE:
            return f"Published on {spoken(self.step.done_on)}{late}"
        return f"Was due by {spoken(self.due_on)}{late}" if late else f"By {spoken(self.due_on)}"


def kinds_of(meeting):
    """What of this meeting must be published at all.

    A meeting in private still has a time and a place that the public may know, but no paper of it
    is theirs; of a cancelled one nothing more is owed.
    """
    series = meeting.forum.series
    if not series.publishes or meeting.status == Meeting.Status.CANCELLED:
        return ()
    return (Kind.NOTICE,) if in_private(meeting) else tuple(Kind)


def in_private(meeting):
    return bool(meeting.exempt_reason) or meeting.openness == Meeting.Openness.PRIVATE


def notice_of(series):
    """(clear days of notice, whether they are working days): its own, else its body's."""
    body = series.body
    days = series.notice_days
    if days is None:
        days = body.notice_days if body else 0
    return days, body.notice_in_working_days if body else True


def rules_of(series):
    """ "Time, place, agenda and reports: 5 clear working days before"; nothing where nothing of
    the line must be published."""
    if not series.publishes:
        return ""
    days, working = notice_of(series)
    clear = f"{days} clear {'working ' if working else ''}day{'' if days == 1 else 's'} before"
    within = series.minutes_days
    return (
        f"Time, place, agenda and reports: {clear if days else 'by the working day before'}\n"
        f"Minutes: within {within} working day{'' if within == 1 else 's'}"
    )


def due_dates(meeting):
    """{kind: the last day on which it is in time}."""
    series = meeting.forum.series
    clear_days, working = notice_of(series)
    before = last_day_of_notice(meeting.held_on, clear_days, in_working_days=working)
    after = add_working_days(meeting.held_on, series.minutes_days)
    return {kind: after if kind == Kind.MINUTES else before for kind in kinds_of(meeting)}


def duties(meeting, on):
    """The publication duties of a meeting on the day `on`, in the order of the law.

    The meeting's series, its body and `publications` are read: many meetings want them joined
    and prefetched.
    """
    steps = {step.kind: step for step in meeting.publications.all()}
    return [_duty(kind, due_on, steps.get(kind), on) for kind, due_on in due_dates(meeting).items()]


def _duty(kind, due_on, step, on):
    if step and step.not_needed:
        return Duty(kind, due_on, NOT_NEEDED, step=step)
    late = max(((step.done_on if step else on) - due_on).days, 0)
    if step:
        return Duty(kind, due_on, DONE, late, step)
    return Duty(kind, due_on, LATE if late else DUE, late)


def _days(count):
    return "1 day" if count == 1 else f"{count} days"
