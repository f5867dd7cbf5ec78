"""The draft itself, as an officer who is asked to clear it reads it: while they are asked, and for
as long as what they cleared stands. Who had it is in the log."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from .clearing import ForOfficersByLink, OfClearance
from .papers import PaperFigure, PaperFile, PaperPage


class OfficersDoor(OfClearance):
    paper_name, figure_name, file_name = "clearance-read", "clearance-figure", "clearance-file"

    def get_clearances(self):
        return super().get_clearances().showing()

    def get_revision(self, revisions):
        return get_object_or_404(revisions, pk=self.clearance.revision_id)

    @property
    def reader(self):
        return self.person

    def address(self, name, **more):
        return reverse(f"reports:{name}", kwargs=self.place() | more)

    def place(self):
        return {name: self.kwargs[name] for name in ("token", "pk") if name in self.kwargs}

    def words_of(self, revision):
        back = (self.get_url(self.clearance), "Back to your answer")
        return super().words_of(revision) | {"back": back}

    def get_url(self, clearance):
        return self.address("clearance")


class ClearanceRead(OfficersDoor, PaperPage):
    pass


class ClearanceFigure(OfficersDoor, PaperFigure):
    pass


class ClearanceFile(OfficersDoor, PaperFile):
    pass


class DoorByLink(ForOfficersByLink):
    paper_name, figure_name, file_name = "clear-read", "clear-figure", "clear-file"
    by_link = True

    def address(self, name, **more):
        return OfficersDoor.address(self, name, **more)

    def get_url(self, clearance):
        return self.address("clear")


class ClearReadByLink(DoorByLink, ClearanceRead):
    pass


class ClearFigureByLink(DoorByLink, ClearanceFigure):
    pass


class ClearFileByLink(DoorByLink, ClearanceFile):
    pass
