"""Many meetings at once: a year of dates planned, or those that no longer fit called off."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import Forum, Meeting
from stakeholders.events import line, record_all, values_of

from .meetings import FIELDS, cancel_meeting, check_in_force, check_times, planned_already


class RowsRefused(ValidationError):
    """Some of many rows can't be saved, so that none was; `problems` are {place: objection}."""

    def __init__(self, problems):
        count = len(problems)
        rows = "One date needs a change" if count == 1 else f"{count} dates need a change"
        super().__init__(f"{rows}. Nothing was planned yet", code="rows_refused")
        self.problems = problems


@transaction.atomic
def plan_meetings(*, by, rows, at=None):
    """Plan all of the `rows` or none: each is what `plan_meeting` takes, as a dict.

    A year of thirty forums is a handful of queries. Returns the meetings in the rows' order.
    """
    at = at or timezone.now()
    forums = _locked({row["forum"].pk for row in rows})
    meetings = [Meeting(**row | {"forum": forums[row["forum"].pk]}) for row in rows]
    if problems := _problems(meetings):
        raise RowsRefused(problems)
    Meeting.objects.bulk_create(meetings)
    record_all([_planned(meeting, by=by, at=at) for meeting in meetings])
    return meetings


@transaction.atomic
def cancel_several(meetings, *, by, reason, at=None):
    """Call off planned meetings, each with its line in the log."""
    at = at or timezone.now()
    return [cancel_meeting(meeting, by=by, reason=reason, at=at) for meeting in meetings]


def _locked(keys):
    """The forums, locked in one order, so that two who plan the same ones wait for each other."""
    rows = Forum.objects.select_for_update(of=["self"]).select_related("series")
    return rows.order_by("pk").in_bulk(keys)


def _problems(meetings):
    """What is wrong with each, by its place: a meeting there is, or a row above, counts too."""
    days = {meeting.held_on for meeting in meetings}
    forums = {meeting.forum_id for meeting in meetings}
    taken = set(
        Meeting.objects.filter(forum__in=forums, held_on__in=days)
        .exclude(status=Meeting.Status.CANCELLED)
        .values_list("forum", "held_on", "starts_at")
    )
    problems = {}
    for place, meeting in enumerate(meetings):
        slot = (meeting.forum_id, meeting.held_on, meeting.starts_at)
        try:
            check_times(meeting)
            check_in_force(meeting)
            if slot in taken:
                raise planned_already()
        except ValidationError as problem:
            problems[place] = problem
        taken.add(slot)
    return problems


def _planned(meeting, *, by, at):
    after = values_of(meeting, FIELDS)
    after = {key: value for key, value in after.items() if value not in (None, "")}
    return line("meeting planned", meeting, by=by, after=after, at=at)
