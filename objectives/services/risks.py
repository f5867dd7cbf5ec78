"""Risks to a plan: written down, looked at again, closed and opened again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from objectives.models import Risk, RiskReview
from objectives.models.risks import SCALE
from stakeholders.editing import change_row, lock_row, made_just_now
from stakeholders.events import record, values_of
from stakeholders.ordering import next_position
from stakeholders.refusing import beside

MADE = "risk created"
FIELDS = ("title", "cause", "effect", "response", "owner_post", "exempt_reason")
SCORES = ("likelihood", "impact", "review_on")


@transaction.atomic
def create_risk(
    plan, *, by, title, cause, effect, likelihood, impact, review_on, actions=(), at=None, **fields
):
    """A risk with its first scores. `fields` are `response`, `owner_post`, `exempt_reason`. Raises
    ValidationError (codes `action_elsewhere`, `score_invalid`, `review_past`)."""
    at = at or timezone.now()
    plan = lock_row(plan)
    check_actions(plan, actions)
    today = timezone.localdate(at)
    check_scores(likelihood, impact, review_on, today=today)
    risk = Risk(
        plan=plan,
        title=title,
        cause=cause,
        effect=effect,
        likelihood=likelihood,
        impact=impact,
        review_on=review_on,
        position=next_position(plan.risks),
        created_at=at,
        **fields,
    )
    after = values_of(risk, [*FIELDS, *SCORES]) | {"actions": list(actions)}
    after = {name: value for name, value in after.items() if value not in (None, "", [])}
    if twin := made_just_now(risk, MADE, by=by, after=after, plan=plan, at=at):
        return twin
    risk.save()
    risk.actions.set(actions)
    RiskReview.objects.create(
        risk=risk,
        likelihood=likelihood,
        impact=impact,
        reviewed_on=today,
        review_on=review_on,
        by=by,
        recorded_at=at,
    )
    record(MADE, risk, by=by, after=after, plan=plan, at=at)
    return risk


@transaction.atomic
def edit_risk(risk, *, by, changes, actions=None, version=None, at=None):
    """Change its words, its owner and, where they are given, the actions that lower it. Its scores
    change by a review alone."""
    if actions is not None:
        check_actions(risk.plan, actions)
        changes = changes | {"actions": actions}
    return change_row(
        risk,
        by=by,
        verb="risk edited",
        changes=changes,
        version=version,
        plan=risk.plan_id,
        at=at,
    )


@transaction.atomic
def review_risk(risk, *, by, likelihood, impact, review_on, words="", post=None, at=None):
    """Somebody looked at it again. Another score asks what has changed (code `words_missing`)."""
    at = at or timezone.now()
    risk = _open(lock_row(risk))
    today = timezone.localdate(at)
    check_scores(likelihood, impact, review_on, today=today)
    words = words.strip()
    if (likelihood, impact) != (risk.likelihood, risk.impact) and not words:
        raise beside("words", "Say what has changed", "words_missing")
    said = {
        "likelihood": likelihood,
        "impact": impact,
        "review_on": review_on,
        "words": words,
        "reviewed_on": today,
        "by": by,
    }
    last = risk.reviews.last()
    if last and {name: getattr(last, name) for name in said} == said:
        return last  # The same button pressed twice.
    review = RiskReview.objects.create(risk=risk, post=post, recorded_at=at, **said)
    before = values_of(risk, SCORES)
    for name in SCORES:
        setattr(risk, name, said[name])
    risk.version += 1
    risk.save(update_fields=[*SCORES, "version"])
    after = values_of(risk, SCORES) | ({"words": words} if words else {})
    record("risk reviewed", risk, by=by, before=before, after=after, plan=risk.plan_id, at=at)
    return review


@transaction.atomic
def close_risk(risk, *, by, reason, at=None):
    """It can happen no more, or it has."""
    _open(lock_row(risk))
    return change_row(
        risk,
        by=by,
        verb="risk closed",
        changes={"closed_at": at or timezone.now(), "closed_reason": reason},
        plan=risk.plan_id,
        at=at,
    )


@transaction.atomic
def reopen_risk(risk, *, by, reason, at=None):
    """It may happen after all; its scores are those of its last review."""
    risk = lock_row(risk)
    if risk.closed_at is None:
        raise ValidationError("This risk is not closed", code="risk_open")
    before = values_of(risk, ["closed_at", "closed_reason"])
    risk.closed_at, risk.closed_reason = None, ""
    risk.version += 1
    risk.save(update_fields=["closed_at", "closed_reason", "version"])
    after = {"closed_at": None, "closed_reason": "", "reason": reason}
    record("risk reopened", risk, by=by, before=before, after=after, plan=risk.plan_id, at=at)
    return risk


def _open(risk):
    if risk.closed_at:
        raise ValidationError("This risk is closed", code="risk_closed")
    return risk


def check_actions(plan, actions):
    if any(action.plan_id != plan.pk for action in actions):
        raise beside("actions", "Choose actions of this plan", "action_elsewhere")


def check_scores(likelihood, impact, review_on, *, today):
    known = dict(SCALE)
    for name, score in (("likelihood", likelihood), ("impact", impact)):
        if score not in known:
            raise beside(name, "Choose a number from 1 to 5", "score_invalid")
    if review_on <= today:
        raise beside("review_on", "Choose a day that is yet to come", "review_past")
