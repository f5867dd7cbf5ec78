"""Which row is a header, what its columns are, and rows put back into their columns."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from objectives.importing.items import one_line
from objectives.importing.roles import (
    ACTION,
    ACTIVITY,
    COMMENT,
    DEADLINE,
    LEAD,
    NOTE,
    OBJECTIVE,
    START,
    STATUS,
    WHAT,
    names_action,
    role_of,
    says_money,
    says_people,
)

_LONGEST_HEADING = 80
_PARTS = (START, DEADLINE, STATUS, COMMENT)
"""what a heading over two columns is parted into"""
_ITEM = re.compile(r"\(?[0-9]+[.):]|.*(?:19|20)[0-9]{2}")

PLAN_LOOKS_LIKE = (
    "A plan is a table whose first row names its columns, such as Objective, Activities, "
    "This will require, Date, Lead. If yours is a list, put it into such a table first, one action "
    "in a row: the columns Action and Date are enough."
)


@dataclass(frozen=True)
class Columns:
    headings: tuple[str, ...]
    roles: tuple[str, ...]
    month_first: frozenset[int] = frozenset()

    def index(self, role: str) -> int | None:
        return self.roles.index(role) if role in self.roles else None

    def all(self, role: str) -> list[int]:
        return [index for index, each in enumerate(self.roles) if each == role]

    def heading(self, index: int) -> str:
        """What a note in this column is kept under."""
        return one_line(self.headings[index]) or f"Column {index + 1}"


def is_header(cells: tuple[str, ...]) -> bool:
    """Whether these cells name columns: what is done, and by when or by whom."""
    headings = [one_line(cell) for cell in cells]
    filled = [heading for heading in headings if heading]
    if len(filled) < 2 or any(len(each) > _LONGEST_HEADING for each in filled):
        return False
    roles = [role_of(heading) for heading in filled]
    known = [
        role
        for role, heading in zip(roles, filled, strict=True)
        if role != NOTE and not _ITEM.match(heading)
    ]
    what = [role for role in known if role in WHAT]
    if not what or not {DEADLINE, LEAD, START} & set(known):
        return False
    named = any(names_action(each) for each in filled) or ACTIVITY in roles
    if says_money(tuple(filled)) or (says_people(tuple(filled)) and not named):
        return False
    if sum(len(each.split()) for each in filled) > 5 * len(filled):
        return False
    return len(known) >= 3 or (len(known) == len(filled) and (named or ACTION in known))


def is_all_headings(cells: tuple[str, ...]) -> bool:
    """Whether nearly every cell names a column, in a word or three."""
    filled = [one_line(cell) for cell in cells if cell]
    known = sum(role_of(cell) != NOTE and len(cell.split()) <= 4 for cell in filled)
    return known >= 3 and known >= 0.8 * len(filled)


def is_second_header(cells: tuple[str, ...], above: tuple[str, ...]) -> bool:
    """A row that parts headings above it in two: Start and End under Timescale.

    The last heading of a row may be over more columns than the row has cells.
    """
    filled = [(index, one_line(cell)) for index, cell in enumerate(cells) if cell]
    if not filled or len(filled) == len(above):
        return False
    over = [one_line(heading) for heading in above]
    over += [""] * (len(cells) - len(over))
    return all(
        len(text.split()) <= 3
        and not any(letter.isdigit() for letter in text)
        and role_of(text) in _PARTS
        and role_of(over[index]) in (NOTE, *_PARTS)
        for index, text in filled
    )


def mend_shift(
    cells: tuple[str, ...],
    columns: Columns,
    *,
    is_date: Callable[[str], bool],
    is_objective: Callable[[str], bool],
) -> tuple[str, ...] | None:
    """The cells put one column to the right, where they only make sense there; else None.

    A shifted row has a date where its action should be, or a lead's name where its date should
    be, and nothing under the last heading.
    """
    action, deadline, lead = (columns.index(role) for role in (ACTION, DEADLINE, LEAD))
    if None in (action, deadline, lead) or not action < deadline < lead or cells[lead]:
        return None
    misplaced_date = is_date(cells[action])
    misplaced_lead = not cells[action] and cells[deadline] and not is_date(cells[deadline])
    if not misplaced_date and not misplaced_lead:
        return None
    # The gap goes as far to the right as leaves the row an action that is no date; the
    # objective's cell stays where it is if it can be one.
    objective = columns.index(OBJECTIVE)
    for gap in range(action, -1, -1):
        stays = objective is not None and objective < gap and cells[objective]
        if stays and not is_objective(cells[objective]):
            continue
        moved = (*cells[:gap], "", *cells[gap:lead], *cells[lead + 1 :])
        fits = moved[action] and not is_date(moved[action])
        if fits and (not moved[deadline] or is_date(moved[deadline])):
            return moved
    return None
