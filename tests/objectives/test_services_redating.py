"""Deadlines are only added to: what slipped is counted, what was corrected is not."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from objectives.models import DateRequest, Deadline
from objectives.services import (
    AlreadyAnswered,
    answer_date_request,
    ask_for_new_date,
    correct_deadline,
    read_for,
    redate_action,
)
from stakeholders.editing import EditConflict
from stakeholders.models import Event

from .factories import ActionFactory
from .plans import TODAY, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

JUNE, JULY, SEPTEMBER = (
    datetime.date(2026, 6, 30),
    datetime.date(2026, 7, 31),
    datetime.date(2026, 9, 30),
)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def action(db):
    return ActionFactory(deadline="30 June 2026")


def reading(action, text):
    return read_for(action.plan, text)


def verbs(action):
    return list(Event.objects.about(action).order_by("pk").values_list("verb", flat=True))


def test_a_published_deadline_is_in_the_log(action):
    assert "deadline published" in verbs(action)
    assert (action.due_on, action.first_due_on, action.slips) == (JUNE, JUNE, 0)


def test_a_new_date_is_a_slip_counted_from_the_first(action, coordinator):
    redate_action(
        action, by=coordinator, reading=reading(action, "31 July 2026"), reason="No hall",
        at=noon(TODAY),
    )  # fmt: skip
    redate_action(
        action, by=coordinator, reading=reading(action, "30 September 2026"), reason="No staff",
        at=noon(TODAY + DAY),
    )  # fmt: skip
    action.refresh_from_db()
    assert (action.due_on, action.first_due_on, action.slips) == (SEPTEMBER, JUNE, 2)
    assert action.days_slipped == 92
    event = Event.objects.about(action).order_by("-pk").first()
    assert (event.verb, event.actor) == ("deadline re-dated", coordinator)
    assert (event.before["due_on"], event.after["due_on"]) == ("2026-07-31", "2026-09-30")
    assert event.after["reason"] == "No staff"


def test_a_new_date_needs_a_reason(action, coordinator):
    with pytest.raises(ValidationError):
        redate_action(action, by=coordinator, reading=reading(action, "July 2026"), reason=" ")
    assert action.deadlines.count() == 1


def test_a_correction_is_no_slip_and_moves_the_first_due_date(action, coordinator):
    correct_deadline(
        action, by=coordinator, reading=reading(action, "31 July 2026"), reason="Misread",
        at=noon(TODAY),
    )  # fmt: skip
    action.refresh_from_db()
    assert (action.due_on, action.first_due_on, action.slips) == (JULY, JULY, 0)
    assert verbs(action)[-1] == "deadline corrected"
    assert [row.kind for row in action.deadlines.all()] == [
        Deadline.Kind.PUBLISHED,
        Deadline.Kind.CORRECTION,
    ]


def test_a_correction_after_a_slip_leaves_the_first_due_date(action, coordinator):
    redate_action(
        action, by=coordinator, reading=reading(action, "31 July 2026"), reason="No hall",
        at=noon(TODAY),
    )  # fmt: skip
    correct_deadline(
        action, by=coordinator, reading=reading(action, "30 September 2026"), reason="Typed wrong",
        at=noon(TODAY + DAY),
    )  # fmt: skip
    action.refresh_from_db()
    assert (action.due_on, action.first_due_on, action.slips) == (SEPTEMBER, JUNE, 1)


def test_somebody_who_saw_an_older_version_is_told(action, coordinator):
    version = action.version
    redate_action(
        action, by=coordinator, reading=reading(action, "31 July 2026"), reason="No hall",
        version=version,
    )  # fmt: skip
    with pytest.raises(EditConflict):
        redate_action(
            action, by=coordinator, reading=reading(action, "30 September 2026"), reason="x",
            version=version,
        )  # fmt: skip


def ask(action, lead, day=SEPTEMBER, at=None):
    return ask_for_new_date(
        action, by=lead, due_on=day, reason="The hall is not free", at=at or noon(TODAY)
    )


def test_an_action_stays_as_late_as_it_is_until_the_request_is_accepted(action, lead, coordinator):
    request = ask(action, lead)
    action.refresh_from_db()
    assert action.new_date_asked
    assert action.is_overdue(JUNE + DAY)
    answer_date_request(
        request,
        by=coordinator,
        accept=True,
        reading=reading(action, "30 September 2026"),
        at=noon(TODAY + DAY),
    )
    action.refresh_from_db()
    assert (action.due_on, action.slips, action.new_date_asked) == (SEPTEMBER, 1, False)
    assert verbs(action)[-3:] == [
        "new date asked for",
        "new date accepted",
        "deadline re-dated",
    ]


def test_a_declined_request_changes_no_date(action, lead, coordinator):
    request = ask(action, lead)
    answer_date_request(request, by=coordinator, accept=False, note="It was promised")
    action.refresh_from_db()
    assert (action.due_on, action.slips, action.new_date_asked) == (JUNE, 0, False)
    event = Event.objects.about(action).order_by("-pk").first()
    assert (event.verb, event.after["note"]) == ("new date declined", "It was promised")


def test_a_request_is_answered_once(action, lead, coordinator):
    request = ask(action, lead)
    answer_date_request(request, by=coordinator, accept=False)
    with pytest.raises(AlreadyAnswered):
        answer_date_request(
            request, by=coordinator, accept=True, reading=reading(action, "30 September 2026")
        )


def test_a_second_request_takes_the_place_of_the_first(action, lead):
    first = ask(action, lead, JULY)
    second = ask(action, lead, SEPTEMBER, at=noon(TODAY + DAY))
    first.refresh_from_db()
    assert first.decision == DateRequest.Decision.REPLACED
    assert action.date_requests.waiting().get() == second


@pytest.mark.parametrize(
    ("day", "reason", "field", "code"),
    [
        (TODAY - DAY, "No hall", "new_date", "new_date_past"),
        (JUNE, "No hall", "new_date", "new_date_same"),
        (JULY, " ", "new_date_reason", "new_date_reason_missing"),
    ],
)
def test_a_request_that_asks_for_nothing_is_refused(action, lead, day, reason, field, code):
    with pytest.raises(ValidationError) as refused:
        ask_for_new_date(action, by=lead, due_on=day, reason=reason, at=noon(TODAY))
    assert [problem.code for problem in refused.value.error_dict[field]] == [code]
    assert not action.date_requests.exists()


def test_a_new_date_answers_the_request_that_waits(action, lead, coordinator):
    request = ask(action, lead)
    redate_action(
        action, by=coordinator, reading=reading(action, "31 July 2026"), reason="No hall",
        at=noon(TODAY + DAY),
    )  # fmt: skip
    request.refresh_from_db()
    assert (request.decision, request.decided_by) == (DateRequest.Decision.REPLACED, coordinator)
    action.refresh_from_db()
    assert (action.new_date_asked, action.due_on) == (False, JULY)
