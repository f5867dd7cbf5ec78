"""Who sees which rows: exempt ones are for staff, auditors and their own leads (design.md)."""

import pytest
from django.utils import timezone

from objectives.models import Action, Objective
from objectives.services import set_leads
from tests.stakeholders.factories import AbsenceFactory, PersonFactory

from .factories import ActionFactory, ObjectiveFactory
from .plans import noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

REASON = "Names an informant"


def post_of(person):
    return person.holdings.earliest("pk").post


@pytest.fixture
def rows(lead):
    """One action of each kind, by name; those of `own_` are led by the lead."""
    objective = ObjectiveFactory()
    private = ObjectiveFactory(plan=objective.plan, exempt_reason=REASON)
    posts = [post_of(lead)]
    parent = ActionFactory(objective=objective)
    hidden_parent = ActionFactory(objective=objective, exempt_reason=REASON)
    made = {
        "plain": ActionFactory(objective=objective),
        "parent": parent,
        "sub": ActionFactory(objective=objective, parent=parent),
        "exempt_sub": ActionFactory(objective=objective, parent=parent, exempt_reason=REASON),
        "exempt": hidden_parent,
        "sub_of_exempt": ActionFactory(objective=objective, parent=hidden_parent),
        "in_exempt_objective": ActionFactory(objective=private),
        "own_exempt": ActionFactory(objective=objective, exempt_reason=REASON, posts=posts),
        "own_sub_of_exempt": ActionFactory(objective=objective, parent=hidden_parent, posts=posts),
    }
    return made


PUBLIC = {"plain", "parent", "sub"}
OWN = {"own_exempt", "own_sub_of_exempt"}


def seen(rows, person):
    visible = set(Action.objects.visible_to(person))
    assert visible == {action for action in rows.values() if action.is_visible_to(person)}
    return {name for name, action in rows.items() if action in visible}


def test_staff_and_auditors_see_everything(rows, coordinator, auditor):
    assert seen(rows, coordinator) == set(rows)
    assert seen(rows, auditor) == set(rows)


def test_a_lead_sees_what_is_public_and_the_exempt_rows_they_lead(rows, lead):
    assert seen(rows, lead) == PUBLIC | OWN


def test_another_lead_sees_what_is_public(rows, other_lead):
    assert seen(rows, other_lead) == PUBLIC


def test_nobody_else_sees_a_plan(rows, panel_member, outsider, administrator):
    for person in (panel_member, outsider, administrator):
        assert seen(rows, person) == set()


def test_a_public_paper_leaves_out_every_kind_of_exempt_row(rows):
    public = set(Action.objects.public())
    assert {name for name, action in rows.items() if action in public} == PUBLIC
    assert {name for name, action in rows.items() if not action.is_exempt} == PUBLIC
    exempt = set(Action.objects.exempt())
    assert {name for name, action in rows.items() if action in exempt} == set(rows) - PUBLIC


def test_a_lead_who_no_longer_leads_it_no_longer_sees_it(rows, lead):
    set_leads(rows["own_exempt"], by=None, posts=[])
    assert "own_exempt" not in seen(rows, lead)


def test_a_deputy_sees_it_while_they_stand_in(rows, lead):
    deputy = PersonFactory()
    today = timezone.localdate()
    AbsenceFactory(person=lead, deputy=deputy, starts_on=today, ends_on=today)
    assert "own_exempt" in seen(rows, deputy)


def test_an_exempt_objective_is_seen_by_those_who_lead_something_in_it(
    rows, lead, other_lead, auditor
):
    private = rows["in_exempt_objective"].objective
    assert private not in Objective.objects.visible_to(lead)
    assert private in Objective.objects.visible_to(auditor)
    ActionFactory(objective=private, posts=[post_of(lead)], at=noon(private.plan.starts_on))
    assert private in Objective.objects.visible_to(lead)
    assert private not in Objective.objects.visible_to(other_lead)
