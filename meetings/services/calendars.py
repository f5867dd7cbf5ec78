"""Secret addresses of calendars: made, and stopped for good."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.calendars.sources import Whose, may_have, source_of
from meetings.models import CalendarFeed
from stakeholders.editing import lock_row
from stakeholders.events import record
from stakeholders.refusing import beside

MOST_FEEDS = 30


@transaction.atomic
def make_feed(person, *, by, what, whose, post=None, plan=None, at=None):
    """An address for `person`, who alone is shown it. The log never learns the address."""
    lock_row(person)
    source = source_of(what)
    if source is None or whose not in source.WHOSE:
        raise beside("what", "There is no such calendar", "no_such_calendar")
    post = post if whose == Whose.POST else None
    plan = plan if source.BY_PLAN else None
    if not may_have(person.access, whose, post and post.pk):
        raise beside("whose", "This calendar is not open to you. Choose another", "not_open")
    working = CalendarFeed.objects.filter(person=person).working()
    if working.filter(what=what, whose=whose, post=post, plan=plan).exists():
        raise ValidationError(
            "You have an address for this calendar. Use that one, or stop it first",
            code="have_one",
        )
    if working.count() >= MOST_FEEDS:
        raise ValidationError(
            f"You have {MOST_FEEDS} addresses. Stop one that you no longer use", code="too_many"
        )
    at = at or timezone.now()
    feed = CalendarFeed.objects.create(
        person=person, what=what, whose=whose, post=post, plan=plan, made_at=at
    )
    after = {"what": what, "whose": whose, "post": post, "plan": plan}
    after = {key: value for key, value in after.items() if value}
    record("calendar address made", feed, by=by, after=after, plan=plan, at=at)
    return feed


@transaction.atomic
def stop_feed(feed, *, by, at=None):
    """Nobody gets anything by this address any more. What programs have kept stays with them."""
    feed = lock_row(feed)
    if not feed.is_working:
        return feed
    feed.revoked_at = at or timezone.now()
    feed.packed, feed.built_from = b"", ""
    feed.save(update_fields=["revoked_at", "packed", "built_from"])
    record("calendar address stopped", feed, by=by, at=feed.revoked_at)
    return feed
