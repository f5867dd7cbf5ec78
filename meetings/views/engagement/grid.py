"""The engagement grid as a page and as a file."""

from types import SimpleNamespace

from django.http import Http404
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from meetings.engagement.grid import exporting, grid
from meetings.engagement.grid.narrowing import without_unused
from meetings.engagement.grid.showing import Log, columns_of, rows_of, totals_of
from meetings.engagement.kept import OF_PLANS_AND_PAPERS
from meetings.forms.engagement.grid import LISTENED, GridForm
from stakeholders.kept_pages import KeptPage
from stakeholders.permissions import Allowed, engagement_readers

from .exporting import TABLES, answer_file


class EngagementGrid(KeptPage, Allowed, TemplateView):
    """A thousand cells are counted and drawn once."""

    allowed = engagement_readers
    template_name = "meetings/engagement/grid.html"
    apart_from = OF_PLANS_AND_PAPERS

    def read(self):
        on = timezone.localdate()
        form = GridForm(self.request.GET, on=on)
        asked = form.asked
        found, unused = without_unused(grid(on=on, person=self.person, **asked))
        log = Log(found, **log_choices(asked))
        return {
            # The box draws the filter of any list; it asks for what stands around the form.
            "filter": SimpleNamespace(form=form),
            "grid": found,
            "asked": asked,
            "columns": columns_of(found),
            "unused": unused,
            "rows": rows_of(found, log),
            "totals": totals_of(found, log),
            "aims": not found.narrowed,
            "gaps": len(found.gaps),
            "groups": sum(1 for row in found.groups if row.in_force),
            "formats": TABLES,
            "query": self.request.GET.urlencode(),
            "may_change": self.access.coordinator,
        }


class GridDownload(Allowed, View):
    """The figures of the grid as a file, with the filters that the address carries."""

    allowed = engagement_readers

    def get(self, request, *, format):
        if format not in TABLES:
            raise Http404
        on = timezone.localdate()
        found = grid(on=on, person=self.person, **GridForm(request.GET, on=on).asked)
        return answer_file(
            format,
            exporting.file_name(found, format),
            "Engagement grid",
            exporting.head(found),
            exporting.lines(found),
            wide=exporting.WIDE,
            header=exporting.header(found),
        )


def log_choices(asked):
    """What the whole grid is narrowed to, as the log's filter calls it."""
    area = asked.get("area")
    return {
        "area": area and area.pk,
        "level": asked.get("level"),
        "principle": asked.get("principle"),
        LISTENED: "on" if asked.get("listened") else "",
    }
