from django.db import models

from actionplans.models import ActionPlan
from stakeholders.models import Person

from .actions import Action


class PlanImport(models.Model):
    """A file that was read into a plan, kept as it came: nothing of it is lost."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField()
    published_title = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "-at"]
        constraints = [models.UniqueConstraint(fields=["plan", "sha256"], name="plan_import_once")]

    def __str__(self):
        return f"{self.file_name} into {self.plan}"


class ImportAnswer(models.TextChoices):
    """What the coordinator said of a doubt; blank where nobody was asked."""

    ACCEPT = "accept", "Right"
    CORRECT = "correct", "Corrected"
    LATER = "later", "Left for later"


class ImportDoubtQuerySet(models.QuerySet):
    def left(self):
        """Those that still wait for somebody's answer."""
        return self.exclude(answer__in=[ImportAnswer.ACCEPT, ImportAnswer.CORRECT])


class ImportDoubt(models.Model):
    """Something in the file that could be read in more than one way, and what was assumed."""

    plan_import = models.ForeignKey(PlanImport, on_delete=models.CASCADE, related_name="doubts")
    action = models.ForeignKey(
        Action, on_delete=models.SET_NULL, null=True, related_name="import_doubts"
    )
    code = models.CharField(max_length=40)
    source = models.CharField(max_length=100)
    text = models.TextField()
    assumed = models.TextField()
    answer = models.CharField(max_length=10, choices=ImportAnswer.choices, blank=True)
    answered_with = models.TextField(blank=True)
    """what was taken instead, where it was corrected"""
    position = models.PositiveIntegerField(default=0)

    objects = ImportDoubtQuerySet.as_manager()

    class Meta:
        ordering = ["plan_import", "position", "pk"]

    def __str__(self):
        return f"{self.source}: {self.code}"
