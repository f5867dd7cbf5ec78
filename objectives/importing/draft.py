"""A plan as it would be stored, before anything is: what interpreting makes and saving takes."""

import datetime as dt
from dataclasses import dataclass, field

from objectives.deadlines import DeadlineReading
from objectives.importing.asking import DoubtGroup, groups_of
from objectives.importing.doubts import Doubt
from objectives.importing.statuses import StatusDraft
from objectives.importing.table import TableDraft


@dataclass(frozen=True)
class ActivityDraft:
    number: str
    text: str
    key: str = ""
    """names the row of a living plan that it is, in a draft of such a plan or of its export"""

    def as_json(self) -> dict:
        return {"number": self.number, "text": self.text} | _given(key=self.key or None)


@dataclass(frozen=True)
class ActionDraft:
    key: str
    """names the action within this draft, where its published number may stand twice"""
    parent_key: str | None
    number: str
    text: str
    deadline: DeadlineReading
    lead_text: str
    leads: tuple[str, ...]
    source: str
    # None where the file has no word on it: then it is no difference to a living plan.
    review_interval: str | None = None
    needs_confirmation: bool | None = None
    exempt_reason: str | None = None
    start_text: str = ""
    """the words of a start that stands in a column of its own"""
    notes: dict[str, str] = field(default_factory=dict)
    """what columns with no counterpart in a plan say, by their headings"""
    status: StatusDraft | None = None
    """what becomes the first progress update"""
    references: tuple[str, ...] = ()
    """the keys of the actions that its words mention"""

    def as_json(self) -> dict:
        return {
            "key": self.key,
            "parent_key": self.parent_key,
            "number": self.number,
            "text": self.text,
            "deadline": deadline_as_json(self.deadline),
            "lead_text": self.lead_text,
            "leads": list(self.leads),
            "source": self.source,
            "start_text": self.start_text,
            "notes": dict(self.notes),
            "status": self.status.as_json() if self.status else None,
            "references": list(self.references),
        } | _given(
            review_interval=self.review_interval,
            needs_confirmation=self.needs_confirmation,
            exempt_reason=self.exempt_reason,
        )


@dataclass(frozen=True)
class ObjectiveDraft:
    number: str
    title: str
    activities: tuple[ActivityDraft, ...]
    actions: tuple[ActionDraft, ...]
    source: str = ""
    key: str = ""
    exempt_reason: str | None = None

    def as_json(self) -> dict:
        return {
            "number": self.number,
            "title": self.title,
            "activities": [activity.as_json() for activity in self.activities],
            "actions": [action.as_json() for action in self.actions],
        } | _given(key=self.key or None, exempt_reason=self.exempt_reason)


@dataclass(frozen=True)
class PlanDraft:
    title: str
    starts_on: dt.date
    ends_on: dt.date | None
    quarters: str
    quarters_assumed: bool
    published_title: str
    """the document's own title line; it is among the doubts wherever it differs from `title`"""
    objectives: tuple[ObjectiveDraft, ...]
    doubts: tuple[Doubt, ...]
    tables: tuple[TableDraft, ...] = ()
    """every table of the file: what was recognised, and what is no part of the plan"""
    settings: dict | None = None
    """what a file that the portal exported says of the plan beside its objectives"""

    @property
    def actions(self) -> list[ActionDraft]:
        return [action for objective in self.objectives for action in objective.actions]

    @property
    def activities(self) -> list[ActivityDraft]:
        return [activity for objective in self.objectives for activity in objective.activities]

    def doubts_of(self, code: str) -> list[Doubt]:
        return [doubt for doubt in self.doubts if doubt.code == code]

    @property
    def doubt_groups(self) -> tuple[DoubtGroup, ...]:
        """The doubts, those that are one question together."""
        return groups_of(self.doubts)

    @property
    def doubts_left(self) -> list[Doubt]:
        """Those that nobody has answered; one put off for later is answered too."""
        return [doubt for doubt in self.doubts if doubt.answer is None]

    def as_json(self) -> dict:
        """The form that docs/import-format.md promises."""
        return {
            "title": self.title,
            "starts_on": _iso(self.starts_on),
            "ends_on": _iso(self.ends_on),
            "quarters": str(self.quarters),
            "objectives": [objective.as_json() for objective in self.objectives],
            "doubts": [doubt.as_json() for doubt in self.doubts],
            "tables": [table.as_json() for table in self.tables],
        } | _given(plan=self.settings)


def deadline_as_json(deadline: DeadlineReading) -> dict:
    return {
        "text": deadline.text,
        "starts_on": _iso(deadline.starts_on),
        "due_on": _iso(deadline.due_on),
        "ongoing": deadline.ongoing,
        "review_interval": deadline.review_interval,
        "certainty": deadline.certainty,
        "note": deadline.note,
    }


def _given(**fields) -> dict:
    """Those that the draft has a word on: the form leaves the others out."""
    return {name: value for name, value in fields.items() if value is not None}


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
