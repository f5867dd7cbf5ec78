import uuid
from datetime import time

from django.db import models
from django.db.models import Count, F, Q

from stakeholders.dates import clock, spoken
from stakeholders.events import set_back
from stakeholders.models import Event

from .schedule import Forum, MeetingSeries


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, person):
        """All for staff and auditors; for whoever holds a post those that it attends, private ones
        included, and all of a line of the schedule that it leads or attends (decision 24)."""
        access = person.access
        return self.all() if access.sees_everything else self.of_posts(access.posts)

    def of_posts(self, posts):
        """Those that these posts go to, and all of a line that they lead or attend."""
        from .attendance import Attendance

        goes = Attendance.objects.of_posts(posts).values("meeting")
        own = MeetingSeries.objects.order_by().of_posts(posts).values("pk")
        return self.filter(Q(forum__series__in=own) | Q(pk__in=goes))

    def ahead(self, on):
        """What is still to come on the day `on`, today included, soonest first."""
        return self.filter(held_on__gte=on, status=Meeting.Status.PLANNED).order_by(
            "held_on", "starts_at", "pk"
        )

    def unconfirmed(self, on):
        """Planned for a day that has passed: nobody has said whether they were held."""
        return self.filter(held_on__lt=on, status=Meeting.Status.PLANNED).order_by(
            "held_on", "starts_at", "pk"
        )

    def planned_around(self, on):
        """{"ahead": how many `ahead` has, "unconfirmed": how many `unconfirmed` has}: one query."""
        return self.filter(status=Meeting.Status.PLANNED).aggregate(
            ahead=Count("pk", filter=Q(held_on__gte=on)),
            unconfirmed=Count("pk", filter=Q(held_on__lt=on)),
        )

    def from_day(self, on):
        """Today and later, cancelled ones too, so that nobody travels to one; soonest first."""
        return self.filter(held_on__gte=on).order_by("held_on", "starts_at", "pk")

    def before(self, on):
        """Days that have passed, latest first."""
        return self.filter(held_on__lt=on).order_by("-held_on", "-starts_at", "-pk")

    def planned_by(self, moment):
        """Without those that were put on the calendar later, as the log has it."""
        later = Event.objects.later(Meeting, moment).filter(verb="meeting planned")
        return self.exclude(pk__in=later.values("object_id"))

    def known_by(self, moment, first, last):
        """Those that were on the calendar at the moment for a day from `first` to `last`, with day
        and state as they were said by then: a list, the earliest first."""
        moved = Event.objects.later(Meeting, moment).filter(before__has_key="held_on")
        on_days = Q(held_on__range=(first, last)) | Q(pk__in=moved.values("object_id"))
        rows = set_back(self.planned_by(moment).filter(on_days), moment, ("held_on", "status"))
        known = [meeting for meeting in rows if first <= meeting.held_on <= last]
        return sorted(known, key=lambda row: (row.held_on, row.starts_at or time.max, row.pk))

    def in_public(self):
        """Those that the public may come to, as they say themselves or their line does."""
        openness = Meeting.Openness
        return self.filter(exempt_reason="").filter(
            Q(openness=openness.PUBLIC) | Q(openness="", forum__series__open_to_public=True)
        )

    def with_series(self):
        return self.select_related(
            "forum__series__category", "forum__series__lead_post", "forum__series__body"
        )


class Meeting(models.Model):
    """One meeting of a forum.

    `uid` and `sequence` are what calendars know it by (RFC 5545): the one never changes, the other
    counts each change of when, where or whether it takes place.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    class Openness(models.TextChoices):
        PUBLIC = "public", "In public"
        PRIVATE = "private", "In private"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField("date")
    starts_at = models.TimeField("starts at", null=True, blank=True)
    ends_at = models.TimeField("ends at", null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    status = models.CharField(
        max_length=20, choices=Status.choices, default=Status.PLANNED, editable=False
    )
    # When it was last said to be held, cancelled or planned: a report's cut-off asks that.
    status_at = models.DateTimeField(null=True, editable=False)
    cancelled_reason = models.TextField("why it was cancelled", blank=True, editable=False)
    notes = models.TextField(max_length=4000, blank=True)
    openness = models.CharField(
        "open to the public",
        max_length=10,
        choices=Openness.choices,
        blank=True,
        help_text="Empty: as its line of the schedule says",
    )
    others_present = models.TextField(
        "others present",
        max_length=2000,
        blank=True,
        help_text="Roles and organisations, no names of members of the public",
    )
    public_present = models.PositiveIntegerField("members of the public", null=True, blank=True)
    exempt_reason = models.TextField("reason for keeping it private", max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-starts_at", "-pk"]
        indexes = [models.Index(fields=["status", "held_on"], name="meeting_status_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message="The end must be later than the start",
            )
        ]

    def __str__(self):
        return f"{self.forum}, {spoken(self.held_on)}"

    def is_ahead(self, on):
        """The one-row twin of `MeetingQuerySet.ahead`."""
        return self.status == self.Status.PLANNED and self.held_on >= on

    def is_unconfirmed(self, on):
        """The one-row twin of `MeetingQuerySet.unconfirmed`."""
        return self.status == self.Status.PLANNED and self.held_on < on

    @property
    def why_private(self):
        """As its business says it of itself."""
        return self.exempt_reason

    @property
    def times(self):
        """`2pm to 4:30pm`, `2pm`, or nothing."""
        spoken_times = [clock(time) for time in (self.starts_at, self.ends_at) if time]
        return " to ".join(spoken_times)
