"""The engagement log: what happened with a community, or is planned to."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from actionplans.models import Principle
from meetings.models.meetings import Meeting
from objectives.models import Action, Objective
from stakeholders.dates import spoken
from stakeholders.models import Area, CommunityGroup, Contact, Organisation, Person, Post

from .consulting import Consultation
from .kept_by import EngagementMethod, KeyDecision, Programme


class EngagementActivityQuerySet(models.QuerySet):
    def visible_to(self, person):
        """All but the private ones for whoever sees engagement; of those also the private ones
        that a post of theirs went to or logged."""
        access = person.access
        if access.sees_everything:
            return self.all()
        if not access.sees_engagement:
            return self.none()
        went = EngagementActivity.posts.through.objects.filter(
            engagementactivity=OuterRef("pk"), post__in=access.posts
        )
        return self.filter(Q(exempt_reason="") | Exists(went))

    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)

    def done(self):
        return self.in_force().filter(status=EngagementActivity.Status.DONE)

    def ahead(self, on):
        """Planned for today or later, soonest first."""
        planned = EngagementActivity.Status.PLANNED
        return self.in_force().filter(status=planned, held_on__gte=on).order_by("held_on", "pk")

    def unconfirmed(self, on):
        """Planned for a day that has passed: nobody has said what came of it."""
        planned = EngagementActivity.Status.PLANNED
        return self.in_force().filter(status=planned, held_on__lt=on).order_by("held_on", "pk")


class EngagementActivity(models.Model):
    """Something that happened with a community, or is planned to (domain.md)."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Cancelled"

    class Level(models.TextChoices):
        """Seed 003 §5.3."""

        LOCAL = "local", "Local"
        REGIONAL = "regional", "Regional"
        NATIONAL = "national", "National"

    title = models.CharField(max_length=200)
    held_on = models.DateField("date")
    ends_on = models.DateField("last day, where it took several", null=True, blank=True)
    starts_at = models.TimeField("starts at", null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    areas = models.ManyToManyField(Area, blank=True, related_name="activities")
    level = models.CharField(max_length=20, choices=Level.choices, default=Level.LOCAL)
    method = models.ForeignKey(
        EngagementMethod, on_delete=models.PROTECT, related_name="activities"
    )
    principle = models.ForeignKey(
        Principle, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    groups = models.ManyToManyField(
        CommunityGroup, through="ActivityGroup", related_name="activities", verbose_name="with whom"
    )
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="activities")
    contacts = models.ManyToManyField(Contact, blank=True, related_name="activities")
    posts = models.ManyToManyField(
        Post, blank=True, related_name="engagement", verbose_name="who of the office"
    )
    # Empty is not known, which is not the same as nobody.
    reached = models.PositiveIntegerField("people reached", null=True, blank=True)
    reached_counted = models.BooleanField("counted, not guessed", default=False)
    heard = models.TextField("what was heard", max_length=8000, blank=True)
    came_of_it = models.TextField("what comes of it", max_length=8000, blank=True)
    status = models.CharField(
        max_length=20, choices=Status.choices, default=Status.DONE, editable=False
    )
    status_at = models.DateTimeField(null=True, editable=False)
    # Whether it was on the plan before its day: what the grid sets against what was done.
    was_planned = models.BooleanField(default=False, editable=False)
    cancelled_reason = models.TextField("why it was cancelled", blank=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="engagement",
        verbose_name="at the meeting",
    )
    decision = models.ForeignKey(
        KeyDecision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="the decision it informs",
    )
    consultation = models.ForeignKey(
        Consultation, on_delete=models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    objectives = models.ManyToManyField(Objective, blank=True, related_name="engagement")
    actions = models.ManyToManyField(Action, blank=True, related_name="engagement")
    exempt_reason = models.TextField("reason for keeping it private", max_length=1000, blank=True)
    source = models.CharField(max_length=200, blank=True, editable=False)
    """where it stood in the file that it was imported from"""
    logged_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    logged_at = models.DateTimeField(editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EngagementActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name_plural = "engagement activities"
        indexes = [
            models.Index(fields=["-held_on", "-id"], name="engagement_latest"),
            models.Index(fields=["status", "held_on"], name="engagement_status_date"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("held_on")),
                name="engagement_ends_after_it_starts",
                violation_error_message="The last day must be the same as or after the first day",
            )
        ]

    def __str__(self):
        return f"{self.title}, {spoken(self.held_on)}"

    def is_ahead(self, on):
        """The one-row twin of `EngagementActivityQuerySet.ahead`."""
        return self._is_planned and self.held_on >= on

    def is_unconfirmed(self, on):
        """The one-row twin of `EngagementActivityQuerySet.unconfirmed`."""
        return self._is_planned and self.held_on < on

    @property
    def _is_planned(self):
        return self.withdrawn_at is None and self.status == self.Status.PLANNED


class ActivityGroup(models.Model):
    """A group that an activity was with, and how many of it were reached where that is known."""

    activity = models.ForeignKey(
        EngagementActivity, on_delete=models.CASCADE, related_name="activity_groups"
    )
    group = models.ForeignKey(
        CommunityGroup, on_delete=models.PROTECT, related_name="activity_groups"
    )
    reached = models.PositiveIntegerField("people reached", null=True, blank=True)

    class Meta:
        ordering = ["activity", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "group"], name="activity_group_once")
        ]

    def __str__(self):
        return f"{self.group}: {self.activity}"
