from django.db import models
from django.db.models import Exists, OuterRef, Q

from stakeholders.models import Person, Post

from .commitments import CommitmentPost
from .meetings import Meeting


class AttendanceState(models.Model):
    """What is said of one attendance: whether it is expected, and what came of it."""

    class Outcome(models.TextChoices):
        ATTENDED = "attended", "Attended"
        APOLOGIES = "apologies", "Sent apologies"
        ABSENT = "absent", "Did not attend"

    AWAY = (Outcome.APOLOGIES, Outcome.ABSENT)

    expected = models.BooleanField("expected to go", default=False)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    # Who held the post on the day, as it was said then. Papers name posts, never persons.
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


SAID = Q(expected=True) | ~Q(outcome="")


class AttendanceQuerySet(models.QuerySet):
    def said(self):
        """Where somebody said that the post goes, or what came of it."""
        return self.filter(SAID)

    def going(self):
        """Where the post is to go, as things stand."""
        return self.filter(expected=True, outcome="")

    def attended(self):
        return self.filter(outcome=AttendanceState.Outcome.ATTENDED)

    def going_or_attended(self):
        """Visits, those to come included."""
        return self.going() | self.attended()

    def of_held(self):
        return self.filter(meeting__status=Meeting.Status.HELD)

    def of_posts(self, posts):
        """Where something was said of these posts' going; or where one of them was sent in
        another's place."""
        return self.order_by().filter((Q(post__in=posts) & SAID) | Q(substitute__in=posts))

    def report_owed(self):
        """Of whom a promise asks to report back, and nobody at the meeting has yet."""
        promised = CommitmentPost.objects.filter(
            Q(commitment__ends_on__isnull=True)
            | Q(commitment__ends_on__gte=OuterRef("meeting__held_on")),
            commitment__starts_on__lte=OuterRef("meeting__held_on"),
            commitment__series=OuterRef("meeting__forum__series"),
            commitment__reports_back=True,
            post=OuterRef("post"),
        )
        said = ReportBack.objects.filter(attendance__meeting=OuterRef("meeting"))
        return self.of_held().was_there().filter(Exists(promised), ~Exists(said))

    def was_there(self):
        """Where somebody went for the office: the post itself, or who was sent in its place."""
        return self.filter(
            Q(outcome=AttendanceState.Outcome.ATTENDED) | Q(substitute__isnull=False)
        )


class Attendance(AttendanceState):
    """One post of the office at one meeting, as it stands now; its statements are its history.

    `substitute` is who was sent in the post's place: that does not keep the post's own promise.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="attendances")
    substitute = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "post"], name="attendance_post_once")
        ]
        indexes = [models.Index(fields=["post", "outcome"], name="attendance_post_outcome")]

    def __str__(self):
        return f"{self.post} at {self.meeting}"

    @property
    def is_said(self):
        """The one-row twin of `AttendanceQuerySet.said`."""
        return self.expected or bool(self.outcome)

    @property
    def is_going(self):
        """The one-row twin of `AttendanceQuerySet.going`."""
        return self.expected and not self.outcome

    @property
    def went(self):
        """The post whose holder was there; None where nobody was."""
        return self.post if self.outcome == self.Outcome.ATTENDED else self.substitute

    @property
    def went_id(self):
        return self.post_id if self.outcome == self.Outcome.ATTENDED else self.substitute_id


class AttendanceStatement(AttendanceState):
    """One thing that was said of an attendance. Append-only: the latest by a cut-off is what a
    paper of that cut-off counts."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="statements")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["attendance", "recorded_at", "pk"]

    def __str__(self):
        return f"{self.attendance}: {self.get_outcome_display() or 'expected'}"


class ReportBack(models.Model):
    """What whoever attended for the office brought back: one for each attendance."""

    attendance = models.OneToOneField(
        Attendance, on_delete=models.CASCADE, related_name="report_back"
    )
    heard = models.TextField("what was heard", max_length=8000)
    came_of_it = models.TextField("what comes of it", max_length=8000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-recorded_at", "-pk"]

    def __str__(self):
        return f"Report back: {self.attendance}"
