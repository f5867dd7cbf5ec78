"""What was brought back from meetings, and who still has to say it."""

from django.core.paginator import Paginator
from django.utils import timezone
from django.views.generic import TemplateView

from meetings.mine import reports_of
from meetings.models import Attendance, Meeting
from objectives.holders import seats
from stakeholders.permissions import Allowed, meeting_readers


class ReportBackList(Allowed, TemplateView):
    allowed = meeting_readers
    template_name = "meetings/report_back_list.html"

    def get_context_data(self, **kwargs):
        visible = Meeting.objects.visible_to(self.person).order_by().values("pk")
        page = Paginator(reports_of(visible), 25).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            owed=self.owed(visible),
            page_obj=page,
            may_write=self.access.coordinator,
            place="report-backs",
            **kwargs,
        )

    def owed(self, visible):
        """Who still has to report, the longest waiting first, each with who holds the post now."""
        rows = Attendance.objects.report_owed().filter(meeting__in=visible)
        rows = rows.select_related("meeting__forum__series", "post", "substitute")
        rows = list(rows.order_by("meeting__held_on", "pk"))
        posts = list(dict.fromkeys(row.went_id for row in rows))
        holders = {
            seat.post.pk: [holder.person for holder in seat.holders]
            for seat in seats(posts, on=timezone.localdate())
        }
        for row in rows:
            row.holders = holders[row.went_id]
        return rows
