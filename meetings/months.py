"""Meetings by the days of a month or a year, for the calendar in the browser."""

import calendar
import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from stakeholders.workdays import bank_holiday

from .presenting import addresses, with_tags

# More than so many on one day, and a month is no longer seen at a glance.
SHOWN_A_DAY = 4
# What a month says of a meeting.
COLUMNS = (
    *("held_on", "starts_at", "status", "exempt_reason"),
    *("forum__name", "forum__series__title"),
)
WEEKS = calendar.Calendar(firstweekday=calendar.MONDAY)
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass
class Day:
    """A day of the month that is shown, or, with no date, a blank before or after it."""

    date: dt.date | None = None
    is_today: bool = False
    holiday: str = ""
    meetings: list = field(default_factory=list)
    count: int = 0

    @property
    def shown(self):
        """All where one more line is all that it takes."""
        return self.meetings if self.count <= SHOWN_A_DAY + 1 else self.meetings[:SHOWN_A_DAY]

    @property
    def more(self):
        return self.count - len(self.shown)

    @property
    def is_free(self):
        return not (self.count or self.is_today or self.holiday)


@dataclass
class Month:
    first: dt.date
    weeks: list
    count: int


def month_of(rows, first, on):
    """The month that begins on `first`, of each day the meetings that it shows and how many there
    are: one query, which leaves the others where they are."""
    rows = rows.filter(held_on__range=(first, last_day(first)))
    order = ("held_on", "starts_at", "pk")
    rows = rows.annotate(
        on_day=Window(Count("pk"), partition_by=F("held_on")),
        place_on_day=Window(RowNumber(), partition_by=F("held_on"), order_by=order),
    ).filter(place_on_day__lte=SHOWN_A_DAY + 1)
    rows = rows.select_related("forum__series").only(*COLUMNS).order_by(*order)
    address = addresses("meeting-detail")
    days, counts = {}, {}
    for row in with_tags(rows, on):
        row.address = address(row.pk)
        days.setdefault(row.held_on, []).append(row)
        counts[row.held_on] = row.on_day
    weeks = weeks_of(first, on, counts)
    for day in (day for week in weeks for day in week if day.date in days):
        day.meetings = days[day.date]
    return Month(first, weeks, sum(counts.values()))


def year_of(rows, year, on):
    """Twelve months with how many meetings each of their days has: one query."""
    rows = rows.filter(held_on__year=year).order_by()
    counts = dict(rows.values_list("held_on").annotate(n=Count("pk")))
    months = []
    for number in range(1, 13):
        own = {day: n for day, n in counts.items() if day.month == number}
        first = dt.date(year, number, 1)
        months.append(Month(first, weeks_of(first, on, own), sum(own.values())))
    return months


def weeks_of(first, on, counts):
    return [
        [_day(date, on, counts) if date.month == first.month else Day() for date in week]
        for week in WEEKS.monthdatescalendar(first.year, first.month)
    ]


def _day(date, on, counts):
    return Day(date, date == on, bank_holiday(date), count=counts.get(date, 0))


def last_day(first):
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def beside(first):
    """The first days of the months before and after; None beyond the years that are shown."""
    before, after = first - dt.timedelta(days=1), last_day(first) + dt.timedelta(days=1)
    return (
        before.replace(day=1) if before.year >= FIRST_YEAR else None,
        after if after.year <= LAST_YEAR else None,
    )
