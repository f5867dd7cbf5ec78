from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views import View

from meetings.exporting import CONTENT_TYPES, FORMATS, export_schedule, file_name
from meetings.filters import ScheduleFilter
from meetings.models import MeetingSeries
from stakeholders.downloads import as_file
from stakeholders.permissions import Allowed, meeting_readers


class ScheduleExport(Allowed, View):
    """The schedule as a file, with the filters that the address carries."""

    allowed = meeting_readers

    def get(self, request, *, format):
        if format not in FORMATS:
            raise Http404
        on = timezone.localdate()
        visible = MeetingSeries.objects.visible_to(self.person)
        series = ScheduleFilter(request.GET, queryset=visible, request=request).qs
        content, name = export_schedule(series, format, on=on), file_name(format, on=on)
        return as_file(HttpResponse(content), name=name, content_type=CONTENT_TYPES[format])
