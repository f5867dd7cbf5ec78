"""Two drafts of one plan, row by row: what came, what changed, what moved, what went."""

from collections.abc import Callable, Mapping

from actionplans.intervals import ReviewInterval
from objectives.deadlines import DeadlineReading
from objectives.importing.differing.entries import (
    Added,
    Changed,
    Difference,
    Removed,
    source_of,
    under,
)
from objectives.importing.differing.matching import Node, match, nodes_of
from objectives.importing.differing.moving import moves
from objectives.importing.differing.wording import same_words, spelt, word_changes
from objectives.importing.draft import PlanDraft
from stakeholders.dates import spoken

NO_DATE = "No date given"
_MEANT = ("starts_on", "due_on", "ongoing", "review_interval")


def difference(
    old: PlanDraft,
    new: PlanDraft,
    *,
    said_before: Mapping[str, frozenset[str]] | None = None,
    read: Callable[[str], DeadlineReading] | None = None,
    gone: frozenset[str] = frozenset(),
    fingerprint: str = "",
) -> Difference:
    """What `new` says otherwise than `old`. What `new` has no word on (None) is no difference.

    `said_before` gives for an action's key the words that its deadline had earlier: a document
    that still has them doesn't ask to undo a new date. `read` is how the plan reads words, for a
    document that says no more of a deadline than its words: the same words then mean what they
    were settled to mean. `gone` are keys of `old` whose rows are closed already: a file that
    leaves them out changes nothing.
    """
    before, after = nodes_of(old), nodes_of(new)
    match(before, after)
    said = said_before or {}
    changed = [entry for node in after.all() if node.match for entry in _changes(node, said, read)]
    if any(node.drafted.notes for node in after.actions):
        changed += [entry for node in after.actions if node.match for entry in _notes(node)]
    moved = moves(before, after)
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
    return reading.text.strip() or NO_DATE


def same_deadline(before: DeadlineReading, after: DeadlineReading, read=None) -> bool:
    if spelt(before.text) != spelt(after.text):
        return False
    return _same_meaning(before, after) or bool(read and _same_meaning(after, read(after.text)))


def _same_meaning(one: DeadlineReading, other: DeadlineReading) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _MEANT)


def _changes(node: Node, said_before: Mapping[str, frozenset[str]], read):
    old, new = node.match.drafted, node.drafted
    title = "title" if node.what == "objective" else "text"
    pairs = [("number", node.match.number, node.number), (title, node.match.text, node.text)]
    for name, before, after in pairs:
        if not same_words(before, after):
            yield _changed(node, name, before, after)
    if node.what == "action":
        yield from _changes_of_action(node, said_before.get(node.match.key, frozenset()), read)
    if node.what != "activity" and new.exempt_reason is not None:
        before = old.exempt_reason or ""
        if not same_words(before, new.exempt_reason):
            yield _changed(node, "exempt_reason", before, new.exempt_reason)


def _changes_of_action(node: Node, earlier: frozenset[str], read):
    old, new = node.match.drafted, node.drafted
    same = same_deadline(old.deadline, new.deadline, read)
    if not same and spelt(new.deadline.text) not in earlier:
        before, after = _say_both(old.deadline, new.deadline)
        yield _changed(node, "deadline", before, after)
    if _other_leads(old, new):
        yield _changed(node, "leads", "; ".join(old.leads), "; ".join(new.leads))
    for name in ("review_interval", "needs_confirmation"):
        before, after = getattr(old, name), getattr(new, name)
        if after is not None and (before or "") != (after or ""):
            yield _changed(node, name, str(before or ""), str(after or ""))


def _notes(node: Node):
    """What the file's other columns say; a file without such columns has no word on them."""
    before, after = (say_notes(each.drafted.notes) for each in (node.match, node))
    if not same_words(before, after):
        yield _changed(node, "notes", before, after)


def say_notes(notes: Mapping[str, str]) -> str:
    return "\n".join(f"{heading}: {text}" for heading, text in notes.items() if text)


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
        source=source_of(node),
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
        source=source_of(node),
        under=under(node),
        **more,
    )


def _removed(node: Node) -> Removed:
    return Removed(
        key=f"remove:{node.key}",
        what=node.what,
        label=node.label,
        text=node.text,
        source="",
        under=under(node),
    )
