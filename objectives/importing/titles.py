"""Lines that stand outside the tables' rows: the document's title, and objectives as headings."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from objectives.importing.building import named_number, says_objective
from objectives.importing.items import Item, number_follows, one_line, split_items
from objectives.importing.reading import Row
from objectives.importing.table import Table
from objectives.importing.tables import CELLS, TEXT, Placed

_LONGEST = 300
_SHEET = re.compile(r"sheet (.+), row [0-9]+")


@dataclass
class Block:
    """Rows of one table that nothing interrupts, and the lines above them."""

    table: Table | None
    above: list[Row] = field(default_factory=list)
    rows: list[Placed] = field(default_factory=list)
    heading: Row | None = None
    """the line that names the objective of all of its rows"""
    certain: bool = True
    sheet: str = ""
    """the name of its sheet, if it stands in one"""
    named_by_sheet: bool = False
    """whether nothing but the sheet names an objective"""


def blocks_of(placed: Sequence[Placed], has_objectives) -> list[Block]:
    """`has_objectives` tells of a table whether it names its objectives itself."""
    blocks: list[Block] = []
    above: list[Row] = []
    for each in placed:
        if each.kind == TEXT:
            above.append(each.row)
            continue
        sheet = _sheet_of(each.row)
        last = blocks[-1] if blocks else None
        if above or last is None or last.table is not each.table or last.sheet != sheet:
            blocks.append(Block(each.table, above, sheet=sheet))
            above = []
        blocks[-1].rows.append(each)
    if above:
        blocks.append(Block(None, above))
    _name_by_headings(blocks, has_objectives)
    return blocks


def text_of(row: Row) -> str:
    return " ".join(one_line(cell) for cell in row.cells if cell)


def numbered(text: str, last: str) -> bool:
    """Whether a line carries the number of the next objective."""
    found = split_items(text, objective="").items
    item = named_number(found[0]) if found else Item("")
    return number_follows(item.number, last or "0")


def _name_by_headings(blocks: list[Block], has_objectives) -> None:
    without = [
        block
        for block in blocks
        if block.table and block.table.used and not has_objectives(block.table)
        and any(each.kind == CELLS for each in block.rows)
    ]  # fmt: skip
    levels = Counter(
        levelled[-1] for block in without if (levelled := [r.level for r in block.above if r.level])
    )
    level = min(levels, key=lambda each: (-levels[each], each)) if levels else None
    everywhere = len(without) > 1 and all(block.above for block in without)
    last = "0"
    for block in without:
        short = [row for row in block.above if len(text_of(row)) <= _LONGEST]
        said = [row for row in short if says_objective(text_of(row))]
        said = said or [row for row in short if numbered(text_of(row), last)]
        headed = [row for row in short if row.level is not None and row.level == level]
        is_title = block is blocks[0] and len(block.above) == 1
        if said:
            block.heading = said[-1]
        elif headed and not (is_title and len(without) == 1):
            block.heading, block.certain = headed[-1], False
        elif short and level is None and everywhere:
            block.heading, block.certain = short[-1], False
        if block.heading:
            item = named_number(split_items(text_of(block.heading), objective="").items[0])
            last = item.number or last
    _name_by_sheets(without)


def _name_by_sheets(blocks: list[Block]) -> None:
    """Several sheets without objectives: each sheet is one."""
    several = len({block.sheet for block in blocks}) > 1
    for block in blocks:
        block.named_by_sheet = bool(several and block.sheet and block.heading is None)


def _sheet_of(row: Row) -> str:
    found = _SHEET.fullmatch(row.source)
    return found[1] if found else ""
