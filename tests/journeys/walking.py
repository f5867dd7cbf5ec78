"""Finds the way through the portal as a visitor does: from the home page, along the links that its
pages show. It is found without a browser, so that the browser has only to look."""

from collections import Counter, deque
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve
from lxml import html

FEW = 6
NO_PAGE = ("", frozenset())
LINKS = "//main//a[@href] | //header//a[@href] | //footer//a[@href]"


class Walk:
    """One page of each kind is opened (of things and people two, which are in different states),
    and a few more of it are asked for.

    A kind is an address's name with the names of its filters: the list and the filtered list are
    two. Of a list that pages narrow in thirty ways, as they do the log of engagement, a few are
    opened: they look alike. What is dead on the way is in `dead`: an address without a page, a
    place that is not on the page.
    """

    def __init__(self, client, address, *, limit=400):
        self.client, self.address, self.limit = client, address, limit
        self.dead, self.kinds = [], Counter()
        self.names = Counter()
        self.links = {}  # address: the page that shows it, in the order in which they were found
        self.opened = {}  # address: its kind
        self.asked = set()

    @property
    def pages(self):
        """Those that were opened, in an order that does not hang on the demo's keys: two processes
        that share them out agree on which is whose."""
        return sorted(
            self.opened, key=lambda url: (self.opened[url][0], sorted(self.opened[url][1]))
        )

    def go(self, start="/"):
        waiting = deque([start])
        while waiting and self.kinds.total() < self.limit:
            url = waiting.popleft()
            kind = kind_of(url)
            if kind is None or self.knows(kind):
                continue
            self.kinds[kind] += 1
            self.names[kind[0]] += 1
            if (answer := self.ask(url)) is None:
                continue
            here = answer.request["PATH_INFO"]
            if query := answer.request["QUERY_STRING"]:
                here += f"?{query}"
            if (other := kind_of(here)) != kind:
                # Asked for anonymously, the home page leads to another one.
                self.kinds[other] += 1
            self.opened[url] = kind
            waiting += self.follow(html.fromstring(answer.content), here)
        return self

    def knows(self, kind):
        name, _ = kind
        enough = 2 if name.endswith("-detail") else 1
        return self.kinds[kind] >= enough or (name.endswith("-list") and self.names[name] >= FEW)

    def ask(self, url):
        self.asked.add(url)
        answer = self.client.get(url, follow=True)
        if answer.streaming:
            answer.getvalue()  # a server closes its file; here that is when all of it was read
        if answer.status_code == 200:
            return answer
        self.dead.append(f"{url} ({answer.status_code}), shown on {self.links.get(url)}")
        return None

    def follow(self, page, here):
        """The links of a page that lead to pages of the portal."""
        places = set(page.xpath("//@id"))
        for link in page.xpath(LINKS):
            address, place = urldefrag(urljoin(here, link.get("href")))
            address = address.removeprefix(self.address)
            if not address.startswith("/"):
                continue
            if place and address == here and place not in places:
                self.dead.append(f"#{place}: no such place on {here}")
            known = address in self.links
            self.links.setdefault(address, here)
            # A feed is no page to be looked at; it is asked for with the rest.
            if "download" not in link.attrib and not known and not address.endswith(".xml"):
                yield address

    def ask_for_the_rest(self, *, each=6):
        """Asks for links that were seen, some of each kind; of a list, some of a few kinds."""
        asked = Counter(self.opened.values())
        names = Counter()
        for url in self.links:
            if url in self.asked:
                continue
            kind = kind_of(url) or NO_PAGE
            asked[kind] += 1
            if asked[kind] <= each and names[kind[0]] < FEW * each:
                names[kind[0]] += 1
                self.ask(url)


def kind_of(url):
    parts = urlsplit(url)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return None
    return name, frozenset(parse_qs(parts.query))
