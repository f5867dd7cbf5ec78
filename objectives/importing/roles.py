"""What a column can be, by the meaning of its heading."""

import functools
import re

OBJECTIVE, ACTIVITY, ACTION = "objective", "activity", "action"
START, DEADLINE, LEAD, STATUS = "start", "deadline", "lead", "status"
COMMENT, COMPLETED, NOTE = "comment", "completed", "note"
NUMBER, OBJECTIVE_NUMBER = "number", "objective_number"

ROLES = {
    OBJECTIVE_NUMBER: "Number of the objective",
    OBJECTIVE: "Objective",
    ACTIVITY: "Activity",
    NUMBER: "Number of the action",
    ACTION: "Action: what is to be done",
    START: "Start",
    DEADLINE: "Date that it is due",
    LEAD: "Leads",
    STATUS: "Status or RAG",
    COMMENT: "Comment on progress",
    COMPLETED: "Day on which it was completed",
    NOTE: "Kept as a note",
}
"""in the order in which the page offers them, with the words that it offers them in"""

WHAT = (OBJECTIVE, ACTIVITY, ACTION)
SEVERAL = (LEAD, STATUS, COMMENT, NOTE)
"""roles that more than one column may have"""

# In the order in which they are tried: "Action lead" names a lead, "Start date" no deadline.
_MEANINGS = [
    (COMPLETED, "(?:date|day)(?: it was)? completed|completed on|completion recorded|actual"
                " (?:completion|finish|end)(?: date)?"),
    (START, r"start.*|from|commence.*|begin.*|.* start"),
    (DEADLINE, r"to|by|finish|end|complete(?:d)? by|completion(?: date)?|.*\bby when"),
    (NOTE, r".*\b(?:success|evidence|resourc\w*|costs?|budget|funding|risks?|kpis?|baseline|links?"
           r"|impact|benefits?|notes?|supporting)\b.*"
           r"|(?:outcome|performance) measures?|measures? of .*|how .*\bmeasured?\b.*"),
    (STATUS, r".*\b(?:status|b?rag|progress|position|updates?)\b.*|complete\??|completed\??|done\??"
             r"|% complete"),
    (COMMENT, r".*\b(?:comments?|commentary|remarks?|narrative)\b.*"),
    (LEAD, r".*\b(?:leads?|owners?|owned|responsib\w+|accountab\w+|who|whom|departments?|dept"
           r"|assigned|assignee|officers?|delivered by)\b.*"),
    (OBJECTIVE_NUMBER, r"(?:objective|aim|goal|priority|outcome|theme)s? (?:no|nos|number|ref)"
                       r"|(?:no|number|ref)(?: of)?(?: the)? (?:objective|aim|priority)"),
    (DEADLINE, r".*\b(?:dates?|deadlines?|timescales?|timelines?|timeframes?|timings?|when|due"
               r"|target|time ?scale|time ?frame|time ?line)\b.*"),
    (NUMBER, r".*\b(?:no|nos|number|ref|reference|id)\b.*|#"),
    (ACTION, r".*\brequire(?:s|d|ments?)?\b.*|.*\bwhat (?:we|will|are|is|needs?)\b.*"),
    (ACTIVITY, r".*\b(?:activity|activities)\b.*"),
    (OBJECTIVE, r".*\b(?:objectives?|aims?|goals?|obligations?|priority|priorities|themes?"
                r"|outcomes?|commitments?|pledges?|workstreams?|strands?|pillars?)\b.*"),
    (ACTION, r".*\b(?:actions?|milestones?|tasks?|measures?|what|how|steps?|deliverables?"
             r"|descriptions?|details?|initiatives?|interventions?|outputs?|projects?"
             r"|recommendations?)\b.*"),
]  # fmt: skip
_COMPILED = [(role, re.compile(pattern)) for role, pattern in _MEANINGS]

# What plans head the column with that says what is to be done, before all others.
_STRONG = re.compile(r".*\b(?:requires?|required|requirements?|actions?|tasks?|steps?|we will)\b.*")
_OBJECTIVE_FIRST = ["objective", "obligation", "aim", "goal", "priorit", "outcome"]
_PEOPLE = re.compile(
    r"(?:full |first |last |member'?s? ?)?names?|members?|surname|forenames?|telephone|phone"
    r"|e-?mail(?: address)?|address|appointed|term (?:of office|ends?)|attendance|apologies"
)
_MONEY = re.compile(
    r"price|unit price|unit cost|qty|quantity|amount|vat|net|gross|total|invoice.*|rate|hours"
)


def words_of(heading: str) -> str:
    heading = heading.casefold().replace("-", " ").replace("’", "'")
    return " ".join(re.findall(r"[a-z'%#]+", heading))


@functools.lru_cache(maxsize=10_000)
def role_of(heading: str) -> str:
    """NOTE for whatever has no counterpart in a plan."""
    words = words_of(heading)
    for role, pattern in _COMPILED:
        if pattern.fullmatch(words):
            return role
    return NOTE


def names_action(heading: str) -> bool:
    return _STRONG.fullmatch(words_of(heading)) is not None


def objective_rank(heading: str) -> int:
    """Of two columns the one headed "Objective" is the objective, not the one headed "Theme"."""
    words = words_of(heading)
    found = (place for place, word in enumerate(_OBJECTIVE_FIRST) if word in words)
    return next(found, len(_OBJECTIVE_FIRST))


def says_people(headings: tuple[str, ...]) -> bool:
    """A list of people: names, telephone numbers, terms of office."""
    return any(_PEOPLE.fullmatch(words_of(heading)) for heading in headings)


def says_money(headings: tuple[str, ...]) -> bool:
    """An invoice or a list of prices."""
    return sum(bool(_MONEY.fullmatch(words_of(heading))) for heading in headings) > 1
