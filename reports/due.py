"""The papers that the portal asks for by itself, at a quarter's cut-off."""

from datetime import datetime, time

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from actionplans.models import ActionPlan
from objectives.models import Deadline
from stakeholders.editing import lock_row
from stakeholders.models import Event, GovernanceBody

from .cut_offs import cut_off_of, last_due_quarter
from .models import Report, ReportRevision
from .services import request_report


def request_due_reports(now):
    """Ask for the papers of the last quarter whose cut-off has come; returns those asked for.

    One for each plan that was under way, and in the portal, and each body, for the public. Run
    again, or by several schedulers at once, it asks for nothing more. A draft that was built
    before the cut-off is built again; what was published stays. Nothing is published by itself.
    """
    quarter = last_due_quarter(now)
    plans = (
        ActionPlan.objects.in_force()
        .filter(starts_on__lte=quarter.ends_on)
        .exclude(ends_on__lt=quarter.starts_on)
        .exclude(stage=ActionPlan.Stage.CLOSED, pk__in=closed_before(quarter))
        .filter(Exists(entered_by(cut_off_of(quarter))))
    )
    bodies = list(GovernanceBody.objects.exclude(dissolved_on__lte=quarter.ends_on))
    asked = []
    for plan in plans:
        with transaction.atomic():
            lock_row(plan)  # a second scheduler waits here, and then finds them asked for
            for body in bodies:
                if not has_paper(plan, body, quarter):
                    asked.append(
                        request_report(plan=plan, body=body, quarter=quarter, by=None, at=now)
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


def has_paper(plan, body, quarter):
    """Whether there is a public paper that is published, or reaches up to the cut-off."""
    return (
        ReportRevision.objects.filter(
            report__plan=plan,
            report__body=body,
            report__kind=Report.Kind.QUARTERLY,
            report__period=str(quarter),
            report__private=False,
        )
        .exclude(cut_off__lt=cut_off_of(quarter), published_at=None)
        .exists()
    )
