"""Where the coordinator writes in a paper: its places, one of them, and how it will look."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import TemplateView

from reports.forms.writing import WritingForm
from reports.presenting import caption_of
from reports.previewing import draft_for, preview_of
from reports.services import tidy, write_narrative
from reports.services.narrating import LONGEST
from reports.writing import narrative_at, newest_of, place_at, standing_of, written_places
from stakeholders.pages import FormPage
from stakeholders.permissions import draft_readers

from .making import OfPaper
from .reading import OfReport


class WritingList(OfReport, TemplateView):
    allowed = draft_readers
    template_name = "reports/writing_list.html"

    def get_context_data(self, **kwargs):
        report = self.get_report()
        return super().get_context_data(
            report=report,
            caption=caption_of(report),
            mark=report.plan.mark,
            may_make=self.access.coordinator,
            **standing_of(report),
            **written_places(report),
            **kwargs,
        )


class OfPlace(OfPaper):
    @cached_property
    def place(self):
        return place_at(self.setup_report(), self.kwargs["key"])

    @cached_property
    def revision(self):
        return newest_of(self.setup_report())

    def preview(self, text):
        return preview_of(self.revision, self.place, tidy(text)[:LONGEST]) if self.place else None

    def draft(self):
        return draft_for(self.revision, self.place) if self.place else ""


class WritingEdit(OfPlace, FormPage):
    form_class = WritingForm
    template_name = "reports/writing_edit.html"
    success = "Your words are saved."

    def get(self, request, *args, **kwargs):
        if self.place is None:
            raise Http404
        if not standing_of(self.report)["is_draft"]:
            # That page says why nothing can be written now, and what to do.
            return HttpResponseRedirect(self.get_back_url())
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if {"take", "preview"} & set(request.POST):
            return self.render_to_response(self.get_context_data(form=self.typed_on()))
        return super().post(request, *args, **kwargs)

    def typed_on(self):
        """The form as it was typed so far, with the draft that was taken; nothing is saved."""
        typed = self.request.POST
        pieces = map(tidy, [typed.get("text", ""), typed.get("take", "")])
        text = "\n\n".join(filter(None, pieces))
        initial = {"text": text, "version": typed.get("version", "")}
        return WritingForm(initial=initial, preview_url=self.get_preview_url())

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"preview_url": self.get_preview_url()}

    def get_initial(self):
        narrative = narrative_at(self.setup_report(), self.kwargs["key"])
        return {"text": narrative.text, "version": narrative.version}

    def save(self, form):
        return write_narrative(
            self.report, key=self.kwargs["key"], by=self.person, **form.cleaned_data
        )

    def get_title(self):
        return self.place.title if self.place else "A place that the paper has no longer"

    def get_preview_url(self):
        return reverse("reports:writing-preview", kwargs=self.kwargs)

    def get_back_url(self):
        return reverse("reports:writing-list", args=[self.setup_report().slug])

    def get_success_url(self):
        return f"{self.get_back_url()}#place-{self.kwargs['key']}"

    def get_context_data(self, **kwargs):
        form = kwargs.get("form") or self.get_form()
        return super().get_context_data(
            **{
                "form": form,
                "place": self.place,
                "mark": self.setup_report().plan.mark,
                "draft": self.draft(),
                "preview": self.preview(form["text"].value() or ""),
            }
            | kwargs
        )


class WritingPreview(OfPlace, View):
    """The part of the page that follows the typing."""

    http_method_names = ["post"]

    def post(self, request, slug, key):
        if self.place is None:
            raise Http404
        context = {"preview": self.preview(request.POST.get("text", ""))}
        return render(request, "reports/writing_preview.html", context)
