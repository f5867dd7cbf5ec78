"""What plans are made of, for tests. Every value is fixed; numbers only keep words apart.

An action is made by the service that makes it in the portal, so that its deadline and what is
kept beside it are there: `ActionFactory(deadline="March 2026", posts=[post])`.
"""

import factory

from objectives.models import Action, Activity, Objective
from objectives.services import create_action, read_for
from tests.actionplans.factories import ActionPlanFactory

from .plans import noon


class ObjectiveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Objective

    plan = factory.SubFactory(ActionPlanFactory)
    number = factory.Sequence(lambda n: str(n + 1))
    title = factory.Sequence(lambda n: f"Hear more people, part {n + 1}")
    position = factory.Sequence(lambda n: n)


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Activity

    objective = factory.SubFactory(ObjectiveFactory)
    number = factory.Sequence(lambda n: str(n + 1))
    text = factory.Sequence(lambda n: f"Go where people are, way {n + 1}")
    position = factory.Sequence(lambda n: n)


class ActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Action

    objective = factory.SubFactory(ObjectiveFactory)
    number = factory.Sequence(lambda n: str(n + 1))
    text = factory.Sequence(lambda n: f"Hold street surgery {n + 1}")

    @classmethod
    def _create(cls, model, *, objective, deadline="30 June 2026", by=None, at=None, **fields):
        return create_action(
            objective=objective,
            by=by,
            reading=read_for(objective.plan, deadline),
            at=at or noon(objective.plan.starts_on),
            **fields,
        )
