"""How early, how late and how many an activity of the log may say, whoever sends it."""

import datetime as dt

from dateutil.relativedelta import relativedelta

EARLIEST = dt.date(1990, 1, 1)
YEARS_AHEAD = 3
MOST_REACHED = 10_000_000


def latest(on):
    """The last day that may be planned for on the day `on`."""
    return on + relativedelta(years=YEARS_AHEAD)
