"""Reading programmes: a line of their list, and the facts of one."""

from django.db.models import F, OuterRef, Subquery

from meetings.models import EngagementActivity
from meetings.presenting import fact
from stakeholders.dates import clock, in_words

Status = EngagementActivity.Status


def in_list(programmes, activities, on):
    """Those that run first, each with `next_on` and `last_on` among `activities`."""
    own = activities.in_force().filter(programme=OuterRef("pk")).order_by()
    ahead = own.filter(status=Status.PLANNED, held_on__gte=on).order_by("held_on")
    done = own.filter(status=Status.DONE).order_by("-held_on")
    return (
        programmes.select_related("method")
        .prefetch_related("groups")
        .annotate(
            next_on=Subquery(ahead.values("held_on")[:1]),
            last_on=Subquery(done.values("held_on")[:1]),
        )
        .order_by(F("ended_on").desc(nulls_first=True), "title", "pk")
    )


def programme_facts(programme):
    level = dict(EngagementActivity.Level.choices).get(programme.level, programme.level)
    often = programme.frequency_text or "Not said"
    if programme.frequency_text:
        often += f"\n{programme.frequency_note}"
    facts = [
        fact("Method", str(programme.method)),
        fact("How often", often),
        fact("First date", in_words(programme.starts_on, "l j F Y")),
        fact("With whom", "\n".join(str(row) for row in programme.groups.all()) or "No group yet"),
    ]
    said = [
        ("Areas", ", ".join(str(row) for row in programme.areas.all())),
        ("Level", level),
        ("Usually at", programme.usual_starts_at and clock(programme.usual_starts_at)),
        ("Usual places", programme.usual_places),
        ("Who of the office", ", ".join(str(row) for row in programme.posts.all())),
        ("Principle", str(programme.principle or "")),
        ("No longer held since", programme.ended_on and in_words(programme.ended_on, "l j F Y")),
        ("Why", programme.ended_reason),
    ]
    return facts + [fact(key, value) for key, value in said if value]
