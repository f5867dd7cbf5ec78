"""The actions that lower a risk, with how each stands: one that is overdue lowers nothing yet."""

from dataclasses import dataclass

from objectives.models import Action, Risk
from objectives.presenting import StateWords, state_words


@dataclass(frozen=True)
class Lowering:
    action: Action
    state: StateWords


def lowering(risks, person, *, on):
    """{risk's key: [Lowering]} of the actions that the person may see; two queries."""
    links = Risk.actions.through.objects.filter(risk__in=risks)
    pairs = list(links.order_by("action_id").values_list("risk_id", "action_id"))
    if not pairs:
        return {}
    actions = Action.objects.filter(pk__in={action for _, action in pairs})
    actions = actions.visible_to(person).select_related("objective", "deadline").in_bulk()
    found = {}
    for risk, key in pairs:
        if action := actions.get(key):
            found.setdefault(risk, []).append(Lowering(action, state_words(action, on)))
    return found
