"""What was put together row by row, as the draft that saving takes."""

from objectives.importing.building import BuiltAction, BuiltObjective
from objectives.importing.draft import ActionDraft, ActivityDraft, ObjectiveDraft


def objective_draft(built: BuiltObjective, leads, mentions) -> ObjectiveDraft:
    """`leads` and `mentions` are those of each action, by its key."""
    return ObjectiveDraft(
        number=built.number,
        title=built.title,
        activities=tuple(ActivityDraft(a.number, a.text) for a in built.activities),
        actions=tuple(_action(action, leads, mentions) for action in built.actions),
        source=built.source,
    )


def _action(built: BuiltAction, leads, mentions) -> ActionDraft:
    return ActionDraft(
        key=built.key,
        parent_key=built.parent.key if built.parent else None,
        number=built.number,
        text=built.text,
        deadline=built.dated.reading,
        lead_text=built.lead_text,
        leads=leads[built.key],
        source=built.source,
        start_text=built.start,
        notes=dict(built.notes),
        status=built.status,
        references=mentions.get(built.key, ()),
    )
