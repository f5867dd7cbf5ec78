"""Plans for tests. Every value is fixed; numbers only keep names apart."""

import datetime

import factory

from actionplans.models import ActionPlan, Principle, Strategy


class StrategyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Strategy

    title = factory.Sequence(lambda n: f"Strategy {n + 1}")
    slug = factory.Sequence(lambda n: f"strategy-{n + 1}")


class ActionPlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActionPlan

    title = factory.Sequence(lambda n: f"Listening plan {n + 1}")
    slug = factory.Sequence(lambda n: f"listening-plan-{n + 1}")
    starts_on = datetime.date(2025, 4, 1)
    ends_on = datetime.date(2027, 3, 31)


class PrincipleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Principle

    title = factory.Sequence(lambda n: f"Principle {n + 1}")
