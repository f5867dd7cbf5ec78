"""Files as rows, for tests of what rows mean: no matter which kind of file they stood in."""

import datetime as dt

from objectives.importing.interpreting import interpret
from objectives.importing.reading import FileContents, Row

STARTS = dt.date(2024, 4, 1)


def table(number, *rows, sheet="", **more):
    """Rows of one table, the first its headings."""
    place = f"sheet {sheet}" if sheet else f"table {number}"
    return [
        Row(tuple(cells), f"{place}, row {row}", number, **more)
        for row, cells in enumerate(rows, start=1)
    ]


def banner(number, row, text, width=4):
    return Row((text, *[""] * (width - 1)), f"table {number}, row {row}", number, kind="banner")


def merged(number, row, cells, columns):
    return Row(
        tuple(cells), f"table {number}, row {row}", number, merged_from_above=frozenset(columns)
    )


def line(place, text, level=None):
    return Row((text,), f"paragraph {place}", None, kind="text", level=level)


def contents(rows):
    return FileContents("plan.docx", "0" * 64, b"", tuple(rows), ())


def plan(rows, **more):
    return interpret(contents(rows), **({"title": "Our plan", "starts_on": STARTS} | more))


def read(*rows, **more):
    """The plan in one table."""
    return plan(table(1, *rows), **more)


def codes(draft):
    return [str(doubt.code) for doubt in draft.doubts]


def answered(rows, code, choice="correct", value="", *, group=False, **more):
    """The plan again, with the first doubt of this kind answered."""
    doubt = plan(rows, **more).doubts_of(code)[0]
    key = doubt.group if group else doubt.key
    return plan(rows, answers={key: {"choice": choice, "value": value}}, **more)
