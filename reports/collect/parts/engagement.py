"""Whom the office engaged in the period, how, and whom it did not: the gaps first.

A paper has no words of the log itself: a title may name somebody.
"""

from meetings.engagement.grid import GapKind
from reports.collect.engagement import read_engagement
from reports.collect.listing import LONGEST_LIST
from reports.collect.parts.ahead import following_words
from reports.collect.wording import span
from reports.document import Cell, Column, Note, Paragraph, Table
from reports.sentences import joined, plural, verb
from stakeholders.dates import spoken

KEY = "engagement"
TITLE = "Engagement with communities"
ABOUT = (
    "Whom the office engaged in the period, how often and by which methods, whom it did not, and "
    "what is planned next. Nothing where nothing was logged."
)

FIGURES = (
    Column("People reached", share=1.4),
    Column("Done", share=0, figures=True),
    Column("Planned, not done", share=0, figures=True),
    Column("Planned next", share=0, figures=True),
)
GROUP_COLUMNS = (Column("Group", share=2.4), *FIGURES)
METHOD_COLUMNS = (Column("How", share=2.4), *FIGURES)
AHEAD_COLUMNS = (
    Column("Day", share=1.2),
    Column("How", share=1.4),
    Column("With whom", share=2.4),
    Column("Where", share=1.4),
)


def blocks(reading):
    found = read_engagement(reading)
    left_out = [Note("Some engagement is private and left out here.")] * found.left_out
    if not found.logged:
        return left_out
    return [
        *said(found, reading),
        *groups(found),
        *methods(found),
        *ahead(found, reading),
        *left_out,
    ]


def said(found, reading):
    total = found.total.row.total
    if not total.done:
        words = f"No engagement was logged as done in the {span(reading.period)}"
    else:
        words = (
            f"{plural(total.done, 'engagement activity', 'engagement activities')} "
            f"{verb(total.done, 'was', 'were')} done in the {span(reading.period)}. People "
            f"reached: {reached_words(total)}"
        )
    if total.not_done:
        words += (
            f". Of what was planned, {total.not_done} {verb(total.not_done, 'was', 'were')} "
            "cancelled, or nobody had said by the cut-off what came of "
            f"{verb(total.not_done, 'it', 'them')}"
        )
    return [Paragraph(f"{words}."), *who_was_missed(found)]


def who_was_missed(found):
    groups = [one.row for one in found.groups if one.row.group_id and one.row.in_force]
    if not groups:
        return []
    met = sum(1 for row in groups if row.total.done)
    words = f"Of {plural(len(groups), 'group')} {met or 'none'} {verb(met, 'was', 'were')} engaged."
    missed = [row.name for row in groups if row.priority and row.has(GapKind.NOT_HEARD)]
    if missed:
        names = "".join(joined([(name,) for name in missed]))
        words += f" Priority groups that were not heard: {names}."
    return [Paragraph(words)]


def groups(found):
    if not found.groups:
        return []
    more = len(found.groups) > LONGEST_LIST
    cut = f"The first {LONGEST_LIST} of {len(found.groups)} are listed here. " if more else ""
    return [
        Table(
            "Engagement by group, gaps first",
            GROUP_COLUMNS,
            tuple(map(group_row, found.groups[:LONGEST_LIST])),
        ),
        Note(f"{cut}An activity with several groups counts for each of them."),
    ]


def group_row(one):
    row = one.row
    notes = [gap.words for gap in row.gaps]
    if row.priority:
        notes.insert(0, "Priority group")
    if one.a_year:
        notes.append(f"Aim: {one.a_year} a year")
    return (Cell(row.name, ". ".join(notes)), *figures(one))


def figures(one):
    total = one.row.total
    counts = (Cell(str(n)) for n in (total.done, total.not_done, one.ahead))
    return (Cell(reached_words(total) if total.done else "–"), *counts)


def reached_words(total):
    """ "340", "at least 340; not known for 3", "not known"."""
    if not total.reached_unknown:
        return f"{total.reached:,}"
    if total.reached_unknown == total.done:
        return "not known"
    return f"at least {total.reached:,}; not known for {total.reached_unknown:,}"


def methods(found):
    if not found.methods:
        return []
    rows = tuple((Cell(one.row.name), *figures(one)) for one in found.methods)
    total = (Cell("All, each counted once"), *figures(found.total))
    return [Table("Engagement by method", METHOD_COLUMNS, (*rows, total), total=True)]


def ahead(found, reading):
    count = len(found.ahead)
    words = f"{plural(count, 'activity is', 'activities are')} planned for the"
    sentence = f"{words[:1].upper()}{words[1:]} {following_words(reading)}."
    if not count:
        return [Paragraph(sentence)]
    if count > LONGEST_LIST:
        sentence += f" The first {LONGEST_LIST} are listed here."
    rows = tuple(ahead_row(row) for row in found.ahead[:LONGEST_LIST])
    return [Paragraph(sentence), Table("Planned next", AHEAD_COLUMNS, rows)]


def ahead_row(row):
    links = row.activity_groups.all()
    names = dict.fromkeys(str(link.group.merged_into or link.group) for link in links)
    private = f"Private: {row.exempt_reason}" if row.exempt_reason else ""
    areas = ", ".join(area.name for area in row.areas.all())
    return (
        Cell(spoken(row.held_on)),
        Cell(row.method.title),
        Cell(", ".join(names) or "No group named", private),
        Cell(areas or "Not named"),
    )
