from datetime import timedelta

from django.db import models
from django.db.models import Case, Count, Exists, ExpressionWrapper, F, OuterRef, Q, Value, When

from actionplans.intervals import ReviewInterval
from actionplans.models import ActionPlan, StatutoryDuty
from objectives.states import OPEN_STATUSES, STATE_OF_RAG, Rag, ShownState, Status, shown_state
from stakeholders.models import Post

from .structure import Objective


class ActionQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Exempt rows are for the office's staff, auditors and their own leads (design.md)."""
        access = person.access
        if access.sees_everything:
            return self.all()
        if not access.sees_plans:
            return self.none()
        return self.filter(~_exempt() | Exists(_leads_among(access.posts)))

    def public(self):
        """Rows that a public paper may show or count."""
        return self.exclude(_exempt())

    def exempt(self):
        """Rows that a public paper leaves out; `Action.is_exempt` is the one-row twin."""
        return self.filter(_exempt())

    def with_exempt(self):
        """Each row's `Action.is_exempt` as `private`, without reading objective and parent."""
        return self.annotate(private=ExpressionWrapper(_exempt(), models.BooleanField()))

    def running(self):
        """Rows of plans that somebody still works on: nothing is asked about the others."""
        return self.filter(plan__in=ActionPlan.objects.running())

    def in_published_order(self):
        return self.order_by("objective__position", "objective_id", "position", "pk")

    def led_by(self, posts):
        return self.filter(Exists(_leads_among(posts)))

    def open(self):
        return self.filter(status__in=OPEN_STATUSES)

    def overdue(self, on):
        """Due today is not late."""
        return self.open().filter(due_on__lt=on)

    def due_soon(self, on, days=14):
        return self.open().filter(due_on__gte=on, due_on__lte=on + timedelta(days=days))

    def update_due(self, on):
        return self.open().filter(next_update_due_on__lte=on)

    def steady(self, on):
        """Rows of which "no change" is an honest answer: said to be green, and not overdue."""
        said = self.filter(status=Status.IN_PROGRESS, rag=Rag.GREEN, reported_at__isnull=False)
        return said.exclude(due_on__lt=on)

    def with_shown_state(self, on):
        """Each row's shown state as `shown`: the twin of `states.shown_state`."""
        stated = [When(rag=rag, then=Value(state)) for rag, state in STATE_OF_RAG.items()]
        return self.annotate(
            shown=Case(
                When(status=Status.CLOSED, then=Value(ShownState.CLOSED)),
                When(status=Status.COMPLETE, then=Value(ShownState.COMPLETE)),
                When(due_on__lt=on, then=Value(ShownState.OVERDUE)),
                When(
                    Q(status=Status.NOT_STARTED)
                    & (Q(reported_at__isnull=False) | Q(starts_on__gt=on)),
                    then=Value(ShownState.NOT_STARTED),
                ),
                *stated,
                default=Value(ShownState.NOT_REPORTED),
                output_field=models.CharField(),
            )
        )

    def in_state(self, state, on):
        return self.with_shown_state(on).filter(shown=state)

    def count_by_state(self, on):
        """{state: number of rows}, every state named, for the rows of this set."""
        counted = self.order_by().with_shown_state(on).values("shown").annotate(n=Count("pk"))
        found = {row["shown"]: row["n"] for row in counted}
        return {state: found.get(state, 0) for state in ShownState}

    def count_by_state_within(self, field, on):
        """{key: {state: number of rows}} for each value of `field`: "plan", "objective"."""
        counted = self.order_by().with_shown_state(on).values_list(field, "shown")
        found = {}
        for key, state, number in counted.annotate(n=Count("pk")):
            found.setdefault(key, dict.fromkeys(ShownState, 0))[ShownState(state)] = number
        return found


class Action(models.Model):
    """What an objective requires, for its leads to do. A sub-action has a parent.

    The fields under "as it stands now" repeat what the action's deadlines, updates and requests
    say, for speed. Only `objectives.current.refresh` writes them, in the same transaction as the
    row that changed them; `manage.py check_states` finds drift.
    """

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="actions")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="actions")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="sub_actions"
    )
    number = models.CharField(max_length=20, blank=True)
    text = models.TextField("what it requires")
    position = models.PositiveIntegerField(default=0, editable=False)
    lead_text = models.TextField("leads, as published", blank=True)
    source = models.CharField(max_length=100, blank=True, editable=False)
    notes = models.JSONField(
        "what else the published plan says of it", default=dict, blank=True, editable=False
    )
    references = models.ManyToManyField(
        "self", symmetrical=False, related_name="mentioned_by", blank=True, editable=False
    )
    duties = models.ManyToManyField(
        StatutoryDuty, verbose_name="statutory duties", related_name="actions", blank=True
    )
    review_interval = models.CharField(
        "how often its leads report", max_length=20, choices=ReviewInterval.choices, blank=True
    )
    needs_confirmation = models.BooleanField(
        "a second person confirms that it is complete", default=False
    )
    exempt_reason = models.TextField("reason for keeping it private", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    # As it stands now.
    status = models.CharField(
        max_length=20, choices=Status.choices, default=Status.NOT_STARTED, editable=False
    )
    rag = models.CharField(max_length=10, choices=Rag.choices, blank=True, editable=False)
    last_update = models.ForeignKey(
        "objectives.ProgressUpdate",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    reported_at = models.DateTimeField(null=True, editable=False)
    completed_on = models.DateField(null=True, editable=False)
    unconfirmed = models.BooleanField(default=False, editable=False)
    deadline = models.ForeignKey(
        "objectives.Deadline",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    starts_on = models.DateField(null=True, editable=False)
    due_on = models.DateField(null=True, editable=False)
    ongoing = models.BooleanField(default=False, editable=False)
    first_due_on = models.DateField(null=True, editable=False)
    slips = models.PositiveSmallIntegerField(default=0, editable=False)
    new_date_asked = models.BooleanField(default=False, editable=False)
    next_update_due_on = models.DateField(null=True, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "objective__position", "position", "pk"]
        indexes = [
            models.Index(fields=["objective", "position", "id"], name="action_published_order"),
            models.Index(fields=["plan", "status", "due_on"], name="action_plan_due"),
            models.Index(
                fields=["plan", "status", "next_update_due_on"], name="action_plan_update"
            ),
            models.Index(fields=["id"], condition=~Q(exempt_reason=""), name="action_exempt"),
        ]

    def __str__(self):
        return f"{self.label} {self.text}".strip()

    @property
    def label(self):
        """The number as it is spoken of: objective and action, "4.2"."""
        if self.number.startswith(f"{self.objective.number}."):
            return self.number  # published with its objective's number in it
        return ".".join(part for part in (self.objective.number, self.number) if part)

    @property
    def is_open(self):
        return self.status in OPEN_STATUSES

    @property
    def is_exempt(self):
        parent = self.parent.exempt_reason if self.parent_id else ""
        return bool(self.exempt_reason or self.objective.exempt_reason or parent)

    def is_visible_to(self, person):
        """The one-row twin of `ActionQuerySet.visible_to`: no query for most rows."""
        access = person.access
        if access.sees_everything or not self.is_exempt:
            return access.sees_plans
        return self.leads.in_force().filter(post__in=access.posts).exists()

    def shown_state(self, on):
        return shown_state(
            status=self.status,
            rag=self.rag,
            due_on=self.due_on,
            starts_on=self.starts_on,
            reported=self.reported_at is not None,
            on=on,
        )

    def is_overdue(self, on):
        return self.is_open and self.due_on is not None and self.due_on < on

    def is_due_soon(self, on, days=14):
        return (
            self.is_open
            and self.due_on is not None
            and on <= self.due_on <= on + timedelta(days=days)
        )

    def is_update_due(self, on):
        return (
            self.is_open and self.next_update_due_on is not None and self.next_update_due_on <= on
        )

    def is_steady(self, on):
        """The one-row twin of `ActionQuerySet.steady`."""
        return (
            self.status == Status.IN_PROGRESS
            and self.rag == Rag.GREEN
            and self.reported_at is not None
            and not self.is_overdue(on)
        )

    def days_overdue(self, on):
        return (on - self.due_on).days if self.is_overdue(on) else 0

    @property
    def days_slipped(self):
        """Days between the deadline in force when delivery began and the one in force now."""
        if not self.slips or self.first_due_on is None or self.due_on is None:
            return 0
        return (self.due_on - self.first_due_on).days


class ActionLeadQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(ended_at__isnull=True)

    def as_at(self, moment):
        return self.filter(started_at__lte=moment).filter(
            Q(ended_at__isnull=True) | Q(ended_at__gt=moment)
        )


class ActionLead(models.Model):
    """A post that leads an action, from one moment to another. The first is accountable."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="leads")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="action_leads")
    position = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ActionLeadQuerySet.as_manager()

    class Meta:
        # By the key: "action" would join the plan and the objective to sort by their order.
        ordering = ["action_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "post"],
                condition=Q(ended_at__isnull=True),
                name="action_lead_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="action_lead_ends_after_start",
            ),
        ]

    def __str__(self):
        return str(self.post)


def _exempt():
    """Exempt itself, or by its objective or its parent. Exempt rows are few: looking those up
    beside the plan's rows costs a third of joining every row to its objective and parent."""
    reason_given = ~Q(exempt_reason="")
    return (
        reason_given
        | Q(parent__in=Action.objects.filter(reason_given).values("pk"))
        | Q(objective__in=Objective.objects.filter(reason_given).values("pk"))
    )


def _leads_among(posts):
    return ActionLead.objects.in_force().filter(action=OuterRef("pk"), post__in=posts)
