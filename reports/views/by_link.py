"""A paper for somebody without an account: the link of the e-mail that told them of it.

It opens that paper and nothing else. Nothing is kept in a session, and opening it changes nothing
but the log of who read what.
"""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from reports import paper_links
from stakeholders.links import Over, why_over
from stakeholders.models import SignedLink

from .papers import PaperFigure, PaperFile, PaperPage


@method_decorator([login_not_required, never_cache], name="dispatch")
class ByLink:
    """`reader` is who the link was sent to, whoever else is signed in."""

    paper_name, figure_name, file_name = "linked-paper", "linked-figure", "linked-file"
    by_link = True

    def dispatch(self, request, *args, **kwargs):
        now = timezone.now()
        self.link = paper_links.find(kwargs["token"])
        if self.link is not None:
            SignedLink.objects.filter(pk=self.link.pk).count_request(now)
        self.delivery = paper_links.opened_by(self.link, now=now)
        if self.delivery is None:
            response = over(request, self.link, now=now)
        else:
            response = super().dispatch(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    @property
    def reader(self):
        return self.delivery.person

    def get_revision(self, revisions):
        return revisions.get(pk=self.delivery.revision_id)

    def place(self):
        return {"token": self.kwargs["token"]}

    def get_newer_url(self, newer):
        # The e-mail about the newer one has a link of its own.
        return ""

    def words_of(self, revision):
        page = {
            # The menu is for whoever is signed in, and that may be somebody else.
            "portal_navigation": (),
            "answer_url": self.address(self.paper_name),
            "answering_as": self.reader.name,
            "works_until": self.link.lapses_at,
        }
        return super().words_of(revision) | page


def over(request, link, *, now):
    """What became of a link that lets nobody in. It was ours: gone; it never was: not found."""
    why = why_over(link, now=now)
    page = {"why": why.value, "lapsed_at": link.lapses_at if link else None}
    status = 404 if why == Over.UNKNOWN else 410
    return render(request, "reports/paper_over.html", page, status=status)


class LinkedPaper(ByLink, PaperPage):
    pass


class LinkedFigure(ByLink, PaperFigure):
    pass


class LinkedFile(ByLink, PaperFile):
    pass
