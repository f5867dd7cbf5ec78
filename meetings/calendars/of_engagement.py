"""Engagement as calendar entries: what is planned, and what was done."""

from django.db.models import Max
from django.urls import reverse

from meetings.models import EngagementActivity
from stakeholders.models import Event

from .sources import LONG_AGO, Entry, Whose, posts_of, uid_for, window

KEY = "engagement"
TITLE = "Engagement"
ABOUT = "What is planned with communities, and what was done. A cancelled one stays, marked so."
WHOSE = (Whose.MINE, Whose.POST, Whose.OFFICE)
BY_PLAN = False
OWN = (
    *("pk", "title", "held_on", "starts_at", "place", "status", "version", "exempt_reason"),
    *("method__title", "logged_at"),
)


def entries(feed, on):
    rows = EngagementActivity.objects.visible_to(feed.person).in_force()
    rows = rows.filter(held_on__range=window(on))
    if (posts := posts_of(feed)) is not None:
        went = EngagementActivity.posts.through.objects.filter(post__in=posts)
        rows = rows.filter(pk__in=went.order_by().values("engagementactivity"))
    changed = changes(rows)
    rows = rows.order_by().values_list(*OWN, named=True)
    return [_entry(row, changed.get(row.pk, row.logged_at or LONG_AGO)) for row in rows]


def changes(rows):
    """{key: when it last changed}"""
    kind = EngagementActivity._meta.label_lower
    logged = Event.objects.filter(object_type=kind, object_id__in=rows.order_by().values("pk"))
    return dict(logged.order_by().values_list("object_id").annotate(last=Max("at")))


def _entry(row, changed_at):
    # As of meetings: of what is private a calendar says no more than that it is, and when.
    private = bool(row.exempt_reason)
    return Entry(
        uid=uid_for("engagement", row.pk),
        title="Private engagement" if private else row.title,
        day=row.held_on,
        changed_at=changed_at,
        starts_at=row.starts_at,
        sequence=row.version - 1,
        place="" if private else row.place,
        details="" if private else row.method__title,
        path=reverse("meetings:activity-detail", args=[row.pk]),
        categories=("Engagement",),
        cancelled=row.status == EngagementActivity.Status.CANCELLED,
        busy=True,
    )
