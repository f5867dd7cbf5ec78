from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Subquery

from meetings.frequency import Certainty, IntervalUnit
from stakeholders.models import GovernanceBody, Post


class MeetingCategory(models.Model):
    """A table of the meetings schedule (seed 004 has five), named by the office."""

    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["position", "title", "pk"]
        verbose_name_plural = "meeting categories"

    def __str__(self):
        return self.title


class MeetingSeriesQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, person):
        """All of the schedule for the office's staff and auditors; for whoever holds a post the
        lines that it leads or attends, or of which it goes to a meeting (decision 24)."""
        from .attendance import Attendance

        access = person.access
        if access.sees_everything:
            return self.all()
        goes = Attendance.objects.of_posts(access.posts).values("meeting__forum__series")
        own = MeetingSeries.objects.order_by().of_posts(access.posts).values("pk")
        return self.filter(Q(pk__in=own) | Q(pk__in=goes))

    def of_posts(self, posts):
        """Lines that these posts lead or attend."""
        attended = MeetingSeries.attending_posts.through.objects.filter(post__in=posts)
        return self.filter(Q(lead_post__in=posts) | Q(pk__in=attended.values("meetingseries")))

    def as_schedule(self, on):
        """Lines with all that the schedule's columns show; `forums_now` are those that meet."""
        now = Prefetch("forums", Forum.objects.in_force(on), to_attr="forums_now")
        return self.select_related("category", "lead_post", "body").prefetch_related(
            "attending_posts", now
        )


class MeetingSeries(models.Model):
    """A line of the meetings schedule, with the columns of seed 004, words as published."""

    category = models.ForeignKey(MeetingCategory, on_delete=models.PROTECT, related_name="series")
    title = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    body = models.ForeignKey(
        GovernanceBody,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="series",
        verbose_name="Board or Panel",
    )
    chair_text = models.TextField("chair or lead", max_length=500, blank=True)
    attendance_text = models.TextField("who of the office attends", max_length=500, blank=True)
    attending_posts = models.ManyToManyField(
        Post, blank=True, related_name="attends", verbose_name="posts that attend"
    )
    lead_text = models.TextField("lead officer, as published", max_length=500, blank=True)
    lead_post = models.ForeignKey(
        Post,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="leads_series",
        verbose_name="lead officer",
    )
    notes = models.TextField(max_length=4000, blank=True)
    open_to_public = models.BooleanField(
        "the public may come", default=False, help_text="One meeting may be otherwise"
    )
    publishes = models.BooleanField(
        "must be published",
        default=False,
        help_text="Time and place, agenda, reports and minutes",
    )
    # Where empty, those of the Board or Panel.
    notice_days = models.PositiveSmallIntegerField("clear days of notice", null=True, blank=True)
    minutes_days = models.PositiveSmallIntegerField(
        "minutes are published within, working days", default=20
    )
    precedes = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="preceded_by",
        verbose_name="meets before",
        help_text="The meeting that this one must precede",
    )
    source = models.CharField(max_length=100, blank=True, editable=False)
    """where it stood in the file that it was imported from"""
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MeetingSeriesQuerySet.as_manager()

    class Meta:
        ordering = ["category__position", "category", "position", "pk"]
        verbose_name_plural = "meeting series"

    def __str__(self):
        return self.title


class ForumQuerySet(models.QuerySet):
    def in_force(self, on):
        """Forums that still meet on the day `on`."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))

    def with_meetings(self, on, *, among=None):
        """Each with `next_on` and `last_on`: the planned meeting ahead, the last one held, `among`
        all meetings or those that somebody may see."""
        from .meetings import Meeting

        among = Meeting.objects.all() if among is None else among
        own = among.filter(forum=OuterRef("pk")).order_by()
        first = own.ahead(on).values("held_on")[:1]
        last = own.filter(status=Meeting.Status.HELD).order_by("-held_on").values("held_on")[:1]
        return self.annotate(next_on=Subquery(first), last_on=Subquery(last))


class HowOften(models.Model):
    """How often something meets: the words as published and what they were taken to mean.

    `per_year` is empty where it is unknown, which is not the same as none. `frequency_note` is
    the sentence that says how the published words were understood. The interval is what dates are
    proposed by: "six-weekly" is every 6 weeks, which is not the same as 9 a year.
    """

    Certainty = Certainty
    Unit = IntervalUnit

    frequency_text = models.CharField("how often", max_length=200, blank=True)
    per_year = models.PositiveSmallIntegerField("meetings a year", null=True, blank=True)
    per_year_stated = models.BooleanField(
        "stated by the office", default=False, editable=False, help_text="Not read from the words"
    )
    interval = models.PositiveSmallIntegerField(
        "weeks or months from one to the next", null=True, editable=False
    )
    interval_unit = models.CharField(
        max_length=10, choices=IntervalUnit.choices, blank=True, editable=False
    )
    certainty = models.CharField(
        max_length=20, choices=Certainty.choices, default=Certainty.NONE, editable=False
    )
    frequency_note = models.TextField("how it was understood", blank=True, editable=False)

    class Meta:
        abstract = True


class Forum(HowOften):
    """One of the groups that a series meets with: one by default, thirty for "quarterly x 30".

    How often it meets is kept beside it for speed; `Frequency` rows say since when.
    """

    series = models.ForeignKey(MeetingSeries, on_delete=models.CASCADE, related_name="forums")
    name = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    usual_starts_at = models.TimeField("usually starts at", null=True, blank=True)
    usual_ends_at = models.TimeField("usually ends at", null=True, blank=True)
    usual_places = models.TextField(
        "usual places", max_length=2000, blank=True, help_text="One a line, where they take turns"
    )
    ended_on = models.DateField("no longer meets since", null=True, blank=True, editable=False)
    ended_reason = models.TextField("why it no longer meets", blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ForumQuerySet.as_manager()

    class Meta:
        ordering = ["series", "position", "name", "pk"]

    def __str__(self):
        return f"{self.series.title}: {self.name}" if self.name else self.series.title

    def is_in_force(self, on):
        """The one-row twin of `ForumQuerySet.in_force`."""
        return self.ended_on is None or self.ended_on > on


class Frequency(HowOften):
    """How often a forum meets from a day on. Append-only: a change half-way through a year leaves
    what was promised before it, and what was held."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="frequencies")
    # Empty for the first: since the forum is on the schedule.
    starts_on = models.DateField("from", null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["forum", models.F("starts_on").asc(nulls_first=True), "pk"]
        verbose_name_plural = "frequencies"

    def __str__(self):
        return f"{self.forum}: {self.frequency_text or 'not given'}"
