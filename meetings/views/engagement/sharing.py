"""Counts of engagement for partners: chosen, looked at exactly as they would be given, given."""

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.views.generic import TemplateView

from actionplans.quarters import financial_year_dates, financial_year_of
from meetings.engagement.sharing import COUNTS, FEW, FEWER, PARTS, share
from meetings.forms.engagement.files import ShareForm
from meetings.services.engagement import share_engagement
from stakeholders.permissions import Allowed, engagement_loggers

from .exporting import TABLES, answer_file

A_PAGE = 100


class EngagementShare(Allowed, TemplateView):
    allowed = engagement_loggers
    template_name = "meetings/engagement/share.html"

    def get_context_data(self, **kwargs):
        form = self.form(self.request.GET or self.usual())
        context = {"form": form, "formats": TABLES, "counts": COUNTS}
        if form.is_valid():
            shared = share(form.chosen)
            page = Paginator(shared.rows, A_PAGE).get_page(self.request.GET.get("page"))
            context |= {
                "shared": shared,
                "page_obj": page,
                "choices": form.chosen,
                "few": FEW,
                "fewer": FEWER,
                "table": [list(zip(shared.headings, row, strict=True)) for row in page],
                "total": list(zip(shared.headings, shared.closing_row, strict=True)),
            }
        return super().get_context_data(**context | kwargs)

    def post(self, request):
        """What is given is what the page showed: its choices come along in the form."""
        form, format = self.form(request.POST), request.POST.get("format")
        if format not in TABLES or not form.is_valid():
            raise Http404
        shared = share_engagement(form.chosen, by=self.person, format=format)
        rows = [*shared.rows, shared.closing_row] if shared.rows else []
        name = f"engagement-counts-{form.chosen.first}-to-{form.chosen.last}.{format}"
        return answer_file(format, name, "Engagement counts", shared.headings, rows)

    def form(self, data):
        return ShareForm(data, may_count_private=self.access.coordinator)

    def usual(self):
        """This financial year, by group and method."""
        first, last = financial_year_dates(financial_year_of(timezone.localdate()))
        usual = {"parts": [*PARTS][:2], "small": "on"}
        for name, day in (("first", first), ("last", last)):
            usual |= {
                f"{name}_day": day.day,
                f"{name}_month": day.month,
                f"{name}_year": day.year,
            }
        return _Given(usual)


class _Given(dict):
    """As a form is given data; a list is of several values of one name."""

    def getlist(self, name, default=None):
        return self.get(name, default)
