"""Who answers for a post on a day: its holders, who stands in for them, or since when nobody."""

from dataclasses import dataclass
from datetime import date, timedelta

from stakeholders.models import Absence, Person, Post, PostHolding


@dataclass(frozen=True)
class Holder:
    person: Person
    deputy: Person | None = None
    deputy_until: date | None = None


@dataclass(frozen=True)
class Seat:
    """A post as it stands on a day. Without holders it is vacant."""

    post: Post
    holders: tuple[Holder, ...] = ()
    vacant_since: date | None = None


def seats(posts, *, on):
    """A Seat for each of `posts` (keys), in their order: three queries however many there are."""
    found = Post.objects.filter(pk__in=posts).select_related("organisation")
    found = {post.pk: post for post in found.with_holders(on)}
    people = {holding.person_id for post in found.values() for holding in post.holdings_now}
    away = {}
    if people:
        absences = Absence.objects.on(on).filter(person__in=people, deputy__isnull=False)
        away = {absence.person_id: absence for absence in absences.select_related("deputy")}
    return [_seat(found[key], away) for key in posts]


def _seat(post, away):
    last = post.last_held_on
    return Seat(
        post=post,
        holders=tuple(
            Holder(holding.person, absence.deputy, absence.ends_on)
            if (absence := away.get(holding.person_id))
            else Holder(holding.person)
            for holding in post.holdings_now
        ),
        vacant_since=last + timedelta(days=1) if last and not post.holdings_now else None,
    )


@dataclass(frozen=True)
class Answering:
    """A post that somebody answers for: their own, or that of one they stand in for."""

    post: Post
    instead_of: Person | None = None
    until: date | None = None


def answers_for(person, *, on):
    """{post's key: Answering} on the day `on`; a person's own post comes before a deputy's."""
    absences = Absence.objects.on(on).filter(deputy=person).select_related("person")
    away = {absence.person_id: absence for absence in absences}
    holdings = PostHolding.objects.on(on).filter(person__in=[person.pk, *away])
    found = {}
    for holding in holdings.select_related("post"):
        absence = away.get(holding.person_id)
        if holding.person_id == person.pk:
            found[holding.post_id] = Answering(holding.post)
        else:
            answering = Answering(holding.post, absence.person, absence.ends_on)
            found.setdefault(holding.post_id, answering)
    return found
