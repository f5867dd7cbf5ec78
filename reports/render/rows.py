"""The actions of a paper as plain rows: what a CSV file and an Excel sheet hold of each."""

from collections.abc import Iterator
from datetime import date

from objectives.states import Rag, Status
from reports.document import Action, Document
from reports.tables import state_words

Value = str | date | int
HEADINGS = (
    "Number",
    "Objective",
    "What it requires",
    "Sub-actions done",
    "Date as published",
    "Date understood",
    "First due date",
    "Leads",
    "State",
    "What is said of the state",
    "RAG as stated",
    "Status",
    "Completed on",
    "New dates given",
    "Days moved",
    "Last update",
    "What happened",
    "What is next",
)
PRIVATE = "Why private"
RAG_WORDS = {Rag.GREEN: "Green", Rag.AMBER: "Amber", Rag.RED: "Red"}


def headings_of(document: Document) -> tuple[str, ...]:
    """A public paper has no column of reasons: not even an empty one says that there are any."""
    private = () if document.heading.public else (PRIVATE,)
    earlier = (f"State, {moment.label}" for moment in document.moments[1:])
    return (*HEADINGS, *private, *earlier)


def rows_of(document: Document) -> Iterator[tuple[Value, ...]]:
    words = state_words(document)
    for action in document.actions:
        private = () if document.heading.public else (action.private_reason,)
        state, *earlier = action.states or ("",)
        yield (
            *_facts(document, action, words(state)),
            *private,
            *map(words, earlier[: len(document.moments) - 1]),
        )


def _facts(document: Document, action: Action, state: str) -> tuple[Value, ...]:
    known = action.objective < len(document.objectives)
    return (
        action.number,
        document.objectives[action.objective] if known else "",
        action.text,
        action.note,
        action.date_text,
        action.due_on or "",
        action.first_due_on or "",
        "\n".join(action.leads),
        state,
        action.state_detail,
        RAG_WORDS.get(action.rag, ""),
        Status(action.status).label if action.status else "",
        action.completed_on or "",
        action.slips,
        action.days_slipped if action.slips else "",
        action.reported_on or "",
        action.comment,
        action.next_step,
    )
