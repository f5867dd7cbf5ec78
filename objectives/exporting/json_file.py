"""A plan as JSON: the form of docs/import-format.md, with its updates and its history."""

import json

from objectives.exporting.collecting import PlanExport, Said


def write(export: PlanExport) -> bytes:
    return json.dumps(as_data(export), ensure_ascii=False, indent=2).encode()


def as_data(export: PlanExport) -> dict:
    data = export.draft.as_json()
    data |= {
        "quarters_assumed": export.draft.quarters_assumed,
        "plan": export.settings,
        "exported_at": export.at.isoformat(),
        "updates": [_update(said) for said in export.said],
    }
    if export.whole:
        data["history"] = export.history
    return data


def _update(said: Said) -> dict:
    return {
        "action": said.action,
        "at": said.at.isoformat(),
        "kind": said.kind,
        "status": said.status,
        "rag": said.rag,
        "comment": said.comment,
        "next_step": said.next_step,
        "completed_on": said.completed_on.isoformat() if said.completed_on else None,
        "published_words": said.published_words,
        "by": said.by,
        "post": said.post,
    }
