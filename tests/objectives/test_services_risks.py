"""Risks: written down, looked at again, closed and opened again; and their register at a moment."""

from datetime import date, timedelta

import pytest

from objectives.models import RiskReview
from objectives.risks import (
    BANDS,
    band_of,
    matrix_of,
    next_review_on,
    registered,
    risks_of,
    score_words,
)
from objectives.services import close_risk, create_risk, edit_risk, reopen_risk, review_risk
from stakeholders.models import Event
from tests.actionplans.factories import ActionPlanFactory

from .factories import ActionFactory
from .plans import noon
from .test_services_measures import logged, refused

MADE, LOOKED, SEPTEMBER, DECEMBER = (
    date(2026, 4, 1),
    date(2026, 6, 18),
    date(2026, 9, 30),
    date(2026, 12, 31),
)
WORDS = {"cause": "Surveys reach older people", "effect": "Young views are missing"}


@pytest.fixture
def plan(db):
    return ActionPlanFactory()


def a_risk(plan, title="Few young people answer", likelihood=3, impact=4, **fields):
    given = {"by": None, "review_on": SEPTEMBER, "at": noon(MADE)} | WORDS
    return create_risk(
        plan, **given | {"title": title, "likelihood": likelihood, "impact": impact} | fields
    )


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (1, "1 of 25, low"),
        (4, "4 of 25, low"),
        (5, "5 of 25, medium"),
        (9, "9 of 25, medium"),
        (10, "10 of 25, high"),
        (16, "16 of 25, high"),
        (20, "20 of 25, very high"),
        (25, "25 of 25, very high"),
    ],
)
def test_a_score_is_said_in_words(score, words):
    assert score_words(score) == words


def test_every_score_is_in_one_band():
    for score in range(1, 26):
        assert [band for band in BANDS if band.holds(score)] == [band_of(score)]


def test_a_risk_begins_with_its_first_scores(plan, coordinator):
    action, elsewhere = ActionFactory(objective__plan=plan), ActionFactory()
    risk = a_risk(plan, by=coordinator, actions=[action])
    assert (risk.score, risk.reviews.get().score, list(risk.actions.all())) == (12, 12, [action])
    # A button pressed twice makes one; in another plan it is another.
    assert a_risk(plan, by=coordinator, actions=[action]) == risk
    event = logged("risk created")
    assert (event.actor, event.plan_id, event.after["likelihood"]) == (coordinator, plan.pk, 3)
    assert a_risk(ActionPlanFactory(), by=coordinator) != risk
    given = {"title": "x", "likelihood": 3, "impact": 4, "review_on": SEPTEMBER} | WORDS
    at = {"at": noon(MADE)}
    assert refused(create_risk, plan, **given | at | {"actions": [elsewhere]}) == {
        "action_elsewhere"
    }
    assert refused(create_risk, plan, **given | at | {"likelihood": 6}) == {"score_invalid"}
    assert refused(create_risk, plan, **given | at | {"review_on": MADE}) == {"review_past"}


def test_a_review_says_what_has_changed(plan, lead):
    risk = a_risk(plan)
    post = lead.holdings.get().post
    given = {"likelihood": 4, "impact": 5, "review_on": DECEMBER, "at": noon(LOOKED)}
    assert refused(review_risk, risk, **given) == {"words_missing"}
    review = review_risk(risk, by=lead, post=post, words="The school said no", **given)
    assert review.reviewed_on == LOOKED
    risk.refresh_from_db()
    assert (risk.score, risk.review_on) == (20, DECEMBER)
    event = logged("risk reviewed")
    assert event.before == {"likelihood": 3, "impact": 4, "review_on": "2026-09-30"}
    assert event.after["words"] == "The school said no"
    again = review_risk(risk, by=lead, post=post, words="The school said no", **given)
    assert again == review
    # Nothing has changed: no word is needed, and it is looked at as long after as before.
    following = next_review_on(review, SEPTEMBER)
    assert (following - SEPTEMBER).days == (DECEMBER - LOOKED).days
    # A look ahead of a day is no habit: a week at least.
    soon = RiskReview(reviewed_on=LOOKED, review_on=LOOKED + timedelta(days=1))
    assert (next_review_on(soon, SEPTEMBER) - SEPTEMBER).days == 7
    same = {"likelihood": 4, "impact": 5, "review_on": following}
    review_risk(risk, by=lead, at=noon(SEPTEMBER), **same)
    assert RiskReview.objects.filter(risk=risk).count() == 3


def test_a_risk_is_edited_without_its_scores(plan, coordinator):
    risk, action = a_risk(plan), ActionFactory(objective__plan=plan)
    changed = edit_risk(
        risk, by=coordinator, changes={"response": "Ask in schools"}, actions=[action]
    )
    assert (changed.response, list(changed.actions.all())) == ("Ask in schools", [action])
    assert refused(edit_risk, risk, changes={}, actions=[ActionFactory()]) == {"action_elsewhere"}
    after = Event.objects.get(verb="risk edited").after
    assert (after["response"], after["actions"][0]["id"]) == ("Ask in schools", action.pk)


def test_a_closed_risk_is_not_looked_at_until_it_is_open_again(plan, coordinator):
    risk = a_risk(plan)
    assert refused(reopen_risk, risk, reason="x") == {"risk_open"}
    close_risk(risk, by=coordinator, reason="The survey ended", at=noon(LOOKED))
    assert logged("risk closed").after["closed_reason"] == "The survey ended"
    assert refused(close_risk, risk, reason="x") == {"risk_closed"}
    given = {"likelihood": 3, "impact": 4, "review_on": DECEMBER}
    assert refused(review_risk, risk, **given) == {"risk_closed"}
    [closed] = registered(plan.risks.all(), at=noon(DECEMBER))
    assert (closed.is_open, closed.review_words) == (False, "")
    reopened = reopen_risk(risk, by=coordinator, reason="It began again", at=noon(SEPTEMBER))
    assert reopened.closed_at is None
    event = logged("risk reopened")
    assert event.before["closed_reason"] == "The survey ended"
    assert event.after["reason"] == "It began again"


def test_at_a_cut_off_the_register_is_as_it_was(plan, django_assert_num_queries):
    first, second = a_risk(plan), a_risk(plan, title="The hall is full", likelihood=2)
    a_risk(plan, title="Later", at=noon(SEPTEMBER), review_on=DECEMBER)
    words = {"words": "It grew", "at": noon(date(2026, 7, 1)), "review_on": DECEMBER}
    review_risk(second, by=None, likelihood=5, impact=5, **words)
    edit_risk(second, by=None, changes={"title": "All full"}, at=noon(date(2026, 7, 2)))
    close_risk(first, by=None, reason="Over", at=noon(date(2026, 7, 3)))
    reopen_risk(first, by=None, reason="Not over", at=noon(date(2026, 7, 5)))

    def shown(on):
        return [(each.risk.title, each.score, each.moved) for each in risks_of(plan, at=noon(on))]

    few = "Few young people answer"
    assert shown(date(2026, 3, 1)) == []
    assert shown(LOOKED) == [(few, 12, ""), ("The hall is full", 8, "")]
    assert shown(date(2026, 7, 4)) == [("All full", 25, "up from 8")]
    with django_assert_num_queries(3):
        assert shown(date(2026, 7, 6)) == [("All full", 25, "up from 8"), (few, 12, "")]


def test_a_review_is_due_on_its_day_and_late_after_it(plan):
    risk = a_risk(plan)
    on = {
        date(2026, 9, 29): "",
        SEPTEMBER: "review due today",
        date(2026, 10, 1): "review 1 day late",
        date(2026, 10, 2): "review 2 days late",
    }
    for day, words in on.items():
        [each] = risks_of(plan, at=noon(day))
        assert each.review_words == words
        assert bool(words) == type(risk).objects.review_due(day).exists()


def test_the_matrix_holds_every_risk_where_it_belongs(plan):
    a_risk(plan, likelihood=5, impact=1)
    a_risk(plan, title="The hall is full", likelihood=1, impact=5)
    rows = matrix_of(risks_of(plan, at=noon(LOOKED)))
    assert rows[0][0] == "5, very high"
    placed = {
        (cell.likelihood, cell.impact, str(cell.band)): [each.risk.title for each in cell.risks]
        for _, cells in rows
        for cell in cells
        if cell.risks
    }
    assert placed == {
        (5, 1, "medium"): ["Few young people answer"],
        (1, 5, "medium"): ["The hall is full"],
    }
