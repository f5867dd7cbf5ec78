from django.db import models

from stakeholders.models import Person


class ImportedFileQuerySet(models.QuerySet):
    def unfinished(self):
        """Those that are neither saved nor given up."""
        Status = ImportedFile.Status
        return self.exclude(status__in=[Status.SAVED, Status.DISCARDED])

    def light(self):
        """Without the file and its rows, which may be megabytes."""
        return self.defer("content", "rows", "answers")


class ImportedFile(models.Model):
    """A file on its way in, kept from the upload on as it came.

    What was read of it and what was answered is kept, not what follows from them: the lines as
    they would be are interpreted anew from `rows` and `answers` wherever they are shown.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Waits to be read"
        READING = "reading", "Is being read"
        READY = "ready", "Ready to look through"
        SAVING = "saving", "Is being saved"
        REFUSED = "refused", "Could not be read"
        SAVED = "saved", "Saved"
        DISCARDED = "discarded", "Discarded"

    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField(help_text="Bytes")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.WAITING)
    progress = models.CharField(max_length=200, blank=True)
    problem = models.TextField(blank=True)
    """why it could not be read, in words that say what to do about it"""
    started_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    """how often a worker took it up; each time has a number of its own"""
    rows = models.JSONField(null=True)
    """what was read, as `FileContents.as_json` gives it"""
    answers = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    """once saved: what was added, what was there already, the doubts left for later"""
    # Nobody where a command brought it in.
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    objects = ImportedFileQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.file_name

    @property
    def is_being_read(self):
        return self.status in (self.Status.WAITING, self.Status.READING)

    @property
    def is_busy(self):
        """A worker has it, or is about to."""
        return self.is_being_read or self.status == self.Status.SAVING


class ScheduleImport(ImportedFile):
    """A file of the meetings schedule."""


class ActivityImport(ImportedFile):
    """A file, or pasted rows, of the engagement log."""
