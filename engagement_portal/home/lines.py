"""What stands on the home page as a line: words that lead somewhere, gathered under headings."""

from dataclasses import dataclass

SHORT = 5


@dataclass(frozen=True)
class Line:
    words: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Group:
    """One heading of "needs you" and its lines, the oldest first."""

    title: str
    lines: list[Line]

    @property
    def first(self):
        return self.lines[:SHORT]

    @property
    def rest(self):
        return self.lines[SHORT:]
