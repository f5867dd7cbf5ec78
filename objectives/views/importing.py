"""From a file to a plan, for coordinators: upload, doubts, saving, undoing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from objectives.forms.importing import ImportForm, ImportSettingsForm
from objectives.importing.background import LOOKING
from objectives.importing.doubts import DoubtCode
from objectives.importing.reviewing import review
from objectives.importing.saving import ImportRefused, refuse_what_cannot_be_stored
from objectives.models import ImportDoubt, ImportDraft
from objectives.queueing import (
    STATUSES,
    entries_of,
    kinds_of,
    page_of,
    recognised,
    role_choices,
)
from objectives.services import (
    answer_doubts,
    change_import,
    discard_import,
    map_columns,
    save_import,
    start_import,
)
from objectives.services.importing import others_wrote
from stakeholders.models import Organisation
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import coordinators

from .drafts import AnswerView, DraftView, ProgressView, progress_of

Status = ImportDraft.Status


class PlanImport(FormPage):
    allowed = coordinators
    form_class = ImportForm
    title = "Import a plan"
    intro = (
        "Give the file as you have it. You will see how it was understood and every doubt there "
        "is, and nothing becomes a plan before you save it."
    )
    button = "Read the file"

    def save(self, form):
        return start_import(by=self.person, **form.source, **form.particulars)

    def get_back_url(self):
        return reverse("objectives:plan-list")

    def get_success_url(self):
        return draft_url(self.object)


class OfDraft:
    """A page about one draft. Every coordinator may go on with every draft."""

    allowed = coordinators

    @cached_property
    def draft(self):
        drafts = ImportDraft.objects.exclude(status=Status.DISCARDED)
        return get_object_or_404(drafts.select_related("plan", "by"), pk=self.kwargs["pk"])

    def get_success_url(self):
        return draft_url(self.draft)


class DraftPage(OfDraft, DraftView):
    template_name = "objectives/import_draft.html"

    def get_context_data(self, **kwargs):
        draft = self.draft
        context = {"draft": draft, **progress_of(draft, looking=LOOKING)}
        if draft.status == Status.READY:
            context |= self.doubts(draft)
        elif draft.status == Status.SAVED and draft.plan and not draft.amends:
            context["may_undo"] = not others_wrote(draft)
            left = ImportDoubt.objects.filter(plan_import__plan=draft.plan).left()
            left = list(left.select_related("action__objective", "action__parent"))
            context["kept"] = [_told(doubt) for doubt in left if doubt.action_id]
            context["kept_of_file"] = [_told(doubt) for doubt in left if not doubt.action_id]
        return super().get_context_data(**context | kwargs)

    def doubts(self, draft):
        found = review(draft, on=timezone.localdate())
        entries = entries_of(found)
        data = self.request.POST or self.request.GET
        page, sections = page_of(entries, data.get("page"))
        return {
            "answer_url": reverse("objectives:import-answer", args=[draft.pk]),
            "review": found,
            "kinds": kinds_of(found, entries),
            "page_obj": page,
            "sections": sections,
            "tables": recognised(found),
            "roles": role_choices(),
            "statuses": STATUSES,
            "organisations": Organisation.objects.values_list("name", flat=True),
            "obstacle": "" if draft.amends else obstacle(found),
        }


class ImportAnswer(AnswerView, DraftPage):
    def answer(self, **given):
        answer_doubts(self.draft, by=self.person, **given)


class ImportColumns(DraftPage):
    conflict = "Somebody else has changed this draft meanwhile. Look at it again, then go on."

    def change(self):
        data = self.request.POST
        columns = {
            name.removeprefix("column-"): role
            for name, role in data.items()
            if name.startswith("column-") and name.removeprefix("column-").isdecimal() and role
        }
        map_columns(
            self.draft,
            by=self.person,
            table=data.get("table", ""),
            columns=columns,
            left_out=bool(data.get("left_out")),
            version=self.opened_on,
        )
        messages.success(self.request, "The columns are read as you said.")
        return super().change()


class ImportSave(DraftPage):
    conflict = (
        "Somebody else has answered or changed something since you opened this page. Look at the "
        "plan as it is now, then save it."
    )

    def change(self):
        save_import(self.draft, by=self.person, version=self.opened_on)
        messages.success(self.request, "The plan is saved.")
        return super().change()


class ImportProgress(OfDraft, ProgressView):
    template_name = "objectives/import_progress.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            draft=self.draft, **progress_of(self.draft, looking=LOOKING), **kwargs
        )


class ImportSettings(OfDraft, ChangePage):
    form_class = ImportSettingsForm
    title = "Title, period and quarters"
    success = "It is changed, and the plan is read with it."

    def get_object(self):
        drafts = ImportDraft.objects.unfinished().filter(amends=False)
        return get_object_or_404(drafts, pk=self.draft.pk)

    def save(self, form):
        return change_import(
            self.draft, by=self.person, changes=form.changes, version=form.opened_on
        )


class ImportDiscard(OfDraft, ConfirmPage):
    title = "Discard this draft?"
    consequence = "The file and all answers to its doubts are deleted. No plan is changed by it."
    button = "Discard the draft"
    success = "The draft is discarded."

    def save(self, form):
        return discard_import(self.draft, by=self.person)

    def get_back_url(self):
        return draft_url(self.draft)

    def get_success_url(self):
        return reverse("objectives:plan-list")


def draft_url(draft):
    return reverse("objectives:import-draft", args=[draft.pk])


def _told(doubt):
    doubt.label = DoubtCode(doubt.code).label
    return doubt


def obstacle(found):
    """Why the plan can't be saved as it is; empty where it can."""
    if found.plan is None:
        return ""
    try:
        refuse_what_cannot_be_stored(found.plan)
    except ImportRefused as refused:
        return refused.message
    return ""
