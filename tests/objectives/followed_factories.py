"""Measures and risks for tests. Every value is fixed; numbers only keep names apart."""

import datetime
from decimal import Decimal

import factory

from objectives.models import Measure, MeasureTarget, Reading, Risk, RiskReview
from tests.actionplans.factories import ActionPlanFactory

MOMENT = datetime.datetime(2026, 4, 1, 12, 0, tzinfo=datetime.UTC)


class MeasureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Measure

    plan = factory.SubFactory(ActionPlanFactory)
    title = factory.Sequence(lambda n: f"Public confidence {n + 1}")
    definition = "Share of residents who say that the police do a good job"
    source = "Telephone survey"
    unit = Measure.Unit.PERCENT
    decimals = 1
    least = Decimal(0)
    most = Decimal(100)
    first_on = datetime.date(2026, 3, 31)
    created_at = MOMENT


class MeasureTargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeasureTarget

    measure = factory.SubFactory(MeasureFactory)
    on = datetime.date(2027, 3, 31)
    value = Decimal(70)
    recorded_at = MOMENT


class ReadingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reading

    measure = factory.SubFactory(MeasureFactory)
    on = datetime.date(2026, 3, 31)
    value = Decimal("61.5")
    recorded_at = MOMENT


class RiskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Risk

    plan = factory.SubFactory(ActionPlanFactory)
    title = factory.Sequence(lambda n: f"Few young people answer {n + 1}")
    cause = "Surveys reach older people"
    effect = "Their views are missing from the plan"
    likelihood = 3
    impact = 4
    review_on = datetime.date(2026, 9, 30)
    created_at = MOMENT


class RiskReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RiskReview

    risk = factory.SubFactory(RiskFactory)
    likelihood = 3
    impact = 4
    reviewed_on = datetime.date(2026, 6, 18)
    review_on = datetime.date(2026, 9, 30)
    recorded_at = MOMENT
