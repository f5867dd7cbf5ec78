"""What somebody meant who edited one cell of a sheet and left the cell beside it."""

from dataclasses import replace

from objectives.importing.differing.wording import spelt
from objectives.importing.draft import ActionDraft, PlanDraft
from objectives.importing.ours.dates import Reader

_DATES = ("starts_on", "due_on", "ongoing", "review_interval")


def settled(draft: PlanDraft, living: PlanDraft, read: Reader) -> PlanDraft:
    """The draft of an edited sheet, as it was meant for the living plan that it came from.

    New words of a deadline beside the dates of the old ones: the dates follow the words. Other
    leads beside the words as they were published: the plan says the new leads now.
    """
    before = {action.key: action for action in living.actions}
    return replace(
        draft,
        objectives=tuple(
            replace(
                objective,
                actions=tuple(
                    _settled(action, before[action.key], read) if action.key in before else action
                    for action in objective.actions
                ),
            )
            for objective in draft.objectives
        ),
    )


def _settled(action: ActionDraft, before: ActionDraft, read: Reader) -> ActionDraft:
    new, old = action.deadline, before.deadline
    if spelt(new.text) != spelt(old.text) and all(
        getattr(new, name) == getattr(old, name) for name in _DATES
    ):
        action = replace(action, deadline=read(new.text))
    leads, led = ([spelt(name) for name in each.leads] for each in (action, before))
    if leads != led and spelt(action.lead_text) == spelt(before.lead_text):
        action = replace(action, lead_text="\n".join(action.leads))
    return action
