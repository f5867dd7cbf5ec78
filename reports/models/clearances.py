from django.db import models
from django.db.models import Q

from stakeholders.models import Person, Post

from .reports import ReportRevision


class ClearanceQuerySet(models.QuerySet):
    def waiting(self):
        """Asked for, not given, of a paper that is in clearance."""
        return self.filter(
            decision=Clearance.Decision.WAITING,
            revision__status=ReportRevision.Status.IN_CLEARANCE,
        )

    def showing(self):
        """Those whose officer may read the paper: it is still the one that they are asked about."""
        given = models.Q(decision=Clearance.Decision.CLEARED)
        return self.filter(given | models.Q(pk__in=self.waiting().values("pk")))

    def of_posts(self, posts):
        """Those of officers' posts (keys), with what a page says of them, the oldest first."""
        return self.filter(post__in=posts).with_papers().order_by("asked_at", "pk")

    def with_papers(self):
        """With post, paper, plan and body, but without the paper's whole document."""
        related = ("plan__coordinator_post", "body", "meeting")
        paths = (f"revision__report__{name}" for name in related)
        return self.select_related("post", *paths).defer("revision__document")


class Clearance(models.Model):
    """What one officer of the clearance list says of one build of a paper.

    A paper that is sent for clearance again, after a change, is asked about anew: `round` counts.
    """

    class Decision(models.TextChoices):
        WAITING = "waiting", "Waiting"
        CLEARED = "cleared", "Cleared"
        SENT_BACK = "sent_back", "Sent back"
        VOID = "void", "No longer asked for"

    revision = models.ForeignKey(
        ReportRevision, on_delete=models.CASCADE, related_name="clearances"
    )
    round = models.PositiveSmallIntegerField(default=1)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="clearances")
    position = models.PositiveSmallIntegerField(default=0)
    decision = models.CharField(max_length=20, choices=Decision.choices, default=Decision.WAITING)
    comment = models.TextField(max_length=4000, blank=True)
    asked_at = models.DateTimeField()
    answer_by = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # A coordinator may note what an officer said outside the portal.
    noted_for_post = models.BooleanField(default=False)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        ordering = ["revision", "-round", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "round", "post"], name="clearance_once_a_round"
            ),
            models.CheckConstraint(
                condition=Q(decision__in=("waiting", "void")) | Q(decided_at__isnull=False),
                name="clearance_decided_at",
            ),
        ]

    def __str__(self):
        return f"{self.post}, {self.revision}: {self.get_decision_display()}"

    @property
    def is_waiting(self):
        """The one-row twin of `ClearanceQuerySet.waiting`; the revision must be loaded."""
        return (
            self.decision == self.Decision.WAITING
            and self.revision.status == ReportRevision.Status.IN_CLEARANCE
        )

    @property
    def shows(self):
        """The one-row twin of `ClearanceQuerySet.showing`."""
        return self.is_waiting or self.decision == self.Decision.CLEARED
