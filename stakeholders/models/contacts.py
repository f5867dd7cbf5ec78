"""People outside the office: personal data, with why it is held and until when."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from .communities import CommunityGroup
from .organisations import Organisation
from .people import Person


class ContactQuerySet(models.QuerySet):
    def visible_to(self, person):
        """The office's staff and auditors; where a link can tell data of a special category only
        whoever was given that access (`Access.restricted_contacts`)."""
        access = person.access
        if not access.sees_contacts:
            return self.none()
        return self.all() if access.restricted_contacts else self.unrestricted()

    def restricted(self):
        return self.filter(_restricted())

    def unrestricted(self):
        """Those of whom no link can tell data of a special category."""
        return self.exclude(_restricted())

    def kept(self):
        """Those that were not erased."""
        return self.filter(erased_at__isnull=True)

    def review_due(self, on):
        return self.kept().filter(review_on__lte=on)


def _restricted():
    return Exists(ContactLink.objects.restricted().filter(contact=OuterRef("pk")))


class Contact(models.Model):
    """Somebody who speaks for a community or an organisation.

    Erased, the row stays without a word about the person, so that counts stay as they were. The
    log says which of its fields changed, never from what to what.
    """

    class Basis(models.TextChoices):
        """UK GDPR, Article 6(1)."""

        CONSENT = "consent", "They agreed"
        PUBLIC_TASK = "public_task", "The office’s public task"
        LEGAL = "legal", "A legal duty"
        CONTRACT = "contract", "A contract with them"
        INTERESTS = "interests", "Legitimate interests"

    class Preference(models.TextChoices):
        EMAIL = "email", "E-mail"
        PHONE = "phone", "Telephone"
        POST = "post", "Letter"
        NONE = "none", "Do not contact"

    name = models.CharField(max_length=200, blank=True)
    role = models.CharField("what they do there", max_length=200, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("telephone", max_length=40, blank=True)
    address = models.TextField("postal address", max_length=500, blank=True)
    preference = models.CharField(
        "how they like to be reached", max_length=20, choices=Preference.choices, blank=True
    )
    needs = models.CharField(
        "what makes it easier for them",
        max_length=300,
        blank=True,
        help_text="For example large print, an interpreter",
    )
    basis = models.CharField("why the office may hold this", max_length=20, choices=Basis.choices)
    basis_note = models.TextField("when and how they agreed", max_length=1000, blank=True)
    purpose = models.TextField("what it is held for", max_length=1000)
    source = models.CharField("where it came from", max_length=300, blank=True)
    review_on = models.DateField("look at it again on")
    hold_reason = models.TextField("why it must not be erased now", max_length=1000, blank=True)
    erased_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        """Never the name: this is what the log keeps for ever."""
        return f"Contact {self.pk}"

    def is_review_due(self, on):
        """The one-row twin of `ContactQuerySet.review_due`."""
        return self.erased_at is None and self.review_on <= on

    @property
    def shown_name(self):
        return self.name if self.erased_at is None else "Erased"


# What a link leads to tells data of a special category, or it counts with a group that does.
TELLS = (
    Q(group__characteristics__special=True)
    | Q(group__merged_into__characteristics__special=True)
    | Q(organisation__characteristics__special=True)
)


class ContactLinkQuerySet(models.QuerySet):
    def restricted(self):
        """Links that can tell data of a special category, as they were said or as what they lead
        to is marked."""
        return self.filter(Q(restricted=True) | TELLS).distinct()

    def without_condition(self):
        """Links that need an Article 9 condition and have none: what they lead to was marked
        after they were made."""
        return self.filter(
            TELLS,
            condition="",
            contact__erased_at__isnull=True,
        ).distinct()


class ContactLink(models.Model):
    """For whom a contact speaks: a community or an organisation."""

    class Condition(models.TextChoices):
        """UK GDPR, Article 9(2), and Schedule 1 to the Data Protection Act 2018."""

        CONSENT = "9_2_a", "They agreed explicitly (Article 9(2)(a))"
        PUBLIC = "9_2_e", "They made it public themselves (Article 9(2)(e))"
        LAW = "9_2_g", "Substantial public interest, on the basis of law (Article 9(2)(g))"

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="links")
    group = models.ForeignKey(
        CommunityGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="links"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="links"
    )
    restricted = models.BooleanField("only for those with access", default=False)
    condition = models.CharField(
        "Article 9 condition", max_length=20, choices=Condition.choices, blank=True
    )
    condition_note = models.TextField("how the condition is met", max_length=1000, blank=True)

    objects = ContactLinkQuerySet.as_manager()

    class Meta:
        ordering = ["contact", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, organisation__isnull=True)
                | Q(group__isnull=True, organisation__isnull=False),
                name="contact_link_of_one",
                violation_error_message="Choose a group or an organisation",
            ),
            models.UniqueConstraint(fields=["contact", "group"], name="contact_group_once"),
            models.UniqueConstraint(
                fields=["contact", "organisation"], name="contact_organisation_once"
            ),
        ]

    def __str__(self):
        return f"{self.contact}: {self.group or self.organisation}"


class SubjectRequestQuerySet(models.QuerySet):
    def waiting(self):
        """Those that nobody has answered."""
        return self.filter(done_at__isnull=True)

    def late(self, on):
        """Due today is not late."""
        return self.waiting().filter(due_on__lt=on)


class SubjectRequest(models.Model):
    """What somebody asked of the data about them, and when it was answered (UK GDPR, Articles 15
    to 21: within one month). It outlives what was erased, and names nobody."""

    class Kind(models.TextChoices):
        ACCESS = "access", "A copy of what is held"
        ERASURE = "erasure", "Erasure"
        CORRECTION = "correction", "Correction"
        OBJECTION = "objection", "Objection"

    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, related_name="requests"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    received_on = models.DateField()
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    outcome = models.TextField("what was done", max_length=1000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SubjectRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()}, request {self.pk}"

    def is_late(self, on):
        """The one-row twin of `SubjectRequestQuerySet.late`."""
        return self.done_at is None and self.due_on < on


class Disposal(models.Model):
    """That something was erased, when and on what ground, without what it was (domain.md)."""

    what = models.CharField(max_length=100)
    count = models.PositiveIntegerField()
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.count} {self.what}"
