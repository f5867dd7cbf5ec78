"""What the ledger of reminders calls the actions and plans that it names by their keys."""

from django.urls import reverse

from actionplans.models import ActionPlan
from objectives.models import Action
from stakeholders.reminding.sources import Named


def name_items(items):
    """(item, Named) for each: who sees the ledger sees exempt rows too."""
    actions = (
        Action.objects.filter(pk__in={item.object_id for item in items})
        .select_related("plan", "objective")
        .in_bulk()
    )
    for item in items:
        if action := actions.get(item.object_id):
            url = reverse("objectives:action-detail", args=[action.pk])
            yield item, Named(str(action), url, action.plan.title)
        else:
            yield item, Named("An action that is no longer there")


def plan_names(keys):
    return dict(ActionPlan.objects.filter(pk__in=keys).values_list("pk", "title"))
