"""Deadlines: published, corrected, asked for anew, re-dated. Rows are only ever added."""

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from objectives.current import refresh
from objectives.models import DateRequest, Deadline
from stakeholders.editing import lock_row
from stakeholders.events import record


def _say(action):
    deadline = action.deadline
    if deadline is None:
        return {}
    return {"deadline": deadline.text, "due_on": deadline.due_on, "ongoing": deadline.ongoing}


def _add(action, *, by, kind, verb, reading, reason="", version=None, at=None):
    at = at or timezone.now()
    action = lock_row(action, version=version)
    before = _say(action)
    Deadline.objects.create(
        action=action,
        kind=kind,
        **asdict(reading),
        reason=reason,
        by=by,
        recorded_at=at,
    )
    action.version += 1
    action.save(update_fields=["version"])
    refresh(action)
    after = _say(action) | ({"reason": reason} if reason else {})
    record(verb, action, by=by, before=before, after=after, plan=action.plan_id, at=at)
    return action


@transaction.atomic
def publish_deadline(action, *, by, reading, at=None):
    """The deadline that the plan was published with."""
    kind = Deadline.Kind.PUBLISHED
    return _add(action, by=by, kind=kind, verb="deadline published", reading=reading, at=at)


@transaction.atomic
def correct_deadline(action, *, by, reading, reason, version=None, at=None):
    """Mend what was written or understood wrongly. It is no slip (design.md, deadlines)."""
    return _add(
        action,
        by=by,
        kind=Deadline.Kind.CORRECTION,
        verb="deadline corrected",
        reading=reading,
        reason=reason,
        version=version,
        at=at,
    )


@transaction.atomic
def redate_action(action, *, by, reading, reason, version=None, at=None):
    """Give an action a new date. It counts as a slip against its first due date in delivery.

    A request that waits is answered by it: the lead has another date now.
    """
    if not reason.strip():
        raise ValidationError("A new date needs a reason", code="reason_missing")
    at = at or timezone.now()
    _answer_waiting(lock_row(action), DateRequest.Decision.REPLACED, by=by, at=at)
    return _add(
        action,
        by=by,
        kind=Deadline.Kind.REDATED,
        verb="deadline re-dated",
        reading=reading,
        reason=reason,
        version=version,
        at=at,
    )


@transaction.atomic
def ask_for_new_date(action, *, by, due_on, reason, post=None, at=None):
    """A lead's request. Until it is accepted the action stays as late as it is.

    Raises ValidationError (codes `new_date_past`, `new_date_same`, `new_date_reason_missing`).
    """
    at = at or timezone.now()
    action = lock_row(action)
    if problems := request_problems(action, due_on, reason, today=timezone.localdate(at)):
        raise ValidationError(problems)
    _answer_waiting(action, DateRequest.Decision.REPLACED, by=by, at=at)
    request = DateRequest.objects.create(
        action=action, due_on=due_on, reason=reason, by=by, post=post, asked_at=at
    )
    refresh(action)
    record(
        "new date asked for",
        action,
        by=by,
        before={"due_on": action.due_on},
        after={"due_on": due_on, "reason": reason},
        plan=action.plan_id,
        at=at,
    )
    return request


def _answer_waiting(action, decision, *, by, at):
    action.date_requests.waiting().update(decision=decision, decided_by=by, decided_at=at)


def request_problems(action, due_on, reason, *, today):
    """{field of the update's form: ValidationError} for a new date that can't be asked for."""
    problems = {}
    if due_on < today:
        problems["new_date"] = ValidationError(
            "The new date must be today or in the future", code="new_date_past"
        )
    elif due_on == action.due_on:
        problems["new_date"] = ValidationError(
            "The new date is the date that it has already", code="new_date_same"
        )
    if not reason.strip():
        problems["new_date_reason"] = ValidationError(
            "Say why a new date is needed", code="new_date_reason_missing"
        )
    return problems


def drop_date_request(action, *, by, at):
    """A locked action that is complete or closed needs no answer about its date any more."""
    waiting = action.date_requests.waiting().first()
    if waiting is None:
        return
    waiting.decision = DateRequest.Decision.LAPSED
    waiting.decided_by, waiting.decided_at = by, at
    waiting.save()
    record(
        "request for a new date dropped",
        action,
        by=by,
        before={"due_on": waiting.due_on},
        plan=action.plan_id,
        at=at,
    )
    refresh(action)


class AlreadyAnswered(Exception):
    """Somebody has answered the request for a new date in the meantime."""


@transaction.atomic
def answer_date_request(request, *, by, accept, reading=None, note="", at=None):
    """Accept a request (`reading` is the new deadline) or decline it with a note."""
    at = at or timezone.now()
    action = lock_row(request.action)
    request = DateRequest.objects.select_for_update().get(pk=request.pk)
    if request.decided_at is not None:
        raise AlreadyAnswered
    decision = DateRequest.Decision.ACCEPTED if accept else DateRequest.Decision.DECLINED
    request.decision = decision
    request.decided_by, request.decided_at, request.decision_note = by, at, note
    request.save()
    verb = "new date accepted" if accept else "new date declined"
    after = {"due_on": request.due_on, "note": note}
    record(verb, action, by=by, after=after, plan=action.plan_id, at=at)
    if accept:
        redate_action(action, by=by, reading=reading, reason=request.reason, at=at)
    else:
        refresh(action)
    return request
