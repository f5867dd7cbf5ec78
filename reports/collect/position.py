"""Page one: the position in one look."""

from django.utils import timezone

from reports.document import Cell, Column, Key, Note, Section, Subheading, Table
from reports.sentences import cell, inside, paragraph
from stakeholders.dates import spoken

from .asks import asks
from .counts import (
    all_key,
    in_state,
    sentence,
    state_key,
    state_of,
    there,
    used_states,
)
from .listing import spoken_cut_off
from .movement import movement, total_movement
from .narrating import written
from .rows import word

KEY = "position"


def position(reading, particulars):
    return Section(
        KEY,
        "The position",
        (
            paragraph(*headline(reading)),
            *counted_states(reading),
            *private_note(reading, particulars),
            *written(reading, "position"),
            Subheading("Decisions or help needed"),
            *(written(reading, "help") or asks(reading)),
            *key_to_words(reading),
        ),
        numbered=False,
    )


def headline(reading):
    rows = reading.rows
    if not rows:
        return (f"The plan has no {reading.noun} yet.",)
    day = spoken(timezone.localdate(reading.cut_off))
    begun = ()
    if timezone.localdate(reading.cut_off) < reading.plan.starts_on:
        starts = spoken(reading.plan.starts_on)
        begun = (f" The plan begins on {starts}: nothing had to be done before.",)
    return f"At the cut-off, {day}, the plan had ", *sentence(reading, rows), ".", *begun


def counted_states(reading):
    if not reading.rows:
        return []
    moments = reading.printed_moments
    places = [place for place, _ in moments]
    columns = (
        Column("State", share=0 if reading.has_past else 1),
        *(Column(moment.label, share=0, figures=True) for _, moment in moments),
    )
    rows = [
        (
            Cell(word(state), state=state.value),
            *(state_cell(reading, state, place) for place in places),
        )
        for state in used_states(reading.rows, places)
    ]
    rows.append(
        (Cell(f"All {reading.noun}"), *(all_cell(reading, place) for place in places)),
    )
    if reading.has_past:
        columns = (*columns, Column(f"What moved since {spoken_cut_off(reading)}"))
        ways = [movement(reading, state) for state in used_states(reading.rows, places)]
        ways.append(total_movement(reading))
        rows = [(*row, cell(*way)) for row, way in zip(rows, ways, strict=True)]
    return [Table("", columns, tuple(rows), total=True), *not_counted(reading, places)]


def state_cell(reading, state, place):
    key, title = state_key(reading, state, moment=place)
    return reading.figures.cell(key, title, in_state(reading.rows, state, place), place)


def all_cell(reading, place):
    key, title = all_key(reading, moment=place)
    return reading.figures.cell(key, title, there(reading.rows, place), place)


def not_counted(reading, places):
    missing = [moment.label for place, moment in enumerate(reading.moments) if place not in places]
    if not missing:
        return []
    until = f"{missing[0]} and before" if len(missing) > 1 else missing[0]
    return [
        Note(
            f"The plan has no counts of {until}: it had not begun, or was not in the portal, "
            f"by then."
        )
    ]


def private_note(reading, particulars):
    """Without a number: how many there are can already tell (domain.md, reports)."""
    if not reading.exempt_left_out:
        return []
    named = particulars.exempt_paragraph or reading.body.exemption_basis
    under = f", under {inside(named)}" if named else ""
    return [
        Note(
            f"Some matters are in a private paper{under}. This paper leaves them out; its totals "
            f"are of public actions."
        )
    ]


def key_to_words(reading):
    """Of the states on this page; the appendix has them all."""
    places = [place for place, _ in reading.printed_moments]
    states = tuple(state_of(state) for state in used_states(reading.rows, places))
    return [Subheading("What the words mean"), Key(states)] if states else []
