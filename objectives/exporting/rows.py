"""A plan as the rows of a sheet: one for each objective, activity and action."""

import datetime as dt
from collections.abc import Iterator

from objectives.exporting.collecting import PlanExport, Standing
from objectives.importing.draft import ActionDraft, ObjectiveDraft
from objectives.importing.ours import columns
from objectives.importing.ours.columns import HEADINGS

Value = str | dt.date
Row = dict[str, Value]
"""by heading; what a row has nothing to say on is left out"""


def headings_of(export: PlanExport) -> tuple[str, ...]:
    """The usual columns, and one for each column that only the published plan had."""
    notes = {heading: None for action in export.draft.actions for heading in action.notes}
    return (*HEADINGS, *(f"{columns.NOTE}{heading}" for heading in notes))


def rows_of(export: PlanExport) -> Iterator[Row]:
    for objective in export.draft.objectives:
        names = {
            columns.OBJECTIVE_NUMBER: objective.number,
            columns.OBJECTIVE: objective.title,
        }
        yield _objective(objective) | names
        for activity in objective.activities:
            yield names | {
                columns.ROW: activity.key,
                columns.ACTIVITY_NUMBER: activity.number,
                columns.ACTIVITY: activity.text,
            }
        for action in objective.actions:
            yield names | _action(action) | _standing(export.standing[action.key])


def _objective(objective: ObjectiveDraft) -> Row:
    return {columns.ROW: objective.key, columns.PRIVATE: objective.exempt_reason or ""}


def _action(action: ActionDraft) -> Row:
    deadline = action.deadline
    return {
        columns.ROW: action.key,
        columns.NUMBER: action.number,
        columns.TEXT: action.text,
        columns.PARENT: action.parent_key or "",
        columns.DATE: deadline.text,
        columns.START: deadline.starts_on or "",
        columns.DUE: deadline.due_on or "",
        columns.ONGOING: columns.say_ongoing(deadline.ongoing, deadline.review_interval),
        columns.SURE: str(columns.CERTAINTY_WORDS[deadline.certainty]),
        columns.LEAD: "\n".join(action.leads),
        columns.INTERVAL: _interval(action.review_interval),
        columns.CONFIRMED: columns.YES if action.needs_confirmation else "",
        columns.PRIVATE: action.exempt_reason or "",
        columns.LEAD_TEXT: action.lead_text,
        columns.MENTIONS: "\n".join(action.references),
    } | {f"{columns.NOTE}{heading}": text for heading, text in action.notes.items()}


def _interval(code: str | None) -> str:
    return str(columns.ReviewInterval(code).label) if code else ""


def _standing(standing: Standing) -> Row:
    latest = standing.latest
    return {
        columns.STATUS: str(columns.STATUS_WORDS[standing.status]),
        columns.RAG: columns.RAG_WORDS.get(standing.rag, ""),
        columns.COMPLETED: standing.completed_on or "",
        columns.COMMENT: latest.comment if latest else "",
        columns.NEXT_STEP: latest.next_step if latest else "",
        columns.WORDS: latest.published_words if latest else "",
        columns.SAID: latest.day if latest else "",
        columns.VERSION: str(standing.version),
    }


__all__ = ["Row", "Value", "headings_of", "rows_of"]
