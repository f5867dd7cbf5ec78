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


@dataclass(frozen=True)
class Cycle:
    """The days that are counted together; both are included."""

    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True)
class Unit:
    """What is promised of one forum, or of the series as a whole (`forum` is None then).

    `needed` is None where every meeting was promised. `missed` are meetings that were held without
    anybody of the promise's posts; `chances` are the meetings still planned in the cycle.
    """

    forum: Forum | None
    needed: int | None
    attended: tuple[Meeting, ...]
    missed: tuple[Meeting, ...]
    chances: tuple[Meeting, ...]
    state: State


@dataclass(frozen=True)
class Standing:
    """One promise in one cycle. `sentence` says how it stands ("14 of 30 forums since April
    2025"), `still` what would have to happen and `by` until when, where something would."""

    commitment: AttendanceCommitment
    cycle: Cycle
    state: State
    units: tuple[Unit, ...]
    done: int
    needed: int
    sentence: str
    still: str = ""
    by: dt.date | None = None


def standings(commitments, *, on, at=None):
    """The standing of each promise in the cycle that holds the day `on`, in a fixed number of
    queries. `at` is a moment: what was said of an attendance after it is not counted."""
    raise NotImplementedError
