"""What each column of a table is, judged by its heading and by all that stands under it.

Headings mislead: a theme may be headed "Action", and "Objective" may head the description. The
column that says what is to be done is the one that says most, and something else on each row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from objectives.importing.columns import Columns
from objectives.importing.dating import has_month_first
from objectives.importing.items import one_line
from objectives.importing.roles import (
    ACTION,
    ACTIVITY,
    COMMENT,
    DEADLINE,
    LEAD,
    NOTE,
    NUMBER,
    OBJECTIVE,
    OBJECTIVE_NUMBER,
    ROLES,
    SEVERAL,
    START,
    STATUS,
    WHAT,
    names_action,
    objective_rank,
    role_of,
    words_of,
)
from objectives.importing.statuses import read_status

_GRADES = {"high", "medium", "low", "med", "h", "m", "l", "1", "2", "3", "critical", "none"}
_SAMPLE = 400
"""rows looked at; what a column is shows long before a table ends"""


@dataclass(frozen=True)
class Judged:
    columns: Columns
    reasons: tuple[str, ...] = ()
    """why columns were taken otherwise than they are headed, a sentence each"""


class _Column:
    """What stands under one heading."""

    def __init__(self, heading: str, cells: list[str]):
        self.heading = heading
        self.filled = [one_line(cell) for cell in cells if cell]
        self.distinct = len(set(self.filled))
        self.words = sum(len(cell.split()) for cell in self.filled) / (len(self.filled) or 1)

    def share(self, test: Callable[[str], bool]) -> float:
        return sum(map(test, self.filled)) / len(self.filled) if self.filled else 0


def judge(
    headings: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    *,
    is_date: Callable[[str], bool],
    mapping: dict[int, str] | None = None,
    as_headed: bool = False,
) -> Judged:
    """`mapping` is what the coordinator chose: it counts before anything that is judged here."""
    rows = rows[:_SAMPLE]
    columns = [
        _Column(heading, [row[index] for row in rows if index < len(row)])
        for index, heading in enumerate(headings)
    ]
    roles = [role_of(heading) for heading in headings]
    chosen = {i: role for i, role in (mapping or {}).items() if i < len(roles) and role in ROLES}
    for index, role in chosen.items():
        roles[index] = role
    reasons: list[str] = []
    _judge_dates(columns, roles, chosen, is_date)
    if not as_headed:
        _find_dates(columns, roles, chosen, reasons, is_date)
    _judge_statuses(columns, roles, chosen)
    _judge_priorities(columns, roles, chosen)
    if ACTION not in chosen.values():
        _choose_action(columns, roles, chosen, [] if as_headed else reasons, swap=not as_headed)
    _choose_objective(columns, roles, chosen)
    _judge_numbers(columns, roles, chosen)
    _one_of_each(columns, roles, chosen)
    month_first = frozenset(
        index
        for index, role in enumerate(roles)
        if role in (DEADLINE, START) and has_month_first(columns[index].filled)
    )
    return Judged(Columns(headings, tuple(roles), month_first), tuple(reasons))


def _judge_dates(columns, roles, chosen, is_date) -> None:
    """Of two columns headed as dates the one with more of them; "Target" may hold none at all."""
    found = [i for i, role in enumerate(roles) if role == DEADLINE and i not in chosen]
    for index in found:
        column = columns[index]
        doubtful = set(words_of(column.heading).split()) & {"target", "targets", "to", "end", "by"}
        doubtful = doubtful and "date" not in words_of(column.heading)
        if doubtful and len(column.filled) > 1 and column.share(is_date) < 0.2:
            by_whom = words_of(column.heading) == "by" and LEAD not in roles
            roles[index] = LEAD if by_whom else NOTE
    found = [index for index in found if roles[index] == DEADLINE]
    if DEADLINE in chosen.values():
        best = None
    elif len(found) > 1:
        best = max(found, key=lambda index: (columns[index].share(is_date), -index))
    else:
        return
    for index in found:
        if index != best:
            roles[index] = NOTE


def _find_dates(columns, roles, chosen, reasons, is_date) -> None:
    """Where no heading says "date": the one column, "Expected" perhaps, that is full of them."""
    if DEADLINE in roles:
        return
    found = [
        index
        for index, column in enumerate(columns)
        if roles[index] == NOTE
        and index not in chosen
        and len(column.filled) > 1
        and column.share(is_date) >= 0.8
    ]
    if len(found) == 1:
        roles[found[0]] = DEADLINE
        reasons.append(f"“{columns[found[0]].heading}” holds dates, and no other column does.")


def _judge_statuses(columns, roles, chosen) -> None:
    """Prose about progress is a comment; a status column says a status in most of its cells."""
    for index, role in enumerate(roles):
        if role in (STATUS, COMMENT) and index not in chosen and columns[index].filled:
            says = columns[index].share(lambda cell: read_status(cell) is not None)
            if role == STATUS and says < 0.34:
                roles[index] = COMMENT
            elif role == COMMENT and says > 0.8 and columns[index].words < 4:
                roles[index] = STATUS


def _judge_priorities(columns, roles, chosen) -> None:
    """High, medium and low under "Priority" are no objectives."""
    for index, role in enumerate(roles):
        graded = columns[index].share(lambda cell: cell.casefold() in _GRADES) > 0.8
        if role == OBJECTIVE and index not in chosen and graded:
            roles[index] = NOTE


def _choose_action(columns, roles, chosen, reasons, *, swap: bool) -> None:
    found = [i for i, role in enumerate(roles) if role in WHAT and i not in chosen]
    if not found:
        return

    def by_heading(index: int):
        strong = roles[index] == ACTION and names_action(columns[index].heading)
        order = [strong, roles[index] == ACTION, roles[index] == ACTIVITY]
        if any(order):
            return (*order, 0, 0, -index)
        return (*order, columns[index].distinct, columns[index].words, -index)

    action = max(found, key=by_heading)
    richer = [
        index
        for index in found
        if columns[index].distinct > columns[action].distinct
        and columns[index].words > columns[action].words
    ]
    if swap and richer and columns[action].filled:
        better = max(richer, key=lambda index: (columns[index].distinct, columns[index].words))
        reasons.append(
            f"“{columns[better].heading}” says what is to be done, with other words on each row; "
            f"“{columns[action].heading}” names what several rows belong to."
        )
        free = next((role for role in (OBJECTIVE, ACTIVITY) if role not in roles), NOTE)
        roles[action] = OBJECTIVE if roles[better] == OBJECTIVE else free
        action = better
    roles[action] = ACTION
    for index in found:
        if index != action and roles[index] == ACTION:
            # A second column of actions says more about the first: how it is measured, say.
            roles[index] = NOTE


def _choose_objective(columns, roles, chosen) -> None:
    found = [index for index, role in enumerate(roles) if role == OBJECTIVE]
    best = min(
        found,
        key=lambda i: (i not in chosen, objective_rank(columns[i].heading), i),
        default=None,
    )
    for index in found:
        if index != best:
            roles[index] = NOTE


def _judge_numbers(columns, roles, chosen) -> None:
    """A number right before the objective that changes no more often than it numbers that."""
    objective = roles.index(OBJECTIVE) if OBJECTIVE in roles else None
    action = roles.index(ACTION) if ACTION in roles else None
    if None in (objective, action) or OBJECTIVE_NUMBER in roles:
        return
    before = objective - 1
    if before < 0 or roles[before] != NUMBER or before in chosen:
        return
    numbers = columns[before]
    several = roles.count(NUMBER) > 1
    same = numbers.distinct == columns[objective].distinct < columns[action].distinct
    if several or (same and len(numbers.filled) <= len(columns[objective].filled)):
        roles[before] = OBJECTIVE_NUMBER


def _one_of_each(columns, roles, chosen) -> None:
    """Of two columns with one meaning the first counts; the other is kept as a note."""
    taken = {role for index, role in enumerate(roles) if index in chosen}
    lead = False
    for index, role in enumerate(roles):
        if index in chosen:
            continue
        if role in taken and role not in SEVERAL:
            roles[index] = NOTE
        elif role == LEAD:
            if lead:
                roles[index] = NOTE
            lead = True
        else:
            taken.add(role)
