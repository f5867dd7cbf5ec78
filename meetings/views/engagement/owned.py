"""What the pages of a consultation and of a decision share: each belongs to a post."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from objectives.permissions import may_answer
from stakeholders.pages import ChangePage
from stakeholders.permissions import engagement_readers


class OfOwned:
    """A page about one row in force. Who changes it is the office or who answers for it.

    Subclasses give `rows`, those that the person may see, and `get_success_url`.
    """

    allowed = engagement_readers
    changes = True

    def get_row(self):
        return self.checked(get_object_or_404(self.rows(), pk=self.kwargs["pk"]))

    def checked(self, row):
        if self.changes and not may_answer(self.person, row):
            raise PermissionDenied
        return row

    @cached_property
    def row(self):
        return self.get_row()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"caption": str(self.row)} | kwargs)


class ChangeOwned(ChangePage):
    def get_object(self):
        # A row of its own: the form writes what was typed on it, also where that is wrong.
        return self.get_row()
