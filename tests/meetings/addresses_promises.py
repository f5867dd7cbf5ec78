"""Who may use which address of the promises of attendance: each post's holder reads its own."""

from tests.meetings.factories import AttendanceCommitmentFactory
from tests.world import Address

READERS = {"coordinator", "auditor", "lead", "other_lead"}
CHANGERS = {"coordinator"}


def furnish(world):
    """A promise of both leads' posts, in turn."""
    world.commitment = AttendanceCommitmentFactory(
        series=world.series, posts=[world.post, world.other_post], each_forum=True
    )


def commitment(world):
    return {"pk": world.commitment.pk}


def post(world):
    return {"pk": world.post.pk}


ADDRESSES = {
    "meetings:commitment-list": Address(READERS),
    "meetings:commitment-detail": Address(READERS, commitment),
    "meetings:commitment-post": Address(READERS - {"other_lead"}, post),
    "meetings:commitment-create": Address(CHANGERS),
    "meetings:commitment-edit": Address(CHANGERS, commitment),
    "meetings:commitment-end": Address(CHANGERS, commitment),
    "meetings:commitment-rotation": Address(CHANGERS, commitment),
}
