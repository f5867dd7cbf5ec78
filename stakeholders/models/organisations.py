from django.db import models
from django.db.models.functions import Lower

from .communities import Area, Characteristic, CommunityGroup


class Organisation(models.Model):
    """An owner of plans and employer of posts, or one that the office engages with: the force, a
    council, a charity, a mosque."""

    class Kind(models.TextChoices):
        PUBLIC = "public", "Public service"
        COUNCIL = "council", "Council"
        VOLUNTARY = "voluntary", "Charity or voluntary"
        COMMUNITY = "community", "Community organisation"
        FAITH = "faith", "Faith organisation"
        BUSINESS = "business", "Business or industry"
        EDUCATION = "education", "School, college or university"
        OTHER = "other", "Something else"

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, blank=True)
    website = models.URLField(max_length=300, blank=True)
    about = models.TextField("what it does", max_length=2000, blank=True)
    areas = models.ManyToManyField(Area, blank=True, related_name="organisations")
    groups = models.ManyToManyField(
        CommunityGroup, blank=True, related_name="organisations", verbose_name="speaks for"
    )
    characteristics = models.ManyToManyField(
        Characteristic, blank=True, related_name="organisations"
    )
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
    engagement_post = models.ForeignKey(
        "Post",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="who looks after engagement",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            # One installation, one office (design.md): the key can only be 1.
            models.CheckConstraint(condition=models.Q(pk=1), name="one_office")
        ]

    def __str__(self):
        return self.organisation.name
