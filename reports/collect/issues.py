"""What a member must know, exceptions first, then what moved, then each objective."""

from functools import partial

from django.utils import timezone

from objectives.states import ShownState
from reports.document import Bullets, Cell, Column, Note, Paragraph, Subheading, Table
from stakeholders.dates import spoken

from .counts import bars, sentence
from .rows import COLUMNS, plural, state_cell, table_row, word

# Page one is for reading; whoever wants them all finds them in the appendix.
LONGEST_LIST = 25
LONGEST_QUOTE = 400
REPORTED_PER_OBJECTIVE = 6


def key_issues(reading, particulars):
    return (
        Paragraph(headline(reading)),
        *private_note(reading, particulars),
        *([bars(reading)] if reading.rows else []),
        *exceptions(reading),
        *movement(reading),
        *ahead(reading),
        *each_objective(reading),
    )


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


def spoken_cut_off(reading):
    return spoken(timezone.localdate(reading.previous_cut_off))


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


def listed(rows, some, none, *, columns=COLUMNS, cells=table_row):
    """A numbered sentence and its table; a long list is cut, and says where the rest is."""
    if not rows:
        return [Paragraph(none)]
    text = some(len(rows))
    if len(rows) > LONGEST_LIST:
        text += f" The first {LONGEST_LIST} are listed here; Appendix A has them all."
    return [
        Paragraph(text),
        Table("", columns, tuple(cells(row) for row in rows[:LONGEST_LIST])),
    ]


def exceptions(reading):
    rows = reading.rows
    overdue = sorted((row for row in rows if row.overdue), key=lambda row: row.due_on)
    red = [row for row in rows if row.off_track and not row.overdue]
    slipped = [row for row in rows if row.new_slips > 0]
    silent = [] if reading.entered_late else [row for row in rows if row.no_update]
    asked = [row for row in rows if row.asked_due_on]
    since = f"since {spoken_cut_off(reading)}"
    return [
        Subheading("What needs attention"),
        *listed(
            overdue,
            lambda n: f"Overdue, longest first: {plural(n, 'action')}.",
            "No action is overdue.",
        ),
        *listed(
            red,
            lambda n: f"Off track by the lead's own word, and not overdue: {plural(n, 'action')}.",
            "No other action is off track by its lead's own word."
            if any(row.off_track for row in overdue)
            else "No lead says that an action is off track.",
        ),
        *listed(
            slipped,
            lambda n: (
                f"Given a new date {since}: {plural(n, 'action')}. Days are counted from "
                f"the date in force when delivery began."
            ),
            f"No action was given a new date {since}.",
        ),
        *listed(silent, partial(none_received, reading), all_received(reading)),
        *listed(
            asked,
            lambda n: f"New dates asked for and not yet decided: {plural(n, 'action')}.",
            "No new date waits for a decision.",
            columns=ASKED_COLUMNS,
            cells=asked_row,
        ),
    ]


def none_received(reading, count):
    actions = plural(count, "action")
    if reading.round_opened_at is None:
        return f"No update received since {spoken_cut_off(reading)}, though one was due: {actions}."
    opened = spoken(timezone.localdate(reading.round_opened_at))
    return f"No update received in the update round, from {opened} to the cut-off: {actions}."


def all_received(reading):
    if reading.entered_late:
        return "No update is counted as missing: the plan was not in the portal by the cut-off."
    if reading.round_opened_at is None:
        return "Every update that was due has been received."
    return "Every update that was asked for in the update round has been received."


ASKED_COLUMNS = (*COLUMNS[:4], Column("Date asked for, and why", share=2.4))
MOVED_COLUMNS = (*COLUMNS[:2], Column("State before", share=1.3), Column("State now", share=1.8))


def asked_row(row):
    return (*table_row(row)[:4], Cell(spoken(row.asked_due_on), quoted(row.asked_reason)))


def moved_row(row):
    before = Cell(word(row.state_before), state=row.state_before)
    return (*table_row(row)[:2], before, state_cell(row))


def movement(reading):
    since = f"since {spoken_cut_off(reading)}"
    done = [row for row in reading.rows if row.completed_since]
    moved = [r for r in reading.rows if r.changed_since and not r.completed_since]
    return [
        Subheading("What changed"),
        *listed(
            done,
            lambda n: f"Completed {since}: {plural(n, 'action')}.",
            f"No action was completed {since}.",
        ),
        *listed(
            moved,
            lambda n: f"In another state than on {spoken_cut_off(reading)}: {plural(n, 'action')}.",
            f"No other action changed its state {since}.",
            columns=MOVED_COLUMNS,
            cells=moved_row,
        ),
    ]


def due_next(reading):
    following = reading.quarter.next()
    return sorted(
        (
            row
            for row in reading.rows
            if row.open
            and row.due_on
            and row.on <= row.due_on
            and following.starts_on <= row.due_on <= following.ends_on
        ),
        key=lambda row: row.due_on,
    )


def ahead(reading):
    following = reading.quarter.next()
    period = f"next quarter, {spoken(following.starts_on)} to {spoken(following.ends_on)}"
    return [
        Subheading("What comes next"),
        *listed(
            due_next(reading),
            lambda n: f"Still to be done in the {period}: {plural(n, 'action')}.",
            f"No action is due in the {period}.",
        ),
    ]


def each_objective(reading):
    for objective in reading.objectives:
        yield Subheading(f"Objective {objective.title}")
        yield Paragraph(sentence(objective.rows, reading.noun))
        told = [r for r in objective.rows if r.reported_since and r.comment.strip()]
        if told:
            newest = sorted(told, key=lambda row: row.reported_on, reverse=True)
            kept = set(map(id, newest[:REPORTED_PER_OBJECTIVE]))
            yield Bullets(tuple(f"{r.label}: {quoted(r.comment)}" for r in told if id(r) in kept))


def quoted(text):
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()}…"
