"""Who may use which address of the meetings room: staff change, auditors read all of it, and who
holds a post what that post leads or goes to: `lead` does, `other_lead` does not."""

from tests.meetings.factories import (
    ForumFactory,
    MeetingCategoryFactory,
    MeetingFactory,
    MeetingSeriesFactory,
)
from tests.world import Address

READERS = {"coordinator", "auditor", "lead"}
LIST_READERS = READERS | {"other_lead"}
CHANGERS = {"coordinator"}


def furnish(world):
    """A table, a line of the Panel's that the lead's post attends, its forum, two meetings."""
    world.meeting_category = MeetingCategoryFactory(title="Public accountability")
    world.series = MeetingSeriesFactory(
        category=world.meeting_category, title="Police and Crime Panel", body=world.panel
    )
    world.series.attending_posts.add(world.post)
    world.forum = ForumFactory(series=world.series)
    world.meeting = MeetingFactory(forum=world.forum)
    world.exempt_meeting = MeetingFactory(
        forum=world.forum, held_on="2026-07-16", exempt_reason="Names of witnesses"
    )


def category(world):
    return {"pk": world.meeting_category.pk}


def series(world):
    return {"pk": world.series.pk}


def forum(world):
    return {"pk": world.forum.pk}


def meeting(world):
    return {"pk": world.exempt_meeting.pk}


ADDRESSES = {
    "meetings:schedule": Address(LIST_READERS),
    "meetings:series-detail": Address(READERS, series),
    "meetings:series-history": Address(READERS, series),
    "meetings:meeting-list": Address(LIST_READERS),
    "meetings:meeting-past-list": Address(LIST_READERS),
    "meetings:meeting-detail": Address(READERS, meeting),
    "meetings:schedule-order": Address(CHANGERS),
    "meetings:category-create": Address(CHANGERS),
    "meetings:category-edit": Address(CHANGERS, category),
    "meetings:category-move": Address(CHANGERS, category, "post"),
    "meetings:series-create": Address(CHANGERS),
    "meetings:series-edit": Address(CHANGERS, series),
    "meetings:series-move": Address(CHANGERS, series, "post"),
    "meetings:series-withdraw": Address(CHANGERS, series),
    "meetings:forum-create": Address(CHANGERS, series),
    "meetings:forum-create-several": Address(CHANGERS, series),
    "meetings:forum-edit": Address(CHANGERS, forum),
    "meetings:forum-end": Address(CHANGERS, forum),
    "meetings:meeting-create": Address(CHANGERS),
    "meetings:meeting-edit": Address(CHANGERS, meeting),
    "meetings:meeting-hold": Address(CHANGERS, meeting, "post"),
    "meetings:meeting-cancel": Address(CHANGERS, meeting),
    "meetings:meeting-reinstate": Address(CHANGERS, meeting, "post"),
}
