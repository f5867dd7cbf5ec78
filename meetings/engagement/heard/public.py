"""“You said, we did” as the public reads it: what was let out by hand alone."""

from django.db.models import Exists, Max, OuterRef, Prefetch, Q

from meetings.models import HeardIssue, IssueTelling
from stakeholders.models import Area, CommunityGroup


def public_issues(*, area=None, group=None):
    """The public ones, newest told first, each with `told_on`; read whole, in a few queries."""
    rows = HeardIssue.objects.public()
    if area is not None:
        rows = rows.filter(of_area(area))
    if group is not None:
        rows = rows.filter(of_group(group))
    told = rows.annotate(told_on=Max("tellings__told_on"))
    return with_all(told.order_by("-told_on", "-pk"))


def with_all(rows):
    tellings = IssueTelling.objects.select_related("method").order_by("told_on", "pk")
    return rows.prefetch_related(
        Prefetch("groups", CommunityGroup.objects.select_related("merged_into")),
        "areas",
        Prefetch("tellings", tellings),
    )


def of_area(area):
    of_issue = HeardIssue.areas.through.objects.filter(heardissue=OuterRef("pk"))
    return Exists(of_issue.filter(area=area))


def of_group(group):
    """Logged with the group, or with one that was merged into it."""
    of_issue = HeardIssue.groups.through.objects.filter(heardissue=OuterRef("pk"))
    counted = Q(communitygroup=group) | Q(communitygroup__merged_into=group)
    return Exists(of_issue.filter(counted))


def groups_of(issue):
    """Its groups by the names that they count by, each once."""
    return list(dict.fromkeys(group.merged_into or group for group in issue.groups.all()))


def filters():
    """(areas, groups) that some public issue has: what the public page can be narrowed by."""
    public = HeardIssue.objects.public().order_by().values("pk")
    areas = HeardIssue.areas.through.objects.filter(heardissue__in=public)
    groups = CommunityGroup.objects.filter(
        pk__in=HeardIssue.groups.through.objects.filter(heardissue__in=public).values(
            "communitygroup"
        )
    )
    counted = groups.with_counted().order_by().values("counted_id")
    return (
        Area.objects.filter(pk__in=areas.values("area")),
        CommunityGroup.objects.filter(pk__in=counted),
    )
