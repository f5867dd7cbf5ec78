"""Planning the year is for coordinators."""

from tests.meetings.addresses import CHANGERS, forum, series
from tests.world import Address

ADDRESSES = {
    "meetings:dates-propose": Address(CHANGERS, series),
    "meetings:forum-too-soon": Address(CHANGERS, forum),
}
