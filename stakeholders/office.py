"""The office's own name and details, for pages, e-mails and papers: rows, never code."""

from .models import Office


class OfficeWords:
    """Read once, and only where somebody asks: most pages need it, health checks don't."""

    def __init__(self):
        self._office = None

    @property
    def row(self):
        if self._office is None:
            self._office = Office.objects.select_related("organisation").first() or Office()
        return self._office

    @property
    def name(self):
        return self.row.organisation.name if self.row.organisation_id else ""

    def __getattr__(self, field):
        if field.startswith("_"):
            raise AttributeError(field)
        return getattr(self.row, field)
