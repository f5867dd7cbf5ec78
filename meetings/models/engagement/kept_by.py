"""What the engagement log is kept by: methods, decisions that it informs, programmes, aims."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from actionplans.models import Principle
from meetings.models.schedule import HowOften
from stakeholders.models import Area, CommunityGroup, OwnedQuerySet, Post


class EngagementMethod(models.Model):
    """How the office engages: a surgery, a street stall, a survey (seed 003 §5); the office's own
    list. `listens` is whether people can answer by it: a newsletter only tells."""

    title = models.CharField(max_length=100)
    listens = models.BooleanField("people can answer by it", default=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["position", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("title"),
                name="engagement_method_once",
                violation_error_message="There is already a method of this name",
            )
        ]

    def __str__(self):
        return self.title


class KeyDecisionQuerySet(OwnedQuerySet):
    sees = "sees_engagement"

    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)

    def waiting(self):
        """Still to be decided."""
        return self.in_force().filter(decided_on__isnull=True)


class KeyDecision(models.Model):
    """A decision of the office that people are heard on before it is made: a building's disposal,
    the precept (seed 003 §5.8)."""

    title = models.CharField(max_length=200)
    about = models.TextField("what is to be decided", max_length=4000, blank=True)
    owner_post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="key_decisions",
        verbose_name="who prepares it",
    )
    due_on = models.DateField("to be decided by", null=True, blank=True)
    decided_on = models.DateField("decided on", null=True, blank=True)
    outcome = models.TextField("what was decided", max_length=4000, blank=True)
    influence = models.TextField("what people’s views changed", max_length=4000, blank=True)
    exempt_reason = models.TextField("reason for keeping it private", max_length=1000, blank=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = KeyDecisionQuerySet.as_manager()

    class Meta:
        ordering = [F("decided_on").desc(nulls_first=True), "due_on", "pk"]

    def __str__(self):
        return self.title

    def is_late(self, on):
        """Still to be decided, and its day has passed."""
        return self.decided_on is None and self.due_on is not None and self.due_on < on


class Programme(HowOften):
    """Engagement that comes round: surgeries, school visits (seed 003 §5.14). Its dates become
    planned activities."""

    title = models.CharField(max_length=200)
    method = models.ForeignKey(EngagementMethod, on_delete=models.PROTECT, related_name="+")
    principle = models.ForeignKey(
        Principle, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    level = models.CharField(max_length=20, default="local")
    groups = models.ManyToManyField(CommunityGroup, blank=True, related_name="programmes")
    areas = models.ManyToManyField(Area, blank=True, related_name="+")
    posts = models.ManyToManyField(Post, blank=True, related_name="programmes")
    usual_starts_at = models.TimeField("usually starts at", null=True, blank=True)
    usual_places = models.TextField(
        "usual places", max_length=2000, blank=True, help_text="One a line, where they take turns"
    )
    starts_on = models.DateField("first date")
    ended_on = models.DateField("no longer held since", null=True, blank=True, editable=False)
    ended_reason = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title


class EngagementAimQuerySet(models.QuerySet):
    def during(self, first, last):
        """Aims in force on some day of the period; both ends are included."""
        return self.filter(Q(starts_on__lte=last), Q(ends_on__isnull=True) | Q(ends_on__gte=first))


class EngagementAim(models.Model):
    """How often the office means to engage a group in a year, by one method or by any: a cell of
    the strategy's grid (seed 003, Appendix B)."""

    group = models.ForeignKey(CommunityGroup, on_delete=models.CASCADE, related_name="aims")
    method = models.ForeignKey(
        EngagementMethod, on_delete=models.CASCADE, null=True, blank=True, related_name="aims"
    )
    times = models.PositiveSmallIntegerField("times a year")
    starts_on = models.DateField("from")
    ends_on = models.DateField("until", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EngagementAimQuerySet.as_manager()

    class Meta:
        ordering = ["group", F("method__position").asc(nulls_first=True), "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="engagement_aim_ends_after_start",
                violation_error_message="The last day must be the same as or after the first day",
            ),
            models.CheckConstraint(
                condition=Q(times__gte=1),
                name="engagement_aim_from_one",
                violation_error_message="Enter 1 or more",
            ),
        ]

    def __str__(self):
        return f"{self.group}, {self.method or 'any method'}: {self.times} a year"
