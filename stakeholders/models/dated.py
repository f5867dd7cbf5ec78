"""Rows that hold from one day to another: a post held, a seat on a body, an absence."""

from django.db import models
from django.db.models import F, Q


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        """Rows in force on `day`; both ends are included, an empty end is open."""
        return self.filter(Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def touching(self, starts_on, ends_on):
        """Rows that share at least one day with the given ones; an empty end is open."""
        rows = self if ends_on is None else self.filter(starts_on__lte=ends_on)
        return rows.exclude(ends_on__lt=starts_on)


class Dated(models.Model):
    starts_on = models.DateField("from")
    ends_on = models.DateField("until", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message="The last day must be the same as or after the first day",
            )
        ]

    def is_on(self, day):
        """The one-row twin of `DatedQuerySet.on`."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)

    def is_over(self, day):
        return self.ends_on is not None and self.ends_on < day

    def is_ahead(self, day):
        return self.starts_on > day
