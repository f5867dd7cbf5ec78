"""What is due in the period that follows."""

from reports.collect.listing import listed
from reports.collect.rows import plural
from stakeholders.dates import spoken

KEY = "ahead"
TITLE = "What comes next"


def blocks(reading):
    following = reading.period.next()
    period = f"next quarter, {spoken(following.starts_on)} to {spoken(following.ends_on)}"
    return [
        *listed(
            due_next(reading),
            lambda n: f"Still to be done in the {period}: {plural(n, 'action')}.",
            f"No action is due in the {period}.",
        ),
    ]


def due_next(reading):
    following = reading.period.next()
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
