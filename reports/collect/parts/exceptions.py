"""What needs attention: overdue, red, slipped, without an update, a new date asked for."""

from functools import partial

from django.utils import timezone

from reports.collect.listing import listed, quoted, spoken_cut_off
from reports.collect.rows import COLUMNS, plural, table_row
from reports.document import Cell, Column
from stakeholders.dates import spoken

KEY = "exceptions"
TITLE = "What needs attention"

ASKED_COLUMNS = (*COLUMNS[:4], Column("Date asked for, and why", share=2.4))


def blocks(reading):
    rows = reading.rows
    overdue = sorted((row for row in rows if row.overdue), key=lambda row: row.due_on)
    red = [row for row in rows if row.off_track and not row.overdue]
    slipped = [row for row in rows if row.new_slips > 0]
    silent = [] if reading.entered_late else [row for row in rows if row.no_update]
    asked = [row for row in rows if row.asked_due_on]
    since = f"since {spoken_cut_off(reading)}"
    return [
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


def asked_row(row):
    return (*table_row(row)[:4], Cell(spoken(row.asked_due_on), quoted(row.asked_reason)))
