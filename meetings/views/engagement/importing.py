"""From a file or pasted rows to the engagement log, for coordinators: upload, questions, wrong
rows, saving."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views import View

from meetings.engagement.filing import LOOKING
from meetings.engagement.importing import done_page, ready_page
from meetings.forms.engagement.files import ActivityImportForm
from meetings.importing.engagement.reviewing import review
from meetings.importing.engagement.wrong import WrongRows, wrong_rows
from meetings.models import ActivityImport
from meetings.services.engagement import (
    answer_activity_question,
    answer_activity_questions,
    discard_activity_import,
    save_activity_import,
    start_activity_import,
)
from meetings.views.drafts import ImportProgress, OfImport
from objectives.views.drafts import DraftView, progress_of
from stakeholders.pages import ConfirmPage, FormPage
from stakeholders.permissions import Allowed, coordinators

from .exporting import TABLES, answer_file

Status = ActivityImport.Status
A_PAGE = 25


class ActivityImportStart(FormPage):
    allowed = coordinators
    form_class = ActivityImportForm
    template_name = "meetings/engagement/activity_import.html"
    title = "Import engagement"
    intro = (
        "Give the list as you have it: one row for each activity, with headings. You will see "
        "what is understood, what is wrong and what is asked, and nothing is logged before you "
        "save it."
    )
    button = "Read the rows"

    def save(self, form):
        return start_activity_import(by=self.person, **form.source)

    def get_back_url(self):
        return reverse("meetings:activity-list")

    def get_success_url(self):
        return import_url(self.object)


class OfActivityImport(OfImport):
    model = ActivityImport
    page = "meetings:activity-import-detail"


class ActivityImportDetail(OfActivityImport, DraftView):
    template_name = "meetings/engagement/activity_import_detail.html"

    def get_context_data(self, **kwargs):
        draft = self.draft
        context = {"draft": draft, **progress_of(draft, looking=LOOKING)}
        if draft.status == Status.READY:
            found = review(draft, on=timezone.localdate())
            data = self.request.POST or self.request.GET
            page = Paginator(found.ready, A_PAGE).get_page(data.get("page"))
            context |= ready_page(draft, found, page)
        elif draft.status == Status.SAVED:
            context |= done_page(draft)
        return super().get_context_data(**context | kwargs)


class ActivityImportAnswer(ActivityImportDetail):
    conflict = "Somebody else has answered this meanwhile. Look at the answer, then change it."

    def change(self):
        data = self.request.POST
        choice = data.get("choice", "")
        answer_activity_question(
            self.draft,
            by=self.person,
            key=data.get("key", ""),
            choice=data.get("other", "") if choice == "other" else choice,
            was=data.get("was"),
        )
        return HttpResponseRedirect(f"{self.get_success_url()}#questions")


class ActivityImportAnswerAll(ActivityImportDetail):
    def change(self):
        kind, choice = self.request.POST.get("kind", ""), self.request.POST.get("choice", "")
        answer_activity_questions(self.draft, by=self.person, kind=kind, choice=choice)
        return HttpResponseRedirect(f"{self.get_success_url()}#questions")


class ActivityImportSave(ActivityImportDetail):
    conflict = (
        "Somebody else has answered something since you opened this page. Look at the rows as they "
        "are now, then save them."
    )

    def change(self):
        save_activity_import(self.draft, by=self.person, version=self.opened_on)
        return super().change()


class ActivityImportProgress(OfActivityImport, ImportProgress):
    template_name = "meetings/engagement/activity_import_progress.html"
    looking = LOOKING

    def render_to_response(self, context, **kwargs):
        """As reading, saving goes on by itself; the page is renewed once it is over."""
        response = super().render_to_response(context, **kwargs)
        if self.draft.is_busy:
            response.headers.pop("HX-Refresh", None)
        return response


class ActivityImportDiscard(OfActivityImport, ConfirmPage):
    button = "Discard them"

    @property
    def is_saved(self):
        return self.draft.status == Status.SAVED

    def get_title(self):
        return "Discard the rows that were not saved?" if self.is_saved else "Discard this file?"

    def get_consequence(self):
        if self.is_saved:
            return "The rows that were wrong are deleted here. What was saved stays in the log."
        return "The file and the answers to its questions are deleted. The log stays as it is."

    def get_success(self):
        return "They are discarded."

    def save(self, form):
        return discard_activity_import(self.draft, by=self.person)

    def get_back_url(self):
        return import_url(self.draft)

    def get_success_url(self):
        return reverse("meetings:activity-list")


class ActivityImportWrong(OfActivityImport, Allowed, View):
    """The rows that can't be saved, each with what is wrong, to be mended in a spreadsheet."""

    def get(self, request, *, pk, format):
        draft = self.draft
        if format not in TABLES or draft.rows is None or draft.is_busy:
            raise Http404
        if draft.status == Status.SAVED:
            left = WrongRows.from_json(draft.rows)
        else:
            left = wrong_rows(review(draft, on=timezone.localdate()))
        headings, rows = left.table
        name = f"rows-to-mend-{draft.pk}.{format}"
        return answer_file(format, name, "Rows to mend", headings, rows, wide=headings[-1:])


def import_url(draft):
    return reverse("meetings:activity-import-detail", args=[draft.pk])
