"""Which priority groups the office has not heard for longest: one question of any log."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max
from django.db.models.functions import Coalesce

from meetings.models import ActivityGroup, EngagementActivity
from stakeholders.models import CommunityGroup

from .grid.counting import LISTENS


@dataclass(frozen=True)
class Unheard:
    """`last_on` is the last day on which the group could say something, None where it never was."""

    group: CommunityGroup
    last_on: dt.date | None


def longest_unheard(*, on, person, since, limit=3):
    """Those not heard on any day from `since` until `on`, the ones never heard first."""
    groups = {group.pk: group for group in CommunityGroup.objects.in_force().filter(priority=True)}
    if not groups:
        return []
    heard = EngagementActivity.objects.visible_to(person).done().filter(LISTENS, held_on__lte=on)
    counted = Coalesce("group__merged_into", "group")
    links = ActivityGroup.objects.annotate(of=counted).filter(of__in=groups)
    rows = links.filter(activity__in=heard.order_by().values("pk")).order_by().values("of")
    last = {row["of"]: row["last"] for row in rows.annotate(last=Max("activity__held_on"))}
    found = [Unheard(group, last.get(key)) for key, group in groups.items()]
    missed = [one for one in found if one.last_on is None or one.last_on < since]
    return sorted(missed, key=lambda one: one.last_on or dt.date.min)[:limit]
