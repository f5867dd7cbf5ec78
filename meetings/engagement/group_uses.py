"""What happened with a community: activities, and what was heard from it."""

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.http import urlencode

from actionplans.intervals import add_months
from meetings.models import ActivityGroup, EngagementActivity, HeardIssue, Programme
from stakeholders.group_uses import Figures, Use

DONE = EngagementActivity.Status.DONE
PLANNED = EngagementActivity.Status.PLANNED


def uses_of(group, person):
    """An activity with this group and with one that was merged into it counts once."""
    of_it = Q(groups=group) | Q(groups__merged_into=group)
    activities = (
        EngagementActivity.objects.visible_to(person)
        .in_force()
        .filter(pk__in=EngagementActivity.objects.filter(of_it).values("pk"))
        .aggregate(
            done=Count("pk", filter=Q(status=DONE)),
            planned=Count("pk", filter=Q(status=PLANNED)),
            last_on=Max("held_on", filter=Q(status=DONE)),
        )
    )
    issues = HeardIssue.objects.visible_to(person).in_force().filter(of_it).distinct()
    programmes = Programme.objects.filter(of_it, ended_on__isnull=True).distinct()
    done = _address("activity-list", group, status=DONE)
    planned = _address("activity-list", group, status=PLANNED)
    # The list of issues offers groups in force alone.
    heard = _address("issue-list", group, state="all") if group.is_in_force else ""
    return [
        Use("Activities done", activities["done"], done, activities["last_on"]),
        Use("Activities planned", activities["planned"], planned),
        Use("Issues heard", issues.count(), heard),
        Use("Programmes for it", programmes.count()),
    ]


def figures_of(groups, person, on):
    lately = Q(activity__held_on__gt=add_months(on, -12))
    seen = EngagementActivity.objects.visible_to(person).done()
    rows = (
        ActivityGroup.objects.filter(activity__in=seen, activity__held_on__lte=on)
        .annotate(counted=Coalesce("group__merged_into", "group"))
        .filter(counted__in=[group.pk for group in groups])
        .order_by()
        .values("counted")
        .annotate(
            in_a_year=Count("activity", filter=lately, distinct=True),
            last_on=Max("activity__held_on"),
        )
    )
    return {row["counted"]: Figures(row["in_a_year"], row["last_on"]) for row in rows}


def _address(name, group, **also):
    """Of the list that shows what was counted. It takes a merged group for the one that it counts
    for, so of what was logged with the merged one alone there is none."""
    if group.merged_into_id:
        return ""
    return f"{reverse(f'meetings:{name}')}?{urlencode({'group': group.pk, **also})}"
