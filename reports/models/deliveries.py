from django.db import models

from stakeholders.models import Person, SignedLink

from .reports import ReportRevision


class DeliveryQuerySet(models.QuerySet):
    def waiting(self):
        """Those that nobody has claimed yet."""
        return self.filter(state=Delivery.State.WAITING)

    def cut_off(self, before):
        """Those claimed before then and never confirmed: whoever sent them is dead."""
        return self.filter(state=Delivery.State.CLAIMED, claimed_at__lt=before)


class Delivery(models.Model):
    """The e-mail that tells one recipient of a published paper: decided, claimed, sent, confirmed.

    As with digests, a kill between claim and confirmation leaves it *uncertain*: shown, and sent
    again only by a coordinator's press.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        UNCERTAIN = "uncertain", "Perhaps sent"
        NO_ADDRESS = "no_address", "Has no e-mail address"

    revision = models.ForeignKey(
        ReportRevision, on_delete=models.CASCADE, related_name="deliveries"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="deliveries")
    address = models.EmailField(blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    # Lets somebody in who has no account; for those who have one the e-mail asks to sign in.
    link = models.OneToOneField(
        SignedLink, on_delete=models.SET_NULL, null=True, related_name="delivery"
    )
    decided_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["revision", "person__name", "pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["revision", "person"], name="delivery_once_a_person")
        ]

    def __str__(self):
        return f"{self.revision} to {self.person}: {self.get_state_display()}"
