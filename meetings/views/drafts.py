"""What the pages of a file have in common, whether it goes into the schedule or into the log."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from objectives.views.drafts import ProgressView, progress_of
from stakeholders.permissions import coordinators


class OfImport:
    """A page about one file. Every coordinator may go on with every file.

    Subclasses give `model` and `page`, the name of the address of a file's own page.
    """

    allowed = coordinators

    @cached_property
    def draft(self):
        rows = self.model.objects.exclude(status=self.model.Status.DISCARDED)
        return get_object_or_404(rows.select_related("by"), pk=self.kwargs["pk"])

    def get_success_url(self):
        return reverse(self.page, args=[self.draft.pk])


class ImportProgress(OfImport, ProgressView):
    """Subclasses give `looking` (`progress_of`) too."""

    def get_context_data(self, **kwargs):
        said = progress_of(self.draft, looking=self.looking)
        return super().get_context_data(draft=self.draft, **said, **kwargs)
