"""Rounds that the calendar opens and closes: asked is what should be open or closed by now, so
that a missed night catches up, and a second scheduler finds nothing left to do."""

import logging

from django.core.exceptions import ValidationError
from django.utils import timezone

from actionplans.cut_offs import opens_on, usual_cut_off
from actionplans.models import ActionPlan
from actionplans.quarters import Quarter

from .models import UpdateRound
from .services.rounds import close_round, open_round

log = logging.getLogger(__name__)


def open_due_rounds(now):
    """Open the rounds that should be open by `now`; returns them.

    Of running plans whose reminders are on. A quarter's round opens so many days before its end,
    or later, up to its cut-off; one that a coordinator closed is not opened again.
    """
    today = timezone.localdate(now)
    opened = []
    plans = ActionPlan.objects.reminding_on(today).filter(round_opens_days__isnull=False)
    for plan in plans.order_by("pk"):
        had = set(plan.rounds.values_list("quarter", flat=True))
        for quarter in due_quarters(plan, now):
            if str(quarter) in had:
                continue
            try:
                opened.append(open_round(plan, quarter=quarter, by=None, at=now))
            except ValidationError as problem:
                # Nothing to ask, another round still open, opened by somebody this moment.
                log.info("%s of %s is not opened: %s", quarter, plan, " ".join(problem.messages))
    return opened


def due_quarters(plan, now):
    """The quarters whose round should be open by now, the earlier first: most often one or none."""
    today = timezone.localdate(now)
    current = Quarter.containing(today)
    for quarter in (current.previous(), current):
        due = opens_on(quarter, plan.round_opens_days) <= today and now < usual_cut_off(quarter)
        begun = plan.starts_on <= quarter.ends_on
        over = plan.ends_on is not None and plan.ends_on < quarter.starts_on
        if due and begun and not over:
            yield quarter


def quarters_to_open(plan, now):
    """The quarters whose round a coordinator may open now, the current one first."""
    if not plan.is_running or plan.rounds.open().exists():
        return []
    had = set(plan.rounds.values_list("quarter", flat=True))
    current = Quarter.containing(timezone.localdate(now))
    return [
        quarter
        for quarter in (current, current.previous())
        if usual_cut_off(quarter) > now
        and quarter.ends_on >= plan.starts_on
        and str(quarter) not in had
    ]


def close_due_rounds(now):
    """Close the rounds whose quarter's usual cut-off has come, whatever the plan's reminders:
    the papers are built from then on. Returns them."""
    closed = []
    for round in UpdateRound.objects.open().order_by("pk"):
        if round.cut_off <= now:
            try:
                closed.append(close_round(round, by=None, at=now))
            except ValidationError:
                continue  # somebody closed it at this moment
    return closed
