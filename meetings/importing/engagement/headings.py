"""The columns of the engagement log in a file: what they are called, and what else they may be."""

import re
from dataclasses import dataclass

_SIGNS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Column:
    field: str
    heading: str
    """as an export writes it"""
    others: tuple[str, ...] = ()


def plain(text):
    return " ".join(_SIGNS.sub(" ", text.casefold()).split())


COLUMNS = (
    # For readers, as are the last ones: an import takes nothing from it.
    Column("number", "Number", ("id", "no", "ref", "reference", "row in the file")),
    Column("day", "Date", ("date of activity", "date of event", "event date", "activity date",
        "day", "when", "held on", "first day", "start date", "date held")),
    Column("last_day", "Last day", ("end date", "to", "until", "ends on", "date to")),
    Column("time", "Starts at", ("time", "start time")),
    Column("title", "Title", ("event", "activity", "engagement", "name", "name of event",
        "event name", "activity name", "event title", "description", "what", "engagement activity",
        "name of activity", "meeting")),
    Column("method", "Method", ("type", "how", "type of engagement", "engagement type", "format",
        "type of activity", "activity type", "event type", "type of event", "channel",
        "engagement method", "method of engagement")),
    Column("groups", "Groups", ("group", "community", "communities", "audience", "with whom",
        "who with", "community group", "community groups", "target group", "target audience",
        "target groups", "community engaged", "groups engaged")),
    Column("reach", "Reached by group", ("reach by group",)),
    Column("areas", "Areas", ("area", "district", "districts", "local authority", "borough",
        "division", "policing area", "region")),
    Column("place", "Place", ("venue", "location", "where", "address", "site")),
    Column("level", "Level", ("scale", "local regional national", "local regional or national")),
    Column("principle", "Principle", ("principles", "purpose", "aim", "engagement principle")),
    Column("organisations", "Organisations", ("organisation", "organization", "organizations",
        "partner", "partners", "partner organisations")),
    Column("posts", "Who attended", ("attended by", "attendees from office", "attending",
        "who of the office", "staff", "staff attending", "opcc attendance", "led by", "officer",
        "who went", "officers", "lead", "attended", "post", "posts")),
    Column("reached", "People reached", ("reached", "attendance", "number", "numbers", "reach",
        "number reached", "numbers reached", "number attending", "no of people", "people",
        "number of people", "number of attendees", "attendees", "no attending", "headcount",
        "number engaged", "numbers engaged", "total reached")),
    Column("counted", "Counted", ("was it counted", "counted or guessed")),
    Column("heard", "What was heard", ("heard", "issues", "issues raised", "feedback", "comments",
        "what we heard", "key issues", "concerns", "concerns raised", "notes", "you said",
        "themes", "points raised", "issue")),
    Column("came_of_it", "What came of it", ("outcome", "outcomes", "result", "action", "actions",
        "follow up", "what came of it", "we did", "actions taken", "next steps")),
    Column("status", "State", ("status", "planned or done", "done")),
    Column("cancelled", "Why it was cancelled", ("reason cancelled", "cancellation reason")),
    Column("was_planned", "Planned beforehand", ()),
    Column("programme", "Programme", ("series",)),
    Column("consultation", "Consultation", ()),
    Column("decision", "Decision it informs", ("decision", "key decision")),
    Column("private", "Why it is private", ("exempt", "reason for keeping it private",
        "exempt reason")),
    Column("objectives", "Objectives it is evidence for", ()),
    Column("linked_actions", "Actions it is evidence for", ()),
    Column("logged_by", "Logged by", ()),
    Column("logged_at", "Logged at", ("timestamp", "created")),
    Column("wrong", "What is wrong", ()),
)  # fmt: skip
HEADING = {column.field: column.heading for column in COLUMNS}
# The first of two that share a name has it.
_FIELDS = {}
for _column in COLUMNS:
    for _name in (_column.heading, *_column.others):
        _FIELDS.setdefault(plain(_name), _column)


def column_of(text):
    """The column that a heading means; None where it is none that the log knows."""
    words = plain(text)
    if len(words) > 60:
        return None
    return _FIELDS.get(words) or _FIELDS.get(plain(re.sub(r"\(.*?\)", " ", text)))


def columns_of(cells):
    """{index: Column} of a row of headings; where two cells mean one column the first has it."""
    found, there = {}, set()
    for index, text in enumerate(cells):
        column = column_of(text) if text else None
        if column and column.field not in there:
            found[index] = column
            there.add(column.field)
    return found


def is_heading(cells):
    """A row of headings names a day, and something else that was done."""
    fields = {column.field for column in columns_of(cells).values()}
    return "day" in fields and bool(fields & {"title", "method", "groups", "place"})
