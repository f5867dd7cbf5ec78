"""What must hold for a row of the engagement log whoever sends it: a form, an import, the demo."""

from meetings.engagement.bounds import EARLIEST, MOST_REACHED, YEARS_AHEAD, latest
from meetings.models import EngagementActivity
from stakeholders.refusing import beside

Status = EngagementActivity.Status


def check_activity(activity, *, on, was=None):
    """Raises what is wrong with the activity on the day `on`. `was` is the row before a change:
    a method or principle that was withdrawn since may stay."""
    check_days(activity, on)
    check_reached(activity.reached)
    for field, words in (("method", "method"), ("principle", "principle")):
        row = getattr(activity, field)
        kept = was is not None and row is not None and getattr(was, f"{field}_id") == row.pk
        if row is not None and row.withdrawn_at and not kept:
            raise beside(
                field, f"This {words} is no longer used. Choose another one", f"{field}_withdrawn"
            )
    if activity.status == Status.DONE and activity.held_on > on:
        raise beside("held_on", "What was done can’t have a day that is yet to come", "done_ahead")


def check_days(activity, on):
    if activity.held_on is None:
        raise beside("held_on", "Enter the date", "date_missing")
    for field in ("held_on", "ends_on"):
        day = getattr(activity, field)
        if day is not None and day < EARLIEST:
            raise beside(field, "The date must be in 1990 or later", "too_early")
        if day is not None and day > latest(on):
            words = f"The date must be within {YEARS_AHEAD} years from today"
            raise beside(field, words, "too_late")
    if activity.ends_on is not None and activity.ends_on < activity.held_on:
        raise beside(
            "ends_on", "The last day must be the same as or after the first day", "end_before_start"
        )


def check_reached(*numbers):
    for number in numbers:
        if number is not None and not 0 <= number <= MOST_REACHED:
            raise beside(
                "reached",
                "Enter a number from 0 to 10 million, or leave it empty",
                "reached_absurd",
            )
