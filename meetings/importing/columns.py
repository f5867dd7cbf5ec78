"""What the columns of a published schedule are headed, and what each heading means."""

import re
from collections.abc import Sequence

CATEGORY, NAME, CHAIR, FREQUENCY = "category", "name", "chair", "frequency"
ATTENDANCE, LEAD, NOTES = "attendance", "lead", "notes"
PER_YEAR, FORUMS = "per_year", "forums"
"""numbers that the portal writes beside the words, where somebody stated them"""
PRINTED = (NAME, CHAIR, FREQUENCY, ATTENDANCE, LEAD, NOTES)
"""in the order of the printed schedule"""

_SAID = {
    CATEGORY: r"table|category|section|(?:part|table|section) of the schedule",
    NAME: r"(?:name of )?(?:the )?(?:meetings?|meeting series|groups?|committees?|forums?|boards?)"
    r"(?: name)?",
    CHAIR: r"chair(?:ed by|man|person)?(?: (?:or )?lead(?: officer)?)?|lead officer chair",
    FREQUENCY: r"(?:meeting )?frequency|how often(?: it meets)?",
    ATTENDANCE: r"(?:\w+ )?(?:attendance|attendees)|(?:who|attended by)(?: of the office)?"
    r"(?: attends)?",
    LEAD: r"(?:\w+ )?lead(?: officer)?|responsible officer",
    PER_YEAR: r"meetings (?:a|per) year",
    FORUMS: r"(?:number of|how many) forums",
    NOTES: r"notes?|comments?|remarks|further information",
}


def role_of(heading: str) -> str:
    """What a heading names; empty for words that are none."""
    words = " ".join(re.findall(r"[^\W_]+", heading.casefold()))
    return next((role for role, said in _SAID.items() if re.fullmatch(said, words)), "")


def headings_in(cells: Sequence[str]) -> list[str] | None:
    """The role of each cell where these are a schedule's headings; None where they are not.

    A name and something beside it are needed, each once, and hardly a cell that means nothing.
    """
    roles = [role_of(cell) for cell in cells]
    named = [role for role in roles if role]
    filled = sum(bool(cell) for cell in cells)
    if NAME not in named or len(named) < 2 or len(named) * 2 < filled:
        return None
    return roles if len(set(named)) == len(named) else None
