"""The cut-off: one moment, after which nothing that is recorded enters the quarter's paper."""

from datetime import datetime, time

from django.utils import timezone

from actionplans.quarters import Quarter
from stakeholders.workdays import add_working_days

WORKING_DAYS_AFTER_QUARTER = 10
END_OF_OFFICE_DAY = time(17)


def cut_off_of(quarter: Quarter) -> datetime:
    """Five in the afternoon of the tenth working day after the quarter (design.md, reports)."""
    day = add_working_days(quarter.ends_on, WORKING_DAYS_AFTER_QUARTER)
    return datetime.combine(day, END_OF_OFFICE_DAY, timezone.get_default_timezone())


def last_due_quarter(now: datetime) -> Quarter:
    """The latest quarter whose cut-off has come."""
    quarter = Quarter.containing(timezone.localdate(now)).previous()
    return quarter if cut_off_of(quarter) <= now else quarter.previous()
