"""Risks to a plan, and what its actions do about them (seed 002 §5.2)."""

from django.db import models

from actionplans.models import ActionPlan
from stakeholders.models import OwnedQuerySet, Person, Post

from .actions import Action

SCALE = [(1, "1, very low"), (2, "2, low"), (3, "3, medium"), (4, "4, high"), (5, "5, very high")]


class RiskQuerySet(OwnedQuerySet):
    sees = "sees_plans"

    def open(self):
        return self.filter(closed_at__isnull=True)

    def asked_of(self, posts):
        """Open ones that the posts answer for, in plans that somebody still works on."""
        rows = self.open().filter(plan__in=ActionPlan.objects.running())
        return rows.filter(owner_post__in=posts).select_related("plan", "owner_post")

    def review_due(self, on):
        """Due today is due, and not yet late."""
        return self.open().filter(review_on__lte=on)


class RiskScore(models.Model):
    likelihood = models.PositiveSmallIntegerField(choices=SCALE)
    impact = models.PositiveSmallIntegerField(choices=SCALE)

    class Meta:
        abstract = True

    @property
    def score(self):
        return self.likelihood * self.impact


class Risk(RiskScore):
    """Cause, event and effect, as risk registers put it; its scores are those of its latest
    review, kept beside it for speed."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="risks")
    title = models.CharField("what may happen", max_length=200)
    cause = models.TextField("because of", max_length=1000)
    effect = models.TextField("then", max_length=1000)
    response = models.TextField("what is done about it", max_length=2000, blank=True)
    actions = models.ManyToManyField(
        Action, blank=True, related_name="risks", verbose_name="actions that lower it"
    )
    owner_post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="risks",
        verbose_name="who answers for it",
    )
    review_on = models.DateField("look at it again on")
    exempt_reason = models.TextField("reason for keeping it private", max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_reason = models.TextField("why it is closed", max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RiskQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "position", "pk"]

    def __str__(self):
        return self.title


class RiskReview(RiskScore):
    """What was found when a risk was looked at. Append-only."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="reviews")
    words = models.TextField("what has changed", max_length=2000, blank=True)
    reviewed_on = models.DateField()
    review_on = models.DateField("to be looked at again on")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["risk", "recorded_at", "pk"]

    def __str__(self):
        return f"{self.risk}: {self.likelihood} by {self.impact}, {self.reviewed_on}"
