"""Who was told of a paper, who had it and when; and the press that tells one of them again."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from reports.models import Report
from reports.paper_readers import lines_of
from reports.presenting import caption_of
from reports.services import send_paper
from stakeholders.models import Person
from stakeholders.pages import FormPage
from stakeholders.permissions import Allowed, coordinators


def watchers(access):
    """Who had a paper is for the office's staff and auditors."""
    return access.sees_everything


class OfPublished(Allowed):
    """A page about a published revision: the one that `?revision=` names, else the newest."""

    def get_report(self):
        reports = Report.objects.visible_to(self.person).select_related(
            "plan", "body", "meeting__forum__series"
        )
        return get_object_or_404(reports, slug=self.kwargs["slug"])

    def get_revisions(self, report):
        return list(report.revisions.published().defer("document"))

    def choose(self, revisions):
        wanted = self.request.GET.get("revision", "")
        if not wanted:
            return revisions[0] if revisions else None
        found = next((row for row in revisions if str(row.number) == wanted), None)
        if found is None:
            raise Http404
        return found

    def caption_of(self, report):
        private = ", private paper" if report.private else ""
        return f"{caption_of(report)}{private}"


class PaperReaders(OfPublished, TemplateView):
    allowed = watchers
    template_name = "reports/readers.html"

    def get_context_data(self, **kwargs):
        report = self.get_report()
        revisions = self.get_revisions(report)
        revision = self.choose(revisions)
        lines, others = [], []
        if revision is not None:
            revision.report = report
            lines, others = lines_of(revision, on=timezone.localdate())
        return super().get_context_data(
            report=report,
            caption=self.caption_of(report),
            revisions=revisions,
            revision=revision,
            lines=lines,
            others=others,
            had=sum(bool(line.had) for line in lines),
            may_send=self.access.coordinator,
            **kwargs,
        )


class PaperSend(OfPublished, FormPage):
    allowed = coordinators
    form_class = forms.Form
    button = "Send the e-mail"

    def dispatch(self, request, *args, **kwargs):
        self.report = None
        return super().dispatch(request, *args, **kwargs)

    def setup_send(self):
        if self.report is None:
            self.report = self.get_report()
            self.revision = self.choose(self.get_revisions(self.report))
            self.reader = get_object_or_404(Person, pk=self.kwargs["pk"])
            if self.revision is None:
                raise Http404
            self.revision.report = self.report

    def get_title(self):
        self.setup_send()
        return f"Send this paper to {self.reader}?"

    def get_intro(self):
        return (
            f"{self.reader} gets an e-mail that the paper is published, with the way to it, at "
            f"{self.reader.email or 'no address yet'}. If an earlier one arrived, this one is a "
            f"second."
        )

    def get_success(self):
        return f"The e-mail to {self.reader} is on its way."

    def save(self, form):
        self.setup_send()
        return send_paper(self.revision, person=self.reader, by=self.person)

    def get_success_url(self):
        self.setup_send()
        readers = reverse("reports:report-readers", args=[self.report.slug])
        return f"{readers}?revision={self.revision.number}"

    def get_context_data(self, **kwargs):
        self.setup_send()
        words = {"caption": self.caption_of(self.report), "intro": self.get_intro()}
        return super().get_context_data(**words | kwargs)
