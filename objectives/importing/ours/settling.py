"""What somebody meant who edited one cell of a sheet and left the cell beside it."""

from collections.abc import Mapping
from dataclasses import replace

from objectives.deadlines import DeadlineReading
from objectives.importing.differing.wording import spelt
from objectives.importing.doubts import DoubtCode
from objectives.importing.draft import ActionDraft, PlanDraft
from objectives.importing.ours.dates import Reader

_DATES = ("starts_on", "due_on", "ongoing", "review_interval")


def settled(
    draft: PlanDraft, living: PlanDraft, downloaded: Mapping[str, DeadlineReading], read: Reader
) -> PlanDraft:
    """The draft of an edited sheet, as it was meant for the living plan that it came from.

    A date that the file still has as it was `downloaded`, though the portal has another one by
    now, is no edit.

    A date that can't be read is no edit either: it is told, and what the plan has stays.

    New words of a deadline beside the dates of the old ones: the dates follow the words. Other
    leads beside the words as they were published: the plan says the new leads now.
    """
    before = {action.key: action for action in living.actions}
    unread = {d.action_key for d in draft.doubts if d.code == DoubtCode.DEADLINE_UNREADABLE}

    def of_plan(action: ActionDraft) -> ActionDraft:
        if action.key not in before:
            return action
        was = before[action.key]
        if action.key in unread:
            return _settled(replace(action, deadline=was.deadline), was, None, read)
        return _settled(action, was, downloaded.get(action.key), read)

    return replace(
        draft,
        objectives=tuple(
            replace(
                objective,
                actions=tuple(map(of_plan, objective.actions)),
            )
            for objective in draft.objectives
        ),
    )


def _settled(action: ActionDraft, before: ActionDraft, downloaded, read: Reader) -> ActionDraft:
    new, old = action.deadline, downloaded or before.deadline
    same_words = spelt(new.text) == spelt(old.text)
    same_dates = all(getattr(new, name) == getattr(old, name) for name in _DATES)
    if same_words and same_dates:
        action = replace(action, deadline=before.deadline)
    elif same_dates:
        action = replace(action, deadline=read(new.text))
    leads, led = ([spelt(name) for name in each.leads] for each in (action, before))
    if leads != led and spelt(action.lead_text) == spelt(before.lead_text):
        action = replace(action, lead_text="\n".join(action.leads))
    return action
