"""A lead who says that an action is not theirs, and the coordinator's answer to that."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from objectives.models import NotMine
from stakeholders.editing import lock_row
from stakeholders.events import record

from .leads import set_leads


@transaction.atomic
def say_not_mine(action, *, by, post, reason="", suggested_post=None, at=None):
    """Ask the coordinator whose an action is that `post` leads. Said again while it waits, it is
    the same question.

    Raises ValidationError (codes `not_open`, `not_lead`, `suggestion_same`, `reason_missing`).
    """
    at = at or timezone.now()
    action = lock_row(action)
    if waiting := NotMine.objects.waiting().filter(action=action, post=post).first():
        return waiting
    if not action.is_open:
        raise ValidationError(
            "This action is complete or closed: nobody is asked about it any more", code="not_open"
        )
    leads = set(action.leads.in_force().values_list("post", flat=True))
    if post.pk not in leads:
        raise ValidationError(f"{post} does not lead this action any more", code="not_lead")
    if suggested_post is not None and suggested_post.pk in leads:
        words = ValidationError(
            f"{suggested_post} leads this action already: choose another post, or none",
            code="suggestion_same",
        )
        raise ValidationError({"suggested_post": words})
    if suggested_post is None and not reason.strip():
        words = ValidationError("Say why, or choose whose it is", code="reason_missing")
        raise ValidationError({"reason": words})
    row = NotMine.objects.create(
        action=action,
        post=post,
        by=by,
        suggested_post=suggested_post,
        reason=reason,
        asked_at=at,
    )
    after = {"post": post, "suggested_post": suggested_post, "reason": reason}
    record("said not to be theirs", action, by=by, after=after, plan=action.plan_id, at=at)
    return row


class AlreadyDecided(Exception):
    """Somebody has answered whose the action is in the meantime."""


@transaction.atomic
def decide_not_mine(row, *, by, posts=None, note="", at=None):
    """Give the action to `posts`, or say (None) that it stays with the post, and why.

    Raises AlreadyDecided, and ValidationError (codes `posts_missing`, `still_leads`,
    `note_missing`).
    """
    at = at or timezone.now()
    action = lock_row(row.action)
    row = NotMine.objects.select_for_update().get(pk=row.pk)
    if row.decided_at is not None:
        raise AlreadyDecided
    if posts is None:
        if not note.strip():
            words = ValidationError("Tell the lead why it stays theirs", code="note_missing")
            raise ValidationError({"note": words})
        decision = NotMine.Decision.STAYS
    else:
        posts = list(posts)
        _check_posts(row, posts)
        decision = NotMine.Decision.MOVED
    row.decision, row.decision_note = decision, note
    row.decided_by, row.decided_at = by, at
    row.save()
    after = {"post": row.post, "decision": decision.label, "note": note}
    record("answered whose it is", action, by=by, after=after, plan=action.plan_id, at=at)
    if posts is not None:
        set_leads(action, by=by, posts=posts, at=at)
    return row


def _check_posts(row, posts):
    if not posts:
        words = ValidationError("Choose the post that leads it now", code="posts_missing")
        raise ValidationError({"accountable": words})
    if row.post_id in {post.pk for post in posts}:
        words = ValidationError(
            f"{row.post} is still among the leads. Choose others, or say that it stays",
            code="still_leads",
        )
        raise ValidationError({"accountable": words})
