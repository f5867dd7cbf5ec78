from django.db import models

from .people import Person
from .posts import Post


class DigestQuerySet(models.QuerySet):
    def to_send(self, day):
        """Digests decided for `day` that nobody has claimed yet."""
        return self.filter(on=day, status=Digest.Status.DECIDED)


class Digest(models.Model):
    """The one timed e-mail that a person gets on a day: decide, claim, send, confirm.

    A row is written before anything is sent. A worker claims it with a conditional update, so
    two workers never both send it. A claim that was never confirmed leaves it *uncertain*: it is
    shown, never sent again by itself, and its items are owed again the next working day.
    """

    class Status(models.TextChoices):
        DECIDED = "decided", "Waiting to be sent"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not sent"
        UNCERTAIN = "uncertain", "Uncertain"
        WITHDRAWN = "withdrawn", "Withdrawn"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="digests")
    on = models.DateField()
    address = models.EmailField()
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DECIDED)
    # Names the run that decided on it: of two runs at once, only one gives it its items.
    batch = models.UUIDField(db_index=True)
    decided_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "person__name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "on"], name="one_digest_a_person_a_day")
        ]
        indexes = [models.Index(fields=["status", "on"], name="digest_status_on")]

    def __str__(self):
        return f"{self.person}, {self.on}"


class DigestItem(models.Model):
    """One thing that a digest reminds of, and the rule and ground by which it was owed.

    The ground names what the reminder rests on (a deadline, a last update): when that changes,
    what was sent on the old ground no longer counts.
    """

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="items")
    source = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    plan_id = models.BigIntegerField()
    rule = models.CharField(max_length=40)
    ground = models.CharField(max_length=80)
    # The post that it is owed to, and why it comes to this person where they don't hold it.
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, related_name="+")
    because = models.CharField(max_length=20, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["digest", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "source", "object_id", "rule"], name="digest_item_once"
            )
        ]
        indexes = [
            models.Index(fields=["source", "object_id", "rule"], name="digestitem_object_rule")
        ]

    def __str__(self):
        return f"{self.rule} {self.source} {self.object_id}"
