from django.db import models

from stakeholders.models import Person

from .meetings import Meeting


class PublicationStep(models.Model):
    """One of the things that must be published of a meeting, once it was (the Elected Local
    Policing Bodies (Specified Information) Order 2011). When it was due is worked out."""

    class Kind(models.TextChoices):
        NOTICE = "notice", "Time and place"
        AGENDA = "agenda", "Agenda"
        REPORTS = "reports", "Reports"
        MINUTES = "minutes", "Minutes"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="publications")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    done_on = models.DateField("published on")
    where = models.URLField("where it is published", max_length=500, blank=True)
    # Where nothing had to be published, why: "There were no reports".
    not_needed = models.CharField("why none is needed", max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind"], name="publication_step_once")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.meeting}"
