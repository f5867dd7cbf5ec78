"""What the pages of every imported file have in common, whatever it is to become."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.generic import TemplateView

from objectives.importing.claiming import FORGOTTEN_AFTER
from stakeholders.editing import EditConflict
from stakeholders.permissions import Allowed

PLACE = re.compile(r"(doubt|kind|part)-\w+", re.ASCII)
"""where on the page an answer was given"""
WORKER_AWAY = "The background worker can't be reached just now. Your file is kept, and is read soon"


class DraftView(Allowed, TemplateView):
    """The page of `draft`; what is sent to it and refused is answered by it too, saying why.

    Subclasses give `draft` (a cached property), `conflict` in words, `change` and
    `get_success_url`.
    """

    problem = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"problem": self.problem} | kwargs)

    def post(self, request, *args, **kwargs):
        try:
            return self.change()
        except EditConflict:
            words, status = self.conflict, 409
        except ValidationError as refused:
            words, status = " ".join(refused.messages), 422
        if request.htmx:
            # htmx puts no refusal into the page: it is asked for anew, and says it at its top.
            messages.error(request, words)
            return HttpResponse(status=200, headers={"HX-Refresh": "true"})
        self.problem = words
        self.__dict__.pop("draft", None)
        return self.render_to_response(self.get_context_data(), status=status)

    def change(self):
        return HttpResponseRedirect(self.get_success_url())

    @property
    def opened_on(self):
        version = self.request.POST.get("version", "")
        return int(version) if version.isdecimal() and len(version) < 10 else None


class AnswerView:
    """One answer, from beside its question: whoever answers comes back to where it stands."""

    conflict = "Somebody else has answered this meanwhile. Look at the answer, then change it."

    def answer(self, **given):
        raise NotImplementedError

    def change(self):
        data = self.request.POST
        self.answer(
            key=data.get("key", ""),
            choice=data.get("choice", ""),
            value=data.get("value", ""),
            was=data.get("was"),
        )
        page, place = data.get("page", ""), data.get("place", "")
        url = self.get_success_url()
        if page.isdecimal() and page != "1":
            url = f"{url}?page={page}"
        return HttpResponseRedirect(f"{url}#{place}" if PLACE.fullmatch(place) else url)


class ProgressView(Allowed, TemplateView):
    """The part of the page that asks again every two seconds; once read, the page is renewed."""

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if not self.draft.is_being_read:
            response["HX-Refresh"] = "true"
        return response


def progress_of(draft, *, looking):
    """`looking` are the words of the second half of the way, once the file itself is read."""
    Status = type(draft).Status
    waiting = draft.status == Status.WAITING
    forgotten = waiting and timezone.now() - draft.changed_at > FORGOTTEN_AFTER
    words = draft.progress or (WORKER_AWAY if forgotten else draft.get_status_display())
    done = 10 if waiting else 75 if words == looking else 40
    return {"progress_words": words, "progress_done": done}
