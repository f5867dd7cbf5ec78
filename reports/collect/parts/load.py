"""Leads that hold too many open actions.

Too many are more than MOST_OPEN, or more than SHARE of all that are open where those are
FEWEST_OPEN at least: in a plan of a dozen actions one post may well lead three. Every lead of an
action counts, for every lead is asked about it; posts are counted, never people.
"""

from collections import defaultdict

from reports.document import Cell, Column, Paragraph, Table
from reports.sentences import counted, paragraph, verb

KEY = "load"
TITLE = "Leads that hold many actions"
ABOUT = "Posts that lead more than ten open actions, or more than a fifth of them all."

MOST_OPEN = 10
SHARE = 1 / 5
FEWEST_OPEN = 5
RULE = (
    f"more than {MOST_OPEN} open actions, or more than a fifth of them and at least {FEWEST_OPEN}"
)


def blocks(reading):
    found = held_too_many(reading)
    if not found:
        return [Paragraph(f"No post leads {RULE}.")]
    rows = sorted(
        {row.place: row for _, rows in found for row in rows}.values(), key=lambda row: row.place
    )
    run = reading.figures.run("list-load", "Open, and led by a post that holds many", rows)
    leads = f"{len(found)} {verb(len(found), 'post leads', 'posts lead')}"
    return [
        paragraph(f"{leads} {RULE}. Together they lead ", *counted(run, "open action"), "."),
        Table("", COLUMNS, tuple(cells(reading, n, *one) for n, one in enumerate(found, 1))),
    ]


COLUMNS = (
    Column("Lead", share=3),
    Column("Open", share=0, figures=True),
    Column("Overdue", share=0, figures=True),
    Column("Off track", share=0, figures=True),
    Column("No update", share=0, figures=True),
)


def cells(reading, number, title, rows):
    key = f"lead-{number}"
    kinds = (
        (key, "Open", rows),
        (f"{key}-overdue", "Overdue", [row for row in rows if row.overdue]),
        (f"{key}-off-track", "Off track", [r for r in rows if r.off_track and not r.overdue]),
        (f"{key}-no-update", "No update received", [row for row in rows if row.no_update]),
    )
    return (
        Cell(title),
        *(reading.figures.cell(key, f"{kind}, {title}", found) for key, kind, found in kinds),
    )


def held_too_many(reading):
    """[(title, its open rows)], the most first."""
    held, total = defaultdict(list), 0
    for row in reading.rows:
        if row.open:
            total += 1
            for post in row.posts:
                held[post].append(row)
    found = [(title, rows) for (_, title), rows in held.items() if is_too_many(len(rows), total)]
    return sorted(found, key=lambda one: (-len(one[1]), one[0]))


def is_too_many(number, total):
    return number > MOST_OPEN or (number >= FEWEST_OPEN and number > SHARE * total)
