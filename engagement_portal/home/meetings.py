"""Meetings on the home page: those ahead, how the year went, and what they left to be done."""

from datetime import timedelta

from django.urls import reverse

from actionplans.quarters import Quarter
from meetings.going import meetings_of
from meetings.models import (
    Attendance,
    AttendanceCommitment,
    FollowUp,
    Meeting,
    Recommendation,
)
from meetings.promises import State, glances, states
from meetings.promises.showing import counts_of
from meetings.promises.standing import COLOURS
from meetings.publishing import LATE, duties
from stakeholders.dates import spoken

from .lines import SHORT, Group, Line


def meetings_ahead(person, *, on):
    """The next ones: all of the office's for its staff, else those of the person's posts."""
    ahead = Meeting.objects.ahead(on)
    if not person.access.sees_everything:
        ahead = meetings_of(person.access.posts, ahead)
    return ahead.select_related("forum__series")[:SHORT]


def promise_states(*, on):
    """{promise in force: its State}, of lines that are on the schedule."""
    promises = AttendanceCommitment.objects.on(on).on_schedule()
    promises = list(promises.select_related("series"))
    found = states(promises, on=on)
    return {promise: found[promise.pk] for promise in promises}


def meetings_this_year(promises, *, on):
    """How the financial year went so far: meetings held and attended, and promises by state."""
    begins = Quarter(Quarter.containing(on).year, 1).starts_on
    held = Meeting.objects.filter(status=Meeting.Status.HELD, held_on__range=(begins, on))
    attended = Attendance.objects.attended().filter(meeting__in=held.order_by().values("pk"))
    return {
        "begins": begins,
        "held": held.count(),
        "attended": attended.values("meeting").distinct().count(),
        "promises": [
            {"code": COLOURS[state], "word": state.label, "count": count}
            for state, count in counts_of(list(promises.values()))
            if state != State.NOT_COUNTED
        ],
    }


def meeting_needs(promises, *, on):
    """What waits for a coordinator of what meetings ask, as groups of linked lines."""
    return [
        Group("Promises of attendance at risk", at_risk(promises, on)),
        Group("Late to be published, by law", late_publications(on)),
        Group("What meetings left to do", left_to_do(on)),
    ]


def at_risk(promises, on):
    """What would still have to happen, and by when: the most pressing first."""
    risky = [promise for promise, state in promises.items() if state == State.AT_RISK]
    shown = glances(risky, on=on) if risky else []
    return [
        Line(
            f"{one.commitment.series}: {one.commitment.words}",
            reverse("meetings:commitment-detail", args=[one.commitment.pk]),
            one.still + (f", by {spoken(one.by)}" if one.by else ""),
        )
        for one in sorted(shown, key=lambda one: (one.by is None, one.by, one.commitment.pk))
    ]


def late_publications(on):
    """Meetings of the last year, and ahead, of which something that must be published is not: the
    earliest first."""
    lately = Meeting.objects.filter(held_on__gt=on - timedelta(days=365))
    meetings = lately.filter(forum__series__publishes=True).with_series()
    found = []
    for meeting in meetings.prefetch_related("publications").order_by("held_on", "pk"):
        late = [duty for duty in duties(meeting, on) if duty.state == LATE]
        if late:
            titles = ", ".join(duty.title.lower() for duty in late)
            url = reverse("meetings:meeting-detail", args=[meeting.pk])
            found.append(Line(str(meeting), url, f"not published: {titles}"))
    return found


def left_to_do(on):
    """Counts, each with the way to its list."""
    late = FollowUp.objects.overdue(on).count()
    waiting = Recommendation.objects.waiting().count()
    unsaid = Meeting.objects.unconfirmed(on).count()
    lines = [
        (unsaid, "past meeting", "to be marked as held or cancelled", UNSAID),
        (late, "late action", "from meetings", LATE_FOLLOW_UPS),
        (waiting, "recommendation", "to be answered", WAITING),
    ]
    return [
        Line(f"{count} {noun}{'' if count == 1 else 's'} {more}", reverse(name) + query)
        for count, noun, more, (name, query) in lines
        if count
    ]


UNSAID = ("meetings:meeting-past-list", "?status=planned")
LATE_FOLLOW_UPS = ("meetings:follow-up-list", "?late=on")
WAITING = ("meetings:recommendation-list", "?answer=waiting")
