"""A round opened, changed, chased, sent back from, closed; and what is refused."""

from datetime import date, datetime, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from actionplans.models import ActionPlan
from actionplans.quarters import Quarter
from objectives.models import SentBack, UpdateRound
from objectives.round_calendar import close_due_rounds, open_due_rounds
from objectives.rounds import asking, cut_off_of, waiting_for
from objectives.services import (
    change_round,
    chase,
    close_round,
    open_round,
    record_update,
    send_back,
)
from stakeholders.editing import EditConflict
from stakeholders.models import Digest, Event, Person
from tests.stakeholders.factories import AbsenceFactory, PostFactory, PostHoldingFactory

from .plans import make_action, make_plan

QUARTER = Quarter(2025, 1)  # April to June 2025; its usual cut-off is Monday 14 July at 5pm


def at(month, day, hour=9):
    return datetime(2025, month, day, hour, tzinfo=ZoneInfo("Europe/London"))


OPENED = at(6, 17)
CUT_OFF = at(7, 14, 17)


@pytest.fixture
def plan(coordinator):
    return make_plan(coordinator, starts_on=date(2025, 1, 6), reminders_from=date(2025, 1, 6))


@pytest.fixture
def action(plan, coordinator, lead):
    return make_action(plan, coordinator, posts=[lead.holdings.get().post])


@pytest.fixture
def round(plan, action, coordinator):
    return open_round(plan, quarter=QUARTER, by=coordinator, at=OPENED)


def answer(action, moment, by=None):
    return record_update(
        action=action, by=by, status="in_progress", rag="green", comment="Going on", at=moment
    )


def code_of(problem):
    error = problem.value
    if hasattr(error, "error_dict"):
        return next((name, errors[0].code) for name, errors in error.error_dict.items())
    return error.code


@pytest.mark.django_db
class TestOpening:
    def test_a_round_asks_for_answers_by_the_fifth_working_day_after_the_quarter(
        self, round, coordinator
    ):
        assert (round.quarter, round.answers_by) == ("2025-Q1", date(2025, 7, 7))
        assert (round.opened_by, round.opened_at, round.is_open) == (coordinator, OPENED, True)
        event = Event.objects.about(round).get(verb="update round opened")
        assert event.actor == coordinator
        assert event.after == {"quarter": "2025-Q1", "answers_by": "2025-07-07"}

    def test_the_coordinator_may_say_by_when(self, plan, action, coordinator):
        day = date(2025, 7, 3)
        round = open_round(plan, quarter=QUARTER, by=coordinator, answers_by=day, at=OPENED)
        assert round.answers_by == day

    @pytest.mark.parametrize(
        ("quarter", "changes", "moment", "code"),
        [
            (QUARTER, {"withdrawn_at": at(5, 1)}, OPENED, "plan_not_running"),
            (QUARTER, {"stage": "closed"}, OPENED, "plan_not_running"),
            (Quarter(2025, 2), {}, OPENED, ("quarter", "quarter_not_begun")),
            (Quarter(2024, 4), {}, OPENED, ("quarter", "quarter_is_over")),
            (QUARTER, {}, CUT_OFF, ("quarter", "quarter_is_over")),
            (
                QUARTER,
                {"starts_on": date(2025, 7, 1)},
                at(7, 2),
                ("quarter", "quarter_before_plan"),
            ),
        ],
    )
    def test_it_is_refused_where_there_is_nothing_to_report(
        self, plan, action, quarter, changes, moment, code
    ):
        ActionPlan.objects.update(**changes)
        with pytest.raises(ValidationError) as problem:
            open_round(plan, quarter=quarter, by=None, at=moment)
        assert code_of(problem) == code
        assert not UpdateRound.objects.exists()

    def test_a_plan_without_open_actions_has_nothing_to_ask(self, plan):
        with pytest.raises(ValidationError) as problem:
            open_round(plan, quarter=QUARTER, by=None, at=OPENED)
        assert code_of(problem) == "nothing_to_ask"

    @pytest.mark.parametrize(
        ("answers_by", "code"),
        [
            (date(2025, 6, 16), "answers_by_past"),
            (date(2025, 7, 15), "answers_by_after_cut_off"),
        ],
    )
    def test_answers_are_asked_for_between_today_and_the_cut_off(
        self, plan, action, answers_by, code
    ):
        with pytest.raises(ValidationError) as problem:
            open_round(plan, quarter=QUARTER, by=None, answers_by=answers_by, at=OPENED)
        assert code_of(problem) == ("answers_by", code)
        for day in (date(2025, 6, 17), date(2025, 7, 14)):
            open_round(plan, quarter=QUARTER, by=None, answers_by=day, at=OPENED)
            UpdateRound.objects.all().delete()

    def test_a_second_is_refused_open_or_closed(self, plan, round, coordinator):
        for code in ("round_open", "round_closed"):
            with pytest.raises(ValidationError) as problem:
                open_round(plan, quarter=QUARTER, by=coordinator, at=at(7, 1))
            assert code_of(problem) == ("quarter", code)
            if round.is_open:
                round = close_round(round, by=coordinator, at=at(7, 1))

    def test_one_that_is_open_comes_before_that_of_another_quarter(self, plan, round, coordinator):
        with pytest.raises(ValidationError) as problem:
            open_round(plan, quarter=QUARTER.next(), by=coordinator, at=at(7, 2))
        assert code_of(problem) == ("quarter", "another_open")

        # Its cut-off has come, and nobody has noticed yet: it closes with it.
        open_round(plan, quarter=QUARTER.next(), by=coordinator, at=at(7, 15))
        round.refresh_from_db()
        assert (round.closed_at, round.closed_by) == (CUT_OFF, None)


@pytest.mark.django_db
class TestChanging:
    def test_the_day_for_the_answers_can_be_moved(self, round, coordinator):
        day = date(2025, 7, 10)
        change_round(round, by=coordinator, answers_by=day, version=1, at=at(7, 1))
        event = Event.objects.about(round).get(verb="update round changed")
        assert event.before == {"answers_by": "2025-07-07"}
        assert event.after == {"answers_by": "2025-07-10"}

        with pytest.raises(EditConflict):
            change_round(round, by=coordinator, answers_by=day, version=1, at=at(7, 1))
        with pytest.raises(ValidationError) as problem:
            change_round(round, by=coordinator, answers_by=date(2025, 6, 30), at=at(7, 1))
        assert code_of(problem) == ("answers_by", "answers_by_past")

    def test_a_closed_one_stays(self, round, coordinator):
        close_round(round, by=coordinator, at=at(7, 1))
        with pytest.raises(ValidationError) as problem:
            change_round(round, by=coordinator, answers_by=date(2025, 7, 10), at=at(7, 1))
        assert code_of(problem) == "round_closed"


@pytest.mark.django_db
class TestClosing:
    def test_the_close_is_the_cut_off_and_the_log_says_how_many_answered(
        self, plan, round, action, coordinator
    ):
        assert cut_off_of(plan, QUARTER) == CUT_OFF
        make_action(plan, coordinator, posts=[PostFactory()], number="2")
        answer(action, at(7, 1))

        close_round(round, by=coordinator, version=1, at=at(7, 8))

        assert cut_off_of(plan, QUARTER) == at(7, 8)
        event = Event.objects.about(round).get(verb="update round closed")
        assert (event.after["leads"], event.after["answered"]) == (2, 1)
        assert event.at == at(7, 8)

    def test_it_is_closed_once(self, round, coordinator):
        close_round(round, by=coordinator, at=at(7, 8))
        with pytest.raises(ValidationError) as problem:
            close_round(round, by=coordinator, at=at(7, 9))
        assert code_of(problem) == "round_closed"
        round.refresh_from_db()
        assert round.closed_at == at(7, 8)

    def test_however_late_it_is_closed_the_usual_cut_off_holds(self, round, coordinator):
        assert close_round(round, by=coordinator, at=at(7, 20)).closed_at == CUT_OFF

    def test_the_cut_off_of_another_plan_and_of_another_quarter_is_its_own(
        self, plan, round, coordinator
    ):
        close_round(round, by=coordinator, at=at(7, 1))
        assert cut_off_of(make_plan(coordinator), QUARTER) == CUT_OFF
        assert cut_off_of(plan, QUARTER.next()) > CUT_OFF


@pytest.mark.django_db
class TestSendingBack:
    def test_what_was_answered_waits_again_with_the_question(self, plan, round, action, lead):
        answer(action, at(7, 1))
        sent = send_back(round, action=action, question=" Which hall? ", by=lead, at=at(7, 2))
        assert asking([plan], date(2025, 7, 2)) == {action.pk: (round.pk, at(7, 2), "Which hall?")}
        event = Event.objects.about(action).get(verb="return sent back")
        assert event.after == {"question": "Which hall?", "quarter": "2025-Q1"}
        assert (event.actor, sent.by) == (lead, lead)

    def test_it_is_refused_where_there_is_nothing_to_ask_about(
        self, plan, round, action, coordinator
    ):
        done = make_action(plan, coordinator, number="2")
        with pytest.raises(ValidationError) as problem:
            send_back(round, action=action, question="Why?", by=coordinator, at=at(7, 2))
        assert code_of(problem) == "not_answered"
        answer(action, at(7, 1))
        for bad in ("", "  "):
            with pytest.raises(ValidationError) as problem:
                send_back(round, action=action, question=bad, by=coordinator, at=at(7, 2))
            assert code_of(problem) == ("question", "question_missing")
        other = make_action(make_plan(coordinator), coordinator)
        with pytest.raises(ValidationError) as problem:
            send_back(round, action=other, question="Why?", by=coordinator, at=at(7, 2))
        assert code_of(problem) == "not_in_round"
        send_back(round, action=action, question="Why?", by=coordinator, at=at(7, 2))
        with pytest.raises(ValidationError) as problem:
            send_back(round, action=action, question="Again?", by=coordinator, at=at(7, 3))
        assert code_of(problem) == "not_answered"
        assert done.pk in waiting_for(round)[None]

    @pytest.mark.parametrize("moment", [at(7, 9), CUT_OFF])
    def test_after_the_close_nothing_is_sent_back(self, round, action, coordinator, moment):
        answer(action, at(7, 1))
        if moment < CUT_OFF:
            close_round(round, by=coordinator, at=at(7, 8))
        with pytest.raises(ValidationError) as problem:
            send_back(round, action=action, question="Why?", by=coordinator, at=moment)
        assert code_of(problem) == "round_closed"
        assert not SentBack.objects.exists()


@pytest.mark.django_db
class TestChasing:
    def test_those_who_have_not_answered_are_mailed_and_the_log_says_so(
        self, round, action, coordinator, lead, monkeypatch
    ):
        pressed = pressing(monkeypatch)
        assert chase(round, by=coordinator, at=at(7, 8)) == 1
        (item,) = pressed
        assert (item.person_id, item.object_id, item.rule) == (lead.pk, action.pk, "round_request")
        event = Event.objects.about(round).get(verb="leads reminded")
        assert event.after == {"people": 1, "leads": ["Head of Engagement"]}

    def test_nobody_is_mailed_twice_on_one_day_for_the_same(self, plan, round, action, coordinator):
        assert chase(round, by=coordinator, at=at(7, 8)) == 1
        with pytest.raises(ValidationError) as problem:
            chase(round, by=coordinator, at=at(7, 8, 15))
        assert code_of(problem) == "chased_already"

        make_action(plan, coordinator, posts=[PostHoldingFactory().post], number="2")
        assert chase(round, by=coordinator, at=at(7, 8, 16)) == 1
        assert chase(round, by=coordinator, at=at(7, 9)) == 2

    def test_a_question_that_came_after_the_press_is_not_the_same(self, round, action, coordinator):
        chase(round, by=coordinator, at=at(7, 8))
        answer(action, at(7, 8, 10))
        send_back(round, action=action, question="Which hall?", by=coordinator, at=at(7, 8, 11))
        assert chase(round, by=coordinator, at=at(7, 8, 12)) == 1

    def test_on_a_day_off_those_of_the_next_working_day_are_reminded_then(
        self, round, action, coordinator, lead
    ):
        away = AbsenceFactory(
            person=lead, starts_on=date(2025, 7, 7), ends_on=date(2025, 7, 9), deputy=coordinator
        )
        assert chase(round, by=coordinator, at=at(7, 5)) == 1
        digest = Digest.objects.get()
        assert (digest.person, digest.on) == (away.deputy, date(2025, 7, 7))

    def test_where_nobody_can_be_mailed_it_does_not_say_that_everybody_has_answered(
        self, plan, round, action, coordinator, lead
    ):
        Person.objects.update(email="")
        with pytest.raises(ValidationError) as problem:
            chase(round, by=coordinator, at=at(7, 8))
        assert code_of(problem) == "no_address"

    def test_it_is_refused_where_nobody_waits_or_nobody_is_to_be_mailed(
        self, plan, round, action, coordinator
    ):
        answer(action, at(7, 1))
        with pytest.raises(ValidationError) as problem:
            chase(round, by=coordinator, at=at(7, 8))
        assert code_of(problem) == "nobody_waits"
        ActionPlan.objects.update(reminders_from=None)
        with pytest.raises(ValidationError) as problem:
            chase(round, by=coordinator, at=at(7, 8))
        assert code_of(problem) == "reminders_off"
        close_round(round, by=coordinator, at=at(7, 8))
        with pytest.raises(ValidationError) as problem:
            chase(round, by=coordinator, at=at(7, 9))
        assert code_of(problem) == "round_closed"


def pressing(monkeypatch):
    """What was handed over to be sent; who sends it is tested with the digests."""
    pressed = []

    def press(items, *, by, on):
        pressed.extend(items)
        return len({item.person_id for item in items})

    monkeypatch.setattr("objectives.services.rounds.press", press)
    return pressed


@pytest.mark.django_db
class TestCalendar:
    @pytest.mark.parametrize(
        ("moment", "opens"),
        [
            (at(6, 15), False),
            (at(6, 16), True),
            (at(6, 30), True),
            (at(7, 3), True),
            (at(7, 14, 16), True),
            (at(7, 14, 17), False),
        ],
        ids=[
            *("a day early", "fourteen days before", "the last day", "missed nights"),
            *("just before the cut-off", "at the cut-off"),
        ],
    )
    def test_a_round_opens_fourteen_days_before_the_quarters_end_or_later(
        self, plan, action, moment, opens
    ):
        assert [str(round.quarter) for round in open_due_rounds(moment)] == ["2025-Q1"] * opens
        assert open_due_rounds(moment) == []

    @pytest.mark.parametrize(
        "changes",
        [
            {"round_opens_days": None},
            {"reminders_from": None},
            {"reminders_from": date(2025, 6, 21)},
            {"stage": "closed"},
            {"withdrawn_at": at(6, 1)},
            {"ends_on": date(2025, 3, 31)},
            {"starts_on": date(2025, 7, 1)},
        ],
        ids=str,
    )
    def test_none_opens_by_itself(self, plan, action, changes):
        ActionPlan.objects.update(**changes)
        assert open_due_rounds(at(6, 20)) == []

    def test_none_opens_for_a_plan_without_actions(self, plan):
        assert open_due_rounds(at(6, 20)) == []

    def test_one_that_was_closed_by_hand_is_not_opened_again(self, plan, round, coordinator):
        close_round(round, by=coordinator, at=at(6, 18))
        assert open_due_rounds(at(6, 20)) == []

    def test_with_a_long_run_up_the_next_waits_for_the_open_one(self, plan, round):
        ActionPlan.objects.update(round_opens_days=91)
        assert open_due_rounds(at(7, 2)) == []
        (following,) = open_due_rounds(at(7, 15))
        assert following.quarter == "2025-Q2"

    def test_it_closes_at_the_cut_off_however_late_it_is_noticed(self, plan, round):
        ActionPlan.objects.update(reminders_from=None)
        assert close_due_rounds(CUT_OFF - timedelta(minutes=1)) == []
        (closed,) = close_due_rounds(at(7, 16))
        assert (closed.closed_at, closed.closed_by) == (CUT_OFF, None)
        assert close_due_rounds(at(7, 16)) == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """What SQLite can't promise."""

    def at_once(self, *verbs):
        start, results = Barrier(len(verbs)), [None] * len(verbs)

        def run(place, verb):
            try:
                start.wait()
                results[place] = verb()
            except ValidationError as problem:
                results[place] = problem
            finally:
                connection.close()

        threads = [Thread(target=run, args=pair) for pair in enumerate(verbs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    def test_two_who_open_it_open_one(self, plan, action):
        results = self.at_once(*[lambda: open_round(plan, quarter=QUARTER, by=None, at=OPENED)] * 2)
        assert UpdateRound.objects.count() == 1
        assert sum(isinstance(result, UpdateRound) for result in results) == 1
        assert sum(isinstance(result, ValidationError) for result in results) == 1

    def test_two_schedulers_open_one(self, plan, action):
        results = self.at_once(*[lambda: open_due_rounds(at(6, 20))] * 2)
        assert UpdateRound.objects.count() == 1
        assert sorted(map(len, results)) == [0, 1]

    def test_two_who_close_it_close_it_once(self, round):
        results = self.at_once(*[lambda: close_due_rounds(at(7, 16))] * 2)
        assert sorted(map(len, results)) == [0, 1]
        assert Event.objects.filter(verb="update round closed").count() == 1
