"""Issues as lists show them: with where they were heard and who answers, in a few queries."""

from django.db.models import Count, F, OuterRef, Subquery

from meetings.models import HeardIssue, IssueSource


def in_list(rows):
    counted = IssueSource.objects.filter(issue=OuterRef("pk")).order_by().values("issue")
    return (
        rows.annotate(source_count=Subquery(counted.annotate(number=Count("pk")).values("number")))
        .select_related("owner_post")
        .prefetch_related("groups", "areas")
    )


def heard_at(person, **place):
    """What was heard at one activity, meeting or consultation (`activity=…`), and is in force; of
    one that was merged the issue that it leads to is heard there."""
    sources = IssueSource.objects.filter(**place).order_by().values("issue")
    rows = HeardIssue.objects.visible_to(person).in_force().filter(pk__in=sources)
    return rows.select_related("owner_post").order_by("pk")


def waiting_for(posts):
    """What these posts still have to answer, or to tell people of: what is due first."""
    rows = HeardIssue.objects.open().filter(owner_post__in=posts).select_related("owner_post")
    return rows.order_by(F("due_on").asc(nulls_last=True), "heard_on", "pk")
