"""The grid as a page shows it: words in every cell, and the address of what stands behind it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from actionplans.quarters import Quarter
from stakeholders.dates import spoken

from .contract import Column, Row
from .reading import NO_GROUP

NOTHING = mark_safe(
    '<td class="portal-grid__none"><span aria-hidden="true">—</span>'
    '<span class="govuk-visually-hidden">none</span></td>'
)
# Between two consonants with a vowel on either side, in the middle of a longer word.
SYLLABLE = re.compile(
    r"(?<=\w[aeiouy][b-df-hj-np-tv-z])(?<!ck)(?=[b-df-hj-np-tv-z][aeiouy]\w)"
    r"(?!(?<=[cgpstw])h)(?!(?<=c)k)"
)
STATES = (("done", "done"), ("planned_ahead", "planned"), ("not_done", "not done"))


@dataclass(frozen=True, slots=True)
class ShownColumn:
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    row: Row
    cells: SafeString
    """all that it has and each of its columns, drawn: a template for each would take long"""
    address: str = ""
    """the group's page"""
    reach: str = ""


def columns_of(grid):
    return [ShownColumn(breakable(column.title), _note(grid, column)) for column in grid.columns]


def rows_of(grid, log):
    headings = _headings(grid)
    return [_row(grid, row, log, headings) for row in grid.rows]


def totals_of(grid, log):
    """The row of totals: each activity once."""
    row = Row(None, "", grid.totals, grid.total)
    return _row(grid, row, log, _headings(grid), everything=True)


def _headings(grid):
    return [escape(column.title) for column in grid.columns]


class Log:
    """Addresses of the log, narrowed to a cell. `choices` are the filters of the whole grid."""

    def __init__(self, grid, **choices):
        kept = {name: value for name, value in choices.items() if value}
        address = f"{reverse('meetings:activity-list')}?{urlencode(kept)}{'&' * bool(kept)}"
        self.href = escape(address)
        self.period = _days(grid.starts_on, grid.ends_on)

    def __call__(self, group=None, column=None):
        """For an attribute: keys and days alone, nothing to quote. A grid has a thousand."""
        period, method = self.period, ""
        if column is not None and column.starts_on is None:
            method = f"&amp;method={column.key}"
        elif column is not None:
            period = _days(column.starts_on, column.ends_on)
        of_group = f"&amp;group={group}" if group and group != NO_GROUP else ""
        none = "&amp;no_group=on" if group == NO_GROUP else ""
        return f"{self.href}{period}{of_group}{none}{method}"


def _days(first, last):
    return f"starts={first}&amp;ends={last}"


def _row(grid, row, log, headings, *, everything=False):
    group = None if everything else row.group_id or NO_GROUP
    drawn = [_drawn("All", row.total, log(group))]
    for column, heading, cell in zip(grid.columns, headings, row.cells, strict=True):
        drawn.append(_drawn(heading, cell, "" if cell.is_empty else log(group, column)))
    page = reverse("stakeholders:group-detail", args=[row.group_id]) if row.group_id else ""
    # Whatever somebody wrote in it, the headings and the filters, is escaped already, once.
    cells = mark_safe("".join(drawn))  # noqa: S308
    return ShownRow(row, cells, page, reach_of(row.total))


def _drawn(heading, cell, address):
    """A cell; on a phone, where it is a line of a card, one with nothing in it is left out."""
    words = _in_html(cell)
    if not words:
        return NOTHING
    if address:
        words = f'<a class="govuk-link" href="{address}">{words}</a>'
    return f'<td data-label="{heading}">{words}</td>'


@lru_cache(maxsize=4096)
def _in_html(cell):
    """Numbers and our own words. Many cells say what another one says."""
    return "<br>".join(lines_of(cell))


def lines_of(cell):
    """`3 done of 4 aimed for`, `1 planned`, `2 not done`: nothing where there is nothing."""
    lines = []
    for name, word in STATES:
        number = getattr(cell, name)
        if name == "done" and cell.aim:
            lines.append(f"{number} done of {cell.aim} aimed for")
        elif number:
            lines.append(f"{number} {word}")
    return tuple(lines)


def reach_of(cell):
    """Not known is not nobody. Empty where nothing was done."""
    if not cell.done:
        return ""
    if cell.reached_unknown == cell.done:
        return "People reached: not known"
    people = "person" if cell.reached == 1 else "people"
    if cell.reached_unknown:
        more = f"not known for {cell.reached_unknown}"
        return f"Reached at least {cell.reached:,} {people}; {more}"
    return f"Reached {cell.reached:,} {people}"


def breakable(title):
    """With soft hyphens where a syllable ends: thirteen headings are narrow, and not every
    browser knows where English words break."""
    return SYLLABLE.sub("\u00ad", title)


def _note(grid, column: Column):
    """What is told apart under a heading: a method that only tells, a quarter that is cut."""
    if not column.listens:
        return "only tells"
    if column.starts_on and column.starts_on == grid.starts_on and column.key != grid.starts_on:
        return f"from {spoken(column.starts_on)}"
    if column.ends_on and column.ends_on == grid.ends_on and _is_cut(column):
        return f"until {spoken(column.ends_on)}"
    return ""


def _is_cut(column):
    return Quarter.containing(column.key).ends_on != column.ends_on
