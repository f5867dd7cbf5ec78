"""Reading the engagement log: rows of a list, one row's words, who may change it."""

from django.db.models import Count, Prefetch, Q

from meetings.models import EngagementActivity, EngagementMethod
from objectives.permissions import may_sign
from stakeholders.dates import clock
from stakeholders.models import Area, CommunityGroup
from stakeholders.permissions import engagement_loggers

Status = EngagementActivity.Status
# One of the portal's colours, and the word, for each state.
TAGS = {
    Status.PLANNED: ("not_started", "Planned"),
    Status.DONE: ("complete", "Done"),
    Status.CANCELLED: ("closed", "Cancelled"),
}
UNCONFIRMED = ("update_due", "Did it happen?")
WITHDRAWN = ("closed", "Withdrawn")
# What a line of a list is made of: the words heard are long, and on no list.
COLUMNS = (
    *("title", "held_on", "ends_on", "starts_at", "place", "level", "reached", "status"),
    *("exempt_reason", "withdrawn_at", "method__title"),
)
LATELY = 40
"""of a person's latest rows it is read what they use most"""


def in_lists(rows):
    """Rows with all that a line of a list says, in a fixed number of queries."""
    return (
        rows.select_related("method")
        .only(*COLUMNS)
        .prefetch_related(
            Prefetch("groups", CommunityGroup.objects.only("name")),
            Prefetch("areas", Area.objects.only("name")),
        )
    )


def tag_of(activity, on):
    """(code, word) for the tag of an activity on the day `on`."""
    if activity.withdrawn_at:
        return WITHDRAWN
    return UNCONFIRMED if activity.is_unconfirmed(on) else TAGS[activity.status]


def dress(rows, on):
    """The rows with what a template says of each: its tag, with whom, where, how many."""
    rows = list(rows)
    for row in rows:
        row.tag_code, row.tag_word = tag_of(row, on)
        row.with_whom = [str(group) for group in row.groups.all()]
        row.where = ", ".join(filter(None, [row.place, *(str(area) for area in row.areas.all())]))
        row.time = clock(row.starts_at) if row.starts_at else ""
        # A name that was made of the method says it already.
        row.kind = "" if row.title.startswith(str(row.method)) else str(row.method)
    return rows


def may_change(person, activity, posts=None):
    """Coordinators change everything, others what they logged or what a post of theirs went to.
    `posts` are keys, where they are known already."""
    access = person.access
    if access.coordinator:
        return True
    if access.auditor or not access.posts:
        return False
    if activity.logged_by_id == person.pk:
        return True
    if posts is None:
        posts = activity.posts.values_list("pk", flat=True)
    return may_sign(person, set(posts))


def waiting_for(posts, on):
    """Planned with these posts, and nobody has said what came of it; the oldest first."""
    rows = EngagementActivity.objects.unconfirmed(on)
    went = EngagementActivity.posts.through.objects.filter(post__in=posts)
    return rows.filter(pk__in=went.order_by().values("engagementactivity"))


def methods_for(person):
    """(methods that this person uses most, then the others in the office's order)."""
    own = EngagementActivity.objects.filter(logged_by=person).order_by("-logged_at", "-pk")
    used = list(own.values_list("method", flat=True)[:LATELY])
    rows = list(EngagementMethod.objects.filter(withdrawn_at=None))
    return sorted(rows, key=lambda row: -used.count(row.pk))


def groups_for(person):
    """Groups to tick: those that this person was with lately first, then those with priority."""
    own = EngagementActivity.objects.filter(logged_by=person).order_by("-logged_at", "-pk")
    lately = set(
        CommunityGroup.objects.filter(
            activity_groups__activity__in=list(own.values_list("pk", flat=True)[:10])
        ).values_list("pk", flat=True)
    )
    rows = list(CommunityGroup.objects.in_force())
    return sorted(rows, key=lambda row: (row.pk not in lately, not row.priority))


def counts_of(rows, on):
    """How many of the log's rows are done, ahead, or wait for a word: one pass."""
    planned = Q(status=Status.PLANNED)
    return rows.order_by().aggregate(
        all=Count("pk"),
        until_today=Count("pk", filter=Q(held_on__lte=on)),
        done=Count("pk", filter=Q(status=Status.DONE)),
        planned=Count("pk", filter=planned),
        ahead=Count("pk", filter=planned & Q(held_on__gte=on)),
        unconfirmed=Count("pk", filter=planned & Q(held_on__lt=on)),
    )


def engagement_at(meeting, person, *, on):
    """For the page of one meeting: what was logged there, and its key for whoever may log more."""
    rows = EngagementActivity.objects.visible_to(person).in_force().filter(meeting=meeting)
    may = engagement_loggers(person.access) and meeting.held_on <= on
    return {
        "engagement": dress(in_lists(rows), on),
        "may_log_at": meeting.pk if may else None,
    }


def may_name_people(person, activity):
    """Who was with a community whose mark tells special-category data is for those with access
    alone, as the directory has it (`ContactLinkQuerySet.restricted`): also where it was merged into
    such a community."""
    access = person.access
    marked = Q(characteristics__special=True) | Q(merged_into__characteristics__special=True)
    special = activity.groups.filter(marked)
    return access.sees_contacts and (access.restricted_contacts or not special.exists())
