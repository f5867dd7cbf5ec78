from django.db import models

from actionplans.models import ActionPlan, Endorsement


class Baseline(models.Model):
    """A plan as a body approved it, frozen. `objectives.baselines` writes and reads `document`."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="baselines")
    endorsement = models.OneToOneField(
        Endorsement, on_delete=models.RESTRICT, related_name="baseline"
    )
    frozen_at = models.DateTimeField()
    document = models.JSONField()

    class Meta:
        ordering = ["-frozen_at", "-pk"]

    def __str__(self):
        return f"{self.plan}, as approved by {self.endorsement.body}"
