"""One table holds the rules on the QuerySet and their one-row twins together."""

import datetime
from dataclasses import dataclass

import pytest

from objectives.models import Action
from objectives.states import Rag, ShownState, Status

from .factories import ActionFactory, ObjectiveFactory
from .plans import TODAY, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

DAY = datetime.timedelta(days=1)
BEFORE, AFTER = TODAY - DAY, TODAY + DAY
IN_TWO_WEEKS = TODAY + 14 * DAY


@dataclass(frozen=True)
class Case:
    """An action as it stands, and what is said of it on TODAY."""

    about: str
    shown: ShownState
    status: str = Status.IN_PROGRESS
    rag: str = ""
    starts_on: datetime.date | None = None
    due_on: datetime.date | None = None
    reported: bool = True
    next_update_due_on: datetime.date | None = None
    overdue: bool = False
    due_soon: bool = False
    update_due: bool = False

    @property
    def steady(self):
        """“No change” is honest: somebody has said that it is green, and it is not late."""
        return self.shown == ShownState.ON_TRACK and self.reported


S, G = ShownState, Rag.GREEN
CASES = [
    Case("on track", S.ON_TRACK, rag=G),
    Case("green, but nobody has said so", S.ON_TRACK, rag=G, reported=False),
    Case("at risk", S.AT_RISK, rag=Rag.AMBER),
    Case("off track", S.OFF_TRACK, rag=Rag.RED),
    Case("under way, no colour said", S.NOT_REPORTED),
    Case("due today is not late", S.ON_TRACK, rag=G, due_on=TODAY, due_soon=True),
    Case("due yesterday is late", S.OVERDUE, rag=G, due_on=BEFORE, overdue=True),
    Case("late and never reported", S.OVERDUE, due_on=BEFORE, reported=False, overdue=True),
    Case("late and not started", S.OVERDUE, status=Status.NOT_STARTED, due_on=BEFORE, overdue=True),
    Case("due tomorrow", S.ON_TRACK, rag=G, due_on=AFTER, due_soon=True),
    Case("due in 14 days", S.ON_TRACK, rag=G, due_on=IN_TWO_WEEKS, due_soon=True),
    Case("due in 15 days", S.ON_TRACK, rag=G, due_on=IN_TWO_WEEKS + DAY),
    Case("update due today", S.ON_TRACK, rag=G, next_update_due_on=TODAY, update_due=True),
    Case("update due yesterday", S.ON_TRACK, rag=G, next_update_due_on=BEFORE, update_due=True),
    Case("update due tomorrow", S.ON_TRACK, rag=G, next_update_due_on=AFTER),
    Case(
        "late and an update due",
        S.OVERDUE,
        rag=Rag.AMBER,
        due_on=BEFORE,
        next_update_due_on=BEFORE,
        overdue=True,
        update_due=True,
    ),
    Case("said not to have started", S.NOT_STARTED, status=Status.NOT_STARTED),
    Case(
        "starts tomorrow", S.NOT_STARTED, status=Status.NOT_STARTED, starts_on=AFTER, reported=False
    ),
    Case(
        "starts today, nobody has said anything",
        S.NOT_REPORTED,
        status=Status.NOT_STARTED,
        starts_on=TODAY,
        reported=False,
    ),
    Case("no start, no word", S.NOT_REPORTED, status=Status.NOT_STARTED, reported=False),
    Case("complete, though its date is past", S.COMPLETE, status=Status.COMPLETE, due_on=BEFORE),
    Case("complete before its date", S.COMPLETE, status=Status.COMPLETE, due_on=AFTER),
    Case("closed, though its date is past", S.CLOSED, status=Status.CLOSED, due_on=BEFORE),
    Case("closed owes no update", S.CLOSED, status=Status.CLOSED, next_update_due_on=BEFORE),
    Case("complete owes no update", S.COMPLETE, status=Status.COMPLETE, next_update_due_on=BEFORE),
]


def made(case, objective):
    action = ActionFactory(objective=objective)
    Action.objects.filter(pk=action.pk).update(
        status=case.status,
        rag=case.rag,
        starts_on=case.starts_on,
        due_on=case.due_on,
        reported_at=noon(BEFORE) if case.reported else None,
        next_update_due_on=case.next_update_due_on,
    )
    action.refresh_from_db()
    return action


def test_rules_on_the_queryset_and_on_one_row_say_the_same():
    objective = ObjectiveFactory()
    actions = {case.about: made(case, objective) for case in CASES}
    everything = Action.objects.all()
    sets = {
        "overdue": set(everything.overdue(TODAY)),
        "due_soon": set(everything.due_soon(TODAY)),
        "update_due": set(everything.update_due(TODAY)),
        "steady": set(everything.steady(TODAY)),
    }
    shown = dict(everything.with_shown_state(TODAY).values_list("pk", "shown"))
    for case in CASES:
        action = actions[case.about]
        assert (case.about, shown[action.pk]) == (case.about, case.shown)
        assert (case.about, action.shown_state(TODAY)) == (case.about, case.shown)
        for rule, found in sets.items():
            expected = (case.about, rule, getattr(case, rule))
            assert (case.about, rule, action in found) == expected
            assert (case.about, rule, getattr(action, f"is_{rule}")(TODAY)) == expected


def test_each_state_finds_its_own_rows_and_the_counts_add_up():
    objective = ObjectiveFactory()
    for case in CASES:
        made(case, objective)
    counts = Action.objects.count_by_state(TODAY)
    assert list(counts) == list(ShownState)
    assert sum(counts.values()) == len(CASES)
    for state in ShownState:
        expected = sum(case.shown == state for case in CASES)
        assert counts[state] == expected
        assert Action.objects.in_state(state, TODAY).count() == expected
    assert Action.objects.count_by_state_within("objective", TODAY) == {objective.pk: counts}


def test_days_overdue_are_counted_from_the_day_after():
    objective = ObjectiveFactory()
    late = made(Case("", S.OVERDUE, due_on=TODAY - 12 * DAY), objective)
    today = made(Case("", S.ON_TRACK, due_on=TODAY), objective)
    assert late.days_overdue(TODAY) == 12
    assert today.days_overdue(TODAY) == 0
