"""One numbered action as at the cut-off, and how it reads in a table."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from objectives.states import OPEN_STATUSES, STATE_OF_RAG, Rag, ShownState
from reports.document import Cell, Column

COLUMNS = (
    Column("No.", share=0),
    Column("What it requires", share=3),
    Column("Date", share=1.7),
    Column("Lead", share=1.7),
    Column("State", share=1.9),
)
FULL_COLUMNS = (*COLUMNS, Column("Latest update", share=3.4))


@dataclass(frozen=True)
class Row:
    label: str
    text: str
    leads: tuple[str, ...]
    state: str
    state_before: str | None  # None: not yet in the plan
    status: str
    rag: str
    unconfirmed: bool
    deadline_text: str
    due_on: date | None
    ongoing: bool
    first_due_on: date | None
    slips: int
    new_slips: int
    begun: bool
    update_due: bool
    completed_on: date | None
    reported_on: date | None
    reported_since: bool
    comment: str
    next_step: str
    asked_due_on: date | None
    asked_reason: str
    exempt_reason: str
    on: date

    @property
    def open(self):
        return self.status in OPEN_STATUSES

    @property
    def days_overdue(self):
        return (self.on - self.due_on).days if self.state == ShownState.OVERDUE else 0

    @property
    def days_slipped(self):
        """Against the deadline in force when delivery began (design.md, actions)."""
        if not self.slips or not self.first_due_on or not self.due_on:
            return 0
        return (self.due_on - self.first_due_on).days

    @property
    def no_update(self):
        """Its leads owed word for this quarter and gave none."""
        return self.open and self.begun and self.update_due and not self.reported_since

    @property
    def completed_since(self):
        return self.state == ShownState.COMPLETE and self.state_before != ShownState.COMPLETE

    @property
    def changed_since(self):
        return self.state_before is not None and self.state != self.state_before


def word(state):
    return ShownState(state).label


def spoken(day):
    """14 March 2025."""
    return date_format(day, "j F Y")


def plural(count, noun, nouns=None):
    return f"{count} {noun if count == 1 else nouns or noun + 's'}"


def date_cell(row):
    """Published words first; the date they were taken as only where it adds something."""
    details = []
    if row.due_on and spoken(row.due_on) != row.deadline_text.strip():
        details.append(f"due {spoken(row.due_on)}")
    if row.slips:
        later = f", {plural(row.days_slipped, 'day')} later" if row.days_slipped > 0 else ""
        times = "once" if row.slips == 1 else f"{row.slips} times"
        first = f", first due {spoken(row.first_due_on)}" if row.first_due_on else ""
        details.append(f"moved {times}{later}{first}")
    if row.asked_due_on:
        details.append(f"new date asked for: {spoken(row.asked_due_on)}")
    return Cell(row.deadline_text or "No date given", "; ".join(details))


def state_cell(row):
    details = []
    if row.state == ShownState.OVERDUE:
        stated = STATE_OF_RAG.get(row.rag)
        details.append(f"{plural(row.days_overdue, 'day')} overdue")
        details.append(f"stated {word(stated).lower()}" if stated else "no state given")
    elif row.state in STATE_OF_RAG.values() and row.update_due and row.reported_on:
        # A colour older than its review interval says when it was last said.
        details.append(f"last said {spoken(row.reported_on)}")
    elif row.state == ShownState.COMPLETE:
        if row.completed_on:
            details.append(f"on {spoken(row.completed_on)}")
        if row.unconfirmed:
            details.append("unconfirmed")
    if row.no_update:
        details.append("no update received")
    return Cell(word(row.state), ", ".join(details), row.state)


def table_row(row):
    return (
        Cell(row.label),
        Cell(row.text, f"Private: {row.exempt_reason}" if row.exempt_reason else ""),
        date_cell(row),
        Cell(", ".join(row.leads) or "No lead"),
        state_cell(row),
    )


def full_row(row):
    words = row.comment
    if row.next_step and row.open:
        words = f"{words}\nNext: {row.next_step}".strip()
    if row.reported_on is None:
        return (*table_row(row), Cell("No update received"))
    return (*table_row(row), Cell(words or "No comment", f"Given on {spoken(row.reported_on)}"))


def off_course(row):
    return row.open and row.rag == Rag.RED
