"""`manage.py check_states` finds drift between an action and its rows, and puts it right."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from objectives.drifting import drifted
from objectives.models import Action

from .factories import ActionFactory, ObjectiveFactory
from .plans import TODAY, noon
from .test_services_updates import say

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def action(lead):
    action = ActionFactory(deadline="30 June 2026")
    say(action, lead, new_date=datetime.date(2026, 9, 30), new_date_reason="No hall")
    return Action.objects.get()


def spoil(action):
    Action.objects.filter(pk=action.pk).update(
        rag="red", due_on=TODAY, new_date_asked=False, slips=2
    )


def test_nothing_has_drifted_after_the_services(action, capsys):
    call_command("check_states")
    assert "All 1 actions are as their rows say" in capsys.readouterr().out


def test_drift_is_told_and_ends_in_an_error(action, capsys):
    spoil(action)
    with pytest.raises(CommandError, match="1 action is not as its rows say"):
        call_command("check_states")
    told = capsys.readouterr().out
    assert "rag is kept as red, its rows say green" in told
    assert "due_on is kept as 2026-03-03, its rows say 2026-06-30" in told
    assert "new_date_asked is kept as False, its rows say True" in told
    assert "slips is kept as 2, its rows say 0" in told


def test_repair_puts_it_right(action, capsys):
    spoil(action)
    call_command("check_states", "--repair")
    assert "Put right: 1" in capsys.readouterr().out
    action.refresh_from_db()
    assert (action.rag, action.due_on, action.new_date_asked) == (
        "green",
        datetime.date(2026, 6, 30),
        True,
    )
    call_command("check_states")


def test_one_plan_alone_is_checked(action, capsys):
    spoil(action)
    other = ActionFactory()
    call_command("check_states", plan=other.plan.slug)
    with pytest.raises(CommandError):
        call_command("check_states", plan=action.plan.slug)
    with pytest.raises(CommandError, match="There is no plan"):
        call_command("check_states", plan="no-such-plan")


def test_queries_do_not_grow_with_the_actions(django_assert_num_queries, lead):
    objective = ObjectiveFactory()
    for _ in range(3):
        say(ActionFactory(objective=objective), lead, at=noon(TODAY))
    with django_assert_num_queries(4):
        assert list(drifted(Action.objects.all())) == []
