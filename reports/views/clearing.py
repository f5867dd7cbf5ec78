"""Clearance: a coordinator sends a paper to its officers; each of them clears it or sends it back.

An officer may read no reports otherwise: these pages ask for the post, not for a right to read.
"""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from reports.desk import clearing_posts
from reports.forms.clearing import CLEAR, ClearanceForm, NoteClearanceForm, SendForm
from reports.models import Clearance, ReportFile
from reports.paper_files import file_rows
from reports.presenting import clearance_facts, period_label
from reports.services import (
    clear,
    note_clearance,
    send_back,
    send_for_clearance,
    stamp_again,
    withdraw_clearance,
)
from reports.timetable import timetable_of
from stakeholders.by_link import ByLink
from stakeholders.pages import ConfirmPage, FormPage
from stakeholders.permissions import Allowed, officers

from .making import OfDraft


class SendForClearance(OfDraft, FormPage):
    form_class = SendForm
    template_name = "reports/send_for_clearance.html"
    title = "Send this paper for clearance"
    button = "Send for clearance"
    success = "The paper is with its clearing officers."

    def get_initial(self):
        dates = timetable_of(self.setup_report())
        return super().get_initial() | ({"answer_by": dates.cleared_by} if dates else {})

    def save(self, form):
        return send_for_clearance(self.get_draft(), by=self.person, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        posts = clearing_posts(self.setup_report().body)
        return super().get_context_data(report=self.report, posts=posts, **kwargs)


class TakeBack(OfDraft, ConfirmPage):
    of_minutes = True

    def get_title(self):
        minutes = self.setup_report().is_minutes
        return "Take these minutes back?" if minutes else "Take this paper back from clearance?"

    def get_consequence(self):
        if self.setup_report().is_minutes:
            return "They become a draft again, which somebody approves anew."
        return (
            "It becomes a draft again, which you can change. What its officers have cleared so far "
            "no longer counts: each of them is asked again when you send it the next time."
        )

    button = "Take it back"
    success = "The paper is a draft again."

    def save(self, form):
        return withdraw_clearance(self.get_draft(), by=self.person)


class StampAgain(OfDraft, ConfirmPage):
    of_minutes = True
    title = "Draw the cleared paper again?"
    consequence = (
        "Its words stay as they were cleared. Only its files are made anew, with the posts that "
        "cleared it."
    )
    button = "Draw it again"

    def save(self, form):
        return stamp_again(self.get_draft(), by=self.person)


class NoteClearance(OfDraft, FormPage):
    """An officer said yes at a meeting or by e-mail: a coordinator writes that down."""

    form_class = NoteClearanceForm
    button = "Note the clearance"
    success = "The clearance is noted."

    @cached_property
    def clearance(self):
        of_paper = Clearance.objects.filter(revision__report=self.setup_report())
        related = of_paper.select_related("post", "revision__report").defer("revision__document")
        return get_object_or_404(related, pk=self.kwargs["pk"])

    def get_title(self):
        return f"Note that {self.clearance.post.title} cleared this paper"

    def save(self, form):
        return note_clearance(self.clearance, by=self.person, **form.cleaned_data)


class ForOfficers(Allowed):
    """What the person's posts are, or were, asked to clear; nothing else of any paper."""

    allowed = officers

    def get_clearances(self):
        return Clearance.objects.of_posts(self.person.access.posts)

    def address(self, name, *args):
        return reverse(f"reports:{name}", args=args)

    def get_list_url(self):
        return self.address("clearance-list")

    def get_url(self, clearance):
        return self.address("clearance", clearance.pk)

    def get_paper_url(self):
        return self.address("clearance-read", self.clearance.pk)

    def get_file_url(self, kind):
        return self.address("clearance-file", self.clearance.pk, kind)


class ClearanceList(ForOfficers, TemplateView):
    template_name = "reports/clearance_list.html"

    def get_context_data(self, **kwargs):
        waiting = list(self.get_clearances().waiting())
        for clearance in waiting:
            clearance.url = self.get_url(clearance)
            clearance.period_label = period_label(clearance.revision.report)
        marks = (clearance.revision.report.plan.mark for clearance in waiting)
        mark = next(filter(None, marks), "")
        return super().get_context_data(waiting=waiting, mark=mark, done=self.just_done(), **kwargs)

    def just_done(self):
        """What this person has just decided, as the address says: a link has no session."""
        key = self.request.GET.get("done", "")
        if not key.isdecimal() or len(key) > 18:
            return None
        return self.get_clearances().filter(pk=key, decided_by=self.person).first()


class OfClearance(ForOfficers):
    """A page about one of them; of any other paper it knows nothing, whatever is asked of it."""

    def dispatch(self, request, *args, **kwargs):
        if officers(self.access):
            self.clearance = get_object_or_404(self.get_clearances(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)


class ClearanceDecide(OfClearance, FormPage):
    form_class = ClearanceForm
    template_name = "reports/clearance.html"
    button = "Send my answer"

    def get_title(self):
        waiting = self.clearance.is_waiting
        return "Clear this paper" if waiting else "A paper you were asked to clear"

    def save(self, form):
        decide = clear if form.cleaned_data["decision"] == CLEAR else send_back
        return decide(self.clearance, by=self.person, comment=form.cleaned_data["comment"])

    def get_success_url(self):
        return f"{self.get_list_url()}?done={self.object.pk}"

    def get_back_url(self):
        return self.get_list_url()

    def get_context_data(self, **kwargs):
        revision = self.clearance.revision
        files = list(revision.files.defer("content")) if self.clearance.shows else []
        has_page = any(file.kind == ReportFile.Kind.HTML for file in files)
        round_of = revision.clearances.filter(round=self.clearance.round).select_related("post")
        return super().get_context_data(
            clearance=self.clearance,
            report=revision.report,
            facts=clearance_facts(self.clearance),
            paper_url=self.get_paper_url() if has_page else "",
            forms=file_rows(files, self.get_file_url),
            others=round_of.exclude(pk=self.clearance.pk),
            mark=revision.report.plan.mark,
            **kwargs,
        )


class ForOfficersByLink(ByLink):
    """The same pages for the person of a digest's link, with the posts that the link gives."""

    room = "reports"

    def get_list_url(self):
        return self.address("clear-list")

    def get_url(self, clearance):
        return self.address("clear", clearance.pk)

    def get_paper_url(self):
        return self.address("clear-read", self.clearance.pk)

    def get_file_url(self, kind):
        return self.address("clear-file", self.clearance.pk, kind)


class ClearListByLink(ForOfficersByLink, ClearanceList):
    pass


class ClearByLink(ForOfficersByLink, ClearanceDecide):
    pass
