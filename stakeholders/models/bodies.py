from django.db import models
from django.db.models import Count, Q

from .dated import Dated, DatedQuerySet
from .organisations import Organisation
from .people import Person
from .posts import Post


class GovernanceBodyQuerySet(models.QuerySet):
    def in_force(self, on):
        """Bodies that exist on `on`; one dissolved "since" a day is gone on that day."""
        return self.filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on))

    def with_seats(self, on):
        """How many seats are taken on `on`, as `seats`."""
        seated = Q(memberships__starts_on__lte=on) & (
            Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=on)
        )
        return self.annotate(seats=Count("memberships", filter=seated))


class GovernanceBody(models.Model):
    """A Board or Panel that receives papers. Its form and its rules are data, not code."""

    class Form(models.TextChoices):
        PANEL = "panel", "Report to a Panel (agenda item, numbered paragraphs)"
        BOARD = "board", "Report to a Board (to, from, recommendation, bibliography)"

    # What a new body's papers look like at first; their sections are rows (reports.FormSection).

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    form = models.CharField("form of its papers", max_length=20, choices=Form.choices)
    publisher = models.CharField(
        "who publishes its papers",
        max_length=200,
        blank=True,
        help_text="For a Panel, the council that hosts it",
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="bodies"
    )
    # A council committee's papers are open to the public five clear days before it meets
    # (Local Government Act 1972 s.100B); an office's own board is not bound by it.
    notice_days = models.PositiveSmallIntegerField("clear days of notice", default=0)
    notice_in_working_days = models.BooleanField(
        "weekends and bank holidays do not count as notice", default=True
    )
    # From the meeting backwards, each in working days before the one that follows it:
    # publication <- submission <- cleared by <- cut-off (reports.timetable).
    submission_days = models.PositiveSmallIntegerField(
        "the publisher wants a paper, working days before it is published", default=0
    )
    clearance_days = models.PositiveSmallIntegerField(
        "cleared, working days before it is handed in", default=1
    )
    drafting_days = models.PositiveSmallIntegerField(
        "working days from the cut-off until it is cleared", default=5
    )
    exemption_basis = models.CharField(
        "law that lets it meet in private",
        max_length=300,
        blank=True,
        help_text="For example: Schedule 12A to the Local Government Act 1972",
    )
    terms_of_reference = models.TextField(
        "terms of reference that progress reports answer", blank=True
    )
    report_author = models.CharField(
        "papers come from",
        max_length=200,
        blank=True,
        help_text="The office holder named at the head of a paper, for example Chief Executive",
    )
    contact_post = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="contact_for"
    )
    contact_mailbox = models.EmailField("contact e-mail on papers", blank=True)
    dissolved_on = models.DateField("no longer exists since", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GovernanceBodyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "governance bodies"

    def __str__(self):
        return self.name

    def is_in_force(self, on):
        """The one-row twin of `GovernanceBodyQuerySet.in_force`."""
        return self.dissolved_on is None or self.dissolved_on > on


class BodyMembershipQuerySet(DatedQuerySet):
    def overlapping(self, person, body, starts_on, ends_on):
        """Seats of the same person on the same body that overlap the given days."""
        return self.filter(person=person, body=body).touching(starts_on, ends_on)


class BodyMembership(Dated):
    """A seat on a body. It lets its holder read what was published to that body."""

    body = models.ForeignKey(GovernanceBody, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=100, blank=True, help_text="For example: Chair")
    private_papers = models.BooleanField("also receives private papers", default=False)

    objects = BodyMembershipQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["-starts_on", "pk"]

    def __str__(self):
        return f"{self.person}, {self.body}"
