"""In a journey every page that anybody comes to is checked: one that was passed by is a failure."""

from urllib.parse import urldefrag

import pytest


class Visits:
    """The documents that each page showed and that nobody has looked at yet."""

    def __init__(self):
        self.unchecked = {}

    def watch(self, page):
        self.unchecked[page] = []
        page.on("response", lambda response: self.note(page, response))

    def note(self, page, response):
        shown = "text/html" in response.headers.get("content-type", "")
        if response.request.is_navigation_request() and shown and response.status not in MOVED:
            document = (urldefrag(response.url).url, response.status)
            # A page that renews itself is the same document again.
            if document not in self.unchecked[page]:
                self.unchecked[page].append(document)

    def checked(self, page):
        here = urldefrag(page.url).url
        mine = self.unchecked[page]
        newest = next((document for document in reversed(mine) if document[0] == here), None)
        self.unchecked[page] = [document for document in mine if document != newest]


MOVED = (301, 302, 303, 307, 308)


@pytest.fixture
def visits():
    visits = Visits()
    yield visits
    passed_by = [document for page in visits.unchecked.values() for document in page]
    assert passed_by == [], "these pages were visited and not checked"


@pytest.fixture
def new_page(new_page, visits):
    def open_page(*, javascript=True, **options):
        page = new_page(**options)
        visits.watch(page)
        if not javascript:
            # axe is a script itself, so scripts are not forbidden: none of the portal's arrives.
            page.route("**/*.js", lambda route: route.abort())
        return page

    return open_page


@pytest.fixture
def check_page(check_page, visits):
    def check(page):
        check_page(page)
        visits.checked(page)

    return check
