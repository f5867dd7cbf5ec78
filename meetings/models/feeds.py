import secrets

from django.db import models

from actionplans.models import ActionPlan
from stakeholders.models import Person, Post


def new_key():
    return secrets.token_urlsafe(32)


class CalendarFeedQuerySet(models.QuerySet):
    def working(self):
        return self.filter(revoked_at__isnull=True)

    def listed(self):
        """As a page lists them, without their bytes."""
        return self.defer("packed").select_related("person", "post", "plan")


class CalendarFeed(models.Model):
    """A calendar at a secret address that a person's calendar program asks for by itself.

    It shows what its owner may see on the day it is asked, and nothing once it was revoked or the
    owner has no account any more. `what` is the key of a module of CALENDAR_SOURCES.
    """

    class Whose(models.TextChoices):
        MINE = "mine", "Mine"
        POST = "post", "A post’s"
        OFFICE = "office", "The whole office’s"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendar_feeds")
    what = models.CharField(max_length=40)
    whose = models.CharField(max_length=10, choices=Whose.choices, default=Whose.MINE)
    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, null=True, blank=True, related_name="calendar_feeds"
    )
    plan = models.ForeignKey(
        ActionPlan, on_delete=models.CASCADE, null=True, blank=True, related_name="calendar_feeds"
    )
    key = models.CharField(max_length=64, unique=True, default=new_key, editable=False)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_read_at = models.DateTimeField(null=True)
    # What was last given out (meetings.calendars.serving): from what it was built, its bytes
    # (gzip) with their checksum, and since when they are these.
    built_from = models.CharField(max_length=80, blank=True, editable=False)
    etag = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)
    packed = models.BinaryField(default=b"", editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.what}, {self.get_whose_display().lower()}: {self.person}"

    @property
    def is_working(self):
        """The one-row twin of `CalendarFeedQuerySet.working`."""
        return self.revoked_at is None
