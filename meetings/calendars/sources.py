"""What a calendar source hands over. A source is a module named in CALENDAR_SOURCES with

- `KEY`: what a CalendarFeed keeps as `what`,
- `TITLE` and `ABOUT`: how it is called, and a sentence on what stands in it,
- `WHOSE`: which of CalendarFeed.Whose it can be made for,
- `BY_PLAN`: whether it can be kept to one plan,
- `entries(feed, on)`: an `Entry` for everything that the feed's owner may see on that day: a fixed
  number of queries for any number of entries.
"""

import datetime as dt
from dataclasses import dataclass
from importlib import import_module
from urllib.parse import urlsplit

from dateutil.relativedelta import relativedelta
from django.conf import settings

from meetings.models import CalendarFeed

Whose = CalendarFeed.Whose
MONTHS_BACK, MONTHS_AHEAD = 12, 24
# Of what the log does not know: older than the log itself.
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Entry:
    """One event of a calendar. Without `starts_at` it takes the whole day.

    `changed_at` is when it was last changed: a stored moment, so that the same rows make the same
    bytes. `path` is its page in the portal. `busy` says whether it takes its owner's time.
    """

    uid: str
    title: str
    day: dt.date
    changed_at: dt.datetime
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    sequence: int = 0
    place: str = ""
    details: str = ""
    path: str = ""
    categories: tuple[str, ...] = ()
    cancelled: bool = False
    tentative: bool = False
    busy: bool = False


def sources():
    return [import_module(name) for name in settings.CALENDAR_SOURCES]


def source_of(key):
    """The source with this key; None where the installation has it no more."""
    return next((source for source in sources() if key == source.KEY), None)


def window(on):
    """The first and the last day that a calendar shows: programs keep what they are given."""
    return on - relativedelta(months=MONTHS_BACK), on + relativedelta(months=MONTHS_AHEAD)


def posts_of(feed):
    """Keys of the posts whose calendar it is; None for the whole office's."""
    if feed.whose == Whose.OFFICE:
        return None
    return {feed.post_id} if feed.whose == Whose.POST else set(feed.person.access.posts)


def may_have(access, whose, post_id=None):
    """Whether somebody may have such a calendar today."""
    if whose == Whose.OFFICE:
        return access.sees_everything
    if whose == Whose.POST:
        return post_id in access.posts or (post_id is not None and access.sees_everything)
    return bool(access.posts)


def title_of(feed):
    source = source_of(feed.what)
    title = source.TITLE if source else "A calendar that is no longer made"
    whose = {Whose.MINE: "mine", Whose.OFFICE: "the whole office"}.get(feed.whose, feed.post)
    return ", ".join(str(part) for part in (title, whose, feed.plan) if part)


def uid_for(*parts):
    """A name that stays the same: "action-12@portal.example.org"."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"{'-'.join(str(part) for part in parts)}@{host}"
