"""Decisions that people are heard on, and consultations: asked, counted, answered."""

import datetime as dt

import pytest

from meetings.engagement.consulting import reach_of, result_of
from meetings.models import Consultation, KeyDecision
from meetings.services import engagement as services
from stakeholders.models import Event
from tests.meetings.engagement.factories import (
    ConsultationFactory,
    ConsultationQuestionFactory,
    KeyDecisionFactory,
)
from tests.refusals import refusal
from tests.stakeholders.directory_factories import CommunityGroupFactory

TODAY = dt.date(2026, 6, 18)
NOW = dt.datetime(2026, 6, 18, 17, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def verbs(row):
    return list(Event.objects.about(row).order_by("pk").values_list("verb", flat=True))


def test_a_button_pressed_twice_makes_one_of_it(coordinator, other_lead):
    """The same words of the same person within a minute; others, later, or by another are two."""

    def consult(by=coordinator, at=NOW, title="Council tax"):
        dates = {"opens_on": TODAY, "closes_on": TODAY + DAY}
        return services.create_consultation(by=by, at=at, title=title, **dates)

    row = consult()
    assert consult(at=NOW + dt.timedelta(seconds=9)) == row
    others = [consult(title="A"), consult(by=other_lead), consult(at=NOW + dt.timedelta(minutes=2))]
    assert len({row.pk, *(other.pk for other in others)}) == 4
    asked = {"words": "Why?", "kind": "text", "by": coordinator, "at": NOW}
    assert services.add_question(row, **asked) == services.add_question(row, **asked)
    assert verbs(row) == ["consultation created"]


def test_a_decision_is_made_once_it_says_what_peoples_views_changed(coordinator):
    row = services.create_key_decision(by=coordinator, title="The police house", due_on=TODAY)
    services.edit_key_decision(row, by=coordinator, changes={"about": "Sell it?"}, version=1)
    make = services.make_key_decision
    said = {"outcome": "Kept", "influence": "People asked to keep it", "decided_on": TODAY}
    for wrong, code in (
        ({"outcome": " "}, "outcome_missing"),
        ({"influence": ""}, "influence_missing"),
        ({"decided_on": TODAY + DAY}, "decided_ahead"),
    ):
        assert refusal(make, row, by=coordinator, **(said | wrong)) == [code]
    assert list(KeyDecision.objects.waiting()) == [row]
    assert make(row, by=coordinator, **said).influence == "People asked to keep it"
    assert not KeyDecision.objects.waiting().exists()
    services.withdraw_key_decision(row, by=coordinator, reason="Twice")
    assert refusal(make, row, by=coordinator, **said) == ["withdrawn_already"]
    assert verbs(row) == [
        "key decision created",
        "key decision edited",
        "key decision made",
        "key decision withdrawn",
    ]


def test_a_decision_is_late_once_its_day_has_passed_until_it_is_made():
    for due_on, decided_on, late in (
        (TODAY - DAY, None, True),
        (TODAY, None, False),
        (None, None, False),
        (TODAY - DAY, TODAY, False),
    ):
        assert KeyDecision(due_on=due_on, decided_on=decided_on).is_late(TODAY) is late


def test_a_consultation_opens_closes_is_counted_and_answered(coordinator):
    create = services.create_consultation
    dates = {"opens_on": TODAY - 30 * DAY, "closes_on": TODAY - DAY}
    wrong = dates | {"closes_on": TODAY - 31 * DAY}
    assert refusal(create, by=coordinator, title="Precept", **wrong) == ["closes_before_opening"]
    row = create(by=coordinator, title="Precept", **dates)
    edit = services.edit_consultation
    wrong = {"closes_on": TODAY - 31 * DAY}
    assert refusal(edit, row, by=coordinator, changes=wrong) == ["closes_before_opening"]
    edit(row, by=coordinator, changes={"about": "A pound a month"}, version=1)
    results = services.record_results
    assert refusal(results, row, by=coordinator, responses=None, summary="") == ["results_missing"]
    results(row, by=coordinator, responses=412, summary="Most would pay")
    answer, said = services.answer_consultation, {"response": "It rises", "answered_on": TODAY}
    for wrong, code in (
        ({"response": ""}, "response_missing"),
        ({"answered_on": TODAY + DAY}, "answered_ahead"),
        ({"answered_on": TODAY - 31 * DAY}, "answered_before_opening"),
    ):
        assert refusal(answer, row, by=coordinator, **(said | wrong)) == [code]
    assert list(Consultation.objects.unanswered(TODAY)) == [row]
    answer(row, by=coordinator, **said)
    assert list(Consultation.objects.answered()) == [row]
    ahead = ConsultationFactory(opens_on=TODAY + DAY, closes_on=TODAY + 9 * DAY)
    assert refusal(results, ahead, by=coordinator, responses=1, summary="") == ["not_open_yet"]
    services.withdraw_consultation(row, by=coordinator, reason="Twice")
    assert verbs(row) == [
        "consultation created",
        "consultation edited",
        "consultation results recorded",
        "consultation answered",
        "consultation withdrawn",
    ]


def test_a_consultations_state_is_the_same_of_one_row_and_of_many(db):
    ago, ahead = TODAY - 9 * DAY, TODAY + 9 * DAY
    days = [ago, TODAY - DAY, TODAY, TODAY + DAY, ahead]
    for opens in days:
        for closes in (day for day in days if day >= opens):
            for extra in ({}, {"answered_on": TODAY}, {"withdrawn_at": NOW}):
                ConsultationFactory(opens_on=opens, closes_on=closes, **extra)
    for state in ("open", "coming", "unanswered"):
        found = set(getattr(Consultation.objects.all(), state)(TODAY))
        assert found == {
            row for row in Consultation.objects.all() if getattr(row, f"is_{state}")(TODAY)
        }
        assert found


def test_a_question_has_its_answers_counted_moved_and_removed(coordinator):
    consultation = ConsultationFactory()
    add = services.add_question
    asked = {"words": "Would you pay more?", "kind": "choice"}
    for answers, code in (
        ([("Yes", 3)], "answers_too_few"),
        ([("Yes", 3), ("yes ", 4)], "answers_alike"),
        ([("Yes", 3), (" ", 4)], "answer_length"),
    ):
        assert refusal(add, consultation, by=coordinator, answers=answers, **asked) == [code]
    row = add(consultation, by=coordinator, answers=[("Yes", None), ("No", None)], **asked)
    written = add(consultation, by=coordinator, words="Why?", kind="text", summary="Trust")
    assert (row.summary, written.answers.count()) == ("", 0)
    counts = [("Yes", 250), ("No", 0)]
    edited = services.edit_question(row, by=coordinator, changes={}, answers=counts, version=1)
    assert [(each.words, each.count) for each in edited.answers.all()] == counts
    assert edited.version == 2
    # As many answers as responses are right; more are asked about.
    assert [bool(result_of(edited, responses).doubt) for responses in (250, 249)] == [False, True]
    services.edit_question(row, by=coordinator, changes={"words": "Would you pay?"})
    assert row.answers.count() == 2
    assert services.move_question(written, by=coordinator, up=True)
    assert not services.move_question(written, by=coordinator, up=True)
    assert list(consultation.questions.all()) == [written, row]
    services.move_question(written, by=coordinator, up=False)
    services.remove_question(written, by=coordinator)
    assert verbs(row) == [
        "consultation question added",
        "consultation answers counted",
        "consultation question edited",
    ]
    assert Event.objects.latest("pk").verb == "consultation question removed"
    services.edit_question(row, by=coordinator, changes={"kind": "text", "summary": "Split"})
    assert row.answers.count() == 0


def test_how_many_of_a_group_answered_is_kept_as_it_was_counted(coordinator):
    row, young, rural = ConsultationFactory(), CommunityGroupFactory(), CommunityGroupFactory()
    for _ in range(2):
        services.set_reach(row, by=coordinator, counts={young: 0, rural: None})
    assert list(row.reach.values_list("group", "count")) == [(young.pk, 0)]
    assert verbs(row) == ["consultation reach recorded"]
    row.responses = 7
    services.set_reach(row, by=coordinator, counts={young: 5, rural: 3})
    assert reach_of(row) == [(young, 5, False), (rural, 3, False)]
    rural.merged_into = young
    rural.save()
    assert reach_of(row) == [(young, 8, True)]


def test_nothing_is_added_to_a_consultation_that_was_withdrawn(coordinator):
    row = ConsultationFactory(withdrawn_at=NOW)
    question = ConsultationQuestionFactory(consultation=row)
    for call, args in (
        (services.add_question, {"words": "Why?", "kind": "text"}),
        (services.set_reach, {"counts": {}}),
        (services.record_results, {"responses": 1, "summary": ""}),
    ):
        assert refusal(call, row, by=coordinator, **args) == ["withdrawn_already"]
    assert refusal(services.remove_question, question, by=coordinator) == ["withdrawn_already"]


@pytest.mark.parametrize("factory", [KeyDecisionFactory, ConsultationFactory])
def test_a_private_row_is_seen_by_the_office_and_by_who_owns_it(
    factory, coordinator, auditor, lead, other_lead, panel_member
):
    post = lead.holdings.get().post
    private, open_one = factory(exempt_reason="Commercial", owner_post=post), factory()
    rows = type(private).objects
    for person in (coordinator, auditor, lead):
        assert set(rows.visible_to(person)) == {private, open_one}
    assert list(rows.visible_to(other_lead)) == [open_one]
    assert not rows.visible_to(panel_member).exists()
