"""A file that amends a plan, as its page shows it: what it changes, what can't be taken, why."""

import datetime as dt
import hashlib
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property

from objectives.importing.differing import Changed, Difference
from objectives.importing.differing.amended import difference_from, reader_of
from objectives.importing.differing.comparing import NO_DATE
from objectives.importing.differing.wording import Words, word_changes
from objectives.importing.doubts import DoubtCode
from objectives.importing.ours import columns, is_ours
from objectives.importing.ours.edits import (
    BulkEdits,
    ProposedUpdate,
    RowProblem,
    read_bulk_edits,
)
from objectives.importing.reading import FileContents
from objectives.importing.reviewing import contents_of
from objectives.models import ImportDraft
from stakeholders.dates import spoken

MOST = 4_500
"""changes on one page: a form holds 5,000 fields"""
_STALE = "Changed in the portal since the file was downloaded: look twice."
_BLANK = "The file leaves it empty: tick it to empty it in the plan."
_RENUMBERED = "Goes with what was moved, below."
_PLURALS = {"objective": "objectives", "activity": "activities", "action": "actions"}


@dataclass(frozen=True)
class UpdateRow:
    """A proposed update with what it changes, in words."""

    update: ProposedUpdate
    changes: tuple[tuple[str, str, str, Words], ...]
    """the field's name, its words before and after, and both word by word"""

    @property
    def key(self) -> str:
        return self.update.key


@dataclass(frozen=True)
class Amendment:
    contents: FileContents
    difference: Difference
    edits: BulkEdits
    fingerprint: str
    """of the plan, its updates included: what a form was opened on"""

    ours: bool
    """whether the portal exported it: then nothing in it had to be judged"""

    @cached_property
    def not_taken(self) -> list[RowProblem]:
        """Cells of the portal's own file that can't be taken as they stand."""
        labels = {node.key: node.label for node in self.difference.nodes[0].actions}
        unread = [
            RowProblem(
                doubt.source, labels.get(doubt.action_key, ""), f"{doubt.text}. {doubt.assumed}"
            )
            for doubt in self.difference.new.doubts
            if self.ours and doubt.code == DoubtCode.DEADLINE_UNREADABLE
        ]
        return [*unread, *self.edits.problems]

    @property
    def nothing_to_tick(self) -> bool:
        return self.difference.is_empty and not self.edits.updates

    @property
    def too_many(self) -> bool:
        return len(self.difference.entries) + len(self.edits.updates) > MOST

    @cached_property
    def ticked_at_first(self) -> frozenset[str]:
        """What somebody most likely means. Nothing goes, and nothing moves, unless it is ticked;
        nor does what `look_twice` names."""
        entries = (*self.difference.changed, *self.difference.added)
        quiet = self.look_twice.keys()
        return (frozenset(entry.key for entry in entries) - quiet) | self.edits.keys

    @cached_property
    def look_twice(self) -> dict[str, str]:
        """Changes that are likely not meant, each with the reason."""
        if self.ours:
            return dict.fromkeys(self.stale_keys, _STALE)
        moved = {entry.what for entry in self.difference.moved}
        return {
            entry.key: reason
            for entry in self.difference.changed
            if (reason := _why_not(entry, moved))
        }

    @property
    def changed(self) -> list[tuple[Changed, str]]:
        return [(e, self.look_twice.get(e.key, "")) for e in self.difference.changed]

    @cached_property
    def stale_keys(self) -> frozenset[str]:
        changed = self.difference.changed
        return frozenset(e.key for e in changed if e.key.split(":")[1] in self.edits.stale)

    def changes_dates(self, ticked: Set[str] | None = None) -> bool:
        """Whether dates change of which the file itself doesn't say why."""
        return any(
            entry.field == "deadline" and entry.key.split(":")[1] not in self.edits.reasons
            for entry in self.difference.changed
            if ticked is None or entry.key in ticked
        )

    def needs_reason(self, ticked: Set[str] | None = None) -> bool:
        removed = self.difference.removed
        goes = any(ticked is None or entry.key in ticked for entry in removed)
        return goes or self.changes_dates(ticked)

    @cached_property
    def unchanged(self) -> list[str]:
        """ "12 actions", and so on: what is as it was."""
        return [
            f"{count} {what if count == 1 else _PLURALS[what]}"
            for what, count in self.difference.unchanged.items()
            if count
        ]

    @cached_property
    def updates(self) -> list[UpdateRow]:
        return [UpdateRow(update, tuple(_changes(update))) for update in self.edits.updates]


def amendment_of(draft: ImportDraft, *, on: dt.date) -> Amendment:
    """Reads, and writes nothing. Raises NotAPlan and UnreadableFile."""
    contents = contents_of(draft)
    plan = draft.plan
    ours = is_ours(contents)
    choices = {} if ours else {"mapping": draft.mapping, "answers": draft.answers}
    difference, living = difference_from(plan, contents, **choices)
    edits = read_bulk_edits(contents, living, read=reader_of(plan), on=on)
    seen = [(action.pk, action.last_update_id) for action in living.actions.values()]
    fingerprint = hashlib.sha256(f"{difference.fingerprint}{seen}".encode()).hexdigest()
    return Amendment(contents, difference, edits, fingerprint, ours)


def _why_not(entry: Changed, moved: Set[str]) -> str:
    """Why a change of the office's own file is likely not meant; empty where it is."""
    if entry.field in ("number", "leads", "deadline") and entry.after in ("", NO_DATE):
        return _BLANK
    return _RENUMBERED if entry.field == "number" and entry.what in moved else ""


def _changes(update: ProposedUpdate):
    last = update.action.last_update
    before = {
        "Status": str(columns.STATUS_WORDS[update.action.status]),
        "RAG": columns.RAG_WORDS.get(update.action.rag, ""),
        "Completed on": _day(update.action.completed_on),
        "What is next": last.next_step if last else "",
    }
    after = {
        "Status": str(columns.STATUS_WORDS[update.status]),
        "RAG": columns.RAG_WORDS.get(update.rag, ""),
        "Completed on": _day(update.completed_on),
        "What is next": update.next_step,
    }
    for name, words in after.items():
        if words != before[name]:
            yield name, before[name], words, word_changes(before[name], words)
    if update.comment:
        comment = update.comment
        yield "What happened", "", comment, word_changes("", comment)


def _day(day: dt.date | None) -> str:
    return spoken(day) if day else ""
