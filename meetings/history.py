"""The Event log of a line of the schedule, or of one meeting, as a story for a timeline."""

import datetime
from itertools import groupby

from django.db.models import Q

from stakeholders.dates import clock, spoken
from stakeholders.models import Event

from .models import (
    AgendaItem,
    Attendance,
    AttendanceCommitment,
    Decision,
    EngagementActivity,
    FollowUp,
    Forum,
    Meeting,
    MeetingPaper,
    MeetingSeries,
    PublicationStep,
    Recommendation,
)

# What belongs to one meeting, and is told in its story.
BUSINESS = (AgendaItem, Attendance, Decision, FollowUp, MeetingPaper, Recommendation)

# Said by the title already, or bookkeeping that tells a reader nothing.
UNSAID = {
    *("certainty", "per_year_stated", "withdrawn_at", "status", "status_at", "closed_at"),
    *("meeting", "series", "position", "sha256", "size", "interval", "interval_unit"),
}
# What happened, as a reader of the schedule would say it; other verbs stand as they are.
TITLES = {
    "meeting series created": "Added to the schedule",
    "meeting series edited": "Details changed",
    "meeting series moved up": "Moved up in its table",
    "meeting series moved down": "Moved down in its table",
    "meeting series withdrawn": "Taken off the schedule",
    "attending posts changed": "Who attends changed",
    "forum edited": "Forum changed",
    "frequency started": "Meets more or less often from a day on",
    "meeting edited": "Meeting changed",
    "commitment made": "Promise made",
    "commitment edited": "Promise changed",
    "commitment posts changed": "Who attends changed",
    "commitment ended": "Promise ended",
    "meeting reinstated": "Meeting planned again",
    # On pages a follow-up is called what minutes call it.
    "follow-up added": "Action arising added",
    "follow-up edited": "Action arising changed",
    "follow-up reported on": "Action arising reported on",
    "follow-up closed": "Action arising done",
    "follow-up reopened": "Action arising opened again",
    "follow-up withdrawn": "Action arising withdrawn",
    "follow-up taken into a plan": "Action arising taken into a plan",
}


def _words_of(*models):
    fields = [field for model in models for field in model._meta.get_fields()]
    return {f.name: str(f.verbose_name) for f in fields if hasattr(f, "verbose_name")}


# What other models call by the same name keeps their words.
OF_LOG = _words_of(EngagementActivity) | {"reach": "people of each group"}
OF_SCHEDULE = _words_of(AttendanceCommitment, Meeting, Forum, MeetingSeries)
WORDS = (
    OF_LOG
    | _words_of(PublicationStep, *BUSINESS)
    | OF_SCHEDULE
    | {
        "title": "name",
        "category": "table",
        "withdrawn_reason": "why",
        "ended_reason": "why",
        "cancelled_reason": "why",
        "place": "place",
    }
)
# What a code of these fields is called.
CHOICES = {
    "outcome": dict(Attendance.Outcome.choices),
    "kind": dict(PublicationStep.Kind.choices)
    | dict(MeetingPaper.Kind.choices)
    | dict(Recommendation.Kind.choices),
    "answer": dict(Recommendation.Answer.choices),
    "openness": dict(Meeting.Openness.choices),
    "level": dict(EngagementActivity.Level.choices),
}
ORDER = [*OF_SCHEDULE, *WORDS]


def events_of_series(series, person):
    """Everything that happened to a line, its forums and those of its meetings that `person` may
    see, newest first."""
    forums = series.forums.values("pk")
    meetings = Meeting.objects.visible_to(person).filter(forum__series=series)
    meetings = meetings.order_by().values("pk")
    about = Q(object_type=MeetingSeries._meta.label_lower, object_id=series.pk)
    about |= Q(object_type=Forum._meta.label_lower, object_id__in=forums)
    about |= Q(object_type=Meeting._meta.label_lower, object_id__in=meetings)
    return Event.objects.filter(about).select_related("actor")


def events_of_meeting(meeting):
    """Everything that happened to a meeting and its business, newest first."""
    about = Q(object_type=Meeting._meta.label_lower, object_id=meeting.pk)
    for model in BUSINESS:
        own = model.objects.filter(meeting=meeting).order_by().values("pk")
        about |= Q(object_type=model._meta.label_lower, object_id__in=own)
    return Event.objects.filter(about).select_related("actor")


def events_about(row):
    """Everything that happened to one row, newest first."""
    return Event.objects.about(row).select_related("actor")


def story_of(events, *, named=True):
    """Items for templates/parts/timeline.html; what one press did to many rows is one item.

    It is said of each which forum, meeting or item it is about, but not of the line's own; with
    `named` false, not of the meeting's own either.
    """
    own = {MeetingSeries._meta.label_lower}
    if not named:
        own |= {Meeting._meta.label_lower, EngagementActivity._meta.label_lower}

    def press(event):
        return (event.verb, event.actor_id, event.at)

    for (verb, _, at), group in groupby(events, press):
        rows = list(group)
        item = {"title": TITLES.get(verb, verb[:1].upper() + verb[1:]), "at": at}
        item["by"] = rows[0].actor or "the portal"
        if len(rows) > 1:
            item["title"] += f": {len(rows)}"
            item["words"] = "\n".join(row.object_text for row in reversed(rows))
        else:
            item["words"] = "" if rows[0].object_type in own else rows[0].object_text
            item["note"] = changes_of(rows[0])
        yield item


def changes_of(event):
    """ "Place: “County Hall” → “Town Hall”", one change on a line; nothing for what is new."""
    changed = sorted(event.after if event.before else (), key=_place)
    return "\n".join(_change(event, field) for field in changed if field not in UNSAID)


def _place(field):
    return ORDER.index(field) if field in ORDER else len(ORDER)


def _change(event, field):
    label = WORDS.get(field, field.replace("_", " "))
    was, now = (in_words(field, side.get(field)) for side in (event.before, event.after))
    change = f"{was} → {now or 'nothing'}" if was else now
    return f"{label[:1].upper()}{label[1:]}: {change}"


def in_words(field, value):
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field in CHOICES:
        return CHOICES[field].get(value, value)
    if isinstance(value, list):
        return ", ".join(in_words(field, item) for item in value)
    if isinstance(value, dict):
        return value.get("text", "")
    if field.endswith("_on"):
        return spoken(datetime.date.fromisoformat(value))
    if field.endswith("_at"):
        return clock(datetime.time.fromisoformat(value))
    if field == "frequency_note" or not isinstance(value, str):
        return str(value)
    return f"“{value}”"
