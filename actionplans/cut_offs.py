"""The moments at the end of a quarter: by when leads answer, and when the papers are cut off.

These hold where nobody says otherwise: an update round may be answered by another day, and its
close by hand is the cut-off of its plan's papers (objectives.rounds.cut_off_of).
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from stakeholders.workdays import add_working_days, next_working_day

from .quarters import Quarter

CUT_OFF_WORKING_DAYS = 10
ANSWERS_WORKING_DAYS = 5
END_OF_OFFICE_DAY = time(17)


def usual_cut_off(quarter: Quarter) -> datetime:
    """Five in the afternoon of the tenth working day after the quarter (design.md, reports)."""
    day = add_working_days(quarter.ends_on, CUT_OFF_WORKING_DAYS)
    return datetime.combine(day, END_OF_OFFICE_DAY, timezone.get_default_timezone())


def usual_answers_by(quarter: Quarter, *, asked_on: date) -> date:
    """The fifth working day after the quarter: five are left to ask back and to look through.

    Who is asked later has at least until the next working day, and never beyond the cut-off.
    """
    usual = add_working_days(quarter.ends_on, ANSWERS_WORKING_DAYS)
    last = timezone.localdate(usual_cut_off(quarter))
    return min(max(usual, next_working_day(asked_on)), last)


def last_usual_quarter(now: datetime) -> Quarter:
    """The latest quarter whose usual cut-off has come."""
    quarter = Quarter.containing(timezone.localdate(now)).previous()
    return quarter if usual_cut_off(quarter) <= now else quarter.previous()


def opens_on(quarter: Quarter, days: int) -> date:
    """The day on which the calendar opens a round, so many days before the quarter's last day."""
    return quarter.ends_on - timedelta(days=days)
