"""A meeting's business as its page, its agenda and its minutes show it, in a fixed number of
queries."""

from dataclasses import dataclass

from django.db.models import F

from .models import AgendaItem, Decision, FollowUp, MeetingPaper, Recommendation


@dataclass(frozen=True)
class Under:
    """What belongs together: to one item of the agenda, or to none."""

    papers: tuple[MeetingPaper, ...] = ()
    decisions: tuple[Decision, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()

    def __bool__(self):
        return bool(self.papers or self.decisions or self.follow_ups or self.recommendations)


@dataclass(frozen=True)
class NumberedItem:
    """An item with the number it has on the agenda, and what came of it."""

    number: int
    item: AgendaItem
    under: Under


@dataclass(frozen=True)
class Business:
    items: tuple[NumberedItem, ...]
    loose: Under
    """what stands under no item"""

    @property
    def unminuted(self):
        """The items of which nothing is written yet."""
        return [numbered for numbered in self.items if not numbered.item.minute]

    @property
    def follow_ups(self):
        return self._all("follow_ups")

    def _all(self, kind):
        places = [*(numbered.under for numbered in self.items), self.loose]
        return [row for under in places for row in getattr(under, kind)]


def business_of(meeting):
    items = list(meeting.items.in_force())
    kinds = {
        "papers": meeting.papers.in_force(),
        "decisions": meeting.decisions.in_force(),
        "follow_ups": follow_ups_in_full(meeting.follow_ups.in_force()),
        "recommendations": recommendations_in_full(meeting.recommendations.in_force()),
    }
    found = {}
    known = {item.pk for item in items}
    for kind, rows in kinds.items():
        for row in rows:
            place = row.item_id if row.item_id in known else None
            found.setdefault(place, {}).setdefault(kind, []).append(row)

    def under(place):
        return Under(**{kind: tuple(rows) for kind, rows in found.get(place, {}).items()})

    return Business(
        items=tuple(
            NumberedItem(number, item, under(item.pk)) for number, item in enumerate(items, 1)
        ),
        loose=under(None),
    )


def follow_ups_in_full(rows):
    """With all that a line about a follow-up says."""
    return rows.select_related(
        "lead_post", "action__plan", "action__objective", "meeting__forum", "series"
    )


def recommendations_in_full(rows):
    return rows.select_related(
        "owner_post", "body", "action__plan", "action__objective", "meeting__forum__series"
    )


def carried_to(meeting):
    """Follow-ups of earlier meetings that this one looks at."""
    return follow_ups_in_full(FollowUp.objects.carried_to(meeting)).order_by(
        "meeting__held_on", "pk"
    )


def who_goes(meeting):
    """Who of the office is expected, was there or was not, in the order of their posts."""
    rows = meeting.attendances.said().select_related("post", "substitute", "person")
    return list(rows.order_by("post__title", "pk"))


def open_follow_ups_of(series, person):
    """What meetings of a line left to do and is still open, soonest due first."""
    rows = FollowUp.objects.visible_to(person).open().filter(series=series)
    return follow_ups_in_full(rows).order_by(F("due_on").asc(nulls_last=True), "pk")
