"""Who may use the addresses of a meeting's minutes."""

from reports.services import request_minutes
from tests.world import Address

from .minuted import WRITTEN, build_meeting, built

STAFF = {"coordinator", "auditor"}


def furnish(world):
    world.minuted_meeting = build_meeting(world.panel)
    ask = {"by": world.coordinator, "queue": False, "at": WRITTEN}
    world.minutes = built(request_minutes(world.minuted_meeting, **ask)).report


def meeting(world):
    return {"pk": world.minuted_meeting.pk}


ADDRESSES = {
    "reports:meeting-minutes": Address(allowed=STAFF, kwargs=meeting),
    "reports:minutes-request": Address(allowed={"coordinator"}, kwargs=meeting),
    "reports:minutes-approve": Address(
        allowed={"coordinator"}, kwargs=lambda world: {"slug": world.minutes.slug}
    ),
}
