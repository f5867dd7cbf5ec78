"""Who may use which address of the engagement log: staff and auditors read it, and whoever holds a
post, who logs too; a private one is seen and changed by who went."""

from tests.actionplans.factories import PrincipleFactory
from tests.meetings.engagement.factories import (
    EngagementActivityFactory,
    EngagementMethodFactory,
    ProgrammeFactory,
)
from tests.stakeholders.directory_factories import CommunityGroupFactory
from tests.world import Address

STAFF = {"coordinator", "auditor"}
READERS = {"coordinator", "auditor", "lead", "other_lead"}
LOGGERS = {"coordinator", "lead", "other_lead"}
# The lead's post went to it; it is private, so that the other lead does not find it.
OF_LEAD = {"coordinator", "lead"}
COORDINATOR = {"coordinator"}


def furnish(world):
    world.logged_method = EngagementMethodFactory()
    world.logged_group = CommunityGroupFactory(name="Young people", priority=True)
    world.logged_programme = ProgrammeFactory(method=world.logged_method)
    world.logged_principle = PrincipleFactory()
    own = {"method": world.logged_method, "groups": [world.logged_group], "posts": [world.post]}
    private = {"exempt_reason": "A victim was there"}
    world.logged_activity = EngagementActivityFactory(**own, **private)
    world.planned_activity = EngagementActivityFactory(**own, **private, status="planned")


def done(world):
    return {"pk": world.logged_activity.pk}


def planned(world):
    return {"pk": world.planned_activity.pk}


def programme(world):
    return {"pk": world.logged_programme.pk}


def method(world):
    return {"pk": world.logged_method.pk}


def principle(world):
    return {"pk": world.logged_principle.pk}


ADDRESSES = {
    "meetings:activity-list": Address(READERS),
    "meetings:activity-log": Address(LOGGERS),
    "meetings:activity-create": Address(LOGGERS),
    "meetings:activity-detail": Address(OF_LEAD | STAFF, done),
    "meetings:activity-edit": Address(OF_LEAD, done),
    "meetings:activity-links": Address(OF_LEAD, done),
    "meetings:activity-people": Address(OF_LEAD, done),
    "meetings:activity-confirm": Address(OF_LEAD, planned),
    "meetings:activity-cancel": Address(OF_LEAD, planned),
    "meetings:activity-reinstate": Address(OF_LEAD, done),
    "meetings:activity-withdraw": Address(OF_LEAD, done),
    "meetings:activity-history": Address(STAFF, done),
    "meetings:programme-list": Address(READERS),
    "meetings:programme-detail": Address(READERS, programme),
    "meetings:programme-create": Address(COORDINATOR),
    "meetings:programme-edit": Address(COORDINATOR, programme),
    "meetings:programme-end": Address(COORDINATOR, programme),
    "meetings:programme-plan": Address(COORDINATOR, programme),
    "meetings:method-list": Address(COORDINATOR),
    "meetings:method-create": Address(COORDINATOR),
    "meetings:method-edit": Address(COORDINATOR, method),
    "meetings:method-press": Address(COORDINATOR, method, "post"),
    "meetings:principle-create": Address(COORDINATOR),
    "meetings:principle-edit": Address(COORDINATOR, principle),
    "meetings:principle-press": Address(COORDINATOR, principle, "post"),
}
