"""A calendar asked for by its secret address: who may still have it, and whether it changed.

Programs ask every few minutes, some every minute, and nearly always nothing has changed. So what
was built is kept beside the feed with `built_from`, which says what it was built from: as long as
that is so, an answer takes two queries and builds nothing (decision 25).
"""

import datetime as dt
import gzip
import hashlib

from django.utils import timezone

from meetings.models import CalendarFeed
from stakeholders.models import Event
from stakeholders.office import OfficeWords

from .sources import may_have, source_of, title_of
from .writing import write

# A change that was logged before another one may be committed after it, and would go unseen.
LOOK_AGAIN = dt.timedelta(minutes=15)
READ_AGAIN = dt.timedelta(hours=1)


def find(key):
    """The feed of an address without its bytes, or None."""
    rows = CalendarFeed.objects.defer("packed").select_related("person__user", "post", "plan")
    return rows.filter(key=key).first()


def is_over(feed):
    """Stopped for good: by somebody, or with its owner's account."""
    user = getattr(feed.person, "user", None)
    return not feed.is_working or user is None or not user.is_active


def bring_up_to_date(feed, *, now):
    """Whether its owner may have it now; if so its bytes are those of today afterwards.

    Every change is in the log (stakeholders.events), rights and posts included, and what else
    changes by itself changes with the day.
    """
    seen = built_from(now)
    if feed.built_from == seen:
        return True
    source = source_of(feed.what)
    if source is None or not may_have(feed.person.access, feed.whose, feed.post_id):
        return False
    data = write(name_of(feed), source.entries(feed, timezone.localdate(now)))
    etag = hashlib.sha256(data).hexdigest()[:32]
    changed = {"built_from": seen}
    if etag != feed.etag:
        # The same bytes each time: no file name, no time of packing.
        changed |= {"etag": etag, "changed_at": now, "packed": gzip.compress(data, 6, mtime=0)}
    CalendarFeed.objects.filter(pk=feed.pk).update(**changed)
    for field, value in changed.items():
        setattr(feed, field, value)
    return True


def built_from(now):
    """What all calendars are made from, as a short text that changes when any of it does."""
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    minute = int(now.timestamp() // LOOK_AGAIN.total_seconds())
    return f"{timezone.localdate(now)} {minute} {last}"


def name_of(feed):
    portal = OfficeWords().portal_name
    return f"{title_of(feed)} ({portal})" if portal else title_of(feed)


def note_read(feed, *, now):
    """When it was last asked for, to the hour: not a write a minute."""
    if feed.last_read_at is None or now - feed.last_read_at >= READ_AGAIN:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_at=now)
