"""How an action stands, in the words of a status, RAG or progress column."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from objectives.importing.items import one_line
from objectives.states import OPEN_STATUSES, Rag, Status

_OPEN, _DONE = Status.IN_PROGRESS, Status.COMPLETE


@dataclass(frozen=True)
class StatusDraft:
    """What becomes the action's first progress update."""

    status: str
    rag: str = ""
    comment: str = ""
    words: str = ""
    """as published"""
    completed_on: dt.date | None = None
    next_step: str = ""

    def as_json(self) -> dict:
        return {
            "status": str(self.status),
            "rag": str(self.rag),
            "comment": self.comment,
            "words": self.words,
            "completed_on": self.completed_on.isoformat() if self.completed_on else None,
            "next_step": self.next_step,
        }


@dataclass(frozen=True)
class StatusWords:
    """What one cell says; an empty status where it gives a colour alone."""

    status: str = ""
    rag: str = ""
    rest: str = ""
    """what is said besides"""
    why: str = ""
    """why it was taken so, where the words alone don't tell"""


# In the order in which they are tried: "not started" before "started".
_WORDS = [
    (r"not (?:yet )?(?:started|begun|commenced)|(?:yet )?to (?:start|begin|commence)|unstarted"
     r"|to be (?:started|begun|commenced)|no progress(?: yet)?"
     r"|not (?:yet )?due(?: yet| to start)?|planned|pending",
     Status.NOT_STARTED, "", ""),
    (r"no longer (?:required|needed|relevant|applicable)|superseded|withdrawn|cancelled"
     r"|abandoned|discontinued|dropped|stopped", Status.CLOSED, "", ""),
    (r"closed", Status.CLOSED, "", "“closed” may mean done, or given up"),
    (r"(?:now |all |fully )?(?:complete|completed|done|finished|achieved|delivered|implemented"
     r"|discharged)|100 ?%(?: complete[d]?)?|blue", _DONE, "", ""),
    (r"partially (?:complete|completed|done|achieved|delivered|implemented)|part complete"
     r"|nearly (?:complete|done|finished)", _OPEN, "", "something is still to be done"),
    (r"on (?:track|target|schedule|course)|progressing well|green|low risk",
     _OPEN, Rag.GREEN, ""),
    (r"(?:slightly )?behind(?: schedule| target)?|delayed|slipp(?:ed|ing)|at risk"
     r"|some (?:delay|risk)s?|amber|yellow|paused|on hold|deferred", _OPEN, Rag.AMBER, ""),
    (r"off (?:track|target|schedule)|well behind|overdue|late|missed|red|stalled|high risk",
     _OPEN, Rag.RED, ""),
    (r"(?:has |work )?(?:started|begun|commenced)|in[- ]progress|under ?way|in hand|in train"
     r"|active|on[- ]?going|continuing|continues|open|progressing"
     r"|[1-9][0-9]? ?%(?: complete[d]?)?", _OPEN, "", ""),
    (r"0 ?%(?: complete[d]?)?|grey|gray", Status.NOT_STARTED, "", ""),
]  # fmt: skip
_COMPILED = [
    (re.compile(rf"(?:{pattern})(?![\w%])", re.IGNORECASE), status, rag, why)
    for pattern, status, rag, why in _WORDS
]
_PLAIN_RAG = {"green", "amber", "yellow", "red"}
_LETTERS = {"r": Rag.RED, "a": Rag.AMBER, "g": Rag.GREEN}
_STATED = re.compile(r"(?:status|rag(?: status)?|progress|update|currently|now)\s*[:–-]?\s*", re.I)
# Begin a sentence as easily as they state a status: "Open day held", "Planned visits made".
_LONELY = {"open", "active", "planned", "pending", "late", "dropped", "stopped", "red", "blue"}
_GOES_ON = re.compile(
    r"(?:in|on|by|since|and|at|for|from|with|to|as|but|during|all|[0-9]+|[a-z]{3,9} [0-9]{4})\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?:[.,;:/|()–—-]+\s*|\s*)")
_AND = re.compile(r"(?:and|but|&)\s+(?=\S)", re.IGNORECASE)
_LONGEST = 2_000


def read_status(text: str) -> StatusWords | None:
    """What the words begin with: `Complete - all panels set up`; None where they say nothing."""
    words = one_line(text)[:_LONGEST].lstrip("(-–• ")
    if stated := _STATED.match(words):
        words = words[stated.end() :]
    if rag := _LETTERS.get(words.strip(" .()").casefold()):
        return StatusWords("", rag)
    if words.strip(" .()").casefold() == "b":
        return StatusWords(_DONE)
    for pattern, status, rag, why in _COMPILED:
        found = pattern.match(words)
        if found is None:
            continue
        rest = words[found.end() :]
        separator = _AFTER.match(rest)
        rest = rest[separator.end() :].strip(" )")
        said = found[0].casefold()
        if rest and not separator[0].strip() and not _GOES_ON.match(rest):
            if said in _LONELY:
                continue
            why = why or "only its first words say so"
        if rag and said in _PLAIN_RAG:
            # "Green - complete": the colour first, the status after it.
            more = read_status(rest) if rest else None
            if more and not more.rag and more.status:
                return replace(more, rag=rag)
            two = bool(more and more.rag not in ("", rag))
            return StatusWords("", rag, rest, "it gives two colours" if two else "")
        more = read_status(_AND.sub("", rest)) if rest and len(rest) < 30 else None
        if status == Status.CLOSED and more and more.status == _DONE and said == "closed":
            return more  # "Closed - complete"
        if status == _DONE and more and more.status == _OPEN and not (more.rest or more.why):
            why = why or f"it is said to be “{found[0]}” and “{rest}”"
        if more and not rag and more.rag and more.status in ("", status):
            return StatusWords(status, more.rag, more.rest, why or more.why)
        if rag and not why:
            why = "" if rag == Rag.GREEN else f"“{found[0]}” is taken as {Rag(rag).label.lower()}"
        return StatusWords(status, rag, rest, why)
    return None


def says_only_status(text: str) -> bool:
    """Whether a cell holds a status and hardly anything else."""
    found = read_status(text)
    return found is not None and len(found.rest) <= 20


def joined(cells: list[str], comments: list[str]) -> tuple[StatusDraft | None, str]:
    """One update from the cells of status and RAG columns, and what had to be assumed."""
    status, rag, rest, why = "", "", [], []
    for cell in cells:
        found = read_status(cell)
        if found is None:
            rest.append(one_line(cell))
            continue
        if status and found.status and found.status != status:
            why.append(f"one says {_label(status)} and another {_label(found.status)}")
        status = status or found.status
        rag = rag or found.rag
        why += [found.why] if found.why else []
        rest += [found.rest] if found.rest else []
    if not status and not rag:
        # No status of its own, and beside it nothing but "Not started".
        if cells or not comments or not says_only_status(comments[0]):
            return None, ""
        return joined(comments[:1], comments[1:])
    if not status and comments and (found := read_status(comments[0])) and not found.why:
        status = found.status  # a colour alone, and beside it "Not started yet"
    status = status or _OPEN
    if rag == Rag.RED and status == Status.COMPLETE:
        why.append("it is said to be complete and red")
    comment = "\n".join([*rest, *comments])
    words = "; ".join(one_line(cell) for cell in cells)
    draft = StatusDraft(status, rag if status in OPEN_STATUSES else "", comment, words)
    return draft, "; ".join(dict.fromkeys(why))


def status_named(value: str) -> StatusWords | None:
    """A coordinator's answer: a status's own code, or words like those of a plan."""
    code = value.strip().casefold().replace(" ", "_")
    if code in Status.values:
        return StatusWords(code)
    return read_status(value)


def said(draft: StatusDraft) -> str:
    """`In progress, at risk`."""
    return ", ".join(filter(None, [_label(draft.status), _rag(draft.rag)]))


def _label(status: str) -> str:
    return f"“{Status(status).label}”"


def _rag(rag: str) -> str:
    return f"“{Rag(rag).label}”" if rag else ""
