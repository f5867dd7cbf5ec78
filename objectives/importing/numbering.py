"""The numbers of one list as published: a gap, a repeat or a missing one is odd."""

import re
from dataclasses import dataclass, field

from objectives.importing.doubts import DoubtCode
from objectives.importing.items import number_follows

LONGEST = 20
"""characters of a number; what is longer is a note"""

_PART = re.compile(r"[. ]?\(?([a-z]|[ivx]{1,4})\)?", re.IGNORECASE)


@dataclass
class Numbers:
    seen: set[str] = field(default_factory=set)
    last: str = ""
    before: str = ""
    """the last number of the list before, where plans number on from objective to objective"""

    def oddness(self, number: str, what: str) -> tuple[DoubtCode, str] | None:
        """The doubt's code and what is assumed, once the number has joined the list."""
        repeated, last = number in self.seen, self.last
        if not number:
            return (DoubtCode.NUMBER_MISSING, "Kept without one.") if self.seen else None
        self.seen.add(number)
        self.last = number if number.isdigit() else last
        if repeated:
            assumed = f"Kept as published: an earlier {what} has the same number."
            return DoubtCode.NUMBER_REPEATED, assumed
        goes_on = not last and number_follows(number, self.before)
        if number.isdigit() and not goes_on and not number_follows(number, last or "0"):
            after = f"after {last}" if last else "first"
            return DoubtCode.NUMBER_ORDER, f"Kept as published: {what} {number} comes {after}."
        return None


def clean(number: str) -> str:
    """`1.`, `(1)` and `1` are one number."""
    return " ".join(number.split()).strip("().:").rstrip("/") or ""


def is_part_of(number: str, whole: str) -> bool:
    """Whether a number in a column of its own is that of a sub-action: `2a`, `2.1` of `2`."""
    if not whole or not number.startswith(whole) or number == whole:
        return False
    rest = number[len(whole) :]
    return bool(_PART.fullmatch(rest) or re.fullmatch(r"\.[0-9]+", rest))
