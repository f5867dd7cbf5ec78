from django.db import models

from .schedule import Forum


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.all() if person.access.sees_meetings else self.none()

    def ahead(self, on):
        """What is still to come on the day `on`, today included, soonest first."""
        return self.filter(held_on__gte=on, status=Meeting.Status.PLANNED).order_by(
            "held_on", "starts_at", "pk"
        )


class Meeting(models.Model):
    """One meeting of a forum."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField("date")
    starts_at = models.TimeField("starts at", null=True, blank=True)
    ends_at = models.TimeField("ends at", null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PLANNED)
    notes = models.TextField(blank=True)
    exempt_reason = models.TextField("reason for keeping it private", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-starts_at", "-pk"]
        indexes = [models.Index(fields=["status", "held_on"], name="meeting_status_date")]

    def __str__(self):
        return f"{self.forum}, {self.held_on}"

    def is_ahead(self, on):
        """The one-row twin of `MeetingQuerySet.ahead`."""
        return self.status == self.Status.PLANNED and self.held_on >= on
