"""You said, we did: what people were told since the last paper, and which loops are open."""

from reports.collect.heard import read_heard
from reports.collect.listing import LONGEST_LIST, quoted, spoken_cut_off
from reports.document import Cell, Column, Note, Paragraph, Table
from reports.sentences import plural, verb
from stakeholders.dates import spoken

KEY = "heard"
TITLE = "You said, we did"
ABOUT = (
    "What people said, what was done and how they were told, since the last paper; and what has "
    "waited longest for an answer. Nothing where nothing was heard."
)

TOLD_COLUMNS = (
    Column("You said", share=2.2),
    Column("We did", share=2.2),
    Column("How people were told", share=1.5),
)
OPEN_COLUMNS = (
    Column("What was heard", share=2.6),
    Column("First heard", share=1.3),
    Column("Who answers", share=1.3),
    Column("What is missing", share=1.3),
)


def blocks(reading):
    found = read_heard(reading)
    if found.is_empty:
        return []
    return [
        *told(found, reading),
        *loops(found, reading),
        *[Note("Some of what was heard is private and left out here.")] * found.left_out,
    ]


def told(found, reading):
    since = f"Since {spoken_cut_off(reading)}"
    count = len(found.told) + found.told_unsaid
    words = (
        f"{since} {found.heard or 'no'} new {verb(found.heard, 'issue was', 'issues were')} heard, "
        f"and people were told what came of {count or 'none'}"
    )
    if found.told and found.told_unsaid:
        words += (
            f"; {found.told_unsaid} of {count} {verb(found.told_unsaid, 'is', 'are')} not listed"
        )
    if len(found.told) > LONGEST_LIST:
        words += f". The first {LONGEST_LIST} of {len(found.told)} are listed here"
    made = [Paragraph(f"{words}.")]
    if found.told:
        rows = tuple(told_row(one, reading) for one in found.told[:LONGEST_LIST])
        made.append(Table("What people said, and what came of it", TOLD_COLUMNS, rows))
    return made


def told_row(one, reading):
    issue = one.issue
    first, *others = one.tellings
    how = f"{spoken(first.told_on)}, {first.method.title}"
    more = [f"{spoken(row.told_on)}, {row.method.title}" for row in others]
    return (
        Cell(issue.title, ". ".join(filter(None, (quoted(issue.words), private(issue))))),
        Cell(quoted(issue.response), in_the_plan(issue, reading)),
        Cell(how, "; ".join(filter(None, (quoted(first.words), *more)))),
    )


def in_the_plan(issue, reading):
    """The plan's own action that deals with it, where this paper has it."""
    row = reading.row_of(issue.action_id)
    return f"Action {row.label} of this plan" if row and row.label else ""


def loops(found, reading):
    count, waiting = len(found.open), len(found.waiting)
    if not count:
        return [Paragraph("No issue waits for an answer, and people were told of every answer.")]
    oldest = found.open[0]
    days = plural((found.day - oldest.heard_on).days, "day")
    words = (
        f"{plural(count, 'issue is', 'issues are')} open: {waiting or 'none'} without an answer, "
        f"{count - waiting or 'none'} answered where people have not been told. The one open "
        f"longest was first heard on {spoken(oldest.heard_on)}, {days} before the cut-off."
    )
    words = words[:1].upper() + words[1:]
    if not reading.private:
        return [Paragraph(words)]
    if count > LONGEST_LIST:
        words += f" The first {LONGEST_LIST} are listed here."
    rows = tuple(open_row(issue, found.day) for issue in found.open[:LONGEST_LIST])
    return [Paragraph(words), Table("Open longest", OPEN_COLUMNS, rows)]


def open_row(issue, day):
    return (
        Cell(issue.title, private(issue)),
        Cell(spoken(issue.heard_on), f"{plural((day - issue.heard_on).days, 'day')} open"),
        Cell(issue.owner_post.title if issue.owner_post else "Nobody yet"),
        Cell("People to be told" if issue.response else "An answer"),
    )


def private(issue):
    return f"Private: {issue.exempt_reason}" if issue.exempt_reason else ""
