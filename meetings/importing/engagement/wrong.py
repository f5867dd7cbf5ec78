"""The rows of a file that are not saved, as they stood, with what is wrong: to be put right and
brought in again."""

from dataclasses import dataclass

from .headings import column_of, plain
from .reviewing import Review

SOURCE, WRONG = "Row in the file", "What is wrong"


@dataclass(frozen=True)
class WrongRow:
    source: str
    cells: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class WrongRows:
    headings: tuple[str, ...] = ()
    rows: tuple[WrongRow, ...] = ()

    def as_json(self) -> dict:
        rows = [[each.source, list(each.cells), each.words] for each in self.rows]
        return {"headings": list(self.headings), "wrong": rows}

    @classmethod
    def from_json(cls, data: dict) -> "WrongRows":
        rows = tuple(
            WrongRow(source, tuple(cells), words) for source, cells, words in data["wrong"]
        )
        return cls(tuple(data["headings"]), rows)

    @property
    def table(self):
        """(headings, rows) of the file that is given back."""
        kept = [i for i, text in enumerate(self.headings) if not _is_ours(text)]
        width = len(self.headings)
        rows = []
        for each in self.rows:
            cells = [*each.cells, *[""] * (width - len(each.cells))]
            rows.append([*(cells[i] for i in kept), each.source, each.words])
        return [*(self.headings[i] for i in kept), SOURCE, WRONG], rows


def wrong_rows(found: Review) -> WrongRows:
    if found.table is None:
        return WrongRows()
    rows = (WrongRow(each.line.row.source, each.line.row.raw, each.words) for each in found.wrong)
    return WrongRows(found.table.headings, tuple(rows))


def _is_ours(heading):
    """What an earlier list of wrong rows put beside them."""
    column = column_of(heading)
    return plain(heading) == plain(SOURCE) or (column is not None and column.field == "wrong")
