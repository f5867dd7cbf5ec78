"""The periods of a measure: each ends so many months after the one before it."""

import calendar
import datetime as dt

# A measure that is read monthly for as long as a plan could possibly run.
MOST = 1200


def periods(measure, until):
    """The last days of the measure's periods that ended by the day `until`, the first first."""
    found = []
    for number in range(MOST):
        on = nth(measure, number)
        if on is None or on > until:
            break
        found.append(on)
    return found


def nth(measure, number):
    return months_after(measure.first_on, number * max(measure.every_months, 1))


def months_after(day, months):
    """That many months later; from the last day of a month to the last day of one. None beyond
    the years that there are."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, last if is_month_end(day) else min(day.day, last))


def is_month_end(day):
    return day.day == calendar.monthrange(day.year, day.month)[1]


def is_period(measure, on):
    return bool(around(measure, on)[0] == on)


def around(measure, on):
    """The last day of a period on or before `on`, and of the next one; None where there is none."""
    ended = periods(measure, on)
    return (ended[-1] if ended else None), nth(measure, len(ended))


def reading_due_on(measure, on):
    """By when the figure of the period that ends on `on` should be known."""
    return on + dt.timedelta(days=measure.ready_days)


def month_words(on):
    """ "March 2026", or the day itself where a period ends within a month."""
    return f"{on:%B} {on.year}" if is_month_end(on) else f"{on.day} {on:%B} {on.year}"


def period_words(measure, on):
    """ "January to March 2026" """
    starts_on = months_after(on, -max(measure.every_months, 1)) + dt.timedelta(days=1)
    if not is_month_end(on):
        return f"{month_words(starts_on)} to {month_words(on)}"
    if (starts_on.year, starts_on.month) == (on.year, on.month):
        return month_words(on)
    year = "" if starts_on.year == on.year else f" {starts_on.year}"
    return f"{starts_on:%B}{year} to {month_words(on)}"
