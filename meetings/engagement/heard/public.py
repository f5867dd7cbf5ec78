"""“You said, we did” as the public and the papers read it: what was let out by hand alone."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef, Prefetch, Q

from meetings.models import HeardIssue, IssueTelling
from stakeholders.models import Area, CommunityGroup


@dataclass(frozen=True)
class Told:
    """An issue that people were told of. Nobody is named: not who said it, nor who answers."""

    issue_id: int
    title: str
    words: str
    response: str
    told_on: date
    how: tuple[str, ...]
    groups: tuple[str, ...]
    areas: tuple[str, ...]


def public_issues(*, area=None, group=None):
    """The public ones, newest told first, each with `told_on`; read whole, in a few queries."""
    rows = HeardIssue.objects.public()
    if area is not None:
        rows = rows.filter(of_area(area))
    if group is not None:
        rows = rows.filter(of_group(group))
    told = rows.annotate(told_on=Max("tellings__told_on"))
    return with_all(told.order_by("-told_on", "-pk"))


def with_all(rows, tellings=None):
    tellings = IssueTelling.objects.all() if tellings is None else tellings
    return rows.prefetch_related(
        Prefetch("groups", CommunityGroup.objects.select_related("merged_into")),
        "areas",
        Prefetch("tellings", tellings.select_related("method").order_by("told_on", "pk")),
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


def told_in(first, last, *, at=None, public=True):
    """[Told] for the days from `first` to `last`, as far as it was recorded by the moment `at`.

    What is public is asked now, not then: words that were taken back or changed because they named
    somebody must not come back in a paper of an earlier quarter.
    """
    tellings = IssueTelling.objects.filter(told_on__range=(first, last))
    if at is not None:
        tellings = tellings.filter(recorded_at__lte=at)
    rows = HeardIssue.objects.public() if public else HeardIssue.objects.in_force()
    rows = rows.filter(Exists(tellings.filter(issue=OuterRef("pk"))))
    found = [told_of(issue) for issue in with_all(rows, tellings)]
    return sorted(found, key=lambda told: (told.told_on, told.issue_id))


def told_of(issue):
    tellings = issue.tellings.all()
    return Told(
        issue_id=issue.pk,
        title=issue.title,
        words=issue.words,
        response=issue.response,
        told_on=max(telling.told_on for telling in tellings),
        how=tuple(dict.fromkeys(str(telling.method) for telling in tellings)),
        groups=tuple(str(group) for group in groups_of(issue)),
        areas=tuple(str(area) for area in issue.areas.all()),
    )
