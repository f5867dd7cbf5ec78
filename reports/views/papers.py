"""A paper as its readers have it: its page, its files, the list behind each of its figures.

Three doors lead to it: signed in (here), by the link of an e-mail (`by_link`), and for everybody
where the public page is on (`public`). A door finds the revision and says who is reading; what is
shown is the same, and comes from what was stored: nothing is drawn, collected or counted here.
"""

import secrets

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import TemplateView, View

from reports.figures import behind
from reports.models import ReportFile, ReportRevision
from reports.packing import unpack
from reports.paper_files import CONTENT_TYPES, file_rows
from reports.presenting import period_label, title_of
from reports.services import record_download, record_reading
from stakeholders.permissions import Allowed, report_readers

# What a paper's pages say of it around what was stored. The document is left where it is.
NEEDED = (
    "number",
    "status",
    "published_at",
    "report__slug",
    "report__body_id",
    "report__private",
    "report__period",
    "report__kind",
    "report__plan__title",
    # What minutes are called by.
    "report__meeting__held_on",
    "report__meeting__forum__name",
    "report__meeting__forum__series__title",
)
# Where the stored paper goes in its page: what nobody can have typed into the words around it.
PLACE = secrets.token_hex(16)


class Door:
    """Subclasses name their addresses and find the revision.

    `reader` is the Person whose reading is kept in the log; None at the public door, which asks
    nobody who they are.
    """

    paper_name = figure_name = file_name = ""
    reader = None
    by_link = False

    def get_revision(self, revisions):
        raise NotImplementedError

    @property
    def is_noted(self):
        """Whoever asks for the head alone, as mail scanners do of a link, has had nothing of it."""
        return self.reader is not None and self.request.method == "GET"

    def find(self, *more):
        revisions = ReportRevision.objects.select_related(
            "report__plan", "report__meeting__forum__series"
        )
        return self.get_revision(revisions.only(*NEEDED, *more))

    def address(self, name, **more):
        return reverse(f"reports:{name}", kwargs=self.place() | more)

    def place(self):
        return {name: self.kwargs[name] for name in ("slug", "number")}

    def words_of(self, revision):
        report = revision.report
        return {
            "revision": revision,
            "report": report,
            "paper_title": title_of(report),
            "paper_url": self.address(self.paper_name),
        }


class InFrame(TemplateResponse):
    """A page with the stored bytes in their place: a large paper is not read into text for it."""

    stored = b""

    @property
    def rendered_content(self):
        before, place, after = super().rendered_content.partition(PLACE)
        return b"".join((before.encode(), self.stored if place else b"", after.encode()))


class PaperPage(Door, TemplateView):
    """The stored HTML in the portal's frame, first choice for readers."""

    template_name = "reports/paper.html"
    response_class = InFrame

    def get_context_data(self, **kwargs):
        revision = self.find()
        files = list(revision.files.with_page())
        # Drawn by the portal, with everything escaped, when the paper was built.
        pages = (unpack(file.kind, file.page) for file in files if file.page is not None)
        self.stored = next(pages, None)
        if self.is_noted and self.stored is not None:
            record_reading(revision, by=self.reader, by_link=self.by_link)
        return super().get_context_data(
            **self.words_of(revision),
            paper="" if self.stored is None else PLACE,
            forms=file_rows(files, lambda kind: self.address(self.file_name, kind=kind)),
            files=files,
            newer=self.get_newer(revision),
            **kwargs,
        )

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response.stored = self.stored
        return response

    def get_newer(self, revision):
        """The revision that replaced it, where one did, with the address it has at this door."""
        if revision.status != ReportRevision.Status.SUPERSEDED:
            return None
        newer = revision.report.revisions.filter(status=ReportRevision.Status.PUBLISHED)
        newer = newer.only("number", "published_at", "correction").first()
        if newer is not None:
            newer.url = self.get_newer_url(newer)
        return newer

    def get_newer_url(self, newer):
        return self.address(self.paper_name, number=newer.number)


class PaperFigure(Door, TemplateView):
    """The actions that a figure counts, as they stood at its cut-off."""

    template_name = "reports/figure.html"

    def get_context_data(self, **kwargs):
        revision = self.find("document")
        listed = behind(revision.document, self.kwargs["figure"])
        if listed is None:
            raise Http404
        words = self.words_of(revision)
        # As the paper calls it: the plan may bear another name by now.
        words["paper_title"] = f"{listed.plan_title}: {period_label(revision.report)}"
        return super().get_context_data(**words, listed=listed, mark=listed.mark, **kwargs)


class PaperFile(Door, View):
    """The bytes as they were stored, and a line in the log of who had them."""

    cache_control = "private, no-store"

    def get(self, request, *args, kind=ReportFile.Kind.PDF, **kwargs):
        revision = self.find()
        file = get_object_or_404(revision.files.defer("content"), kind=kind)
        if self.is_noted:
            record_download(revision, by=self.reader, kind=kind, by_link=self.by_link)
        return self.get_response(file, f"{revision.report.slug}-revision-{revision.number}")

    def get_response(self, file, name):
        content = unpack(file.kind, file.content)
        response = HttpResponse(content, content_type=CONTENT_TYPES[file.kind])
        response["Content-Disposition"] = f'attachment; filename="{name}.{file.kind}"'
        response["Cache-Control"] = self.cache_control
        return response


class SignedIn(Allowed):
    """Members find what was published to their own body; staff and auditors the drafts too."""

    allowed = report_readers
    paper_name, figure_name, file_name = "report-read", "report-figure", "report-file"

    def get_revision(self, revisions):
        place = {"report__slug": self.kwargs["slug"], "number": self.kwargs["number"]}
        revision = get_object_or_404(revisions, **place)
        readable = revision.is_published and revision.report.is_visible_to(self.person)
        if not (readable or self.access.sees_everything):
            raise Http404
        return revision

    @property
    def reader(self):
        return self.person


class ReportRead(SignedIn, PaperPage):
    def get_context_data(self, **kwargs):
        back = (reverse("reports:report-detail", args=[self.kwargs["slug"]]), "About this paper")
        return super().get_context_data(back=back, **kwargs)


class ReportFigure(SignedIn, PaperFigure):
    pass


class ReportDownload(SignedIn, PaperFile):
    pass
