"""Once a plan was made from a file: undoing that, and settling what was left in doubt."""

from django.urls import reverse

from objectives.models import Action
from objectives.services import settle_doubts, undo_import
from stakeholders.pages import ConfirmPage

from .importing import OfDraft
from .rows import InRow


class ImportUndo(OfDraft, ConfirmPage):
    title = "Undo this import?"
    consequence = (
        "The plan is taken away again, with the posts that were made for it. The draft stays, with "
        "all its answers, so that you can save it once more."
    )
    button = "Undo the import"
    success = "The import is undone. Here is the draft again."

    def save(self, form):
        return undo_import(self.draft, by=self.person)


class ActionDoubtsSettle(InRow, ConfirmPage):
    """Once the plan is there: what was left for later is right now."""

    model = Action
    title = "Is nothing in doubt any more?"
    consequence = (
        "The doubts are no longer shown beside the action; the history keeps them. Dates, leads "
        "and words stay as they are: put them right first, on the action's page."
    )
    button = "Nothing is in doubt"
    success = "The doubts are settled."

    def save(self, form):
        return settle_doubts(self.row, by=self.person)

    def get_back_url(self):
        return self.get_success_url()

    def get_success_url(self):
        return reverse("objectives:action-detail", args=[self.row.pk])
