from django.db import models

from objectives.states import Rag, Status
from stakeholders.models import Person, Post

from .actions import Action


class ProgressUpdate(models.Model):
    """One dated, signed statement about one action. Append-only: the newest is its state.

    `recorded_at` decides what a report's cut-off sees; `completed_on` is only shown.
    """

    class Kind(models.TextChoices):
        REPORT = "report", "Update"
        IMPORTED = "imported", "Imported with the plan"
        CONFIRMATION = "confirmation", "Confirmed complete"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.REPORT)
    status = models.CharField(max_length=20, choices=Status.choices)
    rag = models.CharField(max_length=10, choices=Rag.choices, blank=True)
    comment = models.TextField("what happened", blank=True)
    next_step = models.TextField("what is next", blank=True)
    completed_on = models.DateField(null=True, blank=True)
    published_words = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["action_id", "recorded_at", "pk"]
        indexes = [
            models.Index(fields=["action", "recorded_at"], name="update_action_recorded"),
            models.Index(fields=["-recorded_at", "-id"], name="update_latest"),
        ]

    def __str__(self):
        return f"{self.action}, {self.recorded_at:%Y-%m-%d}"
