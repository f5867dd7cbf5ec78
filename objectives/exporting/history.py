"""What the log and the append-only rows remember of a plan, for the JSON file."""

from actionplans.models import Endorsement
from objectives.importing.differing import LivingPlan
from objectives.models import (
    Action,
    ActionLead,
    DateRequest,
    Deadline,
    EvidenceFile,
    NotMine,
    SentBack,
    UpdateRound,
)
from stakeholders.models import Event


def history_of(plan, living: LivingPlan) -> dict:
    """Every deadline, every lead from when until when, every date asked for, every change."""
    keys = {action.pk: key for key, action in living.actions.items()}
    return {
        "deadlines": _rows(Deadline.objects.select_related("by"), plan, keys, _deadline),
        "leads": _rows(ActionLead.objects.select_related("post"), plan, keys, _lead),
        "dates_asked_for": _rows(
            DateRequest.objects.select_related("by", "post", "decided_by"), plan, keys, _request
        ),
        "said_not_theirs": _rows(
            NotMine.objects.select_related("by", "post", "suggested_post", "decided_by"),
            plan,
            keys,
            _not_mine,
        ),
        "rounds": [_round(row) for row in plan.rounds.order_by("quarter")],
        "sent_back": _rows(SentBack.objects.select_related("by", "round"), plan, keys, _sent_back),
        "evidence": [
            {"action": keys[row.update.action_id]} | _evidence(row)
            for row in EvidenceFile.objects.filter(update__action__plan=plan)
            .select_related("update", "by")
            .order_by("update__action", "pk")
            if row.update.action_id in keys
        ],
        "decisions": [_decision(row) for row in _endorsements(plan)],
        "changes": _changes(plan, living),
    }


def _endorsements(plan):
    rows = plan.endorsements.select_related("body").prefetch_related("amendments")
    return rows.order_by("decided_on", "pk")


def _decision(row: Endorsement) -> dict:
    return {
        "body": str(row.body),
        "decided_on": _iso(row.decided_on),
        "outcome": row.outcome,
        "minute_reference": row.minute_reference,
        "note": row.note,
        "amendments": [
            {"text": each.text, "done_on": _iso(each.done_on), "note": each.note}
            for each in row.amendments.all()
        ],
    }


def _rows(rows, plan, keys, say) -> list[dict]:
    rows = rows.filter(action__plan=plan).order_by("action_id", "pk")
    return [{"action": keys[row.action_id]} | say(row) for row in rows if row.action_id in keys]


def _deadline(row: Deadline) -> dict:
    return {
        "kind": row.kind,
        "text": row.text,
        "starts_on": _iso(row.starts_on),
        "due_on": _iso(row.due_on),
        "ongoing": row.ongoing,
        "review_interval": row.review_interval,
        "certainty": row.certainty,
        "note": row.note,
        "reason": row.reason,
        "by": str(row.by or ""),
        "at": row.recorded_at.isoformat(),
    }


def _lead(row: ActionLead) -> dict:
    return {
        "post": str(row.post),
        "position": row.position,
        "from": row.started_at.isoformat(),
        "to": row.ended_at.isoformat() if row.ended_at else None,
    }


def _request(row: DateRequest) -> dict:
    return {
        "due_on": _iso(row.due_on),
        "reason": row.reason,
        "by": str(row.by or ""),
        "post": str(row.post or ""),
        "at": row.asked_at.isoformat(),
        "decision": row.decision,
        "note": row.decision_note,
        "decided_by": str(row.decided_by or ""),
        "decided_at": row.decided_at.isoformat() if row.decided_at else None,
    }


def _not_mine(row: NotMine) -> dict:
    return {
        "post": str(row.post),
        "suggested_post": str(row.suggested_post or ""),
        "reason": row.reason,
        "by": str(row.by),
        "at": row.asked_at.isoformat(),
        "decision": row.decision,
        "note": row.decision_note,
        "decided_by": str(row.decided_by or ""),
        "decided_at": row.decided_at.isoformat() if row.decided_at else None,
    }


def _round(row: UpdateRound) -> dict:
    return {
        "quarter": row.quarter,
        "opened_at": row.opened_at.isoformat(),
        "answers_by": _iso(row.answers_by),
        "closed_at": row.closed_at.isoformat() if row.closed_at else None,
    }


def _sent_back(row: SentBack) -> dict:
    return {
        "quarter": row.round.quarter,
        "question": row.question,
        "by": str(row.by or ""),
        "at": row.asked_at.isoformat(),
    }


def _evidence(row: EvidenceFile) -> dict:
    """What the file is called and what proves it; the file itself stays in the portal."""
    return {
        "name": row.name,
        "size": row.size,
        "sha256": row.sha256,
        "by": str(row.by or ""),
        "at": row.added_at.isoformat(),
        "update_at": row.update.recorded_at.isoformat(),
    }


def _changes(plan, living: LivingPlan) -> list[dict]:
    """The log's lines about the plan, oldest first; each names its row as the draft does."""
    keys = {
        rows_of._meta.label_lower: {row.pk: key for key, row in rows.items()}
        for rows, rows_of in (
            (living.objectives, _model(living.objectives)),
            (living.activities, _model(living.activities)),
            (living.actions, Action),
        )
        if rows_of is not None
    }
    lines = Event.objects.filter(plan_id=plan.pk).select_related("actor").order_by("at", "pk")
    return [
        {
            "at": line.at.isoformat(),
            "by": str(line.actor or ""),
            "what": line.verb,
            "about": line.object_text,
            "row": keys.get(line.object_type, {}).get(line.object_id, ""),
            "before": line.before,
            "after": line.after,
        }
        for line in lines
    ]


def _model(rows: dict):
    return type(next(iter(rows.values()))) if rows else None


def _iso(day):
    return day.isoformat() if day else None
