"""A body's approval of a plan, and the baseline that it freezes."""

from django.db import transaction
from django.utils import timezone

from actionplans.models import Endorsement
from actionplans.services import record_approval
from objectives.baselines import document_of
from objectives.models import Baseline
from stakeholders.editing import lock_row
from stakeholders.events import record


@transaction.atomic
def approve_plan(plan, *, by, body, decided_on, minute_reference="", note="", at=None):
    """Record that a body approved the plan and freeze what it approved; the Endorsement.

    Refused (ValidationError, code "amendments_to_be_done") while an amendment of an endorsement
    "subject to amendments" waits (seed 000 §3.3-3.4).
    """
    at = at or timezone.now()
    endorsement = record_approval(
        plan,
        by=by,
        body=body,
        decided_on=decided_on,
        minute_reference=minute_reference,
        note=note,
        at=at,
    )
    freeze_baseline(endorsement, by=by, at=at)
    return endorsement


@transaction.atomic
def freeze_baseline(endorsement, *, by, at=None):
    """Keep the plan's words, deadlines and leads as they stand at an approval."""
    if endorsement.outcome != Endorsement.Outcome.APPROVED:
        raise ValueError("Only an approval freezes a baseline")
    at = at or timezone.now()
    plan = lock_row(endorsement.plan)
    baseline = Baseline.objects.create(
        plan=plan, endorsement=endorsement, frozen_at=at, document=document_of(plan)
    )
    after = {
        "endorsement": endorsement,
        "objectives": len(baseline.document["objectives"]),
        "actions": len(baseline.document["actions"]),
    }
    record("baseline frozen", baseline, by=by, after=after, plan=plan, at=at)
    return baseline
