from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from reports.beside import side_by_side
from reports.presenting import period_label
from stakeholders.permissions import draft_readers

from .reading import OfReport

PAGE = 100


class ReportBeside(OfReport, TemplateView):
    """What the public paper leaves out, for those who see both."""

    allowed = draft_readers
    template_name = "reports/report_beside.html"

    def get_context_data(self, **kwargs):
        report = self.get_report()
        newest = report.revisions.defer("document").first()
        if newest is None:
            raise Http404
        newest.report = report
        beside = side_by_side(newest)
        return super().get_context_data(
            report=report,
            revision=newest,
            period_label=period_label(report),
            beside=beside,
            page_obj=Paginator(beside.left_out, PAGE).get_page(self.request.GET.get("page")),
            back_url=reverse("reports:report-detail", args=[report.slug]),
            mark=report.plan.mark,
            **kwargs,
        )
