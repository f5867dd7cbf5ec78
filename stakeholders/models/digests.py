from django.db import models
from django.db.models import Q

from stakeholders.workdays import previous_working_day

from .people import Person
from .posts import Post


class DigestQuerySet(models.QuerySet):
    def unclaimed(self):
        return self.filter(status=Digest.Status.DECIDED)

    def to_send(self, day):
        """Those of `day` that nobody has claimed yet, and what was pressed for before and waits."""
        pressed = Q(kind=Digest.Kind.PRESSED, on__lte=day)
        return self.unclaimed().filter(Q(on=day) | pressed)

    def left_behind(self, day):
        """Those that nobody claimed in their time: on their day, or by the next working day where
        somebody pressed for them."""
        timed = Q(kind=Digest.Kind.TIMED, on__lt=day)
        pressed = Q(kind=Digest.Kind.PRESSED, on__lt=previous_working_day(day))
        return self.unclaimed().filter(timed | pressed)

    def timed(self):
        return self.filter(kind=Digest.Kind.TIMED)

    def cut_off(self, before):
        """Those claimed before then and never confirmed: whoever sent them is dead."""
        return self.filter(status=Digest.Status.CLAIMED, claimed_at__lt=before)

    def pressed(self):
        return self.filter(kind=Digest.Kind.PRESSED)


class Digest(models.Model):
    """An e-mail of reminders to one person: decide, claim, send, confirm.

    One *timed* one a day at most; only what somebody *pressed* for comes beside it.

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

    class Kind(models.TextChoices):
        TIMED = "timed", "The day's e-mail"
        PRESSED = "pressed", "Sent at somebody's press"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="digests")
    on = models.DateField()
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.TIMED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
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
            models.UniqueConstraint(
                fields=["person", "on"],
                condition=models.Q(kind="timed"),
                name="one_digest_a_person_a_day",
            )
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
    # Empty for what belongs to no plan, such as a meeting.
    plan_id = models.BigIntegerField(null=True)
    rule = models.CharField(max_length=40)
    ground = models.CharField(max_length=80)
    # The post that it is owed to, and why it comes to this person where they don't hold it.
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, related_name="+")
    because = models.CharField(max_length=20, blank=True)
    # Set where it no longer held when the e-mail was written: it was left out.
    withdrawn_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["digest", "pk"]
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

    @classmethod
    def owed(cls, item, digest):
        """The row for an `Owed` of a source, not yet written."""
        names = ("source", "object_id", "plan_id", "rule", "ground", "post_id", "because")
        return cls(digest=digest, **{name: getattr(item, name) for name in names})
