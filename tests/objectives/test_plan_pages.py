"""The list of plans and a plan's own page: what they show, to whom, filtered how, how fast."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from objectives.models import Action
from objectives.services import set_leads, withdraw_objective
from tests.actionplans.factories import ActionPlanFactory
from tests.stakeholders.factories import PostFactory, PostHoldingFactory
from tests.world import sign_in

from .factories import ActionFactory, ActivityFactory, ObjectiveFactory
from .plans import TODAY, noon
from .test_services_updates import say

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

DAY = datetime.timedelta(days=1)
LIST = "/plans/"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def desk(client, coordinator):
    return sign_in(client, coordinator)


@pytest.fixture
def post():
    return PostHoldingFactory(post__title="Head of Hearing").post


@pytest.fixture
def plan():
    return ActionPlanFactory(title="Joint plan", slug="joint-plan")


@pytest.fixture
def objective(plan):
    return ObjectiveFactory(plan=plan, number="4", title="Hear more people")


def at(plan, **filters):
    return reverse("objectives:plan-detail", args=[plan.slug], query=filters or None)


def shown(response):
    """The labels of the actions on the page, in order."""
    return [row.label for section in response.context["sections"] for row in section.rows]


def text_of(response):
    return " ".join(response.content.decode().split())


def test_plan_list_says_how_each_plan_stands(desk, plan, objective):
    ActionFactory(objective=objective, deadline="2 March 2026")
    say(ActionFactory(objective=objective), at=noon(TODAY))
    row = desk.get(LIST).context["plans"][0]
    assert row["plan"] == plan
    assert (row["total"], row["overdue"], row["update_due"]) == (2, 1, 1)
    assert [(part["code"], part["count"]) for part in row["position"]] == [
        ("overdue", 1),
        ("on_track", 1),
    ]


def test_plan_list_says_how_a_plan_gets_there(desk, client, lead):
    assert "you import the file that you already have" in text_of(desk.get(LIST))
    assert "once the office" in text_of(sign_in(client, lead).get(LIST))


def test_plan_list_leaves_exempt_actions_out_of_a_leads_counts(client, lead, objective):
    ActionFactory(objective=objective)
    ActionFactory(objective=objective, exempt_reason="Names an informant")
    assert sign_in(client, lead).get(LIST).context["plans"][0]["total"] == 1


def test_plan_detail_shows_objectives_activities_and_actions(desk, plan, objective, post):
    ActivityFactory(objective=objective, text="Go where people are")
    parent = ActionFactory(objective=objective, number="1", text="Keep the duties", posts=[post])
    ActionFactory(objective=objective, number="1a", parent=parent)
    done = ActionFactory(objective=objective, number="1b", parent=parent)
    say(done, status="complete", rag="", completed_on=TODAY, at=noon(TODAY))
    ActionFactory(
        objective=objective, number="2", deadline="February 2026", posts=[PostFactory(title="Gap")]
    )
    response = desk.get(at(plan))
    assert shown(response) == ["4.1", "4.1a", "4.1b", "4.2"]
    page = text_of(response)
    for words in (
        "4 Hear more people",
        "0 of 4 on track · 1 overdue · 2 not reported · 1 complete",
        "Go where people are",
        "1 of 2 done",
        "February 2026",
        "due 28 February 2026",
        "never reported, 3 days late",
        "Head of Hearing",
        "vacant",
        "on 3 March 2026",
        "What the words mean",
    ):
        assert words in page


def test_plan_detail_keeps_an_objective_that_was_withdrawn(desk, plan, objective, coordinator):
    withdraw_objective(objective, by=coordinator, reason="Merged into objective 5")
    assert "Merged into objective 5" in text_of(desk.get(at(plan)))


@pytest.fixture
def mixed(objective, post):
    """Five actions that each filter tells apart."""
    other = ObjectiveFactory(plan=objective.plan, number="5", title="Answer them")
    rows = {
        "late": ActionFactory(objective=objective, number="1", deadline="2 March 2026"),
        "fine": ActionFactory(objective=objective, number="2", deadline="Ongoing", posts=[post]),
        "silent": ActionFactory(objective=objective, number="3", text="Print a leaflet"),
        "asked": ActionFactory(objective=other, number="1", deadline="30 June 2026"),
        "done": ActionFactory(objective=other, number="2", text="50% of <b>replies</b>"),
    }
    reported = {"at": noon(TODAY)}
    say(rows["late"], **reported)
    say(rows["fine"], **reported)
    say(rows["asked"], new_date=TODAY + 200 * DAY, new_date_reason="No hall", **reported)
    say(rows["done"], status="complete", rag="", completed_on=TODAY, **reported)
    return rows


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"state": "overdue"}, ["4.1"]),
        ({"state": "complete"}, ["5.2"]),
        ({"state": "on_track"}, ["4.2", "5.1"]),
        ({"overdue": "on"}, ["4.1"]),
        ({"update_due": "on"}, ["4.3"]),
        ({"new_date": "on"}, ["5.1"]),
        ({"text": "leaflet"}, ["4.3"]),
        ({"text": "LEAFLET"}, ["4.3"]),
        ({"text": "5.2"}, ["5.2"]),
        ({"text": "ongoing"}, ["4.2"]),
        ({"text": "50%"}, ["5.2"]),
        ({"text": "<b>"}, ["5.2"]),
        ({"text": "leaflet", "state": "complete"}, []),
        ({"state": "nonsense"}, ["4.1", "4.2", "4.3", "5.1", "5.2"]),
    ],
)
def test_plan_detail_filters(desk, plan, mixed, filters, expected):
    assert shown(desk.get(at(plan, **filters))) == expected


def test_plan_detail_filters_by_objective_lead_and_organisation(desk, plan, mixed, post):
    second = mixed["asked"].objective
    assert shown(desk.get(at(plan, objective=second.pk))) == ["5.1", "5.2"]
    assert shown(desk.get(at(plan, lead=post.pk))) == ["4.2"]
    assert shown(desk.get(at(plan, organisation=post.organisation_id))) == ["4.2"]
    set_leads(mixed["fine"], by=None, posts=[])
    assert shown(desk.get(at(plan, lead=post.pk))) != ["4.2"]


def test_plan_detail_says_how_many_of_how_many_and_how_to_clear(desk, plan, mixed):
    page = text_of(desk.get(at(plan, state="overdue", text="surgery")))
    assert "<strong>1</strong> of 5 actions" in page
    assert "Clear all filters" in page
    assert 'href="/plans/joint-plan/?text=surgery"' in page
    assert "No actions match." in text_of(desk.get(at(plan, text="zebra")))


def test_plan_detail_shows_a_lead_only_what_they_may_see(client, lead, plan, objective):
    ActionFactory(objective=objective, number="1")
    ActionFactory(objective=objective, number="2", exempt_reason="Names an informant")
    private = ObjectiveFactory(plan=plan, exempt_reason="A trial", title="Secret heading")
    ActionFactory(objective=private)
    response = sign_in(client, lead).get(at(plan))
    assert shown(response) == ["4.1"]
    assert "Secret heading" not in text_of(response)
    assert response.context["total"] == 1


def test_a_leads_count_of_parts_leaves_exempt_ones_out(client, lead, coordinator, plan, objective):
    whole = ActionFactory(objective=objective, number="1")
    ActionFactory(objective=objective, number="1a", parent=whole)
    ActionFactory(objective=objective, number="1b", parent=whole, exempt_reason="A trial")
    own = lead.holdings.get().post
    ActionFactory(objective=objective, parent=whole, posts=[own], exempt_reason="A trial")
    for person, words in ((lead, "0 of 2 done"), (coordinator, "0 of 3 done")):
        rows = sign_in(client, person).get(at(plan)).context["sections"][0].rows
        assert (person.name, rows[0].done) == (person.name, words)


def test_a_leads_choices_tell_nothing_of_exempt_rows(client, lead, coordinator, plan, objective):
    ActionFactory(objective=objective, number="1")
    hidden = PostHoldingFactory(post__title="Head of Informants").post
    ActionFactory(objective=objective, posts=[hidden], exempt_reason="Names an informant")
    private = ObjectiveFactory(plan=plan, exempt_reason="A trial", title="Secret heading")
    ActionFactory(objective=private, posts=[hidden])
    page = text_of(sign_in(client, lead).get(at(plan)))
    assert "Organisation that leads" in page
    assert "Informants" not in page
    assert hidden.organisation.name not in page
    assert "Secret heading" not in page
    assert "Informants" not in text_of(client.get(at(plan, lead=hidden.pk)))
    assert "Head of Informants" in text_of(sign_in(client, coordinator).get(at(plan)))


def fill(objective, number, post):
    for n in range(number):
        ActionFactory(objective=objective, number=str(n + 1), posts=[post])


def test_plan_detail_pages_through_a_large_plan(desk, plan, objective, post):
    fill(objective, 101, post)
    first = desk.get(at(plan))
    assert len(shown(first)) == 25
    assert first.context["page_obj"].paginator.num_pages == 5
    assert shown(desk.get(at(plan, page=5))) == ["4.101"]
    assert shown(desk.get(at(plan, page=99))) == ["4.101"]
    narrowed = desk.get(at(plan, lead=post.pk, page=2))
    assert shown(narrowed)[0] == "4.26"
    assert narrowed.context["page_obj"].paginator.count == 101
    assert shown(desk.get(at(plan, lead=post.pk, page=77))) == ["4.101"]
    assert shown(desk.get(at(plan, lead=post.pk, page="x")))[0] == "4.1"


def queries(django_assert_max_num_queries, desk, url):
    with django_assert_max_num_queries(40) as counted:
        assert desk.get(url).status_code == 200
    return len(counted)


@pytest.mark.parametrize("filters", [{}, {"state": "not_reported"}, {"text": "surgery"}])
def test_plan_detail_asks_as_many_queries_for_twice_the_rows(
    django_assert_max_num_queries, client, lead, plan, objective, post, filters
):
    desk = sign_in(client, lead)
    fill(objective, 4, post)
    ActivityFactory(objective=objective)
    before = queries(django_assert_max_num_queries, desk, at(plan, **filters))
    for _ in range(2):
        second = ObjectiveFactory(plan=plan)
        ActivityFactory(objective=second)
        parent = ActionFactory(objective=second, posts=[PostFactory(), post])
        ActionFactory(objective=second, parent=parent)
        fill(second, 3, PostFactory())
    assert queries(django_assert_max_num_queries, desk, at(plan, **filters)) == before
    assert before <= 19


def test_plan_list_asks_as_many_queries_for_twice_the_plans(
    django_assert_max_num_queries, desk, objective, post
):
    fill(objective, 2, post)
    before = queries(django_assert_max_num_queries, desk, LIST)
    fill(ObjectiveFactory(), 4, post)
    assert queries(django_assert_max_num_queries, desk, LIST) == before


def test_words_from_a_plan_are_shown_as_they_are_typed(desk, plan, mixed):
    assert "50% of &lt;b&gt;replies&lt;/b&gt;" in text_of(desk.get(at(plan)))
    assert Action.objects.filter(text__contains="<b>").exists()
