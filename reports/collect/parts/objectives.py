"""Each objective: its bars, what the coordinator wrote, its actions that moved, what was said."""

from reports.collect.counts import about, objective_bars
from reports.collect.listing import quoted, spoken_cut_off
from reports.collect.narrating import written
from reports.collect.rows import word
from reports.document import Paragraph, Subheading
from reports.sentences import bullets, counted, paragraph

KEY = "objectives"
TITLE = "Each objective"
ABOUT = (
    "One objective after the other: its figures, your own words on it, its actions that "
    "moved, and what its leads reported."
)
MOVED_PER_OBJECTIVE = 12
REPORTED_PER_OBJECTIVE = 6


def blocks(reading):
    for objective in reading.objectives:
        yield Subheading(f"Objective {objective.title}")
        yield objective_bars(reading, objective)
        yield from written(reading, objective.place)
        moved = [row for row in objective.rows if row.changed_since]
        yield from moved_since(reading, objective, moved)
        yield from reported_since(objective, {row.place for row in moved})


def moved_since(reading, objective, rows):
    if not reading.has_past:
        return
    since = f"since {spoken_cut_off(reading)}"
    if not rows:
        yield Paragraph(f"No action of this objective changed its state {since}.")
        return
    title = f"Moved {since}, {about(objective)}"
    run = reading.figures.run(f"{objective.key}-moved", title, rows)
    cut = f" The first {MOVED_PER_OBJECTIVE} are:" if len(rows) > MOVED_PER_OBJECTIVE else ""
    yield paragraph(f"Moved {since}: ", *counted(run, "action"), f".{cut}")
    yield bullets([(moved_words(row),) for row in rows[:MOVED_PER_OBJECTIVE]])


def moved_words(row):
    way = f"from {word(row.state_before).lower()} to {word(row.state).lower()}"
    told = f" {quoted(row.comment)}" if row.reported_since and row.comment.strip() else ""
    return f"{row.label}: {way}.{told}"


def reported_since(objective, moved):
    told = [
        row
        for row in objective.rows
        if row.reported_since and row.comment.strip() and row.place not in moved
    ]
    if told:
        newest = sorted(told, key=lambda row: row.reported_on, reverse=True)
        kept = {row.place for row in newest[:REPORTED_PER_OBJECTIVE]}
        yield Paragraph("What leads say of actions that did not move:")
        yield bullets(
            [(f"{row.label}: {quoted(row.comment)}",) for row in told if row.place in kept]
        )
