"""The lines of a schedule, whichever way its tables lie: each with its cells by what they are.

In a table that lies on its side each row begins with a heading and each column is a meeting. Rows
without any headings beneath a table go on with it, upright or on their side: how is told by what
stands in them, and asked.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from meetings.frequency import Certainty, read_frequency
from objectives.importing.reading import Row

from .columns import (
    ATTENDANCE,
    CHAIR,
    FREQUENCY,
    LEAD,
    NAME,
    NOTES,
    PRINTED,
    headings_in,
    role_of,
)


@dataclass(frozen=True)
class Line:
    """One meeting as the file has it."""

    cells: dict[str, str]
    """by role"""
    source: str
    more: dict[str, str] = field(default_factory=dict)
    """what columns of another kind say, by their headings"""
    joined: str = ""
    """words of a neighbour without a name, which were joined to it"""


@dataclass(frozen=True)
class Lines:
    """The meetings of one block. `turned`: it lies on its side; `assumed`: it has no headings."""

    lines: tuple[Line, ...]
    roles: tuple[str, ...] = ()
    turned: bool = False
    assumed: bool = False


def lines_of(rows: Sequence[Row], above: Lines | None, *, keep: bool = True) -> Lines | None:
    """None where the rows are no part of a schedule. `above` is the block before, which rows
    without headings go on with; `keep` false leaves cells out that belong to no meeting."""
    for index, row in enumerate(rows):
        if roles := headings_in(row.cells):
            return Lines(_upright(rows[index + 1 :], roles, row.cells, keep), tuple(roles))
    down = [role_of(row.cells[0]) for row in rows]
    if headings_in([row.cells[0] for row in rows]):
        return Lines(_turned(rows, down, keep, first=1), turned=True)
    return _without_headings(rows, above, keep) if above else None


def _upright(rows, roles, headings, keep):
    found: list[Line] = []
    before: tuple[str, ...] = ()
    for row in rows:
        cells = tuple(
            before[index] if index in row.merged_from_above and index < len(before) else cell
            for index, cell in enumerate(row.cells)
        )
        if headings_in(cells):  # printed again at the top of a page
            continue
        before = cells
        by_role = dict(zip(roles, cells, strict=False))
        more = {
            heading or f"Column {index + 1}": cell
            for index, (role, heading, cell) in enumerate(
                itertools.zip_longest(roles, headings, cells, fillvalue="")
            )
            if cell and not role
        }
        found.append(Line(_filled(by_role), row.source, more))
    return tuple(_joined(found, keep))


def _turned(rows, roles, keep, *, first):
    width = max(len(row.cells) for row in rows)
    found = []
    for column in range(first, width):
        cells = {
            role: row.cells[column]
            for role, row in zip(roles, rows, strict=True)
            if role and column < len(row.cells)
        }
        more = {
            row.cells[0]: row.cells[column]
            for role, row in zip(roles, rows, strict=True)
            if not role and first and column < len(row.cells) and row.cells[column]
        }
        source = f"{_span(rows)}, column {column + 1}"
        found.append(Line(_filled(cells), source, more))
    return tuple(_joined(found, keep))


def _joined(lines, keep):
    """Cells beside no name go on with the meeting before: a cell that ran over its edge."""
    joined: list[Line] = []
    for line in lines:
        if line.cells.get(NAME) or not joined:
            if line.cells.get(NAME):
                joined.append(line)
            continue
        if not line.cells and not line.more:
            continue
        last = joined[-1]
        words = "; ".join([*line.cells.values(), *line.more.values()])
        cells, more = dict(last.cells), dict(last.more)
        if keep:
            for own, extra in ((cells, line.cells), (more, line.more)):
                for role, text in extra.items():
                    own[role] = f"{own[role]} {text}" if own.get(role) else text
        said = f"{last.joined}; {words}" if last.joined else words
        joined[-1] = replace(last, cells=cells, more=more, joined=said)
    return joined


def _without_headings(rows, above, keep):
    """As the table above, or on its side with a row or two left out where nothing stood."""
    best: tuple[int, Lines] | None = None
    for lines in _ways(rows, above, keep):
        score = _likeness(lines.lines, above.lines)
        if score and (best is None or score > best[0]):
            best = (score, lines)
    return best[1] if best else None


def _ways(rows, above, keep):
    width = max(len(row.cells) for row in rows)
    if above.roles and width <= len(above.roles):
        yield Lines(_upright(rows, above.roles, (), keep), above.roles, assumed=True)
    if not 2 <= len(rows) <= len(PRINTED):
        return
    for order in (PRINTED[::-1], PRINTED):
        for roles in itertools.combinations(order, len(rows)):
            if NAME in roles:
                turned = _turned(rows, roles, keep, first=0)
                yield Lines(turned, above.roles, turned=True, assumed=True)


def _likeness(lines, above):
    """How well the cells fit what they would be; 0 where nothing shows that they do."""
    known = {role: {_plain(line.cells.get(role, "")) for line in above} - {""} for role in PRINTED}
    frequencies = sum(
        read_frequency(line.cells.get(FREQUENCY, "")).certainty
        in (Certainty.CERTAIN, Certainty.ASSUMED)
        for line in lines
    )
    misplaced = sum(
        read_frequency(text).certainty == Certainty.CERTAIN
        for line in lines
        for role, text in line.cells.items()
        if role != FREQUENCY
    )
    same = sum(
        _plain(line.cells.get(role, "")) in known[role]
        for line in lines
        for role in (CHAIR, ATTENDANCE, LEAD, NOTES)
    )
    wrong = sum(
        _plain(text) in known[other]
        for line in lines
        for role, text in line.cells.items()
        for other in (CHAIR, FREQUENCY, ATTENDANCE, LEAD)
        if other != role and _plain(text) not in known[role]
    )
    if not frequencies or not same:
        return 0
    return max(0, 3 * frequencies + 2 * same - 3 * misplaced - wrong)


def _plain(text):
    return " ".join(text.casefold().split())


def _filled(cells):
    return {role: text for role, text in cells.items() if role and text}


def _span(rows):
    first, last = rows[0].source, rows[-1].source
    return first if first == last else f"{first} to {last.rsplit(' ', 1)[-1]}"
