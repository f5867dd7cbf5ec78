"""What the home page shows, by role: what needs you, how the plans stand, what is new and ahead.

Each part asks the room that knows.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from actionplans.models import ActionPlan
from actionplans.periods import parse_period
from meetings.models import Meeting
from objectives.listing import rows_of
from objectives.models import Action, ActionLead, DateRequest, NotMine, Objective, ProgressUpdate
from objectives.round_lines import lines_of
from objectives.states import ShownState
from objectives.work import work_of
from reports.models import Clearance, Report, ReportRevision
from reports.presenting import still_to_clear, waits_for
from stakeholders.dates import spoken
from stakeholders.models import Digest, Post, User
from stakeholders.permissions import officers

SHORT = 5
PLANS = 3


@dataclass(frozen=True)
class Line:
    words: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Group:
    """One heading of "needs you" and its lines, the oldest first."""

    title: str
    lines: list[Line]

    @property
    def first(self):
        return self.lines[:SHORT]

    @property
    def rest(self):
        return self.lines[SHORT:]


@dataclass
class PlanPosition:
    plan: ActionPlan
    total: int
    figures: list
    bars: list = field(default_factory=list)
    update_due: int = 0
    overdue: int = 0


def positions(person, *, on):
    """How each running plan stands: those with most that is late first, then the latest."""
    plans = list(ActionPlan.objects.running().visible_to(person))
    actions = Action.objects.visible_to(person).filter(plan__in=plans)
    by_objective = actions.count_by_state_within("objective", on)
    due = Counter(actions.update_due(on).order_by().values_list("plan", flat=True))
    objectives = Objective.objects.visible_to(person).filter(plan__in=plans)
    found = []
    for plan in plans:
        address = reverse("objectives:plan-detail", args=[plan.slug])
        total = dict.fromkeys(ShownState, 0)
        bars = []
        for row in objectives:
            if row.plan_id != plan.pk:
                continue
            counts = by_objective.get(row.pk, {})
            for state, count in counts.items():
                total[state] += count
            bars.append(
                {
                    "label": str(row),
                    "href": f"{address}?objective={row.pk}",
                    "parts": parts(counts),
                    "total": sum(counts.values()),
                }
            )
        found.append(
            PlanPosition(
                plan=plan,
                total=sum(total.values()),
                figures=parts(total),
                bars=bars,
                update_due=due[plan.pk],
                overdue=total[ShownState.OVERDUE],
            )
        )
    return sorted(found, key=lambda position: (-position.overdue, position.total == 0))


def open_rounds(person, *, on):
    """The line of each running plan's open update round, the one that closes next first."""
    lines = lines_of(ActionPlan.objects.running().visible_to(person), person, on=on).values()
    return sorted(lines, key=lambda line: (line.closes_on, line.round.plan.title))


def parts(counts):
    return [
        {"code": state.value, "word": state.label, "count": counts[state]}
        for state in ShownState
        if counts.get(state)
    ]


def overdue(person, *, on):
    """(the longest overdue actions as rows, how many there are in all)."""
    late = Action.objects.visible_to(person).overdue(on).running()
    longest = late.select_related("objective", "deadline").order_by("due_on", "pk")[:SHORT]
    return rows_of(list(longest), person=person, on=on), late.count()


def changed_lately(person):
    """The newest updates on actions that this person may see."""
    updates = ProgressUpdate.objects.filter(
        action__in=Action.objects.visible_to(person), action__plan__withdrawn_at=None
    )
    return updates.select_related("action__objective", "by", "post").order_by(
        "-recorded_at", "-pk"
    )[:SHORT]


def needs(*, on):
    """What waits for a coordinator, most pressing first, each as a group of linked lines."""
    groups = [
        Group("New dates asked for", dates_asked()),
        Group("“This is not mine”", not_mine()),
        Group("Complete, to be confirmed by a second person", to_confirm()),
        Group("Vacant posts that lead open actions", vacant_posts(on)),
        Group("Papers that wait for you", papers_waiting()),
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


def papers_waiting():
    """Papers on their way to being published, each with what it waits for."""
    status, build = ReportRevision.Status, ReportRevision.Build
    unpublished = ReportRevision.objects.filter(
        status__in=(status.DRAFT, status.IN_CLEARANCE, status.CLEARED),
        build__in=(build.BUILT, build.FAILED),
    )
    rows = (
        unpublished.defer("document")
        .select_related("report__body", "report__plan")
        .prefetch_related(still_to_clear())
        .order_by("requested_at")
    )
    return [
        Line(
            f"{row.report.body}, {parse_period(row.report.period).label}",
            reverse("reports:report-detail", args=[row.report.slug]),
            f"{row.report.plan}: {waits_for(row)}",
        )
        for row in rows
    ]


def to_clear(person):
    """What this person's posts are asked to clear, the longest waiting first."""
    return [
        Line(
            f"{row.revision.report.plan}, {parse_period(row.revision.report.period).label}",
            reverse("reports:clearance", args=[row.pk]),
            f"as {row.post} for the {row.revision.report.body}"
            + (f", by {spoken(row.answer_by)}" if row.answer_by else ""),
        )
        for row in Clearance.objects.waiting().of_posts(person.access.posts)
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


def papers_published(person):
    """The papers that this person may read, newest first."""
    reports = Report.objects.visible_to(person).with_newest_revision(person.access)
    return [
        Line(
            parse_period(row.period).label,
            reverse("reports:report-read", args=[row.slug, row.newest.number]),
            f"{row.plan}, {row.body}" + (", private paper" if row.private else ""),
        )
        for row in reports.latest_first()[:SHORT]
    ]


def parts_of_page(person, *, on):
    """Everything the home page shows to `person` on the day `on`."""
    access = person.access
    page = {"on": on, "access": access}
    if access.coordinator or access.administrator:
        page["needs"] = (needs(on=on) if access.coordinator else []) + (
            needs_administrator(on=on) if access.administrator else []
        )
    if officers(access) and (waiting := to_clear(person)):
        page["to_clear"] = waiting
    if access.posts:
        work = work_of(person, on=on)
        # A coordinator's own post may lead nothing: then what needs them stands first.
        if work.waiting or not access.coordinator:
            page["work"] = work
    if access.sees_plans:
        every = positions(person, on=on)
        page["positions"], page["more_plans"] = every[:PLANS], max(len(every) - PLANS, 0)
        if access.sees_everything:
            page["rounds"] = open_rounds(person, on=on)
        page["overdue"], page["overdue_count"] = overdue(person, on=on)
        page["changed"] = changed_lately(person)
    if access.sees_meetings:
        ahead = Meeting.objects.visible_to(person).ahead(on)
        page["meetings"] = ahead.select_related("forum__series")[:SHORT]
    if access.bodies:
        page["papers"] = papers_published(person)
    return page
