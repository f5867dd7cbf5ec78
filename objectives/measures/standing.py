"""How a measure stands to its target, in a word and in one sentence."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils import timezone

from objectives.models import Measure, Reading
from stakeholders.events import set_back

from .figures import days_or_months, difference, figure
from .following import Followed, followed, missing_periods
from .periods import month_words, reading_due_on

# What may be said otherwise later, and stands in the log as it was. Whether it is private is asked
# as it is today: a paper never shows what has been taken out of the public's sight since.
AS_IT_WAS = (
    "title",
    "definition",
    "source",
    "decimals",
    "better",
    "tolerance",
    "ready_days",
    "withdrawn_at",
)


class State(TextChoices):
    ON = "on_trajectory", "On trajectory"
    OFF = "off_trajectory", "Off trajectory"
    NO_TARGET = "no_target", "No target"
    NO_READING = "no_reading", "No reading yet"


@dataclass(frozen=True)
class Standing:
    """`expected` is where the trajectory is on the day of the latest reading; `late` are the
    periods whose reading is overdue, the longest first."""

    followed: Followed
    state: State
    sentence: str
    expected: Decimal | None = None
    late: tuple = ()
    late_words: str = ""

    @property
    def measure(self) -> Measure:
        return self.followed.measure

    @property
    def latest(self) -> Reading | None:
        return self.followed.latest

    @property
    def is_off(self):
        return self.state == State.OFF

    @property
    def code(self):
        return self.state.value

    @property
    def word(self):
        return self.state.label


def measure_standings(plan, *, at=None, visible=None):
    """[Standing] of the plan's measures in force at the moment `at`, in the plan's order. `visible`
    are the measures that the reader may see; without it, all of them."""
    at = at or timezone.now()
    rows = plan.measures.all() if visible is None else visible.filter(plan=plan)
    rows = rows.filter(created_at__lte=at).select_related("owner_post").order_by("position", "pk")
    then = [row for row in set_back(rows, at, AS_IT_WAS) if row.withdrawn_at is None]
    return [standing_of(each, at=at) for each in followed(then, at=at)]


def standing_of(known, *, at=None):
    """The Standing of one Followed at the moment that it was followed to."""
    on = timezone.localdate(at)
    late = late_periods(known, on)
    words = ""
    if late:
        days = (on - reading_due_on(known.measure, late[0])).days
        words = f"the reading for {month_words(late[0])} is {days_or_months(days)} late"
        if len(late) > 1:
            words = f"{len(late)} readings are late, the first by {days_or_months(days)}"
    return Standing(known, *_judged(known), late=late, late_words=words)


def late_periods(known, on):
    """Periods whose reading should be known and is not; due today is not late."""
    missing = missing_periods(known, on)
    return tuple(day for day in missing if reading_due_on(known.measure, day) < on)


def _judged(known):
    measure, latest = known.measure, known.latest
    if latest is None:
        return State.NO_READING, f"No reading yet{_target_words(known, measure.first_on)}."
    said = f"{figure(latest.value, measure)} in {month_words(latest.on)}"
    expected = known.expected(latest.on)
    if expected is None:
        return State.NO_TARGET, f"{said}: no target is set."
    gap = latest.value - expected
    worse = -gap if measure.better == Measure.Better.HIGHER else gap
    state = State.OFF if worse > measure.tolerance else State.ON
    return state, f"{said}: {_gap_words(known, gap, worse)}.", expected


def _gap_words(known, gap, worse):
    measure, latest = known.measure, known.latest
    target = known.target_for(latest.on)
    to = f"{figure(target.value, measure)} by {month_words(target.on)}"
    over = latest.on >= target.on
    line = f"the target of {to}" if over else f"the trajectory to {to}"
    if latest == known.baseline and not over:
        return f"the first reading, on the way to {to}"
    if not gap:
        return f"on {line}" if not over else f"{line} is met"
    words = f"{difference(gap, measure)} {'above' if gap > 0 else 'below'} {line}"
    return f"{words}, which is close enough" if 0 < worse <= measure.tolerance else words


def _target_words(known, on):
    target = known.target_for(on)
    if target is None:
        return ""
    return f": the target is {figure(target.value, known.measure)} by {month_words(target.on)}"
