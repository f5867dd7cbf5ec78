from django.db import models

from .people import Person


class LogIsAppendOnly(Exception):
    """Raised when something tries to change or remove what the log remembers."""


class EventQuerySet(models.QuerySet):
    def about(self, obj):
        return self.filter(object_type=obj._meta.label_lower, object_id=obj.pk)

    def later(self, model, moment):
        """What was said of rows of the model after the moment."""
        return self.filter(object_type=model._meta.label_lower, at__gt=moment)

    def delete(self):
        raise LogIsAppendOnly("Events can't be deleted")

    def update(self, **kwargs):
        raise LogIsAppendOnly("Events can't be changed")

    def bulk_update(self, *args, **kwargs):
        raise LogIsAppendOnly("Events can't be changed")

    def bulk_create(self, objs, *args, update_conflicts=False, **kwargs):
        if update_conflicts:
            raise LogIsAppendOnly("Events can't be changed")
        return super().bulk_create(objs, *args, **kwargs)


class Event(models.Model):
    """One line of the append-only log: who changed what, when, from what to what.

    Objects are named by type and key, not by foreign key, so that the log outlives them.
    `plan_id` is the plan that the object belongs to, where there is one.
    """

    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    object_text = models.CharField(max_length=300)
    plan_id = models.BigIntegerField(null=True, db_index=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField()

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-at"], name="event_object"),
            models.Index(fields=["-at", "-id"], name="event_latest"),
        ]

    def __str__(self):
        return f"{self.verb}: {self.object_text}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise LogIsAppendOnly("Events can't be changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise LogIsAppendOnly("Events can't be deleted")
