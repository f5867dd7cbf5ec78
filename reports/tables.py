"""Actions as a table: the appendix of every format, and the list behind a figure."""

from datetime import date

from objectives.states import OPEN_STATUSES
from reports.document import Action, ActionTable, Cell, Column, Document, Figure, Table

COLUMNS = (
    Column("No.", share=0),
    Column("What it requires", share=3),
    Column("Date", share=1.7),
    Column("Lead", share=1.7),
    Column("State", share=1.9),
    Column("Latest update", share=3.4),
)


def full_table(document: Document, block: ActionTable) -> Table:
    """The actions of the block as at the cut-off, in full."""
    words = state_words(document)
    rows = tuple(_row(document.actions[place], words) for place in block.actions)
    return Table(block.caption, COLUMNS, rows, empty="There are no actions.")


def figure_table(document: Document, figure: Figure) -> Table:
    """The actions that a figure counts, as they stood at its moment.

    Of an earlier moment the paper knows the states alone: the state of today stands beside it.
    """
    if figure.moment == 0:
        return full_table(document, ActionTable(figure.actions, figure.title))
    words = state_words(document)
    then, now = (document.moments[place].label for place in (figure.moment, 0))
    columns = (*COLUMNS[:4], Column(f"State, {then}", share=1.9), Column(f"State, {now}", 1.9))
    rows = []
    for place in figure.actions:
        action = document.actions[place]
        before = action.states[figure.moment]
        cells = _row(action, words)
        rows.append((*cells[:4], Cell(words(before), state=before), cells[4]))
    return Table(figure.title, columns, tuple(rows), empty="There are no actions.")


def state_words(document: Document):
    """The office's word for a state's code; "" (not in the plan yet) has words too."""
    known = {state.code: state.word for state in document.states}

    def word(code: str) -> str:
        if not code:
            return "Not in the plan yet"
        return known.get(code) or code.replace("_", " ").capitalize()

    return word


def spoken(day: date | None) -> str:
    """ "14 March 2025"."""
    return f"{day.day} {day:%B %Y}" if day else ""


def _row(action: Action, words) -> tuple[Cell, ...]:
    private = f"Private: {action.private_reason}" if action.private_reason else ""
    state = action.states[0] if action.states else ""
    return (
        Cell(action.number),
        Cell(action.text, ". ".join(filter(None, (action.note, private)))),
        Cell(action.date_text, action.date_detail),
        Cell(", ".join(action.leads) or "No lead"),
        Cell(words(state), action.state_detail, state),
        _latest(action),
    )


def _latest(action: Action) -> Cell:
    if action.reported_on is None:
        return Cell("No update received")
    said = action.comment
    if action.next_step and action.status in OPEN_STATUSES:
        said = f"{said}\nNext: {action.next_step}".strip()
    return Cell(said or "No comment", f"Given on {spoken(action.reported_on)}")
