"""Two people at one draft at the same moment, on a real PostgreSQL."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from actionplans.models import ActionPlan
from objectives.importing.background import read_draft
from objectives.models import ImportDraft
from objectives.services import answer_doubts, save_import, undo_import
from stakeholders.models import Event

from .drafts import make_draft

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def at_once(*works):
    """Runs each in a thread of its own, all starting together; what each gave or raised."""
    start, gave = threading.Barrier(len(works)), []

    def run(work):
        try:
            start.wait()
            gave.append(work())
        except Exception as problem:
            gave.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return gave


def refused(gave):
    return [problem.code for problem in gave if isinstance(problem, ValidationError)]


def test_two_save_one_draft_and_one_plan_is_made(coordinator, administrator):
    draft = make_draft(coordinator)
    gave = at_once(
        lambda: save_import(draft, by=coordinator), lambda: save_import(draft, by=administrator)
    )
    assert refused(gave) == ["not_ready"]
    assert ActionPlan.objects.count() == 1


def test_two_undo_one_import_and_it_is_undone_once(coordinator):
    draft = save_import(make_draft(coordinator), by=coordinator)
    gave = at_once(*[lambda: undo_import(draft, by=coordinator)] * 2)
    assert refused(gave) == ["not_saved"]
    assert Event.objects.filter(verb="import undone").count() == 1


def test_two_answer_different_doubts_and_both_answers_stay(coordinator):
    draft = make_draft(coordinator)
    gave = at_once(
        lambda: answer_doubts(draft, by=coordinator, key="quarters", choice="correct", was=""),
        lambda: answer_doubts(draft, by=coordinator, key="post_new", choice="later", was=""),
    )
    assert all(isinstance(each, ImportDraft) for each in gave)
    draft.refresh_from_db()
    assert draft.answers.keys() == {"quarters", "post_new"}


def test_two_workers_read_one_draft_once(coordinator):
    draft = make_draft(coordinator, read=False)
    gave = at_once(*[lambda: read_draft(draft.pk)] * 2)
    assert gave.count(None) == 1
    draft.refresh_from_db()
    assert (draft.status, draft.attempts) == ("ready", 1)
