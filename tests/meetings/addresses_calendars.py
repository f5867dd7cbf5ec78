"""Calendars: looked at by whoever sees meetings; addresses of their own for whoever has work here;
and by the address itself anybody is let in."""

from tests.meetings.addresses import LIST_READERS, READERS
from tests.meetings.factories import CalendarFeedFactory
from tests.world import EVERYONE, Address

SUBSCRIBERS = {"coordinator", "auditor", "lead", "other_lead"}


def furnish(world):
    world.feed = CalendarFeedFactory(person=world.lead)


def meeting(world):
    return {"pk": world.exempt_meeting.pk}


def feed(world):
    return {"pk": world.feed.pk}


def key(world):
    return {"key": world.feed.key}


def day(world):
    return {"year": 2026, "month": 6, "day": 18}


def month(world):
    return {"year": 2026, "month": 6}


def year(world):
    return {"year": 2026}


ADDRESSES = {
    "meetings:calendar": Address(LIST_READERS),
    "meetings:meeting-month": Address(LIST_READERS, month),
    "meetings:meeting-year": Address(LIST_READERS, year),
    "meetings:meeting-day": Address(LIST_READERS, day),
    "meetings:meeting-ics": Address(READERS, meeting),
    "meetings:feed-list": Address(SUBSCRIBERS | {"administrator"}),
    "meetings:feed-create": Address(SUBSCRIBERS),
    "meetings:feed-stop": Address({"lead", "coordinator", "administrator"}, feed),
    "meetings:feed-file": Address(EVERYONE, key),
}
