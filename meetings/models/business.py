"""What a meeting deals with: its agenda, papers and decisions."""

from django.db import models

from stakeholders.models import Person

from .meetings import Meeting


class Business(models.Model):
    """Something that belongs to a meeting. Withdrawn, it stays readable in the history."""

    exempt_reason = models.TextField("reason for keeping it private", max_length=1000, blank=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def own_reason(self):
        """Why it is private in any meeting: its own reason, or that of its agenda item."""
        item = getattr(self, "item", None)
        return self.exempt_reason or (item.exempt_reason if item else "")

    @property
    def why_private(self):
        return self.own_reason or self.meeting.exempt_reason


class BusinessQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Whoever sees the meeting sees its business, also what public papers leave out."""
        if person.access.sees_everything:
            return self.all()
        return self.filter(meeting__in=Meeting.objects.visible_to(person).order_by().values("pk"))

    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)


class AgendaItem(Business):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    title = models.CharField(max_length=500)
    presenter_text = models.CharField("who presents it", max_length=200, blank=True)
    minute = models.TextField("what was said", max_length=8000, blank=True)

    objects = BusinessQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]

    def __str__(self):
        return self.title


class Decision(Business):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    words = models.TextField("what was decided", max_length=4000)

    objects = BusinessQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]

    def __str__(self):
        return self.words[:80]


class MeetingPaper(Business):
    """A file of a meeting, kept as it came (objectives.evidence says which are taken)."""

    class Kind(models.TextChoices):
        AGENDA = "agenda", "Agenda"
        REPORT = "report", "Report"
        MINUTES = "minutes", "Minutes"
        OTHER = "other", "Something else"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="papers"
    )
    kind = models.CharField("what it is", max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=200, blank=True)
    file = models.FileField(upload_to="meetings/%Y/")
    name = models.CharField(max_length=255)
    size = models.PositiveIntegerField(help_text="Bytes")
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = BusinessQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "pk"]

    def __str__(self):
        return self.title or self.name
