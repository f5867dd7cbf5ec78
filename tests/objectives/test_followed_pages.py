"""The pages of measures and risks: what they show and to whom, and how they are answered."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from objectives.models import Measure, MeasureTarget, Reading, Risk
from objectives.services import give_reading, review_risk, set_targets
from stakeholders import links
from stakeholders.models import Event, SignedLink
from tests.actionplans.factories import ActionPlanFactory
from tests.stakeholders.factories import OfficeFactory
from tests.world import sign_in

from .factories import ActionFactory, ObjectiveFactory
from .followed_factories import MeasureFactory, RiskFactory, RiskReviewFactory
from .plans import noon
from .test_plan_pages import queries, text_of
from .test_update_pages import date_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 18)
MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)
NEXT_MARCH = date(2027, 3, 31)


def codes(response):
    """{field: codes} of what the form on the page objects to."""
    errors = response.context["form"].errors.as_data()
    return {name: [error.code for error in found] for name, found in errors.items()}


@pytest.fixture(autouse=True)
def today():
    OfficeFactory()
    with time_machine.travel(noon(TODAY), tick=False) as clock:
        yield clock


@pytest.fixture
def desk(client, coordinator):
    return sign_in(client, coordinator)


@pytest.fixture
def plan():
    return ActionPlanFactory(slug="joint-plan")


@pytest.fixture
def post(lead):
    return lead.holdings.get().post


@pytest.fixture
def measure(plan, post):
    return MeasureFactory(plan=plan, title="Public confidence", owner_post=post)


@pytest.fixture
def risk(plan, post):
    return a_risk(plan, title="Few answer", owner_post=post, review_on=TODAY)


def a_risk(plan, **fields):
    risk = RiskFactory(plan=plan, **fields)
    scores = {"likelihood": risk.likelihood, "impact": risk.impact}
    RiskReviewFactory(risk=risk, reviewed_on=MARCH, review_on=risk.review_on, **scores)
    return risk


def at(name, *args):
    return reverse(f"objectives:{name}", args=args)


def token_of(person):
    link = links.new_link(person, at=noon(TODAY))
    link.save()
    return links.token_of(link)


MEASURE = {
    "title": "Trust",
    "definition": "Share who trust",
    "source": "Survey",
    "unit": "percent",
    "decimals": "1",
    "better": "higher",
    "every_months": "3",
    "ready_days": "30",
    "least": "0",
    "most": "100",
    "tolerance": "0.5",
    **date_of("first_on", MARCH),
}


def test_a_coordinator_adds_a_measure_and_changes_it(desk, plan, post):
    objective = ObjectiveFactory(plan=plan)
    desk.get(at("measure-create", plan.slug))
    sent = MEASURE | {"objectives": [objective.pk], "owner_post": post.pk}
    answer = desk.post(at("measure-create", plan.slug), sent)
    measure = Measure.objects.get()
    assert answer.url == at("measure-detail", measure.pk)
    assert (measure.tolerance, measure.first_on) == (Decimal("0.5"), MARCH)
    assert list(measure.objectives.all()) == [objective]
    page = desk.get(at("measure-edit", measure.pk))
    assert page.context["form"]["most"].value() == "100"
    assert page.context["form"]["objectives"].value() == [objective.pk]
    sent = MEASURE | {"title": "Confidence", "version": "1", "most": "0"}
    assert codes(desk.post(at("measure-edit", measure.pk), sent)) == {"most": ["least_above_most"]}
    desk.post(at("measure-edit", measure.pk), sent | {"most": "100"})
    measure.refresh_from_db()
    assert (measure.title, measure.objectives.count()) == ("Confidence", 0)
    conflict = desk.post(at("measure-edit", measure.pk), sent | {"most": "90"})
    assert conflict.status_code == 409


def test_a_target_is_set_and_taken_back(desk, measure):
    url = at("measure-targets", measure.pk)
    assert codes(desk.post(url, {"value": "70"})) == {"on": ["required"]}
    desk.post(url, {"value": "70%", **date_of("on", NEXT_MARCH)})
    assert measure.targets.get().value == 70
    sent = {"value": "", **date_of("on", NEXT_MARCH)}
    assert codes(desk.post(url, sent)) == {"reason": ["reason_missing"]}
    desk.post(url, sent | {"reason": "Too far"})
    assert [row.value for row in MeasureTarget.objects.all()] == [70, None]
    assert "No longer in force" in text_of(desk.get(at("measure-detail", measure.pk)))


def test_the_holder_of_the_post_gives_a_figure(client, lead, post, measure):
    sign_in(client, lead)
    page = client.get(at("measure-reading", measure.pk))
    assert "January to March 2026" in text_of(page)
    answer = client.post(
        at("measure-reading", measure.pk), {"on": "2026-03-31", "value": "61,5%", "note": "New"}
    )
    assert answer.url == at("measure-detail", measure.pk)
    reading = Reading.objects.get()
    assert (reading.value, reading.post, reading.by) == (Decimal("61.5"), post, lead)
    assert "given 1 day late" not in text_of(client.get(answer.url))
    # Every period has its figure: nothing is asked for.
    assert "<select" not in client.get(at("measure-reading", measure.pk)).content.decode()


def test_a_figure_in_doubt_is_asked_about_once(client, lead, measure):
    sign_in(client, lead)
    url, sent = at("measure-reading", measure.pk), {"on": "2026-03-31", "value": "0.6"}
    asked = client.post(url, sent)
    assert codes(asked) == {"value": ["in_doubt"]}
    assert "Is 0.6 meant as 60 per cent?" in text_of(asked)
    assert "Yes, 0.6 is right" in text_of(asked)
    # Who is sure of one figure is not sure of another.
    again = client.post(url, sent | {"value": "0.7", "sure_of": "0.6"})
    assert codes(again) == {"value": ["in_doubt"]}
    assert not Reading.objects.exists()
    client.post(url, sent | {"sure_of": "0.6"})
    assert Reading.objects.get().value == Decimal("0.6")


@pytest.mark.parametrize(
    ("sent", "problems"),
    [
        ({"on": "", "value": ""}, {"on": ["required"], "value": ["required"]}),
        ({"on": "2026-03-31", "value": "£61"}, {"value": ["wrong_unit"]}),
        ({"on": "2026-03-31", "value": "6150"}, {"value": ["too_high"]}),
        ({"on": "2026-04-30", "value": "61"}, {"on": ["no_period"]}),
        ({"on": "2026-06-30", "value": "61"}, {"on": ["reading_ahead"]}),
    ],
)
def test_a_wrong_figure_is_refused_beside_its_field(client, lead, measure, sent, problems):
    sign_in(client, lead)
    assert codes(client.post(at("measure-reading", measure.pk), sent)) == problems


def test_a_figure_is_corrected_and_the_earlier_one_stays(desk, coordinator, lead, post, measure):
    given = {"by": lead, "post": post, "on": MARCH}
    first = give_reading(measure, value=Decimal("61.5"), at=noon(date(2027, 4, 1)), **given)
    url = at("reading-correct", measure.pk, first.pk)
    assert codes(desk.post(url, {"value": "62"})) == {"reason": ["required"]}
    with time_machine.travel(noon(date(2027, 4, 2)), tick=False):
        sign_in(desk, coordinator)
        desk.post(url, {"value": "62", "reason": "A ward was left out"})
        page = text_of(desk.get(at("measure-detail", measure.pk)))
    assert "Before: 61.5%, given 1 April 2027" in page
    assert "A ward was left out" in page
    assert "given 11 months late" in page
    other = MeasureFactory(plan=measure.plan)
    assert desk.get(at("reading-correct", other.pk, first.pk)).status_code == 404


def test_who_does_not_give_it_may_not(client, other_lead, auditor, measure, risk):
    for person in (other_lead, auditor):
        sign_in(client, person)
        for name in ("measure-detail", "risk-detail"):
            row = measure if name.startswith("measure") else risk
            assert client.get(at(name, row.pk)).status_code == 200
        assert client.get(at("measure-reading", measure.pk)).status_code == 403
        assert client.post(at("risk-review", risk.pk), {"same": "1"}).status_code == 403


def test_a_private_one_is_for_staff_and_its_post(client, lead, other_lead, auditor, measure, risk):
    for row in (measure, risk):
        row.exempt_reason = "Names a ward"
        row.save()
    objective = ObjectiveFactory(plan=measure.plan)
    measure.objectives.add(objective)
    action = ActionFactory(objective=objective)
    risk.actions.add(action)
    pages = (
        at("plan-detail", measure.plan.slug),
        at("measure-list", measure.plan.slug),
        at("risk-list", measure.plan.slug),
        at("action-detail", action.pk),
    )
    for person, sees in ((lead, True), (auditor, True), (other_lead, False)):
        sign_in(client, person)
        status = 200 if sees else 404
        assert client.get(at("measure-detail", measure.pk)).status_code == status
        assert client.get(at("risk-detail", risk.pk)).status_code == status
        shown = [text_of(client.get(page)) for page in pages]
        titles = ("Public confidence", "Public confidence", "Few answer", "Few answer")
        seen = [title in page for title, page in zip(titles, shown, strict=True)]
        assert seen == [sees] * 4
        for name, title in (("measure-file", titles[0]), ("risk-file", titles[2])):
            file = client.get(at(name, measure.plan.slug)).content.decode()
            assert (title in file) is sees
        assert client.get(at("measure-readings", measure.plan.slug)).status_code == 200


def test_off_its_trajectory_a_measure_shows_on_its_objective(desk, measure):
    objective = ObjectiveFactory(plan=measure.plan)
    measure.objectives.add(objective)
    old = {"by": None, "at": noon(date(2026, 4, 20))}
    Measure.objects.filter(pk=measure.pk).update(first_on=date(2025, 12, 31))
    measure.refresh_from_db()
    give_reading(measure, on=date(2025, 12, 31), value=Decimal(60), **old)
    give_reading(measure, on=MARCH, value=Decimal(59), **old)
    set_targets(measure, by=None, targets={NEXT_MARCH: Decimal(70)})
    page = text_of(desk.get(at("plan-detail", measure.plan.slug)))
    assert "Off trajectory" in page
    assert "59.0% in March 2026: 3.0 points below the trajectory to 70.0% by March 2027" in page
    assert "1 of 1 off trajectory" in page
    detail = desk.get(at("measure-detail", measure.pk))
    assert detail.context["chart"].summary in text_of(detail).replace("&quot;", '"')
    assert 'style="' not in detail.content.decode().split('<figure class="portal-chart">')[1]
    listed = at("measure-list", measure.plan.slug)
    MeasureFactory(plan=measure.plan, title="Letters")

    def found(query):
        return [each.measure.title for each in desk.get(listed + query).context["standings"]]

    assert found("") == ["Public confidence", "Letters"]
    assert found("?state=off_trajectory") == ["Public confidence"]
    assert found("?state=no_reading") == found("?state=late") == ["Letters"]
    assert found("?text=confid") == ["Public confidence"]


def test_the_readings_are_a_file_in_which_nothing_runs(desk, lead, measure):
    given = {"by": lead, "on": MARCH, "value": Decimal("61.5"), "note": "=1+1"}
    give_reading(measure, **given)
    answer = desk.get(at("measure-readings", measure.plan.slug))
    assert answer.headers["Content-Disposition"].endswith('-readings-2026-06-18.csv"')
    [row] = csv.DictReader(answer.content.decode("utf-8-sig").splitlines())
    assert (row["measure"], row["period ends on"], row["figure"], row["note"], row["stands"]) == (
        "Public confidence",
        "2026-03-31",
        "61.5",
        "'=1+1",
        "yes",
    )
    assert lead.name not in answer.content.decode()
    assert Event.objects.filter(verb="readings exported").exists()


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_measures_are_a_file_with_every_target_that_was_set(desk, plan, measure):
    MeasureFactory(plan=plan, title="=Letters", position=2, exempt_reason="Names a ward")
    measure.objectives.add(ObjectiveFactory(plan=plan, number="1", title="Be heard"))
    set_targets(measure, by=None, targets={NEXT_MARCH: Decimal(70), JUNE: Decimal(65)})
    later = {NEXT_MARCH: Decimal(72), JUNE: None}
    set_targets(measure, by=None, targets=later, reason="Approved")
    rows = rows_of(desk.get(at("measure-file", plan.slug)))
    told = ("measure", "objectives", "target", "to be reached by", "stands", "why it was changed")
    assert {tuple(row[name] for name in told) for row in rows} == {
        ("Public confidence", "1. Be heard", "65", "2026-06-30", "no: changed since", ""),
        ("Public confidence", "1. Be heard", "", "2026-06-30", "no: taken back", "Approved"),
        ("Public confidence", "1. Be heard", "70", "2027-03-31", "no: changed since", ""),
        ("Public confidence", "1. Be heard", "72", "2027-03-31", "yes", "Approved"),
        ("'=Letters", "", "", "", "", ""),
    }
    assert rows[-1]["not for the public, because"] == "Names a ward"
    assert Event.objects.filter(verb="measures exported").exists()


def test_risks_are_a_file_with_each_time_that_one_was_looked_at(desk, lead, plan, risk):
    risk.actions.add(ActionFactory(objective__plan=plan, number="1.2", text="Ask in schools"))
    grown = {"likelihood": 5, "impact": 5, "words": "=It grew", "review_on": JUNE}
    review_risk(risk, by=lead, **grown)
    rows = rows_of(desk.get(at("risk-file", plan.slug)))
    told = ("risk", "score", "how high", "what has changed", "look at it again on", "stands")
    assert [tuple(row[name] for name in told) for row in rows] == [
        ("Few answer", "12", "high", "", "2026-06-18", "no: looked at again since"),
        ("Few answer", "25", "very high", "'=It grew", "2026-06-30", "yes"),
    ]
    assert "Ask in schools" in rows[0]["actions that lower it"]
    assert Event.objects.filter(verb="risks exported").exists()


def test_a_measure_is_withdrawn_with_a_reason(desk, measure):
    desk.post(at("measure-withdraw", measure.pk), {"reason": "The survey ended"})
    assert "The survey ended" in text_of(desk.get(at("measure-detail", measure.pk)))
    assert desk.get(at("measure-edit", measure.pk)).status_code == 404
    assert "Nothing is measured yet" in text_of(desk.get(at("measure-list", measure.plan.slug)))


RISK = {
    "title": "Few answer",
    "cause": "Letters reach older people",
    "effect": "Views are missing",
    "likelihood": "3",
    "impact": "4",
    **date_of("review_on", JUNE),
}


def test_a_coordinator_keeps_the_register(desk, plan, post):
    action = ActionFactory(objective__plan=plan, deadline="1 June 2026", text="Ask in schools")
    url = at("risk-create", plan.slug)
    assert set(codes(desk.post(url, {}))) == {
        *("title", "cause", "effect", "likelihood", "impact", "review_on")
    }
    desk.post(url, RISK | {"actions": [action.pk], "owner_post": post.pk})
    risk = Risk.objects.get()
    assert list(risk.actions.all()) == [action]
    listed = text_of(desk.get(at("risk-list", plan.slug)))
    assert "12 of 25, high" in listed
    # An action that is overdue lowers nothing yet, and says so.
    assert 'portal-tag--overdue">Overdue</strong>' in listed
    assert "a risk of 12 of 25, high" in text_of(desk.get(at("action-detail", action.pk)))
    sent = {"title": "Hardly any answer", "cause": "x", "effect": "y", "version": "1"}
    desk.post(at("risk-edit", risk.pk), sent)
    risk.refresh_from_db()
    assert (risk.title, risk.score, risk.actions.count()) == ("Hardly any answer", 12, 0)
    desk.post(at("risk-close", risk.pk), {"reason": "It is over"})
    assert "It is over" in text_of(desk.get(at("risk-detail", risk.pk)))
    desk.post(at("risk-reopen", risk.pk), {"reason": "It is not"})
    risk.refresh_from_db()
    assert risk.closed_at is None


def test_the_register_is_narrowed_and_says_by_what(desk, plan, risk):
    a_risk(plan, title="Hall full", likelihood=1, impact=2, review_on=NEXT_MARCH)
    a_risk(plan, title="Over", likelihood=5, impact=5, closed_at=noon(TODAY))

    def found(query):
        page = desk.get(at("risk-list", plan.slug) + query)
        return [each.risk.title for each, _ in page.context["register"]]

    assert found("") == ["Few answer", "Hall full"]
    assert found("?state=closed") == ["Over"]
    assert found("?state=all") == ["Few answer", "Hall full", "Over"]
    assert found("?band=high") == found("?due=on") == found("?text=few") == ["Few answer"]
    assert found(f"?post={risk.owner_post_id}") == ["Few answer"]
    assert found("?band=very_high") == []


def test_a_risk_that_nobody_has_looked_at_stands_with_its_own_scores(desk, plan):
    risk = RiskFactory(plan=plan, title="Few answer", likelihood=3, impact=4)
    for address in (at("risk-list", plan.slug), at("risk-detail", risk.pk)):
        assert "12 of 25, high" in text_of(desk.get(address))


def test_the_holder_of_the_post_looks_at_a_risk_again(client, lead, post, risk):
    sign_in(client, lead)
    url = at("risk-review", risk.pk)
    sent = {"likelihood": "5", "impact": "5", **date_of("review_on", JUNE)}
    assert codes(client.post(url, sent)) == {"words": ["words_missing"]}
    past = sent | {"words": "It grew", **date_of("review_on", TODAY)}
    assert codes(client.post(url, past)) == {"review_on": ["review_past"]}
    client.post(url, sent | {"words": "It grew"})
    review = risk.reviews.last()
    assert (review.score, review.by, review.post) == (25, lead, post)
    assert "up from 12" in text_of(client.get(at("risk-detail", risk.pk)))


def test_a_figure_and_a_risk_are_answered_from_an_e_mail(client, lead, post, measure, risk):
    token = token_of(lead)
    page = client.get(at("answer", token))
    shown = text_of(page)
    assert "1 reading to give" in shown
    assert "1 risk to look at again" in shown
    assert not Reading.objects.exists()  # Opening it changes nothing.
    url = at("answer-reading", token, measure.pk)
    refused = client.post(url, {"on": "2026-03-31", "value": "6150"})
    assert codes(refused) == {"value": ["too_high"]}
    answer = client.post(url, {"on": "2026-03-31", "value": "61.5", "note": ""})
    reading = Reading.objects.get()
    assert (reading.by, reading.post) == (lead, post)
    assert answer.url == f"{at('answer', token)}?figure={reading.pk}"
    assert "Public confidence: 61.5%, January to March 2026" in text_of(client.get(answer.url))
    answer = client.post(at("answer-risk-review", token, risk.pk), {"same": "1"})
    review = risk.reviews.last()
    # 31 March to 18 June: as many days from today.
    assert (review.by, review.review_on) == (lead, date(2026, 9, 5))
    said = text_of(client.get(answer.url))
    assert "Few answer: 12 of 25, high" in said
    assert "Saturday 5 September 2026" in said
    assert "to look at again" not in text_of(client.get(at("answer", token)))


def test_by_link_nothing_of_others_is_there(client, lead, other_lead, measure, risk):
    token = token_of(other_lead)
    assert "Public confidence" not in text_of(client.get(at("answer", token)))
    for url in (
        at("answer-reading", token, measure.pk),
        at("answer-risk-review", token, risk.pk),
    ):
        assert client.get(url).status_code == 404
        refused = client.post(url, {"words": "Nothing new since March"})
        assert refused.status_code == 404
        assert "Nothing new since March</textarea>" in text_of(refused)
    reading = give_reading(measure, by=lead, on=MARCH, value=Decimal(61))
    own = client.get(f"{at('answer', token)}?figure={reading.pk}&risk=1")
    assert "Public confidence" not in text_of(own)
    SignedLink.objects.update(revoked_at=noon(TODAY))
    refused = client.post(url, {"words": "Nothing new since March"})
    assert refused.status_code == 410
    assert "Nothing new since March</textarea>" in text_of(refused)


def test_my_work_asks_for_them_too(client, lead, measure, risk):
    sign_in(client, lead)
    page = text_of(client.get(at("my-work")))
    assert "Readings to give (1)" in page
    assert "Risks to look at again (1)" in page
    answer = client.post(at("risk-review", risk.pk), {"same": "1"})
    assert answer.url == at("risk-detail", risk.pk)


def test_the_lists_cost_the_same_for_any_number(
    django_assert_max_num_queries, desk, plan, measure, risk
):
    objective = ObjectiveFactory(plan=plan)
    measure.objectives.add(objective)
    risk.actions.add(ActionFactory(objective=objective))
    names = ("measure-list", "risk-list", "plan-detail")
    urls = [at(name, plan.slug) for name in names]
    before = [queries(django_assert_max_num_queries, desk, url) for url in urls]
    for _ in range(4):
        another = MeasureFactory(plan=plan)
        another.objectives.add(objective)
        give_reading(another, by=None, on=MARCH, value=Decimal(61))
        a_risk(plan).actions.add(ActionFactory(objective=objective))
    give_reading(measure, by=None, on=MARCH, value=Decimal(61))
    after = [queries(django_assert_max_num_queries, desk, url) for url in urls]
    assert after == before
