from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from objectives.current import refresh_after
from objectives.evidence import problem_with, with_files
from objectives.models import ProgressUpdate, UpdateRound
from objectives.states import OPEN_STATUSES, Rag, Status
from stakeholders.editing import EditConflict, lock_row
from stakeholders.events import record, values_of

from .leads import drop_not_mine
from .redating import ask_for_new_date, drop_date_request, request_problems

# Stands for "the form did not say which update it was opened on".
ANY = object()


def record_update(
    *,
    action,
    by,
    status,
    rag="",
    comment="",
    next_step="",
    completed_on=None,
    post=None,
    new_date=None,
    new_date_reason="",
    kind=ProgressUpdate.Kind.REPORT,
    published_words="",
    evidence=None,
    seen=ANY,
    at=None,
):
    """Add a progress update, with the file that shows it and the request for a new date that came
    with it.

    `seen` is the key of the update that the form showed as the latest (None: there was none).
    Raises EditConflict where somebody else has given one since, and ValidationError (codes
    `sub_actions_open`, `completed_on_missing`, `completed_on_future`, `comment_missing`,
    `next_step_missing`, `new_date_not_needed`, and those of `ask_for_new_date` and
    `evidence.problem_with`) where the statement is not a whole one: amber and red ask what is
    being done about it; what is late asks for a sentence; complete asks for the date and a note or
    a file; closed asks for the reason (domain.md).
    """
    with with_files() as store:
        action = lock_row(action, related=("plan", "objective", "deadline"))
        at = moment_in_round([action], at)
        if seen is not ANY and action.last_update_id != seen:
            raise EditConflict(action)
        if kind != ProgressUpdate.Kind.IMPORTED:
            check_update(
                action,
                status=status,
                rag=rag,
                comment=comment,
                next_step=next_step,
                completed_on=completed_on,
                new_date=new_date,
                new_date_reason=new_date_reason,
                evidence=evidence,
                today=timezone.localdate(at),
            )
            refuse_under_a_complete_parent(action, status)
        before = values_of(action, ["status", "rag"])
        update = ProgressUpdate.objects.create(
            action=action,
            kind=kind,
            status=status,
            rag=rag if status in OPEN_STATUSES else "",
            comment=comment,
            next_step=next_step,
            completed_on=completed_on if status == Status.COMPLETE else None,
            published_words=published_words,
            by=by,
            post=post,
            recorded_at=at,
        )
        refresh_after(update, action=action)
        after = values_of(action, ["status", "rag", "completed_on"]) | {"update": update.pk}
        if evidence is not None:
            after["evidence"] = store(evidence, update=update).name
        record(
            "update given",
            action,
            by=by,
            before=before,
            after=after,
            plan=action.plan_id,
            at=at,
        )
        if status not in OPEN_STATUSES:
            drop_date_request(action, by=by, at=at)
            drop_not_mine(action, by=by, at=at)
        elif new_date is not None:
            ask_for_new_date(
                action, by=by, post=post, due_on=new_date, reason=new_date_reason, at=at
            )
    return update


def moment_in_round(actions, at=None):
    """The moment that updates on locked `actions` bear: now, or `at`.

    A round that is open is held until they are written: whoever closes it waits, so that nothing
    comes in later that bears a moment before the close (the papers are built from what does).
    """
    plans = {action.plan_id for action in actions}
    rounds = UpdateRound.objects.open().filter(plan__in=plans).select_for_update(no_key=True)
    list(rounds.order_by("pk").values_list("pk"))
    return at or timezone.now()


def refuse_under_a_complete_parent(action, status):
    """A parent can't be complete while a sub-action is open (domain.md), also not afterwards.

    The parent's lock keeps somebody from completing it at the same moment.
    """
    if action.parent_id is None or status not in OPEN_STATUSES:
        return
    if lock_row(action.parent).status == Status.COMPLETE:
        message = "The action that it is part of is complete: reopen that one first"
        raise ValidationError({"status": ValidationError(message, code="parent_complete")})


def check_update(
    action,
    *,
    status,
    rag,
    comment,
    next_step,
    completed_on,
    new_date=None,
    new_date_reason="",
    evidence=None,
    today,
):
    """Raise ValidationError, by field, where an update leaves out what its status asks for."""
    problems = {}
    if new_date is not None and status in OPEN_STATUSES:
        problems |= request_problems(action, new_date, new_date_reason, today=today)
    elif new_date is not None:
        problems["new_date"] = ValidationError(
            "An action that is complete or closed needs no new date", code="new_date_not_needed"
        )
    if status == Status.COMPLETE:
        if action.sub_actions.open().exists():
            problems["status"] = ValidationError(
                "Its sub-actions come first: complete or close each of them, then this one",
                code="sub_actions_open",
            )
        if completed_on is None:
            problems["completed_on"] = ValidationError(
                "Enter the day on which it was completed", code="completed_on_missing"
            )
        elif completed_on > today:
            problems["completed_on"] = ValidationError(
                "The day on which it was completed must be today or in the past",
                code="completed_on_future",
            )
        if not comment.strip() and evidence is None:
            problems["comment"] = ValidationError(
                "Say in a sentence what was done, or add a file that shows it",
                code="comment_missing",
            )
    if status == Status.CLOSED and not comment.strip():
        problems["comment"] = ValidationError(
            "Say why it is closed: what took its place, or why it was withdrawn",
            code="comment_missing",
        )
    if status in OPEN_STATUSES and rag in (Rag.AMBER, Rag.RED) and not next_step.strip():
        problems["next_step"] = ValidationError(
            "Say what is being done about it", code="next_step_missing"
        )
    elif (
        status in OPEN_STATUSES
        and action.is_overdue(today)
        and not comment.strip()
        and not next_step.strip()
    ):
        problems["comment"] = ValidationError(
            "It is late: say in a sentence how it stands", code="comment_missing"
        )
    if evidence is not None and (problem := problem_with(evidence)):
        problems["evidence"] = problem
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def confirm_completion(action, *, by, comment="", at=None):
    """A second person's word that an action is complete, where the action asks for one."""
    action = lock_row(action, related=("plan", "objective", "deadline"))
    at = moment_in_round([action], at)
    if not action.unconfirmed:
        raise ValidationError("There is nothing to confirm", code="nothing_to_confirm")
    if action.last_update.by_id == getattr(by, "pk", None):
        raise ValidationError(
            "Somebody other than the person who reported it must confirm", code="same_person"
        )
    update = ProgressUpdate.objects.create(
        action=action,
        kind=ProgressUpdate.Kind.CONFIRMATION,
        status=Status.COMPLETE,
        comment=comment,
        completed_on=action.completed_on,
        by=by,
        recorded_at=at,
    )
    refresh_after(update, action=action)
    record(
        "completion confirmed",
        action,
        by=by,
        after={"update": update.pk},
        plan=action.plan_id,
        at=at,
    )
    return update
