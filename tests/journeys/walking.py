"""Walks the portal as a visitor does: from the home page, along the links that its pages show."""

from collections import Counter
from urllib.parse import parse_qs, urldefrag, urlsplit

from django.urls import Resolver404, resolve

LINKS = """() => [...document.querySelectorAll("main a[href], header a[href], footer a[href]")]
    .map(link => [link.getAttribute("href"), link.href, link.hasAttribute("download")])"""


class Walk:
    """One page of each kind is opened (of things and people two, which are in different states),
    and a few more of it are asked for.

    A kind is an address's name with the names of its filters: the list and the filtered list are
    two. What is dead on the way is in `dead`: an address without a page, a place that is not on
    the page.
    """

    def __init__(self, page, address, *, limit=100):
        self.page, self.address, self.limit = page, address, limit
        self.dead, self.kinds = [], Counter()
        self.links = {}  # address: the page that shows it, in the order in which they were found

    def pages(self, start="/"):
        """Opens them; yields the name of each while it is open."""
        waiting = [self.address + start]
        while waiting and self.kinds.total() < self.limit:
            url = waiting.pop(0)
            kind = self.kind(url)
            if kind is None or self.kinds[kind] >= (2 if kind[0].endswith("-detail") else 1):
                continue
            self.kinds[kind] += 1
            if (answer := self.page.goto(url)).status != 200:
                self.dead.append(f"{url} ({answer.status}), shown on {self.links.get(url)}")
                continue
            if (other := self.kind(self.page.url)) != kind:
                # Asked for anonymously, the home page leads to another one.
                self.kinds[other] += 1
            waiting += self.follow()
            yield kind[0]

    def follow(self):
        """The links of the open page that lead to pages of the portal."""
        here = urldefrag(self.page.url).url
        for href, url, download in self.page.evaluate(LINKS):
            address, place = urldefrag(url)
            if not address.startswith(self.address):
                continue
            if place and address == here and not self.is_there(place):
                self.dead.append(f"{href}: no such place on {here}")
            known = address in self.links
            self.links.setdefault(address, here)
            # A feed is no page to be looked at; it is asked for with the rest.
            if not download and not known and not address.endswith(".xml"):
                yield address

    def is_there(self, place):
        return self.page.evaluate("place => !!document.getElementById(place)", place)

    def kind(self, url):
        parts = urlsplit(url)
        try:
            name = resolve(parts.path).view_name
        except Resolver404:
            return None
        return name, frozenset(parse_qs(parts.query))

    def ask_for_the_rest(self, *, each=6):
        """Asks for links that were seen, some of each kind, without drawing them."""
        asked = Counter()
        for url, shown_on in self.links.items():
            asked[self.kind(url)] += 1
            if asked[self.kind(url)] > each:
                continue
            answer = self.page.request.get(url)
            if answer.status != 200:
                self.dead.append(f"{url} ({answer.status}), shown on {shown_on}")
