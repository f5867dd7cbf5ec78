"""From a file to the meetings schedule, for coordinators: upload, doubts, saving."""

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone

from meetings.forms.importing import ScheduleImportForm
from meetings.importing.background import LOOKING
from meetings.importing.queue import entries_of, page_of
from meetings.importing.reviewing import review
from meetings.importing.saving import earlier_import, obstacle
from meetings.models import MeetingSeries, ScheduleImport
from meetings.services import (
    answer_schedule_doubts,
    discard_schedule_import,
    save_schedule_import,
    start_schedule_import,
)
from objectives.queueing import kinds_of
from objectives.views.drafts import AnswerView, DraftView, progress_of
from stakeholders.models import Post
from stakeholders.pages import ConfirmPage, FormPage
from stakeholders.permissions import coordinators

from .drafts import ImportProgress, OfImport

Status = ScheduleImport.Status


class ScheduleImportStart(FormPage):
    allowed = coordinators
    form_class = ScheduleImportForm
    title = "Import a schedule of meetings"
    intro = (
        "Give the file as you have it. You will see how it was understood and every doubt there "
        "is, and nothing is put into the schedule before you save it."
    )
    button = "Read the file"

    def save(self, form):
        return start_schedule_import(by=self.person, **form.source)

    def get_back_url(self):
        return reverse("meetings:schedule")

    def get_success_url(self):
        return import_url(self.object)


class OfScheduleImport(OfImport):
    model = ScheduleImport
    page = "meetings:schedule-import-detail"


class ScheduleImportDetail(OfScheduleImport, DraftView):
    template_name = "meetings/schedule_import_detail.html"

    def get_context_data(self, **kwargs):
        draft = self.draft
        context = {"draft": draft, **progress_of(draft, looking=LOOKING)}
        if draft.status == Status.READY:
            context |= self.doubts(draft)
        elif draft.status == Status.SAVED:
            context |= self.done(draft)
        return super().get_context_data(**context | kwargs)

    def doubts(self, draft):
        found = review(draft, on=timezone.localdate())
        entries = entries_of(found)
        data = self.request.POST or self.request.GET
        page, sections = page_of(entries, data.get("page"))
        return {
            "answer_url": reverse("meetings:schedule-import-answer", args=[draft.pk]),
            "review": found,
            "kinds": kinds_of(found, entries),
            "page_obj": page,
            "sections": sections,
            "posts": Post.objects.in_force(timezone.localdate()).values_list("title", flat=True),
            "new": sum(entry.state == "new" for entry in entries if entry.line),
            "earlier": earlier_import(draft.sha256, but=draft),
            "obstacle": obstacle(found),
        }

    def done(self, draft):
        summary = draft.summary
        there = MeetingSeries.objects.in_bulk([*summary["added"], *summary["updated"]])
        left = [doubt | {"series": there.get(doubt["series"])} for doubt in summary["left"]]
        return {
            "added": [there[pk] for pk in summary["added"] if pk in there],
            "updated": [there[pk] for pk in summary["updated"] if pk in there],
            "left": left,
        }


class ScheduleImportAnswer(AnswerView, ScheduleImportDetail):
    def answer(self, **given):
        answer_schedule_doubts(self.draft, by=self.person, **given)


class ScheduleImportSave(ScheduleImportDetail):
    conflict = (
        "Somebody else has answered something since you opened this page. Look at the schedule "
        "as it is now, then save it."
    )

    def change(self):
        save_schedule_import(self.draft, by=self.person, version=self.opened_on)
        messages.success(self.request, "The schedule is saved.")
        return super().change()


class ScheduleImportProgress(OfScheduleImport, ImportProgress):
    template_name = "meetings/schedule_import_progress.html"
    looking = LOOKING


class ScheduleImportDiscard(OfScheduleImport, ConfirmPage):
    title = "Discard this file?"
    consequence = "The file and all answers to its doubts are deleted. The schedule stays as it is."
    button = "Discard the file"
    success = "The file is discarded."

    def save(self, form):
        return discard_schedule_import(self.draft, by=self.person)

    def get_back_url(self):
        return import_url(self.draft)

    def get_success_url(self):
        return reverse("meetings:schedule")


def import_url(draft):
    return reverse("meetings:schedule-import-detail", args=[draft.pk])
