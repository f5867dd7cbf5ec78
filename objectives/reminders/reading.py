"""The rows that the rules are asked of: so many at a time, in a fixed number of queries."""

from django.db.models import F

from objectives.models import ActionLead
from objectives.rounds import asking

from .rules import Asked

SOURCE = "action"
FIELDS = (
    "plan_id",
    "position",
    "status",
    "deadline_id",
    "due_on",
    "reported_at",
    "last_update__kind",
    "next_update_due_on",
)
# Read so many actions at a time: memory stays the same however many there are.
AT_A_TIME = 10_000


def read(actions, plans, on, *, also=()):
    """(action, its leading posts, whether it is exempt, what a round asks of it), by their keys.

    `also` names fields of related rows that are wanted beside those that the rules ask for.
    """
    related = {name.partition("__")[0] for name in also if "__" in name}
    rows = (
        actions.select_related("last_update", *related)
        .annotate(place=F("objective__position"))
        .only(*FIELDS, *also)
        .order_by("pk")
    )
    after = 0
    while chunk := list(rows.filter(pk__gt=after)[:AT_A_TIME]):
        first, after = chunk[0].pk, chunk[-1].pk
        here = actions.filter(pk__range=(first, after))
        leads = leads_of(here.values("pk"))
        exempt = set(here.exempt().values_list("pk", flat=True))
        asked = asking(plans, on, between=(first, after))
        for action in chunk:
            action.plan = plans[action.plan_id]
            asks = Asked(*asked[action.pk]) if action.pk in asked else None
            yield action, leads.get(action.pk, ()), action.pk in exempt, asks
        if len(chunk) < AT_A_TIME:
            return


def leads_of(actions):
    """{action: [posts that lead it now]}, the accountable one first."""
    leads = ActionLead.objects.in_force().filter(action__in=actions)
    found = {}
    for action, post in leads.order_by("action", "position").values_list("action", "post"):
        found.setdefault(action, []).append(post)
    return found
