"""The rows that the rules are asked of, read in a stream: memory stays the same however many."""

from itertools import groupby, islice
from operator import itemgetter

from django.db.models import F, Q

from objectives.models import ActionLead, UpdateRound
from objectives.rounds import asking

from .rules import Asked

SOURCE = "action"
# What the rules ask of an action.
FIELDS = (
    *("plan_id", "position", "status", "deadline_id", "due_on", "reported_at"),
    *("last_update_id", "next_update_due_on"),
)
AT_A_TIME = 2_000


def with_grounds(actions):
    """Each action's `said` (the kind of its last update) and `private` (is_exempt), in its row."""
    return actions.with_exempt().annotate(said=F("last_update__kind"))


def read(actions, plans, on, *, also=()):
    """(action, its leading posts, whether it is exempt, what a round asks of it), by their keys.

    `also` names fields of related rows that are wanted beside those that the rules ask for. Two
    queries however many actions there are; while a round is open, five more for each 2,000.
    """
    related = {name.partition("__")[0] for name in also if "__" in name}
    rows = (
        with_grounds(actions.select_related(*related))
        .annotate(place=F("objective__position"))
        .only(*FIELDS, *also)
        .order_by("pk")
        .iterator(AT_A_TIME)
    )
    leads = Leads(actions)
    in_round = UpdateRound.objects.open().filter(plan__in=plans).exists()
    while chunk := list(islice(rows, AT_A_TIME)):
        here = Q(pk__range=(chunk[0].pk, chunk[-1].pk))
        asked = asking(plans, on, only=here) if in_round else {}
        for action in chunk:
            action.plan = plans[action.plan_id]
            asks = Asked(*asked[action.pk]) if action.pk in asked else None
            yield action, leads.of(action.pk), action.private, asks


class Leads:
    """The posts that lead each action now, the accountable one first; asked for by rising key."""

    def __init__(self, actions):
        leads = ActionLead.objects.in_force().filter(action__in=actions.values("pk"))
        rows = leads.order_by("action", "position").values_list("action", "post")
        self.groups = groupby(rows.iterator(AT_A_TIME), itemgetter(0))
        self.key, self.rows = next(self.groups, (None, ()))

    def of(self, key):
        while self.key is not None and self.key < key:
            self.key, self.rows = next(self.groups, (None, ()))
        return [post for _, post in self.rows] if self.key == key else []


def leads_of(actions):
    """{action: [posts that lead it now]}, the accountable one first."""
    leads = ActionLead.objects.in_force().filter(action__in=actions)
    found = {}
    for action, post in leads.order_by("action", "position").values_list("action", "post"):
        found.setdefault(action, []).append(post)
    return found
