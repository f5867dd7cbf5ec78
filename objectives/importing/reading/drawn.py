"""Tables that are drawn with characters: strokes (`| a | b |`) or spaces alone."""

import re
from collections.abc import Iterator
from itertools import groupby

_RULE = re.compile(r"[\s|:+=-]*[|+-][\s|:+=-]*")
"""the line under a heading, or around a table: `|---|---|`, `+----+`"""
_STROKE = re.compile(r"(?<!\\)\|")
_GAP = 2
"""spaces between one column and the next, at the least"""

Lines = list[tuple[int, str]]


def drawn_records(lines: Lines) -> tuple[Iterator[tuple[int, list[str]]], int]:
    """The records of these lines (none is blank), and the first that spaces alone part, or 0.

    Where a blank line stood there is a record without cells.
    """
    if sum(line.count("|") >= 2 for _, line in lines) >= 2:
        return _with_strokes(lines), 0
    records, first = [], 0
    for block in _blocks(lines):
        records.append((block[0][0], []))
        if cuts := _columns_of(block):
            first = first or block[0][0]
            records += [(number, _cut(line, cuts)) for number, line in block]
        else:
            records += [(number, [line]) for number, line in block]
    return iter(records), first


def _with_strokes(lines: Lines) -> Iterator[tuple[int, list[str]]]:
    last = 0
    for number, line in lines:
        if number > last + 1:
            yield number, []
        last = number
        if _RULE.fullmatch(line):
            continue
        line = line.strip()
        if line.count("|") < 2:
            yield number, [line]
            continue
        line = line.removeprefix("|")
        cells = _STROKE.split(line)
        if line.endswith("|"):
            cells.pop()
        yield number, [cell.replace("\\|", "|") for cell in cells]


def _blocks(lines: Lines) -> Iterator[Lines]:
    """Lines that follow each other without a blank line between."""
    for _, block in groupby(enumerate(lines), lambda each: each[1][0] - each[0]):
        yield [line for _, line in block]


def _columns_of(block: Lines) -> list[int]:
    """Where the columns begin, where at least three lines leave the same places empty."""
    longest = max(len(line) for _, line in block)
    if len(block) < 3 or longest > 2_000:
        return []
    used = [False] * longest
    for _, line in block:
        for place, letter in enumerate(line):
            used[place] |= letter != " "
    starts = [
        place
        for place in range(_GAP, longest)
        if used[place] and not any(used[place - _GAP : place])
    ]
    first = next(place for place in range(longest) if used[place])
    starts = [first, *(place for place in starts if place > first)]
    return starts if len(starts) >= 3 else []


def _cut(line: str, starts: list[int]) -> list[str]:
    return [line[begin:end] for begin, end in zip(starts, [*starts[1:], None], strict=True)]
