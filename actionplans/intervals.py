"""How often something is looked at again, and the month arithmetic behind it."""

import calendar
import datetime as dt

from django.db import models


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many months on (or back), clamped to the month's end.

    31 January and one month is 28 or 29 February: a monthly promise is never skipped in a
    short month.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


class ReviewInterval(models.TextChoices):
    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnightly", "Every two weeks"
    MONTHLY = "monthly", "Every month"
    TWO_MONTHLY = "two_monthly", "Every two months"
    QUARTERLY = "quarterly", "Every quarter"
    FOUR_MONTHLY = "four_monthly", "Every four months"
    SIX_MONTHLY = "six_monthly", "Every six months"
    ANNUALLY = "annually", "Every year"

    def after(self, start: dt.date) -> dt.date:
        """The day one interval after `start`."""
        if self in _DAYS:
            return start + dt.timedelta(days=_DAYS[self])
        return add_months(start, _MONTHS[self])


_DAYS = {ReviewInterval.WEEKLY: 7, ReviewInterval.FORTNIGHTLY: 14}
_MONTHS = {
    ReviewInterval.MONTHLY: 1,
    ReviewInterval.TWO_MONTHLY: 2,
    ReviewInterval.QUARTERLY: 3,
    ReviewInterval.FOUR_MONTHLY: 4,
    ReviewInterval.SIX_MONTHLY: 6,
    ReviewInterval.ANNUALLY: 12,
}
