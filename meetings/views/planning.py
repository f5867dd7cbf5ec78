"""A year of dates proposed for a line of the schedule, and planned meetings that no longer fit."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from meetings.forms.planning import PeriodForm, ProposalForm, TooSoonForm
from meetings.planning import Proposal, clashes_of_proposals, gaps_with, propose, too_soon
from meetings.services import RowsRefused, cancel_several, plan_meetings
from stakeholders.pages import FormPage, add_problem
from stakeholders.permissions import Allowed

from .editing import InSeries, series_url
from .forums import OfForum

# A year of thirty forums is two or three pages: a form of a thousand boxes helps nobody.
ROWS = 60


class Rows(list):
    """The rows as the error summary and the page's title know a set of forms."""

    non_form_errors = ()

    @property
    def total_error_count(self):
        return sum(len(form.errors) for form in self)


class ProposeDates(InSeries, Allowed, TemplateView):
    """Dates for all forums of a line, or for the one that `?forum=` names."""

    template_name = "meetings/propose_dates.html"

    @cached_property
    def on(self):
        return timezone.localdate()

    @cached_property
    def forums(self):
        asked = self.request.GET.get("forum", "")
        forums = self.series.forums.in_force(self.on).select_related("series")
        return list(forums.filter(pk=asked) if asked.isdecimal() else forums)

    @cached_property
    def period(self):
        return PeriodForm(self.request.GET, on=self.on)

    @cached_property
    def found(self):
        found = propose(self.forums, first_on=self.period.first_day, **self.period.days)
        found.rows.sort(key=lambda row: (row.held_on, row.forum.position, row.forum.pk))
        return found

    def post(self, request, *args, **kwargs):
        rows = Rows(ProposalForm(request.POST, proposal=p, on=self.on) for p in self.sent())
        problem = ""
        if not rows.total_error_count:
            chosen = [form for form in rows if form.cleaned_data["chosen"]]
            if chosen and self.plan(chosen):
                return HttpResponseRedirect(self.get_next_url())
            problem = "" if chosen else "Tick at least one date to plan"
        context = self.get_context_data(formset=rows, problem=problem)
        return self.render_to_response(context, status=422)

    def plan(self, chosen):
        """All of them or none; what is wrong is said beside its row."""
        try:
            planned = plan_meetings(by=self.person, rows=[form.row for form in chosen])
        except RowsRefused as refused:
            for place, problem in refused.problems.items():
                add_problem(chosen[place], problem)
            return False
        count = len(planned)
        said = "1 meeting is" if count == 1 else f"{count} meetings are"
        messages.success(self.request, f"{said} on the calendar.")
        return True

    def sent(self):
        """The proposals that the form was sent for, whatever was planned meanwhile."""
        known = {row.key: row for row in self.found.rows}
        forums = {str(forum.pk): forum for forum in self.forums}
        for key in self.request.POST.getlist("row")[:ROWS]:
            of = re.fullmatch(r"(\d{1,18})-(\d{8})", key)
            if key in known:
                yield known[key]
            elif of and of[1] in forums:
                yield Proposal(forums[of[1]], self.on, self.on, of_key=key)

    def get_next_url(self):
        """The rest of the dates where they were more than a page, else the line's own page."""
        if len(self.found.rows) > ROWS:
            rest = self.request.GET.copy()
            rest.pop("page", None)
            return f"{self.request.path}?{rest.urlencode()}"
        return series_url(self.series)

    def get_context_data(self, formset=None, **kwargs):
        page = Paginator(self.found.rows, ROWS).get_page(self.request.GET.get("page"))
        if formset is None:
            formset = Rows(ProposalForm(proposal=row, on=self.on) for row in page)
        clashes = clashes_of_proposals([form.proposal for form in formset])
        for form in formset:
            form.clashes = clashes.get(form.proposal.key, ())
        return super().get_context_data(
            series=self.series,
            period=self.period,
            days=self.period.days,
            found=self.found,
            formset=formset,
            page_obj=page,
            several=len(self.forums) > 1,
            gaps=gaps_with(self.series, self.found.rows, on=self.on),
            **kwargs,
        )


class ForumTooSoon(OfForum, FormPage):
    """After a change of how often it meets: which planned meetings stay?"""

    title = "Do these meetings still fit?"
    form_class = TooSoonForm
    button = "Cancel the ticked meetings"
    template_name = "meetings/too_soon.html"

    @cached_property
    def found(self):
        return too_soon(self.forum, on=timezone.localdate())

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"found": self.found}

    def get_initial(self):
        return {"meetings": [row.meeting.pk for row in self.found]}

    def get_success(self):
        count = len(self.object)
        return "1 meeting is cancelled." if count == 1 else f"{count} meetings are cancelled."

    def save(self, form):
        return cancel_several(by=self.person, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"found": self.found} | kwargs)
