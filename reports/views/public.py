"""Published public papers for everybody, where the office has switched its public page on.

Nobody is asked who they are, and nothing is kept of who reads: no event, no session.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from objectives.importing.ours.cells import writable
from reports.models import ReportRevision
from reports.presenting import period_label, title_of
from stakeholders.office import OfficeWords

from .papers import PaperFigure, PaperFile, PaperPage

PAGE = 25
IN_FEED = 30
# A page that was switched off, or a paper that was replaced, is seen to be so within this time.
FRESH_SECONDS = 5 * 60


def papers():
    """The current revision of each public paper, the latest published first."""
    current = ReportRevision.objects.open_to_all().filter(status=ReportRevision.Status.PUBLISHED)
    return (
        current.select_related("report__plan", "report__body", "report__meeting__forum__series")
        .defer("document")
        .order_by("-published_at", "-pk")
    )


def refuse_unless_open():
    if not OfficeWords().public_page:
        raise Http404


@method_decorator(login_not_required, name="dispatch")
class ForEverybody:
    paper_name, figure_name, file_name = "public-paper", "public-figure", "public-file"

    def dispatch(self, request, *args, **kwargs):
        refuse_unless_open()
        response = super().dispatch(request, *args, **kwargs)
        # The frame of a page bears the name of whoever is signed in.
        if not request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
        return response

    def get_revision(self, revisions):
        return get_object_or_404(
            revisions.open_to_all(),
            report__slug=self.kwargs["slug"],
            number=self.kwargs["number"],
        )

    def get_context_data(self, **kwargs):
        page = {"public": True, "list_url": reverse("reports:public-list")}
        return super().get_context_data(**page | kwargs)


class PublicList(ForEverybody, TemplateView):
    template_name = "reports/public_list.html"

    def get_context_data(self, **kwargs):
        ordered = papers().by_plan()
        page = Paginator(ordered, PAGE).get_page(self.request.GET.get("page"))
        for revision in page:
            report = revision.report
            revision.group = "Minutes of meetings" if report.is_minutes else report.about
            revision.words = (
                f"{report.meeting.forum}, {period_label(report)}"
                if report.is_minutes
                else period_label(report)
            )
        return super().get_context_data(page_obj=page, **kwargs)


class PublicPaper(ForEverybody, PaperPage):
    def get_context_data(self, **kwargs):
        back = (reverse("reports:public-list"), "All published papers")
        return super().get_context_data(back=back, **kwargs)


class PublicFigure(ForEverybody, PaperFigure):
    pass


class PublicFile(ForEverybody, PaperFile):
    """With the file's own checksum as its ETag: what was fetched once is not sent again."""

    cache_control = f"public, max-age={FRESH_SECONDS}"

    def get_response(self, file, name):
        etag = quote_etag(file.sha256)
        response = get_conditional_response(self.request, etag=etag)
        response = response or super().get_response(file, name)
        response["ETag"] = etag
        response["Cache-Control"] = self.cache_control
        return response


class PaperFeed(Feed):
    """An Atom feed. Each revision is an entry of its own, whose address is its id for good."""

    feed_type = Atom1Feed

    def get_object(self, request):
        return OfficeWords()

    def title(self, office):
        return writable(f"Papers of {office.name or 'the office'}")

    def subtitle(self, office):
        return "Progress on the engagement action plans, as published to the Board and the Panel"

    def link(self, office):
        return absolute("public-list")

    feed_guid = link

    def feed_url(self, office):
        return absolute("public-feed")

    def author_name(self, office):
        return writable(office.name or "The office")

    def items(self, office):
        return papers()[:IN_FEED]

    def item_title(self, revision):
        report = revision.report
        corrected = f" (revision {revision.number})" if revision.number > 1 else ""
        words = f"{title_of(report)}{'' if report.is_minutes else f', for the {report.body}'}"
        words += corrected
        # One character that XML can't hold would be the end of the whole feed.
        return writable(words)

    def item_description(self, revision):
        if revision.report.is_minutes:
            said = [str(revision.report)]
        else:
            said = [f"Progress report to the {revision.report.body}"]
        if revision.report.meeting and not revision.report.is_minutes:
            held_on = revision.report.meeting.held_on
            said[0] += f" for its meeting on {held_on.day} {held_on:%B %Y}"
        if revision.correction:
            said.append(f"What this revision corrects: {revision.correction}")
        return writable(". ".join(line.rstrip(".") for line in said) + ".")

    def item_link(self, revision):
        return absolute("public-paper", revision.report.slug, revision.number)

    item_guid = item_link

    def item_pubdate(self, revision):
        return revision.published_at

    item_updateddate = item_pubdate


@login_not_required
@require_safe
def feed(request):
    refuse_unless_open()
    response = PaperFeed()(request)
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


def absolute(name, *args):
    return f"{settings.SITE_URL}{reverse(f'reports:{name}', args=args)}"
