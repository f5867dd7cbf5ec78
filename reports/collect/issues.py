"""What a member must know after page one: the objectives at a glance, then the plan's own parts."""

from reports.document import Paragraph, Subheading

from .counts import bars
from .parts import parts_of


def key_issues(reading, particulars):
    return (
        *([bars(reading)] if reading.rows else [Paragraph(f"The plan has no {reading.noun} yet.")]),
        *chosen_parts(reading),
    )


def chosen_parts(reading):
    for part, shown in parts_of(reading.plan):
        if shown and (blocks := tuple(part.blocks(reading))):
            yield Subheading(part.TITLE)
            yield from blocks
