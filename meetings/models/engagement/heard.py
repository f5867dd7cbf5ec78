"""You said, we did: an issue that was heard, the response, and that people were told."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from meetings.models.meetings import Meeting
from objectives.models import Action
from stakeholders.models import Area, CommunityGroup, OwnedQuerySet, Person, Post

from .activities import EngagementActivity
from .consulting import Consultation
from .kept_by import EngagementMethod


class HeardIssueQuerySet(OwnedQuerySet):
    sees = "sees_engagement"

    def in_force(self):
        """Neither taken back nor merged into another issue."""
        return self.filter(withdrawn_at__isnull=True, merged_into__isnull=True)

    def open(self):
        """The loop is open until people were told what came of it."""
        return self.in_force().filter(closed_at__isnull=True)

    def waiting(self):
        """Heard, and nobody has answered."""
        return self.open().filter(response="")

    def overdue(self, on):
        """Due today is not late."""
        return self.waiting().filter(due_on__lt=on)

    def untold(self):
        """Answered, and the people who said it do not know."""
        return self.open().exclude(response="")

    def public(self):
        """What the public page and public papers may say: answered, told and let out by hand."""
        told = IssueTelling.objects.filter(issue=OuterRef("pk"))
        return (
            self.in_force()
            .filter(exempt_reason="", published_at__isnull=False)
            .exclude(response="")
            .filter(Exists(told))
        )


class HeardIssue(models.Model):
    """An issue heard, from one source or from forty: `IssueSource` says where and when.

    `closed_at` is when people were told, or when it was said why they won't be.
    """

    title = models.CharField("the issue in a few words", max_length=200)
    words = models.TextField("what people said", max_length=4000)
    groups = models.ManyToManyField(CommunityGroup, blank=True, related_name="issues")
    areas = models.ManyToManyField(Area, blank=True, related_name="issues")
    # The earliest and the number of its sources, kept beside them for speed.
    heard_on = models.DateField("first heard on")
    owner_post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="heard_issues",
        verbose_name="who answers",
    )
    due_on = models.DateField("answer by", null=True, blank=True)
    response = models.TextField("what we did", max_length=4000, blank=True)
    responded_at = models.DateTimeField(null=True, editable=False)
    action = models.ForeignKey(
        Action,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="heard_issues",
        verbose_name="the action of a plan that deals with it",
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_reason = models.TextField("why nobody is told", max_length=1000, blank=True)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    exempt_reason = models.TextField("reason for keeping it private", max_length=1000, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="merged"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HeardIssueQuerySet.as_manager()

    class Meta:
        ordering = ["heard_on", "pk"]
        indexes = [models.Index(fields=["closed_at", "heard_on"], name="issue_open_age")]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        """The one-row twin of `HeardIssueQuerySet.open`."""
        return not (self.withdrawn_at or self.merged_into_id or self.closed_at)

    def is_overdue(self, on):
        """The one-row twin of `HeardIssueQuerySet.overdue`."""
        return self.is_open and not self.response and self.due_on is not None and self.due_on < on


class IssueSource(models.Model):
    """Where an issue was heard. `count` is how many said it, in letters or on a day, if known."""

    class Kind(models.TextChoices):
        ACTIVITY = "activity", "Engagement"
        MEETING = "meeting", "A meeting"
        CORRESPONDENCE = "correspondence", "Letters, e-mails or calls"
        CONSULTATION = "consultation", "A consultation"
        OTHER = "other", "Something else"

    issue = models.ForeignKey(HeardIssue, on_delete=models.CASCADE, related_name="sources")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    heard_on = models.DateField("heard on")
    activity = models.ForeignKey(
        EngagementActivity, on_delete=models.PROTECT, null=True, blank=True, related_name="issues"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="heard_issues"
    )
    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, null=True, blank=True, related_name="heard_issues"
    )
    count = models.PositiveIntegerField("how many said it", null=True, blank=True)
    words = models.TextField("what was said there", max_length=2000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["issue", "heard_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "activity"],
                condition=Q(activity__isnull=False),
                name="issue_source_activity_once",
            ),
            models.UniqueConstraint(
                fields=["issue", "meeting"],
                condition=Q(meeting__isnull=False),
                name="issue_source_meeting_once",
            ),
        ]

    def __str__(self):
        return f"{self.issue}: {self.get_kind_display().lower()}, {self.heard_on}"


class IssueTelling(models.Model):
    """When and how people were told what came of an issue. Append-only."""

    issue = models.ForeignKey(HeardIssue, on_delete=models.CASCADE, related_name="tellings")
    told_on = models.DateField("told on")
    method = models.ForeignKey(EngagementMethod, on_delete=models.PROTECT, related_name="+")
    groups = models.ManyToManyField(CommunityGroup, blank=True, related_name="+")
    words = models.TextField("how they were told", max_length=1000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["issue", "told_on", "pk"]

    def __str__(self):
        return f"{self.issue}: told on {self.told_on}"
