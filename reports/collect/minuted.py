"""The queries of a meeting's minutes: a fixed number of them, however long its agenda is."""

from collections import defaultdict
from dataclasses import dataclass

from meetings.models import AgendaItem, Attendance, Decision, FollowUp, Meeting, Recommendation


@dataclass(frozen=True)
class Item:
    """An item of the agenda with what came of it; `item` is None for what belongs to none."""

    item: AgendaItem | None
    decisions: tuple[Decision, ...]
    follow_ups: tuple[FollowUp, ...]
    recommendations: tuple[Recommendation, ...]


@dataclass(frozen=True)
class Minuted:
    """All that minutes say, before it is put into words. `next` is the forum's next meeting."""

    private: bool
    exempt_left_out: bool
    attendances: tuple[Attendance, ...]
    items: tuple[AgendaItem, ...]
    decisions: tuple[Decision, ...]
    follow_ups: tuple[FollowUp, ...]
    recommendations: tuple[Recommendation, ...]
    next: Meeting | None


def read(meeting, *, private):
    every = {
        "items": meeting.items.in_force(),
        "decisions": meeting.decisions.in_force().select_related("item"),
        "follow_ups": meeting.follow_ups.in_force().select_related("item", "lead_post"),
        "recommendations": meeting.recommendations.in_force().select_related(
            "item", "body", "owner_post"
        ),
    }
    every = {name: tuple(rows) for name, rows in every.items()}
    shown = {
        name: tuple(row for row in rows if private or not row.own_reason)
        for name, rows in every.items()
    }
    following = meeting.forum.meetings.filter(status=Meeting.Status.PLANNED)
    following = following.filter(held_on__gt=meeting.held_on).order_by("held_on", "starts_at")
    attendances = meeting.attendances.select_related("post", "substitute")
    return Minuted(
        private=private,
        exempt_left_out=shown != every,
        attendances=tuple(attendances.exclude(outcome="").order_by("pk")),
        next=following.filter(exempt_reason="").first(),
        **shown,
    )


def items_of(reading):
    """Each item with what came of it, and at the end what belongs to no item, if anything does."""
    came = {name: by_item(getattr(reading, name)) for name in CAME_OF_IT}
    known = {item.pk for item in reading.items}
    found = [
        Item(item, **{name: tuple(came[name][item.pk]) for name in CAME_OF_IT})
        for item in reading.items
    ]
    # What belongs to no item, or to one that was withdrawn.
    loose = {
        name: tuple(row for key, rows in came[name].items() if key not in known for row in rows)
        for name in CAME_OF_IT
    }
    return [*found, Item(None, **loose)] if any(loose.values()) else found


CAME_OF_IT = ("decisions", "follow_ups", "recommendations")


def by_item(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return found
