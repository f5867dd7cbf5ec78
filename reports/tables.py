"""Actions as a table: one row reads the same in a paper's lists and in its appendix."""

from datetime import date

from objectives.states import OPEN_STATUSES
from reports.document import Action, ActionTable, Cell, Column, Document, Table

COLUMNS = (
    Column("No.", share=0),
    Column("What it requires", share=3),
    Column("Date", share=1.7),
    Column("Lead", share=1.7),
    Column("State", share=1.9),
)
FULL_COLUMNS = (*COLUMNS, Column("Latest update", share=3.4))


def full_table(document: Document, block: ActionTable) -> Table:
    """The actions of the block as at the cut-off, in full."""
    words = state_words(document)
    actions = (document.actions[place] for place in block.actions)
    rows = tuple((*cells_of(action, words), _latest(action)) for action in actions)
    return Table(block.caption, FULL_COLUMNS, rows, empty="There are no actions.")


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


def cells_of(action: Action, words) -> tuple[Cell, ...]:
    """By the order of COLUMNS; `words` gives the word of a state's code."""
    private = f"Private: {action.private_reason}" if action.private_reason else ""
    state = action.states[0] if action.states else ""
    return (
        Cell(action.number),
        Cell(action.text, ". ".join(filter(None, (action.note, private)))),
        Cell(action.date_text, action.date_detail),
        Cell(", ".join(action.leads) or "No lead"),
        Cell(words(state), action.state_detail, state),
    )


def _latest(action: Action) -> Cell:
    if action.reported_on is None:
        return Cell("No update received")
    said = action.comment
    if action.next_step and action.status in OPEN_STATUSES:
        said = f"{said}\nNext: {action.next_step}".strip()
    return Cell(said or "No comment", f"Given on {spoken(action.reported_on)}")
