from django.db import models
from django.db.models import F, Prefetch, Q

from meetings.frequency import Certainty
from stakeholders.models import Post

from .schedule import MeetingSeries


class AttendanceCommitmentQuerySet(models.QuerySet):
    def on(self, day):
        """Promises in force on `day`; both ends are included, an empty end is open."""
        return self.filter(Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def on_schedule(self):
        """Promises of lines that were not withdrawn."""
        return self.filter(series__withdrawn_at__isnull=True)

    def with_posts(self):
        """Each with its line and its posts, in the order of their rotation."""
        posts = CommitmentPost.objects.select_related("post")
        return self.select_related("series__category").prefetch_related(
            Prefetch("commitment_posts", posts)
        )

    def for_list(self):
        """As `with_posts`, with no more of their lines and posts than a list says of them."""
        posts = CommitmentPost.objects.select_related("post").only("commitment", "post__title")
        own = [field.attname for field in self.model._meta.concrete_fields]
        rows = self.select_related("series").only(*own, "series__title")
        return rows.prefetch_related(Prefetch("commitment_posts", posts))

    def visible_to(self, person):
        """As the schedule, and each post's own holder sees the post's own promises."""
        access = person.access
        if access.sees_everything:
            return self.all()
        own = CommitmentPost.objects.filter(post__in=access.posts)
        return self.filter(pk__in=own.values("commitment"))


class AttendanceCommitment(models.Model):
    """A promise that posts of the office attend the meetings of a series (seed 004, notes).

    Any one of its posts keeps it: "Commissioner or Deputy in rotation" is one promise of two posts,
    "Commissioner and Chief Executive" are two promises. It is counted in cycles of
    `cycle_months` from `starts_on`; `times` is how many meetings of a cycle, and empty for every
    meeting. With `each_forum` it is that many of each forum.
    """

    Certainty = Certainty

    series = models.ForeignKey(MeetingSeries, on_delete=models.CASCADE, related_name="commitments")
    words = models.TextField("the promise in the published words", max_length=500)
    posts = models.ManyToManyField(
        Post, through="CommitmentPost", related_name="commitments", verbose_name="who attends"
    )
    times = models.PositiveSmallIntegerField(
        "meetings in a cycle", null=True, blank=True, help_text="Empty: every meeting"
    )
    each_forum = models.BooleanField("of each forum", default=False)
    cycle_months = models.PositiveSmallIntegerField("months in a cycle", default=12)
    reports_back = models.BooleanField("whoever attends reports back", default=False)
    starts_on = models.DateField("the first cycle starts on")
    ends_on = models.DateField("no longer promised after", null=True, blank=True)
    ended_reason = models.TextField("why it ended", blank=True, editable=False)
    # How sure it is that the published words mean this; the note says how they were taken.
    certainty = models.CharField(
        max_length=20, choices=Certainty.choices, default=Certainty.CERTAIN, editable=False
    )
    note = models.TextField("how it was understood", blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AttendanceCommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["series", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="commitment_ends_after_start",
                violation_error_message="The last day must be the same as or after the first day",
            ),
            models.CheckConstraint(
                condition=Q(times__isnull=True) | Q(times__gte=1),
                name="commitment_times_from_one",
                violation_error_message="Enter 1 or more, or nothing for every meeting",
            ),
            models.CheckConstraint(
                condition=Q(cycle_months__gte=1),
                name="commitment_cycle_from_a_month",
                violation_error_message="A cycle lasts a month or longer",
            ),
        ]

    def __str__(self):
        return f"{self.series}: {self.words}"

    def is_on(self, day):
        """The one-row twin of `AttendanceCommitmentQuerySet.on`."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


class CommitmentPost(models.Model):
    """One of the posts that keep a promise, in the order of their rotation."""

    commitment = models.ForeignKey(
        AttendanceCommitment, on_delete=models.CASCADE, related_name="commitment_posts"
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="commitment_posts")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["commitment", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "post"], name="commitment_post_once")
        ]

    def __str__(self):
        return f"{self.post}: {self.commitment}"
