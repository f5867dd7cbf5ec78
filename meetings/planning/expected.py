"""How many meetings were promised over a period."""

import calendar
import datetime as dt
from fractions import Fraction

from django.db.models import prefetch_related_objects

from .spans import spans


def expected_meetings(forums, *, starts_on, ends_on, at=None):
    """{forum's id: how many meetings its published frequency promises from one day to the other,
    both included}, in one query.

    A change half-way counts on either side of its day. None where the frequency is unknown for
    any of the days: unknown is not zero. What is not due in full is not counted, so a quarter of
    "six a year" expects one.
    """
    forums = list(forums)
    prefetch_related_objects(forums, "frequencies")
    return {forum.pk: _expected(spans(forum, starts_on, ends_on, at=at)) for forum in forums}


def _expected(parts):
    if any(part.how_often.per_year is None for part in parts):
        return None
    promised = (part.how_often.per_year * _years(part.starts_on, part.ends_on) for part in parts)
    return int(sum(promised, Fraction(0)))


def _years(first, last):
    """The length of a period in years, counted in whole months and the days of what is over."""
    day, months = first, Fraction(0)
    while day <= last:
        length = calendar.monthrange(day.year, day.month)[1]
        month_end = day.replace(day=length)
        end = min(month_end, last)
        months += Fraction((end - day).days + 1, length)
        day = end + dt.timedelta(days=1)
    return months / 12
