"""A year of engagement as it is played, and what it must come to, counted in plain Python: the
portal's own figures are held against these."""

import datetime as dt
from dataclasses import dataclass, field

from meetings.services.engagement import (
    cancel_activity,
    confirm_activity,
    log_activity,
    withdraw_activity,
)
from tests.objectives.plans import noon

LISTENING = {"Street stall", "Surgery"}


@dataclass
class Deed:
    """What was done with communities. `groups` are names; moments are None where it never was."""

    held_on: dt.date
    groups: frozenset
    method: str
    reached: int | None = None
    reach: dict = field(default_factory=dict)
    private: bool = False
    logged_at: dt.datetime | None = None
    done_at: dt.datetime | None = None
    cancelled_at: dt.datetime | None = None
    withdrawn_at: dt.datetime | None = None
    row: object = None

    def state(self, at):
        """ "done", "missed", "ahead", or nothing where the log had none of it."""
        if at < self.logged_at or (self.withdrawn_at and self.withdrawn_at <= at):
            return None
        if self.cancelled_at and self.cancelled_at <= at:
            return "missed"
        if self.done_at and self.done_at <= at:
            return "done"
        return "missed" if self.held_on < at.date() else "ahead"

    def reached_of(self, names):
        """How many of the groups of these names, which count as one: of one among several only
        what was said of it."""
        said = [self.reach[name] for name in names if name in self.reach]
        if said:
            return said[0]
        return self.reached if self.groups <= names else None


@dataclass(frozen=True)
class Figures:
    done: int
    missed: int
    ahead: int
    reached: int
    unknown: int
    heard: bool

    @property
    def words(self):
        """As papers say how many were reached."""
        if not self.done:
            return "–"
        if not self.unknown:
            return f"{self.reached:,}"
        if self.unknown == self.done:
            return "not known"
        return f"at least {self.reached:,}; not known for {self.unknown}"


class Played:
    """Who does what: `groups` and `methods` by name. Each deed is written down here too."""

    def __init__(self, by, groups, methods):
        self.by, self.groups, self.methods, self.deeds = by, groups, methods, []

    def log(self, held_on, *groups, method="Street stall", day=None, reach=None, **fields):
        """Said at noon of `day`, or of its own: planned where it is yet to come."""
        at = noon(day or held_on)
        rows = [self.groups[name] for name in groups]
        own = {self.groups[name]: number for name, number in (reach or {}).items()}
        row = log_activity(
            by=self.by,
            held_on=held_on,
            method=self.methods[method],
            groups=rows,
            reach=own,
            **fields,
        )
        ahead = held_on > at.date()
        deed = Deed(
            held_on,
            frozenset(groups),
            method,
            fields.get("reached"),
            reach or {},
            bool(fields.get("exempt_reason")),
            logged_at=at,
            done_at=None if ahead else at,
            row=row,
        )
        self.deeds.append(deed)
        return deed

    def planned(self, rows, *groups, method, at):
        """Those that a programme planned."""
        made = [Deed(row.held_on, frozenset(groups), method, logged_at=at, row=row) for row in rows]
        self.deeds += made
        return made

    def confirm(self, deed, reached=None):
        confirm_activity(deed.row, by=self.by, changes={"reached": reached})
        deed.done_at, deed.reached = noon(deed.held_on), reached

    def cancel(self, deed, day):
        cancel_activity(deed.row, by=self.by, reason="Nobody could come")
        deed.cancelled_at = noon(day)

    def withdraw(self, deed, day):
        withdraw_activity(deed.row, by=self.by, reason="Logged by mistake")
        deed.withdrawn_at = noon(day)

    def figures(self, first, last, at, names=None, *, public=False):
        """Of the groups of these `names`, of what was with none (an empty set), or of all."""
        found = [
            (deed, deed.state(at))
            for deed in self.deeds
            if first <= deed.held_on <= last
            and not (public and deed.private)
            and (names is None or names & deed.groups or not (names or deed.groups))
        ]
        done = [deed for deed, state in found if state == "done"]
        known = [deed.reached if names is None else deed.reached_of(names) for deed in done]
        return Figures(
            done=len(done),
            missed=sum(state == "missed" for _, state in found),
            ahead=sum(state == "ahead" for _, state in found),
            reached=sum(number for number in known if number is not None),
            unknown=known.count(None),
            heard=any(deed.method in LISTENING for deed in done),
        )
