"""How an action stood, from the last two columns of an exported Word paper."""

import datetime as dt
import re
from dataclasses import dataclass, field

from objectives.importing.ours.layout import NEXT, NOTE, day_said
from objectives.importing.statuses import StatusDraft
from objectives.states import STATE_OF_RAG, Rag, ShownState, Status

_LABELS = {state.label.casefold(): state for state in ShownState}
_RAGS = {state: rag for rag, state in STATE_OF_RAG.items()}
_DAY = re.compile(r"(?P<day>[0-9]{1,2} [A-Z][a-z]+ [0-9]{4})(?:,.*)?")


@dataclass
class Latest:
    """The last column: the latest update, and what else the published plan says."""

    said: bool = False
    comment: str = ""
    next_step: str = ""
    notes: dict[str, str] = field(default_factory=dict)


def latest_of(cell: str) -> Latest:
    latest, into, heading = Latest(), "comment", ""
    for index, line in enumerate(cell.split("\n")):
        if index == 0 and _DAY.fullmatch(line):
            latest.said = True  # when, and for which post
            continue
        if line.startswith(NOTE) and ": " in line[len(NOTE) :]:
            heading, _, line = line[len(NOTE) :].partition(": ")
            into, latest.notes[heading] = "notes", ""
        elif line.startswith(NEXT) and into == "comment":
            into, line = "next_step", line[len(NEXT) :]
        if into == "notes":
            latest.notes[heading] = f"{latest.notes[heading]}\n{line}".strip()
        else:
            setattr(latest, into, f"{getattr(latest, into)}\n{line}".strip())
    return latest


def status_of(cell: str, latest: Latest) -> StatusDraft | None:
    """None where nobody had said anything of the action."""
    first, *notes = cell.split("\n")
    state = _LABELS.get(first.lstrip("■□ ").casefold())
    done_on = None
    if state == ShownState.OVERDUE:
        state, notes = _stated(notes), []
    if state in (None, ShownState.NOT_REPORTED, ShownState.OVERDUE):
        return None
    if state == ShownState.NOT_STARTED and not latest.said:
        return None  # its start lies ahead, and nobody had reported on it yet
    status = {
        ShownState.COMPLETE: Status.COMPLETE,
        ShownState.CLOSED: Status.CLOSED,
        ShownState.NOT_STARTED: Status.NOT_STARTED,
    }.get(state, Status.IN_PROGRESS)
    if status == Status.COMPLETE:
        done_on = next(filter(None, map(_done_on, notes)), None)
    return StatusDraft(
        status=status,
        rag=_RAGS.get(state, ""),
        comment=latest.comment,
        next_step=latest.next_step,
        completed_on=done_on,
    )


def _stated(notes: list[str]) -> ShownState | None:
    """The lead's own word beside "Overdue": "stated on track on 3 March 2026, 12 days late"."""
    for note in notes:
        for rag in Rag:
            if note.casefold().startswith(f"stated {rag.label.casefold()}"):
                return STATE_OF_RAG[rag]
        if note.casefold().startswith("stated not started"):
            return ShownState.NOT_STARTED
    return None


def _done_on(note: str) -> dt.date | None:
    return day_said(note.removeprefix("on ")) if note.startswith("on ") else None
