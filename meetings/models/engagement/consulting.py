"""Consultations: what was asked, of whom, from when until when, and what was answered."""

from django.db import models
from django.db.models import F, Q

from stakeholders.models import CommunityGroup, OwnedQuerySet, Post

from .kept_by import KeyDecision


class ConsultationQuerySet(OwnedQuerySet):
    sees = "sees_engagement"

    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)

    def open(self, on):
        """Both the opening and the closing day are days to answer."""
        return self.in_force().filter(opens_on__lte=on, closes_on__gte=on)

    def coming(self, on):
        return self.in_force().filter(opens_on__gt=on)

    def unanswered(self, on):
        """Closed, and nobody has told people what came of it."""
        return self.in_force().filter(closes_on__lt=on, answered_on__isnull=True)

    def answered(self):
        return self.in_force().filter(answered_on__isnull=False)


class Consultation(models.Model):
    title = models.CharField(max_length=200)
    about = models.TextField("what it is about", max_length=4000, blank=True)
    decision = models.ForeignKey(
        KeyDecision, on_delete=models.SET_NULL, null=True, blank=True, related_name="consultations"
    )
    owner_post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="who runs it",
    )
    opens_on = models.DateField("opens on")
    closes_on = models.DateField("closes on")
    website = models.URLField("where people answer", max_length=300, blank=True)
    responses = models.PositiveIntegerField("responses", null=True, blank=True)
    summary = models.TextField("what people said", max_length=8000, blank=True)
    response = models.TextField("what the office answered", max_length=8000, blank=True)
    answered_on = models.DateField("answered on", null=True, blank=True)
    exempt_reason = models.TextField("reason for keeping it private", max_length=1000, blank=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="consultation_closes_after_opening",
                violation_error_message="It must close on or after the day it opens",
            )
        ]

    def __str__(self):
        return self.title

    def is_open(self, on):
        """The one-row twin of `ConsultationQuerySet.open`."""
        return self.withdrawn_at is None and self.opens_on <= on <= self.closes_on

    def is_coming(self, on):
        """The one-row twin of `ConsultationQuerySet.coming`."""
        return self.withdrawn_at is None and self.opens_on > on

    def is_unanswered(self, on):
        """The one-row twin of `ConsultationQuerySet.unanswered`."""
        return self.withdrawn_at is None and self.closes_on < on and self.answered_on is None

    @property
    def has_results(self):
        return self.responses is not None or bool(self.summary)


class ConsultationQuestion(models.Model):
    class Kind(models.TextChoices):
        CHOICE = "choice", "People choose an answer"
        TEXT = "text", "People write an answer"

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="questions"
    )
    words = models.TextField("the question", max_length=1000)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CHOICE)
    # Of written answers: what they came to. Single answers are never kept here.
    summary = models.TextField("what people wrote", max_length=4000, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["consultation", "position", "pk"]

    def __str__(self):
        return self.words[:80]


class ConsultationAnswer(models.Model):
    """How many chose an answer."""

    question = models.ForeignKey(
        ConsultationQuestion, on_delete=models.CASCADE, related_name="answers"
    )
    words = models.CharField("the answer", max_length=300)
    count = models.PositiveIntegerField("how many", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["question", "position", "pk"]

    def __str__(self):
        return self.words


class ConsultationReach(models.Model):
    """How many responses came from a group, as respondents said of themselves."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="reach")
    group = models.ForeignKey(CommunityGroup, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField("responses")

    class Meta:
        ordering = ["consultation", "group", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "group"], name="reach_group_once")
        ]

    def __str__(self):
        return f"{self.group}: {self.count}"
