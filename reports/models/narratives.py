from django.db import models

from stakeholders.models import Person

from .reports import Report


class NarrativeQuerySet(models.QuerySet):
    def not_in(self, revision):
        """What was written after the revision's words were collected: its files lack them."""
        if revision.started_at is None:
            return self.none()
        return self.filter(written_at__gt=revision.started_at)


class Narrative(models.Model):
    """What the coordinator writes in a place of a paper, as Markdown.

    It belongs to the paper, not to one revision: a correction begins with the words of the paper
    that it corrects, whose own stay frozen in its document. `key` is the place: "position" and
    "help" on page one, "issues" and the other contents of a form, "objective:12" by the objective's
    key in the database.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="narratives")
    key = models.CharField(max_length=40)
    text = models.TextField(max_length=20_000, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = NarrativeQuerySet.as_manager()

    class Meta:
        ordering = ["report", "key"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="narrative_once_a_place")
        ]

    def __str__(self):
        return f"{self.report}: {self.key}"
