"""What bodies decide on a plan, and the amendments that they ask for (seed 000 §3.3-3.4)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from actionplans.models import ActionPlan, Amendment, Endorsement
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of

from .stages import move_to, refuse_closed

Outcome, Stage = Endorsement.Outcome, ActionPlan.Stage
NAME_THEM = ValidationError("Say which amendments are to be made", code="amendments_missing")
UNASKED = ValidationError(
    "Only an endorsement subject to amendments has amendments", code="amendments_unasked"
)


@transaction.atomic
def record_endorsement(
    plan, *, by, body, decided_on, outcome, minute_reference="", note="", amendments=(), at=None
):
    """A body's decision on a plan, all but an approval, which freezes a baseline as well.

    That one is `objectives.services.approve_plan`. "Subject to amendments" names at least one
    amendment; each is then to be done before any body approves the plan. A draft that a body
    endorses is endorsed; noted or rejected leaves the plan where it stands.
    """
    texts = [text.strip() for text in amendments if text.strip()]
    subject_to = outcome == Outcome.SUBJECT_TO_AMENDMENTS
    if subject_to != bool(texts):
        raise ValidationError({"amendments": NAME_THEM if subject_to else UNASKED})
    if outcome == Outcome.APPROVED:
        raise ValueError("An approval is recorded by objectives.services.approve_plan")
    at = at or timezone.now()
    plan = lock_row(plan)
    endorsement = _record(plan, by, body, decided_on, outcome, minute_reference, note, at)
    for text in texts:
        add_amendment(endorsement, by=by, text=text, at=at)
    if plan.stage == Stage.DRAFT and outcome in (Outcome.ENDORSED, Outcome.SUBJECT_TO_AMENDMENTS):
        move_to(plan, Stage.ENDORSED, by=by, verb="plan endorsed", at=at)
    return endorsement


@transaction.atomic
def record_approval(plan, *, by, body, decided_on, minute_reference="", note="", at=None):
    """A body approves the plan; refused while an amendment is to be done.

    A plan in delivery that is approved anew stays in delivery.
    """
    at = at or timezone.now()
    plan = lock_row(plan)
    waiting = Amendment.objects.filter(endorsement__plan=plan).to_be_done().count()
    if waiting:
        amendments = "1 amendment is" if waiting == 1 else f"{waiting} amendments are"
        raise ValidationError(
            f"The plan can't be approved yet: {amendments} still to be done",
            code="amendments_to_be_done",
        )
    outcome = Outcome.APPROVED
    endorsement = _record(plan, by, body, decided_on, outcome, minute_reference, note, at)
    if plan.stage in (Stage.DRAFT, Stage.ENDORSED):
        move_to(plan, Stage.APPROVED, by=by, verb="plan approved", at=at)
    return endorsement


def _record(plan, by, body, decided_on, outcome, minute_reference, note, at):
    refuse_closed(plan)
    refuse_future(decided_on, "decided_on", at)
    endorsement = Endorsement.objects.create(
        plan=plan,
        body=body,
        decided_on=decided_on,
        outcome=outcome,
        minute_reference=minute_reference,
        note=note,
    )
    after = values_of(endorsement, ["body", "decided_on", "outcome", "minute_reference", "note"])
    record("decision recorded", endorsement, by=by, after=after, plan=plan, at=at)
    return endorsement


def refuse_future(day, field, at):
    if day > timezone.localdate(at):
        problem = ValidationError("Enter a day that has come already", code="in_future")
        raise ValidationError({field: problem})


def edit_endorsement(endorsement, *, by, changes, version=None, at=None):
    """Its day, minute reference and note: minutes are often agreed weeks later.

    The body and the decision stay: amendments, the stage and a baseline stand on them.
    """
    if wrong := set(changes) - {"decided_on", "minute_reference", "note"}:
        raise ValueError(f"Fixed once recorded: {', '.join(sorted(wrong))}")
    if "decided_on" in changes:
        refuse_future(changes["decided_on"], "decided_on", at)
    return change_row(
        endorsement,
        by=by,
        verb="decision edited",
        changes=changes,
        version=version,
        plan=endorsement.plan_id,
        at=at,
    )


@transaction.atomic
def add_amendment(endorsement, *, by, text, at=None):
    """One more change that the body asked for. Approval waits for it."""
    plan = lock_row(endorsement.plan)
    refuse_closed(plan)
    if endorsement.outcome != Outcome.SUBJECT_TO_AMENDMENTS:
        raise UNASKED
    amendment = Amendment.objects.create(endorsement=endorsement, text=text)
    record("amendment added", amendment, by=by, after={"text": text}, plan=plan, at=at)
    return amendment


@transaction.atomic
def finish_amendment(amendment, *, by, done_on, note="", version=None, at=None):
    """The plan now says what the body asked for."""
    plan = lock_row(amendment.endorsement.plan)
    amendment = lock_row(amendment, version=version)
    if amendment.done_on is not None:
        raise ValidationError("This amendment is done already", code="already_done")
    refuse_future(done_on, "done_on", at)
    changes = {"done_on": done_on, "done_by": by, "note": note}
    return change_row(amendment, by=by, verb="amendment done", changes=changes, plan=plan, at=at)
