from django.db import models
from django.db.models import F

from .digests import Digest
from .people import Person


class SignedLinkQuerySet(models.QuerySet):
    def working(self, now):
        """Links that neither lapsed nor were revoked."""
        return self.filter(lapses_at__gt=now, revoked_at__isnull=True)

    def count_request(self, now):
        """One more request of their page. Mail scanners open links: it says nothing of reading."""
        return self.update(requests=F("requests") + 1, last_request_at=now)


class SignedLink(models.Model):
    """What lets somebody in to one page, without a password, from an e-mail.

    The address carries this row's key and a signature over it: it can't be guessed, and a copy of
    the database alone can't make one. `stakeholders.links` says whom it still lets in.
    """

    class Purpose(models.TextChoices):
        ANSWER = "answer", "To answer reminders"
        PAPER = "paper", "To read a published paper"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.ANSWER)
    # The digest that it went out in; none where somebody asked for a fresh one.
    digest = models.OneToOneField(Digest, on_delete=models.CASCADE, null=True, related_name="link")
    made_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    requests = models.PositiveIntegerField(default=0)
    last_request_at = models.DateTimeField(null=True)

    objects = SignedLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.get_purpose_display()}: {self.person}"

    def is_working(self, now):
        """The one-row twin of `SignedLinkQuerySet.working`."""
        return self.revoked_at is None and self.lapses_at > now
