"""One numbered action as at the cut-off, and how it reads in a table."""

from dataclasses import dataclass
from datetime import date

from objectives.states import OPEN_STATUSES, Rag, ShownState
from reports.document import Cell, Column
from stakeholders.dates import spoken

COLUMNS = (
    Column("No.", share=0),
    Column("What it requires", share=3),
    Column("Date", share=1.7),
    Column("Lead", share=1.7),
    Column("State", share=1.9),
)
FULL_COLUMNS = (*COLUMNS, Column("Latest update", share=3.4))


@dataclass(frozen=True, slots=True)
class Row:
    """`state_before` and `new_slips` tell of the last cut-off; no state: not yet in the plan."""

    label: str
    text: str
    leads: tuple[str, ...]
    state: str
    state_notes: tuple[str, ...]
    state_before: str | None
    date_text: str
    date_notes: tuple[str, ...]
    status: str
    rag: str
    due_on: date | None
    new_slips: int
    begun: bool
    update_due: bool
    reported_on: date | None
    reported_since: bool
    answered: bool | None  # in the quarter's update round; None: there was none
    comment: str
    next_step: str
    asked_due_on: date | None
    asked_reason: str
    exempt_reason: str
    on: date
    done: str = ""  # of a parent: how many of its sub-actions are

    @property
    def open(self):
        return self.status in OPEN_STATUSES

    @property
    def overdue(self):
        return self.state == ShownState.OVERDUE

    @property
    def off_track(self):
        """Red by its lead's own word, late or not."""
        return self.open and self.rag == Rag.RED

    @property
    def no_update(self):
        """Its leads owed word for this quarter and gave none.

        In an update round all were asked; without one, those owed it whose interval was over.
        """
        if not (self.open and self.begun):
            return False
        if self.answered is not None:
            return not self.answered
        return self.update_due and not self.reported_since

    @property
    def completed_since(self):
        return self.state == ShownState.COMPLETE and self.state_before != ShownState.COMPLETE

    @property
    def changed_since(self):
        return self.state_before is not None and self.state != self.state_before


def word(state):
    return ShownState(state).label


def plural(count, noun, nouns=None):
    return f"{count or 'no'} {noun if count == 1 else nouns or noun + 's'}"


def state_cell(row):
    notes = list(row.state_notes)
    if row.no_update and row.reported_on:  # else it says "not reported" or "never reported"
        notes.append("no update received")
    return Cell(word(row.state), ", ".join(notes), row.state)


def table_row(row):
    private = f"Private: {row.exempt_reason}" if row.exempt_reason else ""
    return (
        Cell(row.label),
        Cell(row.text, ". ".join(filter(None, [row.done, private]))),
        Cell(row.date_text, ", ".join(row.date_notes)),
        Cell(", ".join(row.leads) or "No lead"),
        state_cell(row),
    )


def full_row(row):
    if row.reported_on is None:
        return (*table_row(row), Cell("No update received"))
    words = row.comment
    if row.next_step and row.open:
        words = f"{words}\nNext: {row.next_step}".strip()
    return (*table_row(row), Cell(words or "No comment", f"Given on {spoken(row.reported_on)}"))
