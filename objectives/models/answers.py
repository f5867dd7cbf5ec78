"""What a lead says beside an update: "this is not mine", and the files that show it."""

from django.db import models
from django.db.models import Q

from stakeholders.models import Person, Post

from .actions import Action
from .updates import ProgressUpdate


class NotMineQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(decided_at__isnull=True)


class NotMine(models.Model):
    """A lead says that an action is not theirs: a question to the coordinator.

    While it waits, the post's reminders of the action go to the coordinator.
    """

    class Decision(models.TextChoices):
        MOVED = "moved", "It has other leads now"
        STAYS = "stays", "It stays with the post"
        LAPSED = "lapsed", "No longer needed: the action ended or has other leads"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="not_mine")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    suggested_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField("why, or whose it is", blank=True)
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=20, choices=Decision.choices, blank=True)
    decision_note = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = NotMineQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name_plural = "not mine"
        constraints = [
            models.UniqueConstraint(
                fields=["action", "post"],
                condition=Q(decided_at__isnull=True),
                name="one_waiting_not_mine",
            )
        ]

    def __str__(self):
        return f"{self.action}: not {self.post}"


class EvidenceFile(models.Model):
    """A file that came with an update, kept in the default storage; it never changes."""

    update = models.ForeignKey(ProgressUpdate, on_delete=models.CASCADE, related_name="evidence")
    file = models.FileField(upload_to="evidence/%Y/%m/")
    # As the sender called it: shown and offered for saving, never a path.
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["update", "pk"]

    def __str__(self):
        return self.name
