"""The papers of a meeting: added, changed, withdrawn, and handed to those who may read them."""

from django.shortcuts import get_object_or_404
from django.views import View

from meetings.forms.business import NewPaperForm, PaperForm
from meetings.models import MeetingPaper
from meetings.services import add_paper, edit_paper, withdraw_paper
from objectives.views.evidence import handed_out
from stakeholders.permissions import Allowed, meeting_readers

from .business import AddPage, EditPage, WithdrawPage, meeting_url, place_of


class PaperCreate(AddPage):
    title = "Add a paper"
    form_class = NewPaperForm
    button = "Add the paper"
    success = "The paper is with the meeting."

    def get_initial(self):
        return super().get_initial() | {"kind": self.request.GET.get("kind", "")}

    def save(self, form):
        return add_paper(self.meeting, by=self.person, **form.changes)

    def get_success_url(self):
        return meeting_url(self.meeting, place_of(getattr(self, "object", None)))


class OfPaper:
    model = MeetingPaper

    @property
    def place(self):
        return place_of(self.row)


class PaperEdit(OfPaper, EditPage):
    title = "Change what a paper is"
    form_class = PaperForm
    edit = edit_paper


class PaperWithdraw(OfPaper, WithdrawPage):
    title = "Withdraw this paper?"
    consequence = "Nobody is offered it any more. The file stays with the history."
    withdraw = withdraw_paper


class Paper(Allowed, View):
    """A paper for those who may see its meeting: saved, never shown."""

    allowed = meeting_readers
    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        rows = MeetingPaper.objects.visible_to(self.person).in_force()
        return handed_out(get_object_or_404(rows, pk=kwargs["pk"]))
