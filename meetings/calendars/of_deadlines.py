"""Due dates of open actions as calendar entries."""

from django.db.models import Count, F
from django.urls import reverse

from actionplans.models import ActionPlan
from objectives.models import Action

from .sources import LONG_AGO, Entry, Whose, posts_of, uid_for, window

KEY = "deadlines"
TITLE = "Deadlines of actions"
ABOUT = "The day on which each open action is due. An action leaves it once it is complete."
WHOSE = (Whose.MINE, Whose.POST, Whose.OFFICE)
BY_PLAN = True


def entries(feed, on):
    rows = Action.objects.visible_to(feed.person).running().open()
    rows = rows.filter(due_on__range=window(on))
    if (posts := posts_of(feed)) is not None:
        rows = rows.led_by(posts)
    if feed.plan_id:
        rows = rows.filter(plan=feed.plan_id)
    rows = rows.select_related("plan", "objective").with_exempt().order_by()
    rows = rows.annotate(dates=Count("deadlines"), dated_at=F("deadline__recorded_at"))
    return [_entry(row) for row in rows]


def _entry(row):
    marked = row.plan.mark != ActionPlan.Mark.NONE
    return Entry(
        uid=uid_for("action", row.pk),
        title=_title(row, marked=marked),
        day=row.due_on,
        changed_at=row.dated_at or LONG_AGO,
        sequence=max(row.dates - 1, 0),
        path=reverse("objectives:action-detail", args=[row.pk]),
        # As an e-mail: of a marked plan and of what is private nothing is told outside.
        details="" if marked or row.private else row.plan.title,
        categories=("Deadlines",),
    )


def _title(row, *, marked):
    if marked:
        return f"Due: an action of a plan marked {row.plan.mark}"
    return "Due: a private action" if row.private else f"Due: {row}"
