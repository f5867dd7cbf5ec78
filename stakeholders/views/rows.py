from functools import cached_property

from django.shortcuts import get_object_or_404
from django.urls import reverse


def with_phase(rows, on):
    """Dated rows as a list, each with its `phase` on that day: "now", "ahead" or "over"."""
    rows = list(rows)
    for row in rows:
        row.phase = "ahead" if row.is_ahead(on) else "over" if row.is_over(on) else "now"
    return rows


class OfRow:
    """A page about one row, which leads back to the page of that row or of its owner.

    Subclasses give `rows`, and `home`: the name of the address that it leads back to.
    """

    rows = None
    home = ""

    @cached_property
    def row(self):
        """As it is saved. The form works on a copy, so titles don't show what is being typed."""
        return self.get_object()

    def get_object(self):
        return get_object_or_404(self.rows, pk=self.kwargs["pk"])

    def get_home(self):
        """The row whose page `home` is."""
        return self.row

    def get_success_url(self):
        return reverse(f"stakeholders:{self.home}", kwargs={"pk": self.get_home().pk})
