from django.db import models

from actionplans.intervals import ReviewInterval
from objectives.deadlines import Certainty
from stakeholders.models import Person, Post

from .actions import Action


class Deadline(models.Model):
    """What the plan says, and what it was taken to mean. Append-only: the newest row holds.

    Only *re-dated* rows count as slips: a correction mends a mistake in the plan's wording or in
    its reading, and takes the place of the row that it corrects.
    """

    class Kind(models.TextChoices):
        PUBLISHED = "published", "As published"
        CORRECTION = "correction", "Corrected"
        REDATED = "redated", "New date"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.TextField("as published", blank=True)
    starts_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    ongoing = models.BooleanField(default=False)
    review_interval = models.CharField(max_length=20, choices=ReviewInterval.choices, blank=True)
    certainty = models.CharField(max_length=20, choices=Certainty.choices)
    note = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["action_id", "recorded_at", "pk"]
        indexes = [models.Index(fields=["action", "recorded_at"], name="deadline_recorded")]

    def __str__(self):
        return self.text or "no date given"


class DateRequestQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(decided_at__isnull=True)


class DateRequest(models.Model):
    """A new date that a lead asks for. Until it is accepted the action stays as late as it is."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Not accepted"
        REPLACED = "replaced", "Replaced by a later request"
        LAPSED = "lapsed", "No longer needed: the action ended"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="date_requests")
    due_on = models.DateField("new date asked for")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=20, choices=Decision.choices, blank=True)
    decision_note = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = DateRequestQuerySet.as_manager()

    class Meta:
        ordering = ["action_id", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action"],
                condition=models.Q(decided_at__isnull=True),
                name="one_waiting_date_request",
            )
        ]

    def __str__(self):
        return f"{self.action}: {self.due_on}"
