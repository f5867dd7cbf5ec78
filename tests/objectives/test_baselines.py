"""What an approval freezes, what changed since; the first plan played through to its approval."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from actionplans.services import finish_amendment, record_endorsement, start_delivery
from objectives.baselines import changes_since
from objectives.models import Baseline
from objectives.services import (
    approve_plan,
    correct_deadline,
    create_objective,
    edit_action,
    edit_activity,
    edit_objective,
    freeze_baseline,
    read_for,
    record_update,
    redate_action,
    set_leads,
    withdraw_activity,
    withdraw_objective,
)
from stakeholders.access import access_of
from stakeholders.models import Event
from tests.actionplans.factories import ActionPlanFactory
from tests.stakeholders.factories import GovernanceBodyFactory, PostFactory

from .factories import ActionFactory, ActivityFactory, ObjectiveFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

DAY = datetime.date(2026, 3, 2)


@pytest.fixture
def plan():
    return ActionPlanFactory(title="Joint plan", slug="joint-plan")


@pytest.fixture
def board():
    return GovernanceBodyFactory(name="Police Authority")


@pytest.fixture
def objective(plan):
    return ObjectiveFactory(plan=plan, number="4", title="Hear more people")


def approve(plan, board, by, day=DAY):
    return approve_plan(plan, by=by, body=board, decided_on=day).baseline


def labels(rows):
    return [(row.what, row.label) for row in rows]


def test_the_approval_of_the_first_plan(plan, objective, board, coordinator):
    """Seed 000 §3.3-3.4: the force's executive board on 2 March 2010 and the Authority's panel on
    3 March 2010 endorse the plan subject to changes; both are in the version that the Authority
    is then asked to approve (§4.2)."""
    executive = GovernanceBodyFactory(name="Force Executive Board")
    panel = GovernanceBodyFactory(name="Citizen Focus Panel")
    action = ActionFactory(objective=objective, text="Map the channels", deadline="March 2010")
    asked = [
        record_endorsement(
            plan,
            by=coordinator,
            body=body,
            decided_on=datetime.date(2010, 3, day),
            outcome="subject_to_amendments",
            amendments=[text],
        )
        for body, day, text in (
            (executive, 2, "Say who owns each action"),
            (panel, 3, "Say that the map is shared"),
        )
    ]
    plan.refresh_from_db()
    assert plan.stage == "endorsed"

    with pytest.raises(ValidationError) as refused:
        approve(plan, board, coordinator, datetime.date(2010, 3, 11))
    assert refused.value.code == "amendments_to_be_done"
    assert not Baseline.objects.exists()

    set_leads(action, by=coordinator, posts=[PostFactory(title="Head of Engagement")])
    edit_action(action, by=coordinator, changes={"text": "Map the channels and share the map"})
    for row in asked:
        done = datetime.date(2010, 3, 4)
        finish_amendment(row.amendments.get(), by=coordinator, done_on=done)

    baseline = approve(plan, board, coordinator, datetime.date(2010, 3, 11))

    plan.refresh_from_db()
    assert plan.stage == "approved"
    assert [str(row) for row in plan.endorsements.all()] == [
        "Approved by Police Authority",
        "Endorsed subject to amendments by Citizen Focus Panel",
        "Endorsed subject to amendments by Force Executive Board",
    ]
    frozen = baseline.document["actions"][0]
    assert frozen["text"] == "Map the channels and share the map"
    assert [lead["title"] for lead in frozen["leads"]] == ["Head of Engagement"]
    assert changes_since(baseline).total == 0
    start_delivery(plan, by=coordinator)
    plan.refresh_from_db()
    assert plan.stage == "in_delivery"


def test_each_approval_freezes_a_baseline(plan, objective, board, coordinator):
    ActionFactory(objective=objective)
    first = approve(plan, board, coordinator)
    event = Event.objects.about(first).get()
    assert (event.verb, event.actor, event.plan_id) == ("baseline frozen", coordinator, plan.pk)
    assert (event.after["objectives"], event.after["actions"]) == (1, 1)

    edit_objective(objective, by=coordinator, changes={"title": "Hear everybody"})
    second = approve(plan, board, coordinator, DAY + datetime.timedelta(days=30))

    assert changes_since(first).total == 1
    assert changes_since(second).total == 0
    assert list(plan.baselines.all()) == [second, first]


def test_only_an_approval_freezes_a_baseline(plan, board, coordinator):
    noted = record_endorsement(plan, by=coordinator, body=board, decided_on=DAY, outcome="noted")
    with pytest.raises(ValueError, match="approval"):
        freeze_baseline(noted, by=coordinator)


def test_changed_wording(plan, objective, board, coordinator):
    activity = ActivityFactory(objective=objective, number="2", text="Go out")
    action = ActionFactory(objective=objective, number="1", text="Hold two surgeries")
    baseline = approve(plan, board, coordinator)

    edit_activity(activity, by=coordinator, changes={"text": "Go out more"})
    edit_action(action, by=coordinator, changes={"text": "Hold  two surgeries"})
    assert [one.now for one in changes_since(baseline).wording] == ["Go out more"]
    edit_action(action, by=coordinator, changes={"text": "Hold ten surgeries"})

    changes = changes_since(baseline)
    assert labels(one.row for one in changes.wording) == [("activity", "2"), ("action", "4.1")]
    assert (changes.wording[1].before, changes.wording[1].now) == (
        "Hold two surgeries",
        "Hold ten surgeries",
    )
    assert changes.total == 2


def test_slips_count_since_the_baseline_and_corrections_do_not(plan, objective, board, coordinator):
    def redate(action, text):
        reading = read_for(plan, text)
        redate_action(action, by=coordinator, reading=reading, reason="The hall is shut")

    slipped = ActionFactory(objective=objective, number="1", deadline="31 March 2026")
    redate(slipped, "30 April 2026")
    corrected = ActionFactory(objective=objective, number="2", deadline="31 March 2026")
    ActionFactory(objective=objective, number="3", deadline="Ongoing")
    baseline = approve(plan, board, coordinator)

    redate(slipped, "10 May 2026")
    redate(slipped, "30 May 2026")
    correct_deadline(
        corrected, by=coordinator, reading=read_for(plan, "31 March 2027"), reason="A slip of a pen"
    )

    first, second = changes_since(baseline).deadlines
    assert (first.row.label, first.times, first.days) == ("4.1", 2, 30)
    assert (first.before, first.now) == ("30 April 2026", "30 May 2026")
    assert first.first_due_on == datetime.date(2026, 3, 31)
    assert (second.row.label, second.times, second.days) == ("4.2", 0, None)


def test_leads_rows_added_and_rows_withdrawn(plan, objective, board, coordinator):
    old, new = PostFactory(title="Head of Engagement"), PostFactory(title="Head of Press")
    action = ActionFactory(objective=objective, number="1", posts=[old])
    gone = ActionFactory(objective=objective, number="2")
    activity = ActivityFactory(objective=objective, number="1")
    whole = ObjectiveFactory(plan=plan, number="5")
    done = ActionFactory(objective=objective, number="3")
    closed = ActionFactory(objective=objective, number="4")
    record_update(action=closed, by=coordinator, status="closed", comment="Merged")
    baseline = approve(plan, board, coordinator)

    set_leads(action, by=coordinator, posts=[new, old])
    record_update(action=gone, by=coordinator, status="closed", comment="Merged")
    withdraw_activity(activity, by=coordinator, reason="Not ours")
    withdraw_objective(whole, by=coordinator, reason="Not ours")
    record_update(action=done, by=coordinator, status="complete", comment="Held", completed_on=DAY)
    record_update(action=closed, by=coordinator, status="in_progress", rag="green", comment="Back")
    create_objective(plan=plan, by=coordinator, title="New", number="6")
    ActionFactory(objective=objective, number="7")

    changes = changes_since(baseline)
    assert labels(changes.withdrawn) == [("objective", "5"), ("activity", "1"), ("action", "4.2")]
    assert labels(changes.added) == [("objective", "6"), ("action", "4.4"), ("action", "4.7")]
    (led,) = changes.leads
    assert led.before == ("Head of Engagement",)
    assert led.now == ("Head of Press", "Head of Engagement")
    assert (changes.wording, changes.deadlines) == ([], [])


def test_what_is_exempt_stays_with_those_who_may_see_it(
    plan, board, coordinator, auditor, lead, other_lead
):
    post = lead.holdings.get().post
    objective = ObjectiveFactory(plan=plan)
    opened = ActionFactory(objective=objective, posts=[post], exempt_reason="Names an informant")
    closed = ActionFactory(objective=objective, posts=[post])
    baseline = approve(plan, board, coordinator)
    for action, reason in ((opened, ""), (closed, "Names an informant")):
        changes = {"text": "Said in other words", "exempt_reason": reason}
        edit_action(action, by=coordinator, changes=changes)

    seen = {}
    for person in (coordinator, auditor, lead, other_lead):
        person.access = access_of(person, on=DAY)
        seen[person] = len(changes_since(baseline, person=person).wording)

    assert seen == {coordinator: 2, auditor: 2, lead: 2, other_lead: 0}


def test_a_larger_plan_costs_no_more_queries(
    plan, board, coordinator, other_lead, django_assert_num_queries
):
    def grow():
        objective = ObjectiveFactory(plan=plan)
        for _ in range(3):
            ActionFactory(objective=objective, posts=[PostFactory()])

    grow()
    baseline = approve(plan, board, coordinator)
    other_lead.access = access_of(other_lead, on=DAY)
    baseline = Baseline.objects.select_related("plan").get(pk=baseline.pk)
    with django_assert_num_queries(7):
        changes_since(baseline, person=other_lead)
    grow()
    grow()
    with django_assert_num_queries(7):
        assert changes_since(baseline, person=other_lead).total == 8
