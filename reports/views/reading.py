from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from reports.building import FORGOTTEN_AFTER, WORKER_AWAY
from reports.desk import desk_of
from reports.filters import ReportFilter
from reports.models import Report, ReportFile, ReportRevision
from reports.presenting import chart_rows, facts, period_label, standing, title_of
from stakeholders.permissions import Allowed, report_readers

PAGE = 25
Build = ReportRevision.Build


class OfReport(Allowed):
    """A page about one paper. Members find only what was published to their own body."""

    allowed = report_readers
    # Whether the page is about minutes too: they have no clearance list, no places to write in.
    of_minutes = False

    def get_report(self):
        visible = Report.objects.visible_to(self.person)
        if not self.of_minutes:
            visible = visible.on_plans()
        related = visible.select_related("plan", "body", "meeting__forum__series")
        return get_object_or_404(related, slug=self.kwargs["slug"])

    def get_revisions(self, report):
        """Newest first; a reader has the published ones, staff and auditors all."""
        without_bytes = Prefetch("files", ReportFile.objects.defer("content"))
        revisions = report.revisions.defer("document").prefetch_related(without_bytes)
        if not self.access.sees_everything:
            revisions = revisions.published()
        found = list(revisions)
        for revision in found:
            revision.standing = standing(revision)
        return found


class ReportList(Allowed, TemplateView):
    allowed = report_readers
    template_name = "reports/report_list.html"

    def get_context_data(self, **kwargs):
        visible = Report.objects.visible_to(self.person).latest_first()
        filterset = ReportFilter(self.request.GET, queryset=visible, reader=self.access)
        page = Paginator(filterset.qs.with_newest_revision(self.access), PAGE).get_page(
            self.request.GET.get("page")
        )
        for report in page:
            report.period_label = period_label(report)
            report.standing = standing(report.newest)
        return super().get_context_data(
            filter=filterset,
            page_obj=page,
            total=visible.count(),
            may_make=self.access.coordinator,
            **kwargs,
        )


class ReportDetail(OfReport, TemplateView):
    of_minutes = True
    template_name = "reports/report_detail.html"

    def get_context_data(self, **kwargs):
        report = self.get_report()
        revisions = self.get_revisions(report)
        if not revisions:
            raise Http404
        return super().get_context_data(
            report=report,
            revisions=revisions,
            latest=revisions[0],
            published=next((r for r in revisions if r.status == "published"), None),
            title=title_of(report),
            facts=facts(report, revisions[0], staff=self.access.sees_everything),
            chart=chart_rows(revisions[0]),
            may_make=self.access.coordinator,
            mark=report.mark,
            desk=self.access.sees_everything and desk_of(report, revisions[0], self.access),
            **progress_of(revisions[0]),
            **kwargs,
        )


class ReportProgress(OfReport, TemplateView):
    """The part of the page that asks again every two seconds; once built, the page is renewed."""

    of_minutes = True
    template_name = "reports/report_progress.html"

    def get_context_data(self, **kwargs):
        report = self.get_report()
        revisions = self.get_revisions(report)
        if not revisions:
            raise Http404
        return super().get_context_data(
            report=report, latest=revisions[0], **progress_of(revisions[0]), **kwargs
        )

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if not context["building"]:
            response["HX-Refresh"] = "true"
        return response


def progress_of(revision):
    waiting = revision.build == Build.WAITING
    forgotten = waiting and timezone.now() - revision.requested_at > FORGOTTEN_AFTER
    words = revision.progress or (WORKER_AWAY if forgotten else revision.get_build_display())
    # How far it is: waiting, collecting, drawing.
    done = 10 if waiting else 70 if words.startswith("Drawing") else 35
    return {
        "building": revision.build in (Build.WAITING, Build.RUNNING),
        "progress_words": words,
        "progress_done": done,
    }
