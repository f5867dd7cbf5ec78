"""One table of a file: its headings, what its columns were taken for, its rows."""

from dataclasses import dataclass, field

from objectives.importing.columns import Columns
from objectives.importing.judging import Judged
from objectives.importing.reading import Row

_SAMPLE = 3
"""rows of each table that the page shows beside its columns"""


@dataclass(frozen=True)
class TableDraft:
    """A table as it was recognised, for the page on which its columns can be mapped anew."""

    index: str
    """names it in a mapping; tables with the same headings are one"""
    source: str
    headings: tuple[str, ...]
    roles: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    rows: int
    used: bool
    reason: str
    """why it is not used, or why columns were taken otherwise than they are headed"""

    def as_json(self) -> dict:
        return {
            "index": self.index,
            "source": self.source,
            "headings": list(self.headings),
            "roles": list(self.roles),
            "sample": [list(cells) for cells in self.sample],
            "rows": self.rows,
            "used": self.used,
            "reason": self.reason,
        }


@dataclass
class Table:
    index: str
    source: str
    headings: tuple[str, ...]
    headed: bool
    rows: list[Row] = field(default_factory=list)
    judged: Judged | None = None
    used: bool = True
    reason: str = ""
    month_first: frozenset[int] = frozenset()
    """columns whose dates are read with the month first"""

    @property
    def columns(self) -> Columns:
        return self.judged.columns

    def drafted(self) -> TableDraft:
        return TableDraft(
            index=self.index,
            source=self.source,
            headings=self.headings,
            roles=self.columns.roles if self.judged else (),
            sample=tuple(row.cells for row in self.rows[:_SAMPLE]),
            rows=len(self.rows),
            used=self.used,
            reason=" ".join(filter(None, [self.reason, *(self.judged or Judged(None)).reasons])),
        )
