"""What is asked about a file: each name that nobody knows once, however many rows have it."""

import hashlib
from dataclasses import dataclass, field

from .naming import KINDS, Kind, spelt

NEW, WITHOUT, LEAVE_OUT = "new", "without", "leave"
ORDER = "order"
"""the question in which order the file writes its dates"""


def key_of(kind: str, name: str) -> str:
    return hashlib.sha256(f"{kind}:{spelt(name)}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Choice:
    choice: str
    words: str


@dataclass
class Question:
    kind: str
    name: str
    """as the first row has it; empty where rows name nothing though they must"""
    rows: int = 0
    sources: list[str] = field(default_factory=list)
    """the first few places"""
    choices: tuple[Choice, ...] = ()
    more: tuple[Choice, ...] = ()
    """all others that there are, to be looked through"""
    answer: str = ""

    @property
    def key(self) -> str:
        return key_of(self.kind, self.name)

    @property
    def chosen(self) -> str:
        """The answer in words."""
        each = {choice.choice: choice.words for choice in (*self.choices, *self.more)}
        return each.get(self.answer, "")

    @property
    def title(self) -> str:
        if self.kind == ORDER:
            return "Which comes first in dates such as " + self.name
        if not self.name:
            return "Rows that name no method"
        return f"“{self.name}” is no {KINDS[self.kind].one} that the portal knows"

    def count(self, source: str) -> None:
        self.rows += 1
        if len(self.sources) < 3:
            self.sources.append(source)


def choices_of(kind: Kind, name: str, names) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """(those offered, the others that there are)."""
    likely = names.like(name) if name else []
    offered = [Choice(f"is:{key}", f"It is {names.label(key)}") for key in likely]
    if names.may_make(name):
        offered.append(Choice(NEW, f"Make a new {kind.one} “{name}”"))
    if kind.needed:
        offered.append(Choice(LEAVE_OUT, "Leave these rows out"))
    else:
        offered.append(Choice(WITHOUT, f"Save these rows without this {kind.one}"))
    others = [
        Choice(f"is:{key}", names.label(key))
        for key in names.names
        if key not in likely and key not in names.stands_for
    ]
    return tuple(offered), tuple(sorted(others, key=lambda each: each.words.casefold()))


def order_question(example: str, rows: int, answer: str) -> Question:
    choices = (
        Choice("day", "The day: the second number is the month"),
        Choice("month", "The month: the second number is the day"),
    )
    return Question(ORDER, example, rows, choices=choices, answer=answer)
