"""Each objective: its counts, and what its leads reported."""

from reports.collect.counts import sentence
from reports.collect.listing import quoted
from reports.document import Bullets, Paragraph, Subheading

KEY = "objectives"
TITLE = "Each objective"
REPORTED_PER_OBJECTIVE = 6


def blocks(reading):
    for objective in reading.objectives:
        yield Subheading(f"Objective {objective.title}")
        yield Paragraph(sentence(objective.rows, reading.noun))
        told = [r for r in objective.rows if r.reported_since and r.comment.strip()]
        if told:
            newest = sorted(told, key=lambda row: row.reported_on, reverse=True)
            kept = set(map(id, newest[:REPORTED_PER_OBJECTIVE]))
            yield Bullets(tuple(f"{r.label}: {quoted(r.comment)}" for r in told if id(r) in kept))
