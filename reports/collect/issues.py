"""What a member must know: the position, then the parts that the plan's papers have."""

from objectives.states import ShownState
from reports.document import Note, Paragraph, Subheading
from stakeholders.dates import spoken

from .counts import bars, sentence
from .listing import spoken_cut_off
from .parts import parts_of


def key_issues(reading, particulars):
    return (
        Paragraph(headline(reading)),
        *private_note(reading, particulars),
        *([bars(reading)] if reading.rows else []),
        *chosen_parts(reading),
    )


def chosen_parts(reading):
    for part, shown in parts_of(reading.plan):
        if shown and (blocks := tuple(part.blocks(reading))):
            yield Subheading(part.TITLE)
            yield from blocks


def headline(reading):
    rows, noun = reading.rows, reading.noun
    text = (
        f"At the cut-off, {spoken(rows[0].on)}, the plan had {sentence(rows, noun)}"
        if rows
        else f"The plan has no {noun} yet."
    )
    if any(row.state_before is not None for row in rows):
        before = sum(row.state_before == ShownState.OVERDUE for row in rows)
        were = "was" if before == 1 else "were"
        text += f" On {spoken_cut_off(reading)}, {before or 'none'} {were} overdue."
    return text


def private_note(reading, particulars):
    """Without a number: how many there are can already tell (domain.md, reports)."""
    if not reading.exempt_left_out:
        return []
    named = particulars.exempt_paragraph or reading.body.exemption_basis
    under = f", under {named}" if named else ""
    return [
        Note(
            f"Some matters are in a private paper{under}. This paper leaves them out; its totals "
            f"are of public actions."
        )
    ]
