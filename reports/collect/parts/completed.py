"""What was completed in the period."""

from reports.collect.listing import listed, spoken_cut_off

KEY = "completed"
TITLE = "What was completed"
ABOUT = "What was completed since the cut-off of the last paper."


def blocks(reading):
    since = f"since {spoken_cut_off(reading)}"
    return listed(
        reading,
        "completed",
        f"Completed {since}",
        [row for row in reading.rows if row.completed_since],
        f"Completed {since}",
        f"No action was completed {since}.",
    )
