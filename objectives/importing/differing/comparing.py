"""Two drafts of one plan, row by row: what came, what changed, what moved, what went."""

import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field

from actionplans.intervals import ReviewInterval
from objectives.deadlines import DeadlineReading
from objectives.importing.differing.matching import Node, Nodes, match, nodes_of
from objectives.importing.differing.wording import Words, same_words, spelt, word_changes
from objectives.importing.draft import PlanDraft
from stakeholders.dates import spoken

FIELDS = {
    "number": "Number",
    "title": "Objective",
    "text": "Wording",
    "deadline": "Date",
    "leads": "Leads",
    "review_interval": "How often its leads report",
    "needs_confirmation": "A second person confirms that it is complete",
    "exempt_reason": "Reason for keeping it private",
}
_MEANT = ("starts_on", "due_on", "ongoing", "review_interval")


@dataclass(frozen=True)
class _Entry:
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
class Added(_Entry):
    under: str
    """what it comes under: the objective, and the action of which it is a part"""
    date: str = ""
    leads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changed(_Entry):
    field: str
    before: str
    after: str
    words: Words

    @property
    def name(self) -> str:
        return FIELDS[self.field]


@dataclass(frozen=True)
class Moved(_Entry):
    before: str
    after: str


@dataclass(frozen=True)
class Removed(_Entry):
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
    def entries(self) -> tuple[_Entry, ...]:
        return (*self.changed, *self.added, *self.moved, *self.removed)

    @property
    def is_empty(self) -> bool:
        return not self.entries

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(entry.key for entry in self.entries)


def difference(
    old: PlanDraft,
    new: PlanDraft,
    *,
    said_before: Mapping[str, frozenset[str]] | None = None,
    gone: frozenset[str] = frozenset(),
    fingerprint: str = "",
) -> Difference:
    """What `new` says otherwise than `old`. What `new` has no word on (None) is no difference.

    `said_before` gives for an action's key the words that its deadline had earlier: a document
    that still has them doesn't ask to undo a new date. `gone` are keys of `old` whose rows are
    closed already: a file that leaves them out changes nothing.
    """
    before, after = nodes_of(old), nodes_of(new)
    match(before, after)
    said = said_before or {}
    changed = [entry for node in after.all() if node.match for entry in _changes(node, said)]
    moved = _moves(before, after)
    touched = {id(node) for node in after.all() if node.match is None}
    differing = {entry.key.split(":")[1] for entry in (*changed, *moved)}
    return Difference(
        old=old,
        new=new,
        added=tuple(_added(node) for node in after.all() if node.match is None),
        changed=tuple(changed),
        moved=tuple(moved),
        removed=tuple(
            _removed(node) for node in before.all() if node.match is None and node.key not in gone
        ),
        unchanged={
            what: sum(id(node) not in touched and node.match.key not in differing for node in nodes)
            for what, nodes in (
                ("objective", after.objectives),
                ("activity", after.activities),
                ("action", after.actions),
            )
        },
        nodes=(before, after),
        fingerprint=fingerprint,
    )


def say_deadline(reading: DeadlineReading) -> str:
    """The published words, and the dates only where the words don't make them."""
    return reading.text.strip() or "No date given"


def same_deadline(before: DeadlineReading, after: DeadlineReading) -> bool:
    words = spelt(before.text) == spelt(after.text)
    return words and all(getattr(before, name) == getattr(after, name) for name in _MEANT)


def _changes(node: Node, said_before: Mapping[str, frozenset[str]]):
    old, new = node.match.drafted, node.drafted
    title = "title" if node.what == "objective" else "text"
    pairs = [("number", node.match.number, node.number), (title, node.match.text, node.text)]
    for name, before, after in pairs:
        if not same_words(before, after):
            yield _changed(node, name, before, after)
    if node.what == "action":
        yield from _changes_of_action(node, said_before)
    if node.what != "activity" and new.exempt_reason is not None:
        before = old.exempt_reason or ""
        if not same_words(before, new.exempt_reason):
            yield _changed(node, "exempt_reason", before, new.exempt_reason)


def _changes_of_action(node: Node, said_before: Mapping[str, frozenset[str]]):
    old, new = node.match.drafted, node.drafted
    earlier = said_before.get(node.match.key, frozenset())
    if not same_deadline(old.deadline, new.deadline) and spelt(new.deadline.text) not in earlier:
        before, after = _say_both(old.deadline, new.deadline)
        yield _changed(node, "deadline", before, after)
    if _other_leads(old, new):
        yield _changed(node, "leads", "; ".join(old.leads), "; ".join(new.leads))
    for name in ("review_interval", "needs_confirmation"):
        before, after = getattr(old, name), getattr(new, name)
        if after is not None and (before or "") != (after or ""):
            yield _changed(node, name, str(before or ""), str(after or ""))


def _other_leads(old, new) -> bool:
    """The published cell decides where it is the same: whose posts it names was settled before."""
    if old.lead_text.strip() and spelt(old.lead_text) == spelt(new.lead_text):
        return False
    return [spelt(name) for name in old.leads] != [spelt(name) for name in new.leads]


def _say_both(old: DeadlineReading, new: DeadlineReading) -> tuple[str, str]:
    before, after = say_deadline(old), say_deadline(new)
    if same_words(before, after):
        return f"{before} ({say_dates(old)})", f"{after} ({say_dates(new)})"
    return before, after


def say_dates(reading: DeadlineReading) -> str:
    """ "from 1 July 2010, due 30 September 2010": what a deadline was taken to mean."""
    parts = []
    if reading.starts_on:
        parts.append(f"from {spoken(reading.starts_on)}")
    if reading.due_on:
        parts.append(f"due {spoken(reading.due_on)}")
    if reading.ongoing:
        parts.append("ongoing")
    if reading.review_interval:
        parts.append(ReviewInterval(reading.review_interval).label.lower())
    return ", ".join(parts) or "no date"


def _changed(node: Node, name: str, before: str, after: str) -> Changed:
    return Changed(
        key=f"change:{node.match.key}:{name}",
        what=node.what,
        label=node.match.label,
        text=node.match.text,
        source=_source(node),
        field=name,
        before=before,
        after=after,
        words=word_changes(before, after),
    )


def _added(node: Node) -> Added:
    drafted = node.drafted
    more = {}
    if node.what == "action":
        more = {"date": say_deadline(drafted.deadline), "leads": drafted.leads}
    return Added(
        key=f"add:{node.key}",
        what=node.what,
        label=node.label,
        text=node.text,
        source=_source(node),
        under=_under(node),
        **more,
    )


def _removed(node: Node) -> Removed:
    return Removed(
        key=f"remove:{node.key}",
        what=node.what,
        label=node.label,
        text=node.text,
        source="",
        under=_under(node),
    )


def _source(node: Node) -> str:
    return getattr(node.drafted, "source", "")


def _under(node: Node) -> str:
    above = [above for above in (node.objective, node.parent) if above is not None]
    return " › ".join(f"{each.number} {each.text}".strip() for each in above)


def _moves(before: Nodes, after: Nodes) -> list[Moved]:
    """Rows under another objective or action, and the fewest whose order explains the rest."""
    moved = []
    for kind in ("objectives", "activities", "actions"):
        groups: dict[str, list[Node]] = {}
        for node in getattr(after, kind):
            if node.match is None:
                continue
            if _holder(node) != _holder(node.match, old=True):
                moved.append(_moved(node, _under(node.match), _under(node)))
            else:
                groups.setdefault(_holder(node), []).append(node)
        for nodes in groups.values():
            staying = _longest_rising([node.match.place for node in nodes])
            for index, node in enumerate(nodes):
                if index not in staying:
                    behind = nodes[index - 1] if index else None
                    after_words = f"after {_short(behind)}" if behind else "first"
                    moved.append(_moved(node, f"place {node.match.place + 1}", after_words))
    return moved


def _moved(node: Node, before: str, after: str) -> Moved:
    return Moved(
        key=f"move:{node.match.key}",
        what=node.what,
        label=node.match.label,
        text=node.match.text,
        source=_source(node),
        before=before,
        after=after,
    )


def _short(node: Node) -> str:
    text = f"{node.label} {node.text}".strip()
    return text if len(text) <= 60 else text[:59].rstrip() + "…"


def _holder(node: Node, old: bool = False) -> str:
    """What the row stands under, by the name that it has in the old draft."""
    holder = node.parent or node.objective
    if holder is None:
        return ""
    if old:
        return holder.key
    return holder.match.key if holder.match else f"new {holder.key}"


def _longest_rising(places: list[int]) -> set[int]:
    """The indexes of a longest rising run in `places`: the rows that kept their order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        at = bisect.bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[at], ends[at] = place, index
    staying, index = set(), ends[-1] if ends else -1
    while index >= 0:
        staying.add(index)
        index = before[index]
    return staying
