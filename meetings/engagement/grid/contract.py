"""What the grid says, without a database."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Cell:
    """Activities of the period. `reached` adds up what is known, of `reached_unknown` done ones it
    is not; `aim` is how many were aimed for by now, None where nothing was."""

    done: int = 0
    as_planned: int = 0
    """of those done, how many had been planned"""
    planned_ahead: int = 0
    not_done: int = 0
    """planned for a day that has passed, and cancelled or never confirmed"""
    reached: int = 0
    reached_unknown: int = 0
    aim: int | None = None

    @property
    def planned(self):
        """All that was ever planned for the period: what to hold `as_planned` against."""
        return self.as_planned + self.planned_ahead + self.not_done

    @property
    def is_empty(self):
        return not (self.done or self.planned_ahead or self.not_done)

    def __add__(self, other):
        return Cell(
            self.done + other.done,
            self.as_planned + other.as_planned,
            self.planned_ahead + other.planned_ahead,
            self.not_done + other.not_done,
            self.reached + other.reached,
            self.reached_unknown + other.reached_unknown,
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A method (`key` is its id) or a quarter (`key` is its first day). A quarter at the edge of
    the period has only the days that are in it."""

    key: int | dt.date
    title: str
    listens: bool = True
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


class GapKind(Enum):
    """The worst first."""

    NOT_HEARD = "not heard"
    BELOW_AIM = "below aim"
    NOTHING_PLANNED = "nothing planned"


@dataclass(frozen=True, slots=True)
class Gap:
    kind: GapKind
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A group, or none: what happened without one (`group_id` is None)."""

    group_id: int | None
    name: str
    cells: tuple[Cell, ...]
    total: Cell
    priority: bool = False
    in_force: bool = True
    gaps: tuple[Gap, ...] = ()
    last_on: dt.date | None = None
    """the last done one, however long ago"""
    last_heard_on: dt.date | None = None
    """the last one in which people could say something"""
    next_on: dt.date | None = None

    @property
    def gap_words(self):
        return ". ".join(gap.words for gap in self.gaps)

    def has(self, kind):
        return any(gap.kind is kind for gap in self.gaps)


@dataclass(frozen=True, slots=True)
class Grid:
    """`totals` (one a column) and `total` count each activity once, however many groups it was
    with: less than the sum of the rows."""

    by: str
    on: dt.date
    starts_on: dt.date
    ends_on: dt.date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Cell, ...]
    total: Cell
    narrowed: bool = False
    """whether it counts a part of what was done: then no aim is held against it"""

    @property
    def gaps(self):
        return tuple(row for row in self.rows if row.gaps)

    @property
    def groups(self):
        return tuple(row for row in self.rows if row.group_id is not None)
