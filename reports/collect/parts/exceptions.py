"""What needs attention: overdue, red, slipped, without an update, a new date asked for."""

from django.utils import timezone

from reports.collect.counts import state_key
from reports.collect.listing import listed, quoted, spoken_cut_off
from reports.collect.rows import state_cell, table_row
from reports.document import Cell, Column
from reports.tables import COLUMNS
from stakeholders.dates import spoken

KEY = "exceptions"
TITLE = "What needs attention"
ABOUT = (
    "What is overdue, off track, given a new date, without an update, or has a new date "
    "asked for: each as a list."
)

ASKED_COLUMNS = (*COLUMNS[:4], Column("Date asked for, and why", share=2.4))
SLIPPED_COLUMNS = (
    *COLUMNS[:2],
    Column("Date now", share=1.4),
    Column("State", share=1.6),
    Column("Times moved", share=0, figures=True),
    Column("Days since first due", share=0, figures=True),
)


def blocks(reading):
    return [
        *overdue(reading),
        *red(reading),
        *slipped(reading),
        *silent(reading),
        *asked(reading),
    ]


def overdue(reading):
    rows = sorted((row for row in reading.rows if row.overdue), key=lambda row: row.due_on)
    title = state_key(reading, "overdue")[1]
    return listed(
        reading, "overdue", title, rows, "Overdue, longest first", "No action is overdue."
    )


def red(reading):
    rows = [row for row in reading.rows if row.off_track and not row.overdue]
    hidden = any(row.off_track and row.overdue for row in reading.rows)
    return listed(
        reading,
        "off-track",
        "Off track by the lead's own word, and not overdue",
        rows,
        "Off track by the lead's own word, and not overdue",
        "No other action is off track by its lead's own word."
        if hidden
        else "No lead says that an action is off track.",
    )


def slipped(reading):
    """Against the first date in delivery: re-dating a late action does not make it look on time."""
    rows = [row for row in reading.rows if row.open and row.slips]
    rows.sort(key=lambda row: -row.days_slipped)
    new = [row for row in rows if row.new_slips]
    return listed(
        reading,
        "slipped",
        "Open, and given a new date since delivery began",
        rows,
        "Open, and given a new date since delivery began",
        "No open action has been given a new date since delivery began.",
        more=lately(reading, rows, new),
        columns=SLIPPED_COLUMNS,
        cells=slipped_row,
    )


def lately(reading, rows, new):
    """How many of `rows` got a new date since the last paper: "1 of them" only where there are
    more."""
    since = f"since {spoken_cut_off(reading)}"
    if len(rows) == 1:
        return (f", {since}" if new else f", not {since}",)
    if not new:
        return (f", none of them {since}",)
    run = reading.figures.run("list-slipped-since", f"Given a new date {since}", new)
    return ", ", run, f" of them {since}"


def slipped_row(row):
    days = str(row.days_slipped) if row.due_on and row.first_due_on else "–"
    first = f"first due {spoken(row.first_due_on)}" if row.first_due_on else ""
    return (
        *table_row(row)[:2],
        Cell(row.date_text, first),
        state_cell(row),
        Cell(str(row.slips)),
        Cell(days.replace("-", "−")),
    )


def silent(reading):
    rows = [] if reading.entered_late else [row for row in reading.rows if row.no_update]
    if reading.round_opened_at is None:
        some = f"No update received since {spoken_cut_off(reading)}, though one was due"
    else:
        opened = spoken(timezone.localdate(reading.round_opened_at))
        some = f"No update received in the update round, from {opened} to the cut-off"
    return listed(reading, "no-update", "No update received", rows, some, all_received(reading))


def all_received(reading):
    if reading.entered_late:
        return "No update is counted as missing: the plan was not in the portal by the cut-off."
    if reading.round_opened_at is None:
        return "Every update that was due has been received."
    return "Every update that was asked for in the update round has been received."


def asked(reading):
    return listed(
        reading,
        "asked",
        "New date asked for",
        [row for row in reading.rows if row.asked_due_on],
        "New dates asked for and not yet decided",
        "No new date waits for a decision.",
        columns=ASKED_COLUMNS,
        cells=asked_row,
    )


def asked_row(row):
    return (*table_row(row)[:4], Cell(spoken(row.asked_due_on), quoted(row.asked_reason)))
