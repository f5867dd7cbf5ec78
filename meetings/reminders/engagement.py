"""Planned engagement whose day has passed, of which nobody said what came of it: on the working day
after, then weekly, to the posts that were to go, else to whoever looks after engagement."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from meetings.models import EngagementActivity
from objectives.reminders.rules import Step
from stakeholders.models import Post
from stakeholders.workdays import next_working_day

from . import asking
from .recipients import MeetingRecipients
from .things import AGAIN, Thing

SOURCE, RULE = "engagement", "engagement_unconfirmed"
PRIVATE = "Private engagement"


@dataclass(frozen=True)
class Outing(Thing):
    """`also` are posts that were to go beside the first."""

    also: tuple[int, ...] = ()


class EngagementRecipients(MeetingRecipients):
    def told(self, thing, rule):
        found = super().told(thing, rule)
        for post in thing.also:
            for person, because in self._of_post(post, (), said_no=False):
                found.setdefault(person, (post, because))
        return found


@dataclass(frozen=True)
class Gate(asking.Reminding):
    def recipients(self, things, on):
        also = {post for thing in things for post in thing.also}
        return EngagementRecipients(things, on, office_post=self.post_id, posts=also)


def gate_on(on, since=None):
    return asking.engagement_on(on, since, gate=Gate)


def read(on, since, keys=None):
    rows = EngagementActivity.objects
    rows = rows.unconfirmed(on) if on else rows.all()
    rows = rows if keys is None else rows.filter(pk__in=keys)
    posts = Prefetch("posts", Post.objects.order_by("pk").only("pk"))
    for row in rows.only(*COLUMNS).prefetch_related(posts).order_by("pk"):
        yield thing_of(row, since)


COLUMNS = ("title", "held_on", "place", "exempt_reason")


def thing_of(row, since):
    first, *also = [post.pk for post in row.posts.all()] or [None]
    return Outing(
        key=row.pk,
        steps=(
            Step(
                RULE,
                max(next_working_day(row.held_on), since),
                f"planned for {row.held_on}",
                every=AGAIN,
            ),
        ),
        section="engagement",
        heading=str(row),
        asks="say whether it took place, and what was heard",
        details=(row.place,) if row.place else (),
        post_id=first,
        also=tuple(also),
        private=bool(row.exempt_reason),
        url=reverse("meetings:activity-detail", args=[row.pk]),
        page="",
    )


source = asking.Source(
    SOURCE, read, "What came of", gate=gate_on, kept="engagement", private=PRIVATE
)
owed, describe = source.owed, source.describe
accounts, name_items = source.accounts, source.name_items
