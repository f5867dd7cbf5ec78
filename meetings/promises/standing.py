"""What stands of a promise of attendance on a day: kept, on course, at risk or broken."""

import datetime as dt
from dataclasses import dataclass

from django.db import models

from meetings.models import AttendanceCommitment, Forum, Meeting


class State(models.TextChoices):
    KEPT = "kept", "Kept"
    ON_COURSE = "on_course", "On course"
    AT_RISK = "at_risk", "At risk"
    BROKEN = "broken", "Broken"
    # The published words give no number: nothing is counted, and nothing is held against anybody.
    NOT_COUNTED = "not_counted", "Not counted"


# One of the portal's colours for each, so that a state looks alike on every page and paper.
COLOURS = {
    State.KEPT: "complete",
    State.ON_COURSE: "on_track",
    State.AT_RISK: "at_risk",
    State.BROKEN: "overdue",
    State.NOT_COUNTED: "not_reported",
}
# What needs somebody first stands first.
URGENCY = (State.BROKEN, State.AT_RISK, State.ON_COURSE, State.KEPT, State.NOT_COUNTED)


class Tagged:
    """Something with a state, as a tag shows it."""

    @property
    def colour(self):
        return COLOURS[self.state]

    @property
    def word(self):
        return self.state.label


class Risk(models.TextChoices):
    """Why it is at risk, which says what would have to happen."""

    FEW = "few", "few chances are left"
    UNPLANNED = "unplanned", "too few meetings are planned"
    WAITING = "waiting", "nobody said what came of a meeting"
    PACE = "pace", "behind an even pace"


@dataclass(frozen=True)
class Cycle:
    """The days that are counted together; both are included."""

    starts_on: dt.date
    ends_on: dt.date

    @property
    def days(self):
        return (self.ends_on - self.starts_on).days + 1


@dataclass(frozen=True)
class Unit(Tagged):
    """What is promised of one forum, or of the series as a whole (`forum` is None then).

    `needed` is None where every meeting was promised. `missed` are meetings that were held without
    anybody of the promise's posts; `chances` are the meetings still planned in the cycle, and
    `covered` those of them that one of the posts is expected to go to. `waiting` are past meetings
    of which nobody said whether they were held, or whether the post that was to go went.
    `by` is when the next thing has to have happened.
    """

    forum: Forum | None
    needed: int | None
    attended: tuple[Meeting, ...]
    missed: tuple[Meeting, ...]
    chances: tuple[Meeting, ...]
    state: State
    waiting: tuple[Meeting, ...] = ()
    covered: tuple[Meeting, ...] = ()
    # Meetings ahead that every one of the posts has said it will not go to: no chances.
    declined: tuple[Meeting, ...] = ()
    risk: str = ""
    by: dt.date | None = None

    @property
    def left(self):
        """How many are still to be attended; nothing where every meeting was promised."""
        return 0 if self.needed is None else max(0, self.needed - len(self.attended))


@dataclass(frozen=True)
class Standing(Tagged):
    """One promise in one cycle. `sentence` says how it stands ("14 of 30 forums since April
    2025"), `still` what would have to happen and `by` until when, where something would.

    `left_out` are forums that ended in the cycle before their turn: they count for nothing.
    `reports_owed` are attended meetings that nobody reported back from though they promised to.
    """

    commitment: AttendanceCommitment
    cycle: Cycle
    state: State
    units: tuple[Unit, ...]
    done: int
    needed: int
    sentence: str
    still: str = ""
    by: dt.date | None = None
    risk: str = ""
    left_out: tuple[Forum, ...] = ()
    reports_owed: tuple[Meeting, ...] = ()

    @property
    def remaining(self):
        """Units that still want a visit."""
        return [unit for unit in self.units if unit.left]

    def meeting_before(self, day):
        """Remaining units that meet before the day, the soonest first."""
        soon = [u for u in self.remaining if u.chances and u.chances[0].held_on < day]
        return sorted(soon, key=lambda unit: unit.chances[0].held_on)
