"""Engagement that bears on an action or an objective (objectives.bearing)."""

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from meetings.models import EngagementActivity
from objectives.bearing import Bearing
from stakeholders.dates import spoken

HEADING = "Engagement that bears on this"
LATEST = 3
DONE = Q(engagementactivity__status=EngagementActivity.Status.DONE)


def of_action(action, person):
    rows = EngagementActivity.objects.visible_to(person).in_force().filter(actions=action)
    rows = rows.exclude(status=EngagementActivity.Status.CANCELLED)
    counts = rows.order_by().aggregate(
        every=Count("pk"), done=Count("pk", filter=Q(status=EngagementActivity.Status.DONE))
    )
    if not counts["every"]:
        return None
    done = rows.filter(status=EngagementActivity.Status.DONE).order_by("-held_on", "-pk")
    latest = [
        (f"{title}, {spoken(day)}", reverse("meetings:activity-detail", args=[key]))
        for key, title, day in done.values_list("pk", "title", "held_on")[:LATEST]
    ]
    words = _words(counts["done"], counts["every"] - counts["done"])
    return Bearing(HEADING, words, f"{_log()}?action={action.pk}", tuple(latest))


def of_objectives(keys, person):
    """What is linked to the objective itself or to an action of it, each once."""
    seen = EngagementActivity.objects.visible_to(person).in_force()
    seen = seen.exclude(status=EngagementActivity.Status.CANCELLED).order_by().values("pk")
    own = EngagementActivity.objectives.through.objects.filter(
        objective__in=keys, engagementactivity__in=seen
    )
    itself = EngagementActivity.objectives.through.objects.filter(
        objective=OuterRef("action__objective"), engagementactivity=OuterRef("engagementactivity")
    )
    below = EngagementActivity.actions.through.objects.filter(
        action__objective__in=keys, engagementactivity__in=seen
    ).exclude(Exists(itself))
    found = {}
    both = _counted(own, "objective").union(_counted(below, "action__objective"), all=True)
    for objective, every, done in both:
        before = found.get(objective, (0, 0))
        found[objective] = (before[0] + done, before[1] + every - done)
    return {
        key: Bearing(HEADING, _words(*counts), f"{_log()}?objective={key}")
        for key, counts in found.items()
    }


def _counted(rows, key):
    """(objective's key, how many, how many of them done)"""
    return (
        rows.order_by()
        .values_list(key)
        .annotate(
            every=Count("engagementactivity", distinct=True),
            done=Count("engagementactivity", distinct=True, filter=DONE),
        )
    )


def _log():
    return reverse("meetings:activity-list")


def _words(done, planned):
    words = [f"{done} done"] if done else []
    return ", ".join([*words, f"{planned} planned"] if planned else words)
