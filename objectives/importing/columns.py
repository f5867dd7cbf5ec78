"""Which column is which, by the meaning of its heading; rows put back into their columns."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

OBJECTIVE, ACTIVITY, ACTION = "objective", "activity", "action"
DEADLINE, LEAD, NUMBER, OTHER = "deadline", "lead", "number", "other"

# In the order in which they are tried: "Action lead" names a lead, "Start date" no deadline.
_MEANINGS = [
    (OTHER, "start|starts|progress|update|updates|status|rag|comments?|notes?|evidence|resources?"
            "|cost|costs|budget|risk|risks|success"),
    (LEAD, "leads?|owners?|owned|responsible|responsibility|accountable|who|whom|department|dept"),
    (DEADLINE, "date|dates|deadlines?|timescales?|timelines?|timeframes?|timing|when|due|target"),
    (NUMBER, "no|nos|number|ref|reference"),
    (ACTION, "require|requires|requirements?"),
    (ACTIVITY, "activity|activities"),
    (OBJECTIVE, "objectives?|aims?|goals?|obligations?|priority|priorities|themes?|outcomes?"),
    (ACTION, "actions?|milestones?|tasks?|measures?|what|how|steps?"),
]  # fmt: skip
_LONGEST_HEADING = 60

PLAN_LOOKS_LIKE = (
    "A plan is a table whose first row names its columns, such as Objective, Activities, "
    "This will require, Date, Lead, with a tab between one column and the next."
)


@dataclass(frozen=True)
class Columns:
    headings: tuple[str, ...]
    roles: tuple[str, ...]

    def index(self, role: str) -> int | None:
        return self.roles.index(role) if role in self.roles else None

    def cell(self, cells: tuple[str, ...], role: str) -> str:
        index = self.index(role)
        return cells[index] if index is not None else ""

    def unused(self) -> list[int]:
        """Columns with no place in a plan; of two with one meaning the second is not used."""
        return [
            index
            for index, role in enumerate(self.roles)
            if role == OTHER or self.roles.index(role) != index
        ]


def recognise(cells: tuple[str, ...]) -> Columns | None:
    """The columns, where these cells are a header row: what is done, and by when or by whom."""
    if any(len(cell) > _LONGEST_HEADING for cell in cells):
        return None
    roles = [_role(cell) for cell in cells]
    if ACTION not in roles and ACTIVITY in roles:
        roles[roles.index(ACTIVITY)] = ACTION
    known = set(roles) - {OTHER}
    if ACTION in known and known & {DEADLINE, LEAD} and len(known) >= 3:
        return Columns(tuple(cells), tuple(roles))
    return None


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
    if None in (deadline, lead) or not action < deadline < lead or cells[lead]:
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


@functools.lru_cache(maxsize=10_000)
def _role(heading: str) -> str:
    words = re.findall(r"[a-z]+", heading.casefold())
    for role, pattern in _MEANINGS:
        if any(re.fullmatch(pattern, word) for word in words):
            return role
    return OTHER
