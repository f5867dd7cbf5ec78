"""The tables of a file in their order, the lines of text between them, and each table's name."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from objectives.importing.reading import BANNER, TEXT, Row

from .columns import headings_in
from .titles import Title, plain_title, titles_in


@dataclass
class Block:
    """Rows that nothing interrupts, and the name that stands above them."""

    rows: list[Row] = field(default_factory=list)
    title: Title | None = None
    same_table: bool = False
    """whether it goes on with the table before it, after a line across all of its columns"""


@dataclass(frozen=True)
class Laid:
    blocks: list[Block]
    left_out: list[Row]
    """lines of text that are no table's name"""


def blocks_of(rows: Sequence[Row]) -> Laid:
    blocks: list[Block] = []
    gaps: list[list[Row]] = [[]]
    """what stands above each block, and after the last one"""
    for row, following in itertools.zip_longest(rows, rows[1:]):
        if row.kind in (TEXT, BANNER) or _stands_above(row, following):
            gaps[-1].append(row)
            continue
        before = blocks[-1].rows[-1].table if blocks else None
        if not blocks or gaps[-1] or before != row.table:
            blocks.append(Block(same_table=bool(blocks) and before == row.table))
            gaps.append([])
        blocks[-1].rows.append(row)
    return Laid(blocks, _named(blocks, gaps))


def _stands_above(row, following):
    """One filled cell right above a row of headings is no line of the table."""
    one = sum(bool(cell) for cell in row.cells) == 1
    return one and following is not None and headings_in(following.cells) is not None


def _named(blocks, gaps):
    """Gives each block its name; returns the lines that name none."""
    words = _words(blocks)
    found = [titles_in(gap, words) for gap in gaps]
    if not any(titles for titles, _ in found):
        return _named_plainly(blocks, gaps)
    for index, (titles, _) in enumerate(found):
        titles = list(titles)
        before = blocks[index - 1] if index else None
        # A page that lies on its side gives its heading after its rows.
        if before and before.title is None and (len(titles) > 1 or index == len(blocks)):
            before.title = replace(titles.pop(0), beneath=True) if titles else None
        if titles and index < len(blocks):
            blocks[index].title = titles[-1]
    return [row for _, rest in found for row in rest]


def _named_plainly(blocks, gaps):
    left = []
    for block, gap in zip(blocks, gaps, strict=False):
        block.title = plain_title(gap)
        left += gap[:-1] if block.title else gap
    return left + gaps[-1]


def _words(blocks):
    cells = (cell for block in blocks for row in block.rows for cell in row.cells)
    return {word for cell in cells for word in re.findall(r"[^\W\d_]{3,}", cell.casefold())}
