"""The Event log of a line of the schedule, or of one meeting, as a story for a timeline."""

import datetime
from itertools import groupby

from django.db.models import Q

from stakeholders.dates import spoken
from stakeholders.models import Event

from .models import Forum, Meeting, MeetingSeries, clock

# Said in other words elsewhere, or bookkeeping that tells a reader nothing.
UNSAID = {"certainty", "per_year_stated", "withdrawn_at"}
WORDS = {
    field.name: str(field.verbose_name)
    for model in (Meeting, Forum, MeetingSeries)
    for field in model._meta.get_fields()
    if hasattr(field, "verbose_name")
} | {
    "title": "name",
    "category": "table",
    "status": "state",
    "withdrawn_reason": "why",
    "ended_reason": "why",
    "cancelled_reason": "why",
}


def events_of_series(series):
    """Everything that happened to a line, its forums and its meetings, newest first."""
    forums = series.forums.values("pk")
    meetings = Meeting.objects.filter(forum__series=series).order_by().values("pk")
    about = Q(object_type=MeetingSeries._meta.label_lower, object_id=series.pk)
    about |= Q(object_type=Forum._meta.label_lower, object_id__in=forums)
    about |= Q(object_type=Meeting._meta.label_lower, object_id__in=meetings)
    return Event.objects.filter(about).select_related("actor")


def events_of_meeting(meeting):
    return Event.objects.about(meeting).select_related("actor")


def story_of(events):
    """Items for templates/parts/timeline.html; what one press did to many rows is one item."""

    def press(event):
        return (event.verb, event.actor_id, event.at)

    for (verb, _, at), group in groupby(events, press):
        rows = list(group)
        title = verb[:1].upper() + verb[1:]
        if len(rows) > 1:
            names = "\n".join(row.object_text for row in reversed(rows))
            item = {"title": f"{title}: {len(rows)}", "words": names}
        else:
            name = "" if rows[0].object_type.endswith("series") else rows[0].object_text
            item = {"title": title, "words": name, "note": changes_of(rows[0])}
        yield item | {"by": rows[0].actor or "the portal", "at": at}


def changes_of(event):
    """ "Place: “County Hall” → “Town Hall”", one change on a line."""
    lines = []
    for field, value in event.after.items():
        if field in UNSAID or (not event.before and value in (None, "", [])):
            continue
        label = WORDS.get(field, field.replace("_", " "))
        label = label[:1].upper() + label[1:]
        was = in_words(field, event.before.get(field))
        now = in_words(field, value)
        lines.append(f"{label}: {was} → {now}" if event.before else f"{label}: {now}")
    return "\n".join(lines)


def in_words(field, value):
    if value in (None, "", []):
        return "nothing"
    if isinstance(value, list):
        return ", ".join(in_words(field, item) for item in value)
    if isinstance(value, dict):
        return value.get("text", "")
    if field == "status":
        return Meeting.Status(value).label.lower()
    if field.endswith("_on"):
        return spoken(datetime.date.fromisoformat(value))
    if field.endswith("_at"):
        return clock(datetime.time.fromisoformat(value))
    return f"“{value}”" if isinstance(value, str) else str(value)
