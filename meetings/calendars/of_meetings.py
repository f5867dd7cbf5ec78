"""Meetings as calendar entries."""

from django.db.models import F, Max

from meetings.going import meetings_of
from meetings.models import Forum, Meeting, MeetingSeries
from meetings.presenting import addresses
from stakeholders.models import Event

from .sources import LONG_AGO, Entry, Whose, posts_of, window

KEY = "meetings"
TITLE = "Meetings"
ABOUT = "Meetings with their times and places. A cancelled one stays, marked as cancelled."
WHOSE = (Whose.MINE, Whose.POST, Whose.OFFICE)
BY_PLAN = False

JOINED = {
    "key": F("pk"),
    "series_key": F("forum__series"),
    "series_title": F("forum__series__title"),
    "forum_name": F("forum__name"),
    "table": F("forum__series__category__title"),
    "lead": F("forum__series__lead_post__title"),
    "series_open": F("forum__series__open_to_public"),
}
OWN = (
    *("uid", "sequence", "forum_id", "held_on", "starts_at", "ends_at", "place", "status"),
    *("openness", "exempt_reason"),
)


def entries(feed, on):
    rows = Meeting.objects.visible_to(feed.person).filter(held_on__range=window(on))
    posts = posts_of(feed)
    return entries_of(rows if posts is None else meetings_of(posts, rows))


def entries_of(rows):
    rows = rows.order_by().annotate(**JOINED).values_list(*OWN, *JOINED, named=True)
    changed, address = changes(), addresses("meeting-detail")
    return [_entry(row, changed, address) for row in rows]


def changes():
    """{(type, key): when it last changed} of all that an entry's words come from."""
    kinds = [model._meta.label_lower for model in (Meeting, Forum, MeetingSeries)]
    logged = Event.objects.filter(object_type__in=kinds).order_by()
    logged = logged.values_list("object_type", "object_id").annotate(last=Max("at"))
    return {(kind, key): at for kind, key, at in logged}


def _entry(row, changed, address):
    kinds = {"meeting": row.key, "forum": row.forum_id, "meetingseries": row.series_key}
    moments = [changed.get((f"meetings.{kind}", key), LONG_AGO) for kind, key in kinds.items()]
    # A calendar is kept where the portal can't keep it private: of a private meeting it says no
    # more than what it is and when.
    private = bool(row.exempt_reason)
    return Entry(
        uid=str(row.uid),
        title=f"{row.series_title}: {row.forum_name}" if row.forum_name else row.series_title,
        day=row.held_on,
        changed_at=max(moments),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        sequence=row.sequence,
        place="" if private else row.place,
        details="" if private else _details(row),
        path=address(row.key),
        categories=() if private else (row.table,),
        cancelled=row.status == Meeting.Status.CANCELLED,
        busy=True,
    )


def _details(row):
    """Posts, never persons, and nothing that was typed for the office's own eyes."""
    usual = Meeting.Openness.PUBLIC if row.series_open else Meeting.Openness.PRIVATE
    said = ["The public may come."] if (row.openness or usual) == Meeting.Openness.PUBLIC else []
    return "\n".join([*said, f"Lead officer: {row.lead}"] if row.lead else said)
