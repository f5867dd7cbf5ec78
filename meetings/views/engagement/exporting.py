"""The engagement log as a file, with the filters that the address carries."""

from django.http import FileResponse, Http404, StreamingHttpResponse
from django.utils import timezone
from django.views import View

from meetings.engagement.filtering import ActivityFilter
from meetings.exporting.engagement import (
    CONTENT_TYPES,
    FORMATS,
    TITLE,
    csv_pieces,
    export_rows,
    json_pieces,
    table_cells,
    workbook_file,
)
from meetings.exporting.engagement.rows import HEADINGS, WIDE
from meetings.models import EngagementActivity
from stakeholders.downloads import as_file
from stakeholders.permissions import Allowed, engagement_readers

TABLES = {"xlsx": "Excel", "csv": "CSV"}
"""the formats of any table, with the words for them on a page"""


class ActivityExport(Allowed, View):
    allowed = engagement_readers

    def get(self, request, *, format):
        if format not in FORMATS:
            raise Http404
        on = timezone.localdate()
        visible = EngagementActivity.objects.visible_to(self.person).in_force()
        found = ActivityFilter(request.GET, queryset=visible, request=request, on=on).qs
        rows = export_rows(found, person=self.person)
        name = f"engagement-log-{on.isoformat()}.{format}"
        if format == "json":
            pieces = StreamingHttpResponse(json_pieces(rows, on=on))
            return as_file(pieces, name=name, content_type=CONTENT_TYPES[format])
        return answer_file(format, name, TITLE, HEADINGS, map(table_cells, rows), wide=WIDE)


def answer_file(format, name, title, headings, rows, **look):
    """A table as one of TABLES: CSV, written while it is sent, or a workbook, which has the `look`
    that `workbook_file` gives it."""
    if format == "xlsx":
        answer = FileResponse(workbook_file(title, headings, rows, **look))
    else:
        answer = StreamingHttpResponse(csv_pieces(headings, rows))
    return as_file(answer, name=name, content_type=CONTENT_TYPES[format])
