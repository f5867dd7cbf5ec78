"""What a plan's other columns become: first updates, notes, mentions, and answers to doubts."""

import datetime as dt

import pytest
from django.utils import timezone

from objectives.current import drift
from objectives.importing.interpreting import interpret
from objectives.importing.reading import read_bytes
from objectives.models import Action, ImportDoubt, ProgressUpdate
from objectives.services import import_plan
from stakeholders.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

HEAD = "No.\tAction\tLead\tDate\tStatus\tComment\tCost"
ROWS = [
    "1\tMap the groups\tWeb Team\t2025\tComplete 1 May 2024\tAll wards\t£5",
    "2\tUse the map made at 1. well\tWeb Team\tJune 2025\tOn track\t\t",
    "3\tPrint it\tPress Office\tTBC\tComplete 1 May 2090\t\t",
    "4\tPost it\tPress Office\t\t\tLetters first\t",
]


def drafted(answers=None):
    contents = read_bytes("\n".join([HEAD, *ROWS]).encode(), name="plan.txt")
    draft = interpret(contents, title="Plan", starts_on=dt.date(2024, 4, 1), answers=answers)
    return {"contents": contents, "draft": draft, "answers": answers}


@pytest.fixture
def actions(coordinator):
    import_plan(**drafted(), by=coordinator)
    return {
        action.number: action for action in Action.objects.select_related("plan", "last_update")
    }


def test_a_status_becomes_the_first_update_marked_as_imported(actions, coordinator):
    update = actions["1"].updates.get()
    assert (update.kind, update.status) == (ProgressUpdate.Kind.IMPORTED, "complete")
    assert update.published_words == "Complete 1 May 2024"
    assert update.comment == "1 May 2024\nAll wards"
    assert update.completed_on == dt.date(2024, 5, 1)
    assert (update.by, update.post) == (coordinator, None)
    assert (actions["2"].status, actions["2"].rag) == ("in_progress", "green")
    assert actions["4"].last_update is None


def test_what_is_kept_beside_each_action_follows_from_its_rows(actions):
    assert actions["1"].last_update == actions["1"].updates.get()
    for action in actions.values():
        assert drift(action) == {}


def test_nothing_is_complete_on_a_day_that_lies_ahead(actions):
    assert actions["3"].completed_on is None
    assert actions["3"].updates.get().published_words == "Complete 1 May 2090"


def test_an_imported_update_is_in_the_log(actions):
    event = Event.objects.get(verb="update given", object_id=actions["2"].pk)
    assert event.after["status"] == "in_progress"
    assert event.after["update"] == actions["2"].last_update_id


def test_columns_without_a_counterpart_are_kept_with_the_action(actions):
    assert actions["1"].notes == {"Cost": "£5"}
    assert actions["4"].notes == {"Comment": "Letters first"}


def test_actions_that_mention_each_other_are_linked(actions):
    assert list(actions["2"].references.all()) == [actions["1"]]
    assert list(actions["1"].mentioned_by.all()) == [actions["2"]]


def test_a_settled_doubt_is_left_no_more(coordinator):
    doubt = drafted()["draft"].doubts_of("deadline_unreadable")[0]
    answers = {doubt.key: {"choice": "correct", "value": "June 2026"}}
    done = import_plan(**drafted(answers), by=coordinator)
    stored = ImportDoubt.objects.get(code="deadline_unreadable")
    assert (stored.answer, stored.answered_with) == ("correct", "June 2026")
    assert stored not in done.plan_import.doubts.left()
    assert Action.objects.get(number="3").due_on == dt.date(2026, 6, 30)
    assert done.plan_import.doubts.left().exists()


def test_an_update_is_due_after_the_imported_one(actions):
    due = actions["2"].next_update_due_on
    assert due > timezone.localdate()
