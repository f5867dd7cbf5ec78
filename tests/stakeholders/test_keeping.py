"""What is kept in memory is never older than the Event log."""

import threading

import pytest
from django.db import connection, transaction

from stakeholders import keeping
from stakeholders.events import record
from tests.stakeholders.factories import OfficeFactory, PersonFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _nothing_kept():
    keeping._kept.clear()


@pytest.fixture
def ask():
    """Asks for an answer that says how many were made before it, and so which one it is."""
    made = []

    def ask(key="page", **how):
        return keeping.kept(key, lambda: made.append(key) or len(made), **how)

    return ask


def change():
    record("person added", PersonFactory(), by=None)


def test_an_answer_is_kept_until_the_log_has_a_newer_line(ask):
    assert [ask(), ask(), ask("another")] == [1, 1, 2]
    change()
    assert [ask(), ask()] == [3, 3]


def test_whoever_has_changed_something_and_may_take_it_back_keeps_nothing_for_others(ask):
    ask()
    with transaction.atomic():
        change()
        assert [ask(), ask()] == [2, 3]
        transaction.set_rollback(True)
    assert ask() == 1


def test_nothing_is_kept_while_somebody_else_is_changing_something(ask):
    """Their line is older than ours, and is seen later."""
    begun, seen = threading.Event(), threading.Event()

    def slowly():
        try:
            with transaction.atomic():
                change()
                begun.set()
                assert seen.wait(20)
        finally:
            connection.close()

    other = threading.Thread(target=slowly)
    other.start()
    try:
        assert begun.wait(20)
        change()
        assert [ask(), ask()] == [1, 2]
    finally:
        seen.set()
        other.join()
    assert [ask(), ask()] == [3, 3]


def test_an_answer_outlives_changes_of_what_never_shows_in_it(ask):
    def ask_again():
        return ask(apart_from=("objectives.", "stakeholders.person"))

    assert [ask_again(), ask_again()] == [1, 1]
    change()
    assert [ask_again(), ask("all")] == [1, 2]
    change()
    record("office changed", OfficeFactory(), by=None)
    change()
    assert [ask_again(), ask_again(), ask("all")] == [3, 3, 4]


def test_no_more_is_kept_than_fits(ask, monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 2)
    assert [ask("a"), ask("b"), ask("a"), ask("c"), ask("a"), ask("b")] == [1, 2, 1, 3, 1, 4]
