"""The papers that the portal asks for by itself, at a quarter's cut-off."""

from datetime import datetime, time

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from actionplans.cut_offs import last_usual_quarter, usual_cut_off
from actionplans.models import ActionPlan
from actionplans.quarters import Quarter
from objectives.models import Deadline, UpdateRound
from objectives.rounds import cut_off_of
from stakeholders.editing import lock_row
from stakeholders.models import Event, GovernanceBody

from .models import Report, ReportRevision
from .services import request_report


def request_due_reports(now):
    """Ask for the papers of the last quarter whose cut-off has come; returns those asked for.

    Where a plan's update round of a later quarter was closed by hand, its cut-off has come too.
    One for each plan that was under way, and in the portal, and each body, for the public. Run
    again, or by several schedulers at once, it asks for nothing more. A draft that was built
    before the cut-off is built again; what is with its officers, cleared or published stays.
    Nothing is published by itself.
    """
    usual = last_usual_quarter(now)
    asked = request_papers_of(usual, plans_due(usual), at=now)
    for quarter, plans in closed_by_hand(usual, now).items():
        asked += request_papers_of(quarter, plans_due(quarter).filter(pk__in=plans), at=now)
    return asked


def plans_due(quarter):
    """Plans that were under way in the quarter, and in the portal by its cut-off."""
    return (
        ActionPlan.objects.in_force()
        .filter(starts_on__lte=quarter.ends_on)
        .exclude(ends_on__lt=quarter.starts_on)
        .exclude(stage=ActionPlan.Stage.CLOSED, pk__in=closed_before(quarter))
        .filter(Exists(entered_by(usual_cut_off(quarter))))
    )


def closed_by_hand(usual, now):
    """{quarter: plans} whose round is closed before the quarter's usual cut-off has come."""
    rounds = UpdateRound.objects.filter(closed_at__lte=now, quarter__gt=str(usual))
    found = {}
    for quarter, plan in rounds.order_by("quarter").values_list("quarter", "plan"):
        found.setdefault(Quarter.parse(quarter), []).append(plan)
    return found


def request_papers_of(quarter, plans, *, at):
    bodies = list(GovernanceBody.objects.exclude(dissolved_on__lte=quarter.ends_on))
    asked = []
    for plan in plans:
        with transaction.atomic():
            lock_row(plan)  # a second scheduler waits here, and then finds them asked for
            cut_off = cut_off_of(plan, quarter)
            for body in bodies:
                if not has_paper(plan, body, quarter, cut_off):
                    asked.append(
                        request_report(plan=plan, body=body, period=quarter, by=None, at=at)
                    )
    return asked


def closed_before(quarter):
    """Plans that ran their course before the quarter; in the one they closed in they have a last
    paper."""
    begins = datetime.combine(quarter.starts_on, time.min, timezone.get_default_timezone())
    return Event.objects.filter(verb="plan closed", at__lt=begins).values("plan_id")


def entered_by(moment):
    """A plan's rows that were recorded by then: of one brought in later there is nothing to say."""
    return Deadline.objects.filter(action__plan=OuterRef("pk"), recorded_at__lte=moment)


def has_paper(plan, body, quarter, cut_off):
    """Whether there is a public paper that is past its drafting, or reaches up to the cut-off.

    One that went to its officers earlier, for an early meeting, stands still (decision 18).
    """
    return (
        ReportRevision.objects.filter(
            report__plan=plan,
            report__body=body,
            report__kind=Report.Kind.QUARTERLY,
            report__period=str(quarter),
            report__private=False,
        )
        .exclude(cut_off__lt=cut_off, status=ReportRevision.Status.DRAFT)
        .exists()
    )
