"""Update rounds as calendar entries: by when leads answer, and when the papers are cut off."""

from django.urls import reverse
from django.utils import timezone

from actionplans.cut_offs import opens_on, usual_answers_by, usual_cut_off
from actionplans.models import ActionPlan
from actionplans.quarters import Quarter
from objectives.models import Action, UpdateRound

from .sources import LONG_AGO, Entry, Whose, posts_of, uid_for, window

KEY = "rounds"
TITLE = "Update rounds"
ABOUT = "By when each quarter’s updates are asked for, and when the papers’ figures are cut off."
WHOSE = (Whose.MINE, Whose.POST, Whose.OFFICE)
BY_PLAN = True
# How many quarters ahead rounds are shown that the calendar will open.
QUARTERS_AHEAD = 4


def entries(feed, on):
    plans = ActionPlan.objects.visible_to(feed.person).running()
    if (posts := posts_of(feed)) is not None:
        led = Action.objects.visible_to(feed.person).led_by(posts)
        plans = plans.filter(pk__in=led.order_by().values("plan"))
    if feed.plan_id:
        plans = plans.filter(pk=feed.plan_id)
    plans = list(plans.order_by("pk"))
    rounds = UpdateRound.objects.filter(plan__in=plans).select_related("plan")
    known = {(row.plan_id, row.quarter): row for row in rounds}
    found = [entry for row in known.values() for entry in _of_round(row)]
    for plan in plans:
        for quarter in quarters_ahead(plan, on):
            if (plan.pk, str(quarter)) not in known:
                found += _of_quarter(plan, quarter)
    first, last = window(on)
    return [entry for entry in found if first <= entry.day <= last]


def quarters_ahead(plan, on):
    """The quarters whose round the calendar opens, today's and the next ones."""
    if plan.reminders_from is None or plan.round_opens_days is None:
        return
    quarter = Quarter.containing(on)
    for _ in range(QUARTERS_AHEAD):
        over = plan.ends_on is not None and plan.ends_on < quarter.starts_on
        if plan.starts_on <= quarter.ends_on and not over:
            yield quarter
        quarter = quarter.next()


def _of_round(row):
    path = reverse("objectives:round-detail", args=[row.plan.slug, row.quarter])
    more = {"changed_at": row.closed_at or row.opened_at, "sequence": row.version, "path": path}
    answers, cut_off = row.answers_by, timezone.localtime(row.cut_off)
    return _pair(row.plan, Quarter.parse(row.quarter), answers, cut_off, **more)


def _of_quarter(plan, quarter):
    """A round that has not been opened yet: its days unless somebody says otherwise."""
    asked_on = opens_on(quarter, plan.round_opens_days)
    answers = usual_answers_by(quarter, asked_on=asked_on)
    path = reverse("objectives:round-list", args=[plan.slug])
    cut_off = timezone.localtime(usual_cut_off(quarter))
    return _pair(plan, quarter, answers, cut_off, changed_at=LONG_AGO, tentative=True, path=path)


def _pair(plan, quarter, answers_by, cut_off, **more):
    marked = plan.mark != ActionPlan.Mark.NONE
    about = f"a plan marked {plan.mark}" if marked else plan.title
    more |= {"categories": ("Update rounds",), "details": "" if marked else quarter.label}
    name = (plan.pk, str(quarter))
    return [
        Entry(
            uid=uid_for("round", *name, "answers"),
            title=f"Updates are asked for by today: {about}",
            day=answers_by,
            **more,
        ),
        Entry(
            uid=uid_for("round", *name, "cut-off"),
            title=f"Figures are cut off: {about}",
            day=cut_off.date(),
            **more,
        ),
    ]
