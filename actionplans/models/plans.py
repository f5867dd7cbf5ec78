from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from actionplans.intervals import ReviewInterval
from actionplans.quarters import QuarterBasis
from stakeholders.models import Organisation, Post

from .strategies import Strategy


class Stage(models.TextChoices):
    """How far a plan has come (seed 000 §3.3-3.4). Only services move it."""

    DRAFT = "draft", "Draft"
    ENDORSED = "endorsed", "Endorsed"
    APPROVED = "approved", "Approved"
    IN_DELIVERY = "in_delivery", "In delivery"
    CLOSED = "closed", "Closed"


class ActionPlanQuerySet(models.QuerySet):
    def in_force(self):
        """Plans that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def running(self):
        """Plans that somebody still works on: neither withdrawn nor closed."""
        return self.in_force().exclude(stage=Stage.CLOSED)

    def visible_to(self, person):
        """Plans are for the office's staff, auditors and lead officers (domain.md, roles)."""
        return self.all() if person.access.sees_plans else self.none()

    def reminding_on(self, day):
        """Plans whose reminders a coordinator turned on, from a day that has come; neither
        closed nor paused on that day."""
        return self.running().filter(
            Q(paused_until__isnull=True) | Q(paused_until__lt=day), reminders_from__lte=day
        )


class ActionPlan(models.Model):
    """A document that one or more organisations own jointly, for a period."""

    class Mark(models.TextChoices):
        NONE = "", "No mark (OFFICIAL)"
        OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"

    Stage = Stage

    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    strategy = models.ForeignKey(
        Strategy, on_delete=models.PROTECT, null=True, blank=True, related_name="plans"
    )
    owners = models.ManyToManyField(Organisation, through="PlanOwner", related_name="plans")
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day", null=True, blank=True)
    quarter_basis = models.CharField(
        "quarters", max_length=20, choices=QuarterBasis.choices, default=QuarterBasis.FINANCIAL
    )
    quarter_basis_assumed = models.BooleanField(
        default=True, editable=False, help_text="Nobody has said yet which quarters are meant"
    )
    financial_years = models.BooleanField("a year on its own means a financial year", default=False)
    review_interval = models.CharField(
        "how often leads report",
        max_length=20,
        choices=ReviewInterval.choices,
        default=ReviewInterval.QUARTERLY,
    )
    # Empty after an import: nothing goes out until a coordinator has seen the first digest.
    reminders_from = models.DateField(null=True, blank=True)
    paused_until = models.DateField("last day of the pause", null=True, blank=True)
    pause_reason = models.TextField("why it is paused", blank=True)
    # The reminder rules' numbers, in days (domain.md, the reminder rules).
    due_soon_days = models.PositiveSmallIntegerField(
        "first reminder, days before the date", default=14
    )
    due_soon_again_days = models.PositiveSmallIntegerField(
        "second reminder, days before the date", default=3
    )
    again_after_days = models.PositiveSmallIntegerField("reminded again every ... days", default=7)
    coordinator_after_days = models.PositiveSmallIntegerField(
        "the coordinator is told, days overdue", default=14
    )
    escalation_after_days = models.PositiveSmallIntegerField(
        "the escalation post is told, days overdue", default=28
    )
    # Empty: no round opens by itself.
    round_opens_days = models.PositiveSmallIntegerField(
        "the update round opens, days before the quarter ends", null=True, blank=True, default=14
    )
    coordinator_post = models.ForeignKey(
        Post,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="coordinates",
        verbose_name="coordinator",
    )
    escalation_post = models.ForeignKey(
        Post,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="escalations",
        verbose_name="told when an action is long overdue",
    )
    mark = models.CharField(
        "security mark", max_length=40, choices=Mark.choices, default=Mark.NONE, blank=True
    )
    stage = models.CharField(
        max_length=20, choices=Stage.choices, default=Stage.DRAFT, editable=False
    )
    closing_note = models.TextField("why it was closed", blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="plan_ends_after_start",
                violation_error_message="The last day must be the same as or after the first day",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def is_running(self):
        """The one-row twin of `ActionPlanQuerySet.running`."""
        return self.withdrawn_at is None and self.stage != Stage.CLOSED

    def is_reminding_on(self, day):
        """The one-row twin of `ActionPlanQuerySet.reminding_on`."""
        return (
            self.is_running
            and self.reminders_from is not None
            and self.reminders_from <= day
            and not self.is_paused_on(day)
        )

    def is_paused_on(self, day):
        return self.paused_until is not None and day <= self.paused_until

    @property
    def reminds_since(self):
        """The first day that a rung of the ladder counts: after a pause it begins anew."""
        if self.paused_until is None or self.reminders_from is None:
            return self.reminders_from
        return max(self.reminders_from, self.paused_until + timedelta(days=1))


class PlanOwner(models.Model):
    """One of the organisations that own a plan jointly, in the order they are named."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="ownerships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "organisation"], name="plan_owner_once")
        ]

    def __str__(self):
        return f"{self.organisation}, {self.plan}"
