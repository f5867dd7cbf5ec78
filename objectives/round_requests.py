"""A stand-in until the rule `round_request` is in objectives.reminders: who is asked at a press."""

from stakeholders.reminding.sources import Owed

from .models import Action
from .reminders import SOURCE, Recipients
from .rounds import asking, leads_in


def round_requests(round, on):
    """Every request of `round` that still waits on the day `on`, to each person who answers."""
    waiting, leads = asking([round.plan_id], on), leads_in([round])
    plan = round.plan
    recipients = Recipients([plan], on)
    exempt = set(Action.objects.filter(pk__in=waiting).exempt().values_list("pk", flat=True))
    for action, (key, asked_on, _) in waiting.items():
        to = recipients.of(plan, leads.get(action, ()), private=action in exempt)
        for person, (post, because) in to.items():
            yield Owed(
                person_id=person.pk,
                address=person.email,
                source=SOURCE,
                object_id=action,
                plan_id=plan.pk,
                rule="round_request",
                ground=f"round {key} asked {asked_on}",
                rung=asked_on,
                post_id=post,
                because=because,
            )
