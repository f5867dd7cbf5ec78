"""The grid is for whoever sees engagement; how often a group is aimed for a coordinator says."""

from tests.meetings.engagement.factories import EngagementAimFactory
from tests.stakeholders.directory_factories import CommunityGroupFactory
from tests.world import Address

READERS = {"coordinator", "auditor", "lead", "other_lead"}
CHANGERS = {"coordinator"}


def furnish(world):
    world.aimed_group = CommunityGroupFactory(name="Young carers", priority=True)
    world.aim = EngagementAimFactory(group=world.aimed_group)


def group(world):
    return {"pk": world.aimed_group.pk}


def aim(world):
    return {"pk": world.aim.pk}


ADDRESSES = {
    "meetings:grid": Address(READERS),
    "meetings:grid-download": Address(READERS, lambda world: {"format": "csv"}),
    "meetings:aim-grid": Address(CHANGERS),
    "meetings:aim-list": Address(READERS, group),
    "meetings:aim-create": Address(CHANGERS, group),
    "meetings:aim-end": Address(CHANGERS, aim),
}
