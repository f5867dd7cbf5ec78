from django.db import models
from django.db.models import Q

from actionplans.cut_offs import usual_cut_off
from actionplans.models import ActionPlan
from actionplans.quarters import Quarter
from stakeholders.models import Person

from .actions import Action


class UpdateRoundQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at__isnull=True)


class UpdateRound(models.Model):
    """A quarter's call for a return on every open action of a plan (domain.md, reporting year).

    Its close is the cut-off of the quarter's papers.
    """

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="rounds")
    # Always the financial quarter, as "2010-Q2" (design.md).
    quarter = models.CharField(max_length=10)
    opened_at = models.DateTimeField()
    # Nobody where the calendar opened or closed it.
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answers_by = models.DateField("answers by")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UpdateRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-quarter", "plan"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "quarter"], name="round_once_a_quarter"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(closed_at__isnull=True), name="one_open_round_a_plan"
            ),
        ]

    def __str__(self):
        return f"{self.plan}, {self.quarter}"

    @property
    def is_open(self):
        """The one-row twin of `UpdateRoundQuerySet.open`."""
        return self.closed_at is None

    @property
    def label(self):
        """ "Quarter 2 2010/11 (July to September 2010)" """
        return Quarter.parse(self.quarter).label

    @property
    def cut_off(self):
        """The moment of its close, or the one at which it closes by itself."""
        return self.closed_at or usual_cut_off(Quarter.parse(self.quarter))


class SentBack(models.Model):
    """A return that the coordinator sent back with a question: it is answered by a new update."""

    round = models.ForeignKey(UpdateRound, on_delete=models.CASCADE, related_name="sent_back")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="sent_back")
    question = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["round", "asked_at", "pk"]
        indexes = [models.Index(fields=["action", "asked_at"], name="sent_back_action")]

    def __str__(self):
        return f"{self.action}: {self.question[:60]}"
