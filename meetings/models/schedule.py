from django.db import models

from stakeholders.models import GovernanceBody, Post


class MeetingCategory(models.Model):
    """A table of the meetings schedule (seed 004 has five), named by the office."""

    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["position", "title"]
        verbose_name_plural = "meeting categories"

    def __str__(self):
        return self.title


class MeetingSeriesQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, person):
        """The schedule is for the office's staff and auditors (domain.md, roles)."""
        return self.all() if person.access.sees_meetings else self.none()


class MeetingSeries(models.Model):
    """A line of the meetings schedule, with the columns of seed 004, words as published."""

    category = models.ForeignKey(MeetingCategory, on_delete=models.PROTECT, related_name="series")
    title = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    body = models.ForeignKey(
        GovernanceBody, on_delete=models.SET_NULL, null=True, blank=True, related_name="series"
    )
    chair_text = models.TextField("chair or lead", blank=True)
    attendance_text = models.TextField("who of the office attends", blank=True)
    attending_posts = models.ManyToManyField(Post, blank=True, related_name="attends")
    lead_text = models.TextField("lead officer, as published", blank=True)
    lead_post = models.ForeignKey(
        Post,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="leads_series",
        verbose_name="lead officer",
    )
    notes = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MeetingSeriesQuerySet.as_manager()

    class Meta:
        ordering = ["category__position", "category", "position", "pk"]
        verbose_name_plural = "meeting series"

    def __str__(self):
        return self.title


class Forum(models.Model):
    """One of the groups that a series meets with: one by default, thirty for "quarterly x 30".

    `per_year` is empty where it is unknown, which is not the same as none.
    """

    class Certainty(models.TextChoices):
        CERTAIN = "certain", "Certain"
        ASSUMED = "assumed", "Assumed"
        UNREADABLE = "unreadable", "Could not be read"
        NONE = "none", "Not given"

    series = models.ForeignKey(MeetingSeries, on_delete=models.CASCADE, related_name="forums")
    name = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    frequency_text = models.CharField("how often", max_length=200, blank=True)
    per_year = models.PositiveSmallIntegerField("meetings a year", null=True, blank=True)
    certainty = models.CharField(
        max_length=20, choices=Certainty.choices, default=Certainty.NONE, editable=False
    )
    ended_on = models.DateField("no longer meets since", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["series", "position", "name", "pk"]

    def __str__(self):
        return self.name or self.series.title
