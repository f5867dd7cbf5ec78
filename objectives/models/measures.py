"""Figures followed over time, such as public confidence (seed 001, objective 9)."""

from django.db import models

from actionplans.models import ActionPlan
from stakeholders.models import OwnedQuerySet, Person, Post

from .structure import Objective


class MeasureQuerySet(OwnedQuerySet):
    sees = "sees_plans"

    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)

    def asked_of(self, posts):
        """Those whose readings the posts give, in plans that somebody still works on."""
        rows = self.in_force().filter(plan__in=ActionPlan.objects.running())
        return rows.filter(owner_post__in=posts).select_related("plan", "owner_post")


class Measure(models.Model):
    """A figure with its definition, source, frequency and target. `better` is which way is good."""

    class Unit(models.TextChoices):
        PERCENT = "percent", "Per cent"
        NUMBER = "number", "A number"
        SCORE = "score", "A score"
        POUNDS = "pounds", "Pounds"
        DAYS = "days", "Days"

    class Better(models.TextChoices):
        HIGHER = "higher", "Higher is better"
        LOWER = "lower", "Lower is better"

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="measures")
    objectives = models.ManyToManyField(Objective, blank=True, related_name="measures")
    title = models.CharField(max_length=200)
    definition = models.TextField("what exactly is counted", max_length=2000)
    source = models.CharField("where the figure comes from", max_length=300)
    unit = models.CharField(max_length=20, choices=Unit.choices)
    decimals = models.PositiveSmallIntegerField("places after the point", default=0)
    better = models.CharField(max_length=10, choices=Better.choices, default=Better.HIGHER)
    every_months = models.PositiveSmallIntegerField("months from reading to reading", default=3)
    # A reading for a period is there so many days after the period's end.
    ready_days = models.PositiveSmallIntegerField("days until a figure is known", default=30)
    first_on = models.DateField("the first period ends on")
    least = models.DecimalField(
        "lowest that can be", max_digits=14, decimal_places=4, null=True, blank=True
    )
    most = models.DecimalField(
        "highest that can be", max_digits=14, decimal_places=4, null=True, blank=True
    )
    # How far from its trajectory a reading may be before it is called off it.
    tolerance = models.DecimalField(max_digits=14, decimal_places=4, default=0)
    owner_post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name="who gives the reading",
    )
    exempt_reason = models.TextField("reason for keeping it private", max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "position", "pk"]

    def __str__(self):
        return self.title


class MeasureTarget(models.Model):
    """A value to be reached by a day: one is a target, several are a trajectory. Append-only: a
    later row for the same day takes the earlier one's place, with the reason."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="targets")
    on = models.DateField("by")
    # Empty where the target of that day no longer stands.
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    reason = models.TextField(max_length=1000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["measure", "on", "recorded_at", "pk"]

    def __str__(self):
        return f"{self.measure}: {self.value} by {self.on}"


class Reading(models.Model):
    """The figure of the period that ends on `on`. Append-only: a later row for the same period
    corrects the earlier one, with the reason; the latest by a cut-off is what a paper shows."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="readings")
    on = models.DateField("the period ends on")
    value = models.DecimalField(max_digits=14, decimal_places=4)
    note = models.TextField(max_length=2000, blank=True)
    reason = models.TextField("why it was corrected", max_length=1000, blank=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["measure", "on", "recorded_at", "pk"]

    def __str__(self):
        return f"{self.measure}: {self.value}, {self.on}"
