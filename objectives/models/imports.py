import datetime

from django.db import models

from actionplans.models import ActionPlan
from actionplans.quarters import QuarterBasis
from stakeholders.models import Person

from .actions import Action


class PlanImport(models.Model):
    """A file that was read into a plan, kept as it came: nothing of it is lost."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField()
    published_title = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "-at"]
        constraints = [models.UniqueConstraint(fields=["plan", "sha256"], name="plan_import_once")]

    def __str__(self):
        return f"{self.file_name} into {self.plan}"


class ImportAnswer(models.TextChoices):
    """What the coordinator said of a doubt; blank where nobody was asked."""

    ACCEPT = "accept", "Right"
    CORRECT = "correct", "Corrected"
    LATER = "later", "Left for later"


class ImportDoubtQuerySet(models.QuerySet):
    def left(self):
        """Those that still wait for somebody's answer."""
        return self.exclude(answer__in=[ImportAnswer.ACCEPT, ImportAnswer.CORRECT])


class ImportDoubt(models.Model):
    """Something in the file that could be read in more than one way, and what was assumed."""

    plan_import = models.ForeignKey(PlanImport, on_delete=models.CASCADE, related_name="doubts")
    action = models.ForeignKey(
        Action, on_delete=models.SET_NULL, null=True, related_name="import_doubts"
    )
    code = models.CharField(max_length=40)
    source = models.CharField(max_length=100)
    text = models.TextField()
    assumed = models.TextField()
    answer = models.CharField(max_length=10, choices=ImportAnswer.choices, blank=True)
    answered_with = models.TextField(blank=True)
    """what was taken instead, where it was corrected"""
    position = models.PositiveIntegerField(default=0)

    objects = ImportDoubtQuerySet.as_manager()

    class Meta:
        ordering = ["plan_import", "position", "pk"]

    def __str__(self):
        return f"{self.source}: {self.code}"


class ImportDraftQuerySet(models.QuerySet):
    def unfinished(self):
        """Those that are neither saved nor given up."""
        Status = ImportDraft.Status
        return self.exclude(status__in=[Status.SAVED, Status.DISCARDED])

    def listed(self, on):
        """The unfinished ones, and those that were saved within the month before `on`."""
        Status = ImportDraft.Status
        recent = models.Q(
            status=Status.SAVED,
            plan__withdrawn_at__isnull=True,
            plan__isnull=False,
            changed_at__date__gte=on - datetime.timedelta(days=30),
        )
        unfinished = ~models.Q(status__in=[Status.SAVED, Status.DISCARDED])
        return self.filter(unfinished | recent, amends=False)

    def amending(self, plan):
        """Files that would change the plan, and wait for somebody's ticks."""
        return self.unfinished().filter(plan=plan, amends=True)

    def light(self):
        """Without the file and its rows, which may be megabytes."""
        return self.defer("content", "rows", "mapping", "answers")


class ImportDraft(models.Model):
    """A file on its way to becoming a plan: kept from the upload until it is saved or given up.

    What was read of it and what was answered is kept, not what follows from them: the plan as it
    would be is interpreted anew from `rows`, `mapping` and `answers` wherever it is shown.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Waits to be read"
        READING = "reading", "Is being read"
        READY = "ready", "Ready to look through"
        REFUSED = "refused", "Could not be read"
        SAVED = "saved", "Saved as a plan"
        DISCARDED = "discarded", "Discarded"

    class BareYears(models.TextChoices):
        CALENDAR = "calendar", "To the end of December"
        FINANCIAL = "financial", "To the end of the financial year, in March of the next"

    plan = models.ForeignKey(
        ActionPlan, on_delete=models.SET_NULL, null=True, related_name="import_drafts"
    )
    """the plan that it became, or the living one that it amends"""
    amends = models.BooleanField(default=False)
    """whether it changes a plan that was there before it, instead of becoming one"""
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="Bytes")
    title = models.CharField(max_length=200)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day", null=True, blank=True)
    quarters = models.CharField(max_length=20, choices=QuarterBasis.choices, blank=True, default="")
    """empty where nobody has said which quarters the plan counts"""
    bare_years = models.CharField(
        "a year on its own", max_length=20, choices=BareYears.choices, default=BareYears.CALENDAR
    )
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.WAITING)
    progress = models.CharField(max_length=200, blank=True)
    problem = models.TextField(blank=True)
    """why it could not be read, in words that say what to do about it"""
    started_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    """how often a worker took it up; each time has a number of its own"""
    rows = models.JSONField(null=True)
    """what was read, as `FileContents.as_json` gives it"""
    mapping = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.title} ({self.file_name})"

    @property
    def is_being_read(self):
        return self.status in (self.Status.WAITING, self.Status.READING)
