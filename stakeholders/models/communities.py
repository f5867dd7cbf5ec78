"""Whom the office engages with: areas, communities and what marks them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower


class Area(models.Model):
    """A part of the police area that the office counts by: a district, a city."""

    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="area_name_once",
                violation_error_message="There is already an area with this name",
            )
        ]

    def __str__(self):
        return self.name


class Characteristic(models.Model):
    """What a community has in common: those of the Equality Act 2010, s.4, and the office's own.

    To name somebody as the contact of a community that is marked by a `special` one can tell data
    of a special category (UK GDPR, Article 9(1)): religion, health, ethnic origin, orientation.
    """

    title = models.CharField(max_length=100)
    special = models.BooleanField("tells special-category data", default=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["position", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("title"),
                name="characteristic_once",
                violation_error_message="There is already a characteristic of this name",
            )
        ]

    def __str__(self):
        return self.title


class CommunityGroupQuerySet(models.QuerySet):
    def in_force(self):
        """Those that engagement is still planned with: neither withdrawn nor merged away."""
        return self.filter(withdrawn_at__isnull=True, merged_into__isnull=True)

    def with_counted(self):
        """Each with `counted_id`: the group that what happened with it counts for."""
        return self.annotate(counted_id=Coalesce(F("merged_into"), F("pk")))


class CommunityGroup(models.Model):
    """A community that the office engages with (seed 003 §5.17-5.22); some have priority
    (seed 002 §4.3).

    A group that was merged into another stays as it was logged, and counts for the other one.
    There are no chains: merging moves along what was merged before.
    """

    name = models.CharField(max_length=200)
    about = models.TextField("who they are", max_length=2000, blank=True)
    priority = models.BooleanField("a priority group", default=False)
    priority_reason = models.TextField("why it has priority", max_length=1000, blank=True)
    characteristics = models.ManyToManyField(
        Characteristic, blank=True, related_name="groups", verbose_name="what they have in common"
    )
    # Empty: the whole police area.
    areas = models.ManyToManyField(Area, blank=True, related_name="groups")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="merged"
    )
    merged_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CommunityGroupQuerySet.as_manager()

    class Meta:
        ordering = ["-priority", "position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="community_group_name_once",
                violation_error_message="There is already a group with this name",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="group_not_merged_into_itself",
                violation_error_message="A group can't be merged into itself",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_in_force(self):
        """The one-row twin of `CommunityGroupQuerySet.in_force`."""
        return self.withdrawn_at is None and self.merged_into_id is None

    @property
    def counts_for_id(self):
        """The one-row twin of `CommunityGroupQuerySet.with_counted`."""
        return self.merged_into_id or self.pk
