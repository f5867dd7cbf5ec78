"""What a difference is made of: each entry can be ticked by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from objectives.importing.differing.matching import Node, Nodes
from objectives.importing.differing.wording import Words
from objectives.importing.draft import PlanDraft

FIELDS = {
    "number": "Number",
    "title": "Objective",
    "text": "Wording",
    "deadline": "Date",
    "leads": "Leads",
    "review_interval": "How often its leads report",
    "needs_confirmation": "A second person confirms that it is complete",
    "exempt_reason": "Reason for keeping it private",
    "notes": "Notes",
}


@dataclass(frozen=True)
class Entry:
    key: str
    """names the entry while the plan and the file stay as they are: what is ticked"""
    what: str
    """objective, activity or action"""
    label: str
    """the number as it is spoken of, in the file, or in the plan where the file has no such row"""
    text: str
    source: str
    """where it stands in the file"""


@dataclass(frozen=True)
class Added(Entry):
    under: str
    """what it comes under: the objective, and the action of which it is a part"""
    date: str = ""
    leads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changed(Entry):
    field: str
    before: str
    after: str
    words: Words

    @property
    def name(self) -> str:
        return FIELDS[self.field]


@dataclass(frozen=True)
class Moved(Entry):
    before: str
    after: str


@dataclass(frozen=True)
class Removed(Entry):
    under: str


@dataclass(frozen=True)
class Difference:
    old: PlanDraft
    new: PlanDraft
    added: tuple[Added, ...]
    changed: tuple[Changed, ...]
    moved: tuple[Moved, ...]
    removed: tuple[Removed, ...]
    unchanged: Mapping[str, int]
    """how many objectives, activities and actions are as they were"""
    nodes: tuple[Nodes, Nodes] = field(repr=False, compare=False)
    """the rows of both sides, each with its match"""
    fingerprint: str = ""
    """of the living plan that `old` was read from; see `living.fingerprint_of`"""

    @property
    def entries(self) -> tuple[Entry, ...]:
        return (*self.changed, *self.added, *self.moved, *self.removed)

    @property
    def is_empty(self) -> bool:
        return not self.entries

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(entry.key for entry in self.entries)


def under(node: Node) -> str:
    """What the row comes under: its objective, and the action of which it is a part."""
    above = [above for above in (node.objective, node.parent) if above is not None]
    return " › ".join(f"{each.number} {each.text}".strip() for each in above)


def source_of(node: Node) -> str:
    return getattr(node.drafted, "source", "")
