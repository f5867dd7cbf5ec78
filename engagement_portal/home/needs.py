"""What waits for a coordinator or an administrator, as groups of linked lines."""

from datetime import timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from objectives.models import Action, ActionLead, DateRequest, NotMine
from stakeholders.dates import spoken
from stakeholders.models import Digest, Post, User

from .engagement import engagement_needs
from .lines import Group, Line
from .meetings import meeting_needs
from .papers import papers_waiting


def needs(person, promises, *, on):
    """What waits for a coordinator, most pressing first, each as a group of linked lines."""
    groups = [
        Group("New dates asked for", dates_asked()),
        Group("“This is not mine”", not_mine()),
        Group("Complete, to be confirmed by a second person", to_confirm()),
        Group("Vacant posts that lead open actions", vacant_posts(on)),
        Group("Papers that wait for you", papers_waiting()),
        *meeting_needs(promises, on=on),
        *engagement_needs(person, on=on),
        Group("Reminders that did not arrive for certain", undelivered(on)),
    ]
    return [group for group in groups if group.lines]


def dates_asked():
    waiting = DateRequest.objects.waiting().filter(action__in=Action.objects.running())
    return [
        Line(
            f"{row.action.label} {row.action.text}",
            reverse("objectives:date-request-answer", args=[row.pk]),
            f"to {spoken(row.due_on)}",
        )
        for row in waiting.select_related("action__objective").order_by("asked_at")
    ]


def not_mine():
    waiting = NotMine.objects.waiting().filter(action__in=Action.objects.open().running())
    return [
        Line(
            f"{row.action.label} {row.action.text}",
            reverse("objectives:not-mine-decide", args=[row.pk]),
            f"says {row.post}"
            + (f"; suggested: {row.suggested_post}" if row.suggested_post else ""),
        )
        for row in waiting.select_related("action__objective", "post", "suggested_post")
    ]


def to_confirm():
    waiting = Action.objects.running().filter(unconfirmed=True)
    return [
        Line(str(row), reverse("objectives:action-confirm", args=[row.pk]))
        for row in waiting.select_related("objective").order_by("reported_at")
    ]


def vacant_posts(on):
    leading = ActionLead.objects.in_force().filter(action__in=Action.objects.open().running())
    vacant = Post.objects.vacant(on).values("pk")
    rows = (
        leading.filter(post__in=vacant)
        .order_by("post__title")
        .values("post", "post__title", "action__plan__slug", "action__plan__title")
        .annotate(count=Count("pk"))
    )
    return [
        Line(
            row["post__title"],
            reverse("objectives:plan-detail", args=[row["action__plan__slug"]])
            + f"?lead={row['post']}",
            f"{row['count']} open action{'' if row['count'] == 1 else 's'} of "
            f"{row['action__plan__title']}",
        )
        for row in rows
    ]


def undelivered(on):
    """Reminders of the last two weeks that were refused or whose fate nobody knows."""
    digests = Digest.objects.filter(
        status__in=(Digest.Status.FAILED, Digest.Status.UNCERTAIN), on__gte=on - timedelta(days=14)
    )
    return [
        Line(
            f"{row.person}, {spoken(row.on)}",
            reverse("stakeholders:digest-detail", args=[row.pk]),
            row.problem,
        )
        for row in digests.select_related("person").order_by("-on")
    ]


def needs_administrator(*, on):
    """What waits for an administrator, in the same way."""
    groups = [
        Group("Vacant posts", posts_to_fill(on)),
        Group("Invited, not yet signed in", invited()),
    ]
    return [group for group in groups if group.lines]


def posts_to_fill(on):
    return [
        Line(
            post.title,
            reverse("stakeholders:post-detail", args=[post.pk]),
            f"last held on {spoken(post.last_held_on)}" if post.last_held_on else "never held",
        )
        for post in Post.objects.vacant(on).with_holders(on)
    ]


def invited():
    """Accounts that nobody has chosen a password for; a link works for a few days only."""
    waiting = User.objects.filter(
        is_active=True,
        invited_at__isnull=False,
        password__startswith=UNUSABLE_PASSWORD_PREFIX,
    )
    return [
        Line(
            user.person.name,
            reverse("stakeholders:person-detail", args=[user.person_id]),
            f"invited on {spoken(timezone.localdate(user.invited_at))}",
        )
        for user in waiting.select_related("person").order_by("invited_at")
    ]
