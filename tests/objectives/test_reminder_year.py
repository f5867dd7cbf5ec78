"""A whole year, day by day, over a plan with every kind of deadline: who heard what, on which day.

The year runs from 1 April 2026, a Wednesday. Its clocks change on 25 October 2026 and 28 March
2027. What is expected is written down here from the calendar alone.
"""

from collections import defaultdict
from datetime import date, timedelta

import pytest
import time_machine

from objectives.services import record_update
from stakeholders import reminding
from stakeholders.models import DigestItem
from tests.stakeholders.factories import PostFactory, PostHoldingFactory

from .plans import make_action, make_plan, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)
# England and Wales. 26 December 2026 is a Saturday: its holiday is Monday 28 December.
BANK_HOLIDAYS = {
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 4),
    date(2026, 5, 25),
    date(2026, 8, 31),
    date(2026, 12, 25),
    date(2026, 12, 28),
    date(2027, 1, 1),
    date(2027, 3, 26),
    date(2027, 3, 29),
}
JULY, OCTOBER = date(2026, 7, 1), date(2026, 10, 1)


def weekly(first, last=LAST):
    return [first + timedelta(weeks=week) for week in range((last - first).days // 7 + 1)]


def sent_on(day):
    while day.weekday() > 4 or day in BANK_HOLIDAYS:
        day += timedelta(days=1)
    return day


# (deadline, [what the leads said, and when], {rule: days from which it is owed})
YEAR = [
    (
        "30/09/2026",
        [],
        {
            "update_due": weekly(JULY, date(2026, 9, 30)),
            "due_soon": [date(2026, 9, 16), date(2026, 9, 27)],
            "overdue": weekly(OCTOBER),
            "escalated_coordinator": [date(2026, 10, 14)],
            "escalated_post": [date(2026, 10, 28)],
        },
    ),
    (
        # July to September: it starts in July, so its first update is due in October, and by then
        # it is late.
        "Q2 2026",
        [],
        {
            "due_soon": [date(2026, 9, 16), date(2026, 9, 27)],
            "overdue": weekly(OCTOBER),
            "escalated_coordinator": [date(2026, 10, 14)],
            "escalated_post": [date(2026, 10, 28)],
        },
    ),
    (
        # Due on the last day of the year; three days before it is Easter Sunday, and the clocks
        # change.
        "2026/27",
        [],
        {
            "update_due": weekly(JULY),
            "due_soon": [date(2027, 3, 17), date(2027, 3, 28)],
        },
    ),
    (
        # A Sunday on which the clocks change: overdue from the Monday after.
        "25 October 2026",
        [],
        {
            "update_due": weekly(JULY, date(2026, 10, 25)),
            "due_soon": [date(2026, 10, 11), date(2026, 10, 22)],
            "overdue": weekly(date(2026, 10, 26)),
            "escalated_coordinator": [date(2026, 11, 8)],
            "escalated_post": [date(2026, 11, 22)],
        },
    ),
    (
        # The day after is New Year's Day, the first reminder's second a bank holiday.
        "December 2026",
        [],
        {
            "update_due": weekly(JULY, date(2026, 12, 31)),
            "due_soon": [date(2026, 12, 17), date(2026, 12, 28)],
            "overdue": weekly(date(2027, 1, 1)),
            "escalated_coordinator": [date(2027, 1, 14)],
            "escalated_post": [date(2027, 1, 28)],
        },
    ),
    (
        # One month after the plan's start: overdue from a Saturday before a bank holiday.
        "Immediate",
        [],
        {
            "due_soon": [date(2026, 4, 17), date(2026, 4, 28)],
            "overdue": weekly(date(2026, 5, 2)),
            "escalated_coordinator": [date(2026, 5, 15)],
            "escalated_post": [date(2026, 5, 29)],
        },
    ),
    (
        "within 6 months of adoption",
        [],
        {
            "update_due": weekly(JULY, OCTOBER),
            "due_soon": [date(2026, 9, 17), date(2026, 9, 28)],
            "overdue": weekly(date(2026, 10, 2)),
            "escalated_coordinator": [date(2026, 10, 15)],
            "escalated_post": [date(2026, 10, 29)],
        },
    ),
    (
        "Winter 2026/27",
        [],
        {
            "update_due": weekly(JULY, date(2027, 2, 28)),
            "due_soon": [date(2027, 2, 14), date(2027, 2, 25)],
            "overdue": weekly(date(2027, 3, 1)),
            "escalated_coordinator": [date(2027, 3, 14)],
            "escalated_post": [date(2027, 3, 28)],
        },
    ),
    ("Ongoing", [], {"update_due": weekly(JULY)}),
    ("Immediate and ongoing", [], {"update_due": weekly(JULY)}),
    ("Quarterly", [], {"update_due": weekly(JULY)}),
    ("Monthly", [], {"update_due": weekly(date(2026, 5, 1))}),
    ("2026 and beyond", [], {"update_due": weekly(FIRST)}),
    ("TBC", [], {"update_due": weekly(JULY)}),
    ("", [], {"update_due": weekly(JULY)}),
    ("Year 2", [], {"update_due": weekly(date(2027, 7, 1))}),
    (
        # Each answer is worth an interval.
        "Monthly",
        [(date(2026, 5, 6), {}), (date(2026, 6, 1), {})],
        {"update_due": [date(2026, 5, 1), *weekly(JULY)]},
    ),
    (
        # An answer that is given late: quiet for a week, and the ladder begins anew.
        "30 September 2026",
        [(date(2026, 7, 1), {}), (date(2026, 10, 12), {"rag": "red", "next_step": "Ask again"})],
        {
            "update_due": [JULY],
            "due_soon": [date(2026, 9, 16), date(2026, 9, 27)],
            "overdue": [OCTOBER, date(2026, 10, 8), *weekly(date(2026, 10, 19))],
            "escalated_coordinator": [date(2026, 10, 26)],
            "escalated_post": [date(2026, 11, 9)],
        },
    ),
    (
        "30 September 2026",
        [
            (date(2026, 7, 1), {}),
            (date(2026, 10, 9), {"status": "complete", "completed_on": OCTOBER}),
        ],
        {
            "update_due": [JULY],
            "due_soon": [date(2026, 9, 16), date(2026, 9, 27)],
            "overdue": [OCTOBER, date(2026, 10, 8)],
        },
    ),
]


@pytest.fixture
def plan(coordinator):
    posts = [PostHoldingFactory(post=PostFactory(title=t)).post for t in ("Manager", "Director")]
    return make_plan(
        coordinator,
        starts_on=FIRST,
        ends_on=date(2028, 3, 31),
        reminders_from=FIRST,
        coordinator_post=posts[0],
        escalation_post=posts[1],
    )


def live_through(days, happenings, mailoutbox):
    """Two runs a day, as the schedule has them; what happens is said between them.

    Returns {day: to whom e-mails went}.
    """
    posted = {}
    for day in days:
        mailoutbox.clear()
        with time_machine.travel(noon(day) - timedelta(hours=5), tick=False):
            reminding.run(day)
        with time_machine.travel(noon(day), tick=False):
            for action, fields in happenings.get(day, ()):
                record_update(
                    action=action,
                    by=None,
                    **{"status": "in_progress", "rag": "green", "comment": "It goes on"} | fields,
                )
            reminding.run(day)
        posted[day] = [message.to[0] for message in mailoutbox]
    return posted


def heard():
    """{action: {rule: [days]}} of all that was sent."""
    found = defaultdict(lambda: defaultdict(list))
    rows = DigestItem.objects.filter(digest__status="sent", withdrawn_because="")
    for action, rule, day in rows.order_by("digest__on").values_list(
        "object_id", "rule", "digest__on"
    ):
        found[action][rule].append(day)
    return found


def every_day(first=FIRST, last=LAST):
    return [first + timedelta(days=days) for days in range((last - first).days + 1)]


def test_a_year_of_reminders(plan, coordinator, mailoutbox):
    happenings, expected, words = defaultdict(list), {}, {}
    for text, said, rules in YEAR:
        post = PostHoldingFactory().post
        action = make_action(plan, coordinator, deadline=text, posts=[post])
        words[action.pk] = text
        expected[action.pk] = {
            rule: days
            for rule, owed in rules.items()
            if (days := [sent_on(day) for day in owed if sent_on(day) <= LAST])
        }
        for day, fields in said:
            happenings[day].append((action, fields))

    posted = live_through(every_day(), happenings, mailoutbox)

    found = heard()
    for action, rules in expected.items():
        assert dict(found[action]) == rules, words[action]
    for day, people in posted.items():
        assert len(people) == len(set(people)), f"twice on {day}"
        assert not people or day == sent_on(day), f"a day off: {day}"
