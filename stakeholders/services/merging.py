"""Two names that turned out to be one community.

The group that goes stays as it was logged, and from then on counts for the other. Nothing that was
logged is changed, so that it can be taken back exactly.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from stakeholders.editing import EditConflict
from stakeholders.events import record
from stakeholders.models import CommunityGroup, Event

MERGED = "group merged"


@transaction.atomic
def merge_group(group, *, into, by, reason, version=None, at=None):
    """`group` counts for `into`, and so does what was merged into `group` before: no chains."""
    at = at or timezone.now()
    groups = _locked()
    group, into = groups[group.pk], groups[into.pk]
    if group.pk == into.pk:
        raise ValidationError("A group can’t be merged into itself", code="merged_into_itself")
    if group.merged_into_id:
        raise ValidationError(
            f"{group} counts with {groups[group.merged_into_id]} already",
            code="merged_already",
        )
    if not into.is_in_force:
        raise ValidationError(
            f"{into} is withdrawn or counts with another group itself. Choose another",
            code="target_not_in_force",
        )
    if version is not None and group.version != version:
        raise EditConflict(group)
    along = [row for row in groups.values() if row.merged_into_id == group.pk]
    _point(group, into, at=at)
    after = {"merged_into": into, "with_it": along, "reason": reason}
    record(MERGED, group, by=by, before={"merged_into": None}, after=after, at=at)
    for row in along:
        _move(row, into, by=by, verb="group merged along", at=at)
    return group


@transaction.atomic
def unmerge_group(group, *, by, at=None):
    """It counts for itself again, and for it what had been merged into it before it was merged."""
    at = at or timezone.now()
    groups = _locked()
    group = groups[group.pk]
    if group.merged_into_id is None:
        raise ValidationError(f"{group} is not merged into another group", code="not_merged")
    into, merged_at = groups[group.merged_into_id], group.merged_at
    along = [groups[key] for key in _came_along(group) if key in groups]
    _point(group, None, at=None)
    before = {"merged_into": into}
    record("group unmerged", group, by=by, before=before, after={"merged_into": None}, at=at)
    for row in along:
        # One that was taken out since, and perhaps merged anew by itself, stays where it is.
        if row.merged_into_id == into.pk and row.merged_at <= merged_at:
            _move(row, group, by=by, verb="group unmerged along", at=at)
    return group


def _locked():
    """Every group by its key. A merge touches several, groups are few and merges are rare: all
    are locked, in one order, so that two merges at once wait for each other."""
    return {row.pk: row for row in CommunityGroup.objects.select_for_update().order_by("pk")}


def _came_along(group):
    """Keys of the groups that its last merge took along, as the log has them."""
    last = Event.objects.about(group).filter(verb=MERGED).order_by("-at", "-pk").first()
    return [row["id"] for row in last.after.get("with_it", [])] if last else []


def _move(row, into, *, by, verb, at):
    """Its own merge stays as old as it is: it only counts for another."""
    before = {"merged_into": row.merged_into}
    _point(row, into, at=row.merged_at)
    record(verb, row, by=by, before=before, after={"merged_into": into}, at=at)


def _point(row, into, *, at):
    row.merged_into, row.merged_at = into, at
    row.version += 1
    row.save(update_fields=["merged_into", "merged_at", "version"])
