from django.db import models
from django.db.models import Exists, OuterRef, Q

from actionplans.models import ActionPlan, StatutoryDuty, StrategyTheme


class ObjectiveQuerySet(models.QuerySet):
    def visible_to(self, person):
        """An exempt objective is for staff, auditors and the leads of actions within it."""
        access = person.access
        if access.sees_everything:
            return self.all()
        if not access.sees_plans:
            return self.none()
        from .actions import ActionLead

        own = ActionLead.objects.in_force().filter(
            action__objective=OuterRef("pk"), post__in=access.posts
        )
        return self.filter(Q(exempt_reason="") | Exists(own))


class Objective(models.Model):
    """Numbered within a plan. A published number is text and never unique (design.md)."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="objectives")
    number = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=2000)
    position = models.PositiveIntegerField(default=0, editable=False)
    exempt_reason = models.TextField("reason for keeping it private", blank=True)
    duties = models.ManyToManyField(
        StatutoryDuty, verbose_name="statutory duties", related_name="objectives", blank=True
    )
    themes = models.ManyToManyField(
        StrategyTheme, verbose_name="themes of the strategy", related_name="objectives", blank=True
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "position", "pk"]

    def __str__(self):
        return f"{self.number}. {self.title}" if self.number else self.title


class Activity(models.Model):
    """What will be done, in general; numbered within an objective."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="activities")
    number = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    position = models.PositiveIntegerField(default=0, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["objective", "position", "pk"]
        verbose_name_plural = "activities"

    def __str__(self):
        return f"{self.number}. {self.text}" if self.number else self.text
