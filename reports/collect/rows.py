"""One numbered action as at the cut-off, and how it reads in a table."""

from dataclasses import dataclass
from datetime import date

from objectives.states import OPEN_STATUSES, Rag, ShownState
from reports.document import Action, Cell
from reports.tables import cells_of


@dataclass(frozen=True, slots=True)
class Row:
    """`place` is the action's in the paper's list, `objective` that of its objective.

    `states` go by the paper's moments. `state_before` and `new_slips` tell of the last cut-off; no
    state: not yet in the plan. `posts` are (key, title) of its leads, `vacant` the titles of those
    that nobody holds.
    """

    place: int
    objective: int
    label: str
    text: str
    leads: tuple[str, ...]
    posts: tuple[tuple[int, str], ...]
    vacant: tuple[str, ...]
    state: str
    states: tuple[str, ...]
    state_notes: tuple[str, ...]
    state_before: str | None
    date_text: str
    date_notes: tuple[str, ...]
    status: str
    rag: str
    due_on: date | None
    first_due_on: date | None
    completed_on: date | None
    slips: int
    days_slipped: int
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
    action: int  # its key
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

    @property
    def days_overdue(self):
        return (self.on - self.due_on).days if self.overdue else 0


def word(state):
    return ShownState(state).label


def state_cell(row):
    notes = list(row.state_notes)
    if row.no_update and row.reported_on:  # else it says "not reported" or "never reported"
        notes.append("no update received")
    return Cell(word(row.state), ", ".join(notes), row.state)


def table_row(row):
    return cells_of(action_of(row), word)


def action_of(row):
    """The row as the document keeps it."""
    state = state_cell(row)
    return Action(
        number=row.label,
        objective=row.objective,
        text=row.text,
        date_text=row.date_text,
        date_detail=", ".join(row.date_notes),
        states=row.states,
        state_detail=state.detail,
        note=row.done,
        leads=row.leads,
        status=str(row.status),
        rag=str(row.rag),
        due_on=row.due_on,
        first_due_on=row.first_due_on,
        completed_on=row.completed_on,
        slips=row.slips,
        days_slipped=row.days_slipped,
        reported_on=row.reported_on,
        comment=row.comment,
        next_step=row.next_step,
        private_reason=row.exempt_reason,
    )
