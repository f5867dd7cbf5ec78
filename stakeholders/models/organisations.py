from django.db import models
from django.db.models.functions import Lower


class Organisation(models.Model):
    """An owner of plans and employer of posts: the office, the force, a council."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="organisation_name_once",
                violation_error_message="There is already an organisation with this name",
            )
        ]

    def __str__(self):
        return self.name


class Office(models.Model):
    """The one office that this installation serves: its names are data, never code."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT)
    area = models.CharField("police area", max_length=200, blank=True)
    portal_name = models.CharField(
        "name of this portal", max_length=200, default="Engagement action plan"
    )
    contact_email = models.EmailField("contact e-mail", blank=True)
    contact_phone = models.CharField("telephone", max_length=40, blank=True)
    address = models.TextField(blank=True)
    data_protection_email = models.EmailField("data protection e-mail", blank=True)
    public_page = models.BooleanField(
        "anybody may read published public papers without signing in", default=False
    )
    # Meetings belong to no plan: what is owed of them waits for a day of its own, and what has no
    # lead of its own goes to this post.
    meetings_remind_from = models.DateField("reminders of meetings from", null=True, blank=True)
    meetings_post = models.ForeignKey(
        "Post",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="who looks after the meetings",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            # One installation, one office (design.md): the key can only be 1.
            models.CheckConstraint(condition=models.Q(pk=1), name="one_office")
        ]

    def __str__(self):
        return self.organisation.name
