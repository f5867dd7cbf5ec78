"""Pages that the link of an e-mail opens, for one person, without a password.

A link gives the posts that it opens and no other right (`stakeholders.links`), so that every rule
is asked here as it is of somebody signed in. Nothing is kept in a session.
"""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from . import links
from .models import SignedLink


@method_decorator([login_not_required, never_cache], name="dispatch")
class ByLink:
    """A view mixin. `person` is who the link was sent to, whoever else is signed in.

    `room` is the namespace of its addresses, each of which begins with the link's token.
    """

    room = ""

    def dispatch(self, request, *args, **kwargs):
        now = timezone.now()
        self.link = links.find(kwargs["token"])
        if self.link is not None:
            SignedLink.objects.filter(pk=self.link.pk).count_request(now)
        self.by_link = links.let_in(self.link, now=now)
        if self.by_link is None:
            response = over(request, self.link, token=kwargs["token"], now=now)
        else:
            response = super().dispatch(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    @property
    def person(self):
        return self.by_link

    def address(self, name, *args):
        return reverse(f"{self.room}:{name}", args=[self.kwargs["token"], *args])

    def get_context_data(self, **kwargs):
        page = {
            # The menu is for whoever is signed in, and that may be somebody else.
            "portal_navigation": (),
            "answering_as": self.person.name,
            "works_until": self.link.lapses_at,
        }
        return super().get_context_data(**page | kwargs)


def over(request, link, *, token, now):
    """What became of a link that lets nobody in. It was ours: gone; it never was: not found."""
    why = links.why_over(link, now=now)
    page = {
        "why": why.value,
        "lapsed_at": link.lapses_at if link else None,
        "fresh_url": (
            ""
            if why in (links.Over.UNKNOWN, links.Over.STOPPED)
            else reverse("objectives:answer-fresh", args=[token])
        ),
    }
    status = 404 if why == links.Over.UNKNOWN else 410
    return render(request, "stakeholders/link_over.html", page, status=status)
