from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from reports.forms.asking import ReportAnswersForm, ReportCorrectForm, ReportRequestForm
from reports.presenting import caption_of
from reports.services import answer_questions, ask_for, correct_report, publish, request_report
from stakeholders.pages import ConfirmPage, FormPage
from stakeholders.permissions import coordinators

from .reading import OfReport


class ReportRequest(FormPage):
    allowed = coordinators
    form_class = ReportRequestForm
    title = "Build a paper"
    intro = (
        "The paper is built from what was recorded by the period's cut-off: the close of the "
        "plan's update round, or ten working days after its last quarter. Before then it says how "
        "things stand now. Nobody sees it until you publish it."
    )
    button = "Build the paper"
    success = "The paper is being built. You may leave this page: it goes on without you."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    def get_initial(self):
        return super().get_initial() | self.request.GET.dict()

    def save(self, form):
        return request_report(by=self.person, **form.cleaned_data)

    def get_back_url(self):
        return reverse("reports:report-list")

    def get_success_url(self):
        return reverse("reports:report-detail", args=[self.object.report.slug])


class OfPaper(OfReport):
    """A coordinator's page about one paper's newest revision."""

    allowed = coordinators

    def dispatch(self, request, *args, **kwargs):
        self.report = None
        return super().dispatch(request, *args, **kwargs)

    def setup_report(self):
        self.report = self.report or self.get_report()
        return self.report

    def get_draft(self):
        """The newest revision, where it is not published."""
        newest = self.setup_report().revisions.defer("document").first()
        return None if newest is None or newest.is_published else newest

    def get_success_url(self):
        return reverse("reports:report-detail", args=[self.setup_report().slug])

    def get_context_data(self, **kwargs):
        report = self.setup_report()
        return super().get_context_data(caption=caption_of(report), **kwargs)


class OfDraft(OfPaper):
    """Needs a draft: where there is none, the paper's own page says how things stand."""

    def get(self, request, *args, **kwargs):
        if self.get_draft() is None:
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if self.get_draft() is None:
            return HttpResponseRedirect(self.get_success_url())
        return super().post(request, *args, **kwargs)


class ReportRebuild(OfDraft, ConfirmPage):
    of_minutes = True
    title = "Build this paper again?"
    button = "Build it again"

    def get_consequence(self):
        if self.setup_report().is_minutes:
            return "The draft is replaced by one from what is written of the meeting now."
        return (
            "The draft is replaced by one from what was recorded by the cut-off, as the plan says "
            "it now."
        )

    def save(self, form):
        return ask_for(self.report, by=self.person)


class ReportAnswers(OfDraft, FormPage):
    form_class = ReportAnswersForm
    title = "Before this paper is published"
    intro = "The answers are printed in the paper, so it is built again once you save them."
    button = "Save and build again"
    success = "Your answers are saved."

    def get_form_kwargs(self):
        draft = self.get_draft()
        return super().get_form_kwargs() | {"report": self.report, "revision": draft}

    def save(self, form):
        return answer_questions(self.get_draft(), by=self.person, **form.cleaned_data)


class ReportPublish(OfDraft, ConfirmPage):
    of_minutes = True
    button = "Publish this paper"
    success = "The paper is published."

    def get_title(self):
        body = self.setup_report().body
        return f"Publish this paper to the {body}?" if body else "Publish these minutes?"

    def get_consequence(self):
        report = self.setup_report()
        if report.body is None:
            return (
                "Nobody gets an e-mail: the meeting is not a Board's or Panel's. Its minutes stand "
                "on the public page, where the meeting is open to the public and the page is on. "
                "From then on they can't be changed, only corrected by a new revision."
            )
        who = "members who receive private papers" if report.private else "members"
        return (
            f"The {report.body}'s {who}, and the others who are sent its papers, get an e-mail at "
            f"once, and can read and download it. From then on it can't be changed, only corrected "
            f"by a new revision."
        )

    def save(self, form):
        return publish(self.get_draft(), by=self.person)


class ReportCorrect(OfPaper, FormPage):
    of_minutes = True
    form_class = ReportCorrectForm
    title = "Correct a published paper"
    intro = (
        "The published revision stays, and is marked as replaced once you publish the new one. "
        "What you correct is printed in the new revision."
    )
    button = "Build the new revision"
    success = "The new revision is being built."

    def save(self, form):
        return correct_report(self.report, by=self.person, **form.cleaned_data)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if self.setup_report().is_minutes:
            del form.fields["keep_cut_off"]  # they say what is written now
        return form
