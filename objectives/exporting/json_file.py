"""A plan as JSON: the form of docs/import-format.md, with its updates and its history."""

import json

from objectives.exporting.collecting import PlanExport, Said


def write(export: PlanExport) -> bytes:
    return _lines(as_data(export)).encode()


def _lines(data: dict, *, deep: int = 2) -> str:
    """A line for each row: laid out word by word the file would be twice as long."""
    parts = []
    for name, value in data.items():
        if isinstance(value, list) and value:
            rows = ",\n".join(map(_line, value))
            parts.append(f"{_line(name)}: [\n{rows}\n]")
        elif isinstance(value, dict) and value and deep > 1:
            parts.append(f"{_line(name)}: {_lines(value, deep=deep - 1)}")
        else:
            parts.append(f"{_line(name)}: {_line(value)}")
    return "{\n" + ",\n".join(parts) + "\n}"


def _line(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
