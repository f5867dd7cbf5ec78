from django.db import models
from django.db.models import Q

from stakeholders.models import GovernanceBody, Person

from .plans import ActionPlan


class Endorsement(models.Model):
    """What a body decided on a plan, and when (seed 000 §1, §3.3, §3.4)."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", "Approved"
        ENDORSED = "endorsed", "Endorsed"
        SUBJECT_TO_AMENDMENTS = "subject_to_amendments", "Endorsed subject to amendments"
        NOTED = "noted", "Noted"
        REJECTED = "rejected", "Rejected"

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="endorsements")
    body = models.ForeignKey(GovernanceBody, on_delete=models.PROTECT, related_name="endorsements")
    decided_on = models.DateField("date of the decision")
    outcome = models.CharField("decision", max_length=30, choices=Outcome.choices)
    minute_reference = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-decided_on", "-pk"]

    def __str__(self):
        return f"{self.get_outcome_display()} by {self.body}"


class AmendmentQuerySet(models.QuerySet):
    def to_be_done(self):
        """What approval waits for (seed 000 §3.3-3.4)."""
        return self.filter(done_on__isnull=True)


class Amendment(models.Model):
    """A change that a body asked for when it endorsed a plan "subject to amendments"."""

    endorsement = models.ForeignKey(
        Endorsement, on_delete=models.CASCADE, related_name="amendments"
    )
    text = models.TextField("what is to be changed")
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField("how it was done", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["endorsement_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=False) | Q(done_by__isnull=True),
                name="amendment_done_by_needs_its_day",
            )
        ]

    def __str__(self):
        return self.text
