"""The engagement grid as a page and as a file."""

from types import SimpleNamespace

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from meetings.engagement.grid import exporting, grid
from meetings.engagement.grid.showing import Log, columns_of, rows_of, totals_of
from meetings.forms.engagement.grid import LISTENED, GridForm
from stakeholders.kept_pages import KeptPage
from stakeholders.permissions import Allowed, engagement_readers


class EngagementGrid(KeptPage, Allowed, TemplateView):
    """A thousand cells are counted and drawn once."""

    allowed = engagement_readers
    template_name = "meetings/engagement/grid.html"

    def read(self):
        on = timezone.localdate()
        form = GridForm(self.request.GET, on=on)
        asked = form.asked
        found = grid(on=on, person=self.person, **asked)
        log = Log(found, **log_choices(asked))
        return {
            # The box draws the filter of any list; it asks for what stands around the form.
            "filter": SimpleNamespace(form=form),
            "grid": found,
            "asked": asked,
            "columns": columns_of(found),
            "rows": rows_of(found, log),
            "totals": totals_of(found, log),
            "aims": not narrows(asked),
            "gaps": len(found.gaps),
            "groups": sum(1 for row in found.groups if row.in_force),
            "formats": exporting.FORMATS,
            "query": self.request.GET.urlencode(),
            "may_change": self.access.coordinator,
        }


class GridDownload(Allowed, View):
    """The figures of the grid as a file, with the filters that the address carries."""

    allowed = engagement_readers

    def get(self, request, *, format):
        if format not in exporting.FORMATS:
            raise Http404
        on = timezone.localdate()
        found = grid(on=on, person=self.person, **GridForm(request.GET, on=on).asked)
        return HttpResponse(
            exporting.write(found, format),
            content_type=exporting.CONTENT_TYPES[format],
            headers={
                "Content-Disposition": f'attachment; filename="{exporting.file_name(format, on)}"',
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "private, no-store",
            },
        )


def narrows(asked):
    return any(asked.get(name) for name in ("area", "level", "principle", "listened"))


def log_choices(asked):
    """What the whole grid is narrowed to, as the log's filter calls it."""
    area = asked.get("area")
    return {
        "area": area and area.pk,
        "level": asked.get("level"),
        "principle": asked.get("principle"),
        LISTENED: "on" if asked.get("listened") else "",
    }
