"""What is due in the period that follows."""

from reports.collect.listing import listed
from reports.collect.wording import span
from stakeholders.dates import spoken

KEY = "ahead"
TITLE = "What comes next"
ABOUT = "What is due in the period that follows."


def blocks(reading):
    period = following_words(reading)
    return listed(
        reading,
        "ahead",
        ahead_title(reading),
        due_next(reading),
        f"Still to be done in the {period}",
        f"No action is due in the {period}.",
    )


def following_words(reading):
    following = reading.period.next()
    days = f"{spoken(following.starts_on)} to {spoken(following.ends_on)}"
    return f"next {span(reading.period)}, {days}"


def ahead_title(reading):
    return f"Still to be done in the {following_words(reading)}"


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
