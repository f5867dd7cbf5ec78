"""Real Chromium: `page` and `phone` on `live_server`, and what every page must satisfy."""

import os
import shutil
from contextlib import contextmanager
from functools import wraps
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Locator, Page, sync_playwright

ROOT = Path(__file__).parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# Without these it tries the network at every start, which a closed network answers slowly.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
# WCAG 2.2 AA, and axe's own advice.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a page of another width can break, its document being the same.
AXE_RULES_OF_WIDTH = [
    "aria-hidden-focus",
    "color-contrast",
    "link-in-text-block",
    "scrollable-region-focusable",
    "target-size",
]
# What may lead to another page, or wait for something on one that came by itself.
LEADS_ON = {Locator: ("click", "press", "wait_for"), Page: ("click", "press", "wait_for_selector")}


def chromium():
    for name in CHROMIUM_NAMES:
        if found := shutil.which(name):
            return found
    raise FileNotFoundError("Chromium is missing. Type: sudo apt-get install chromium")


@pytest.fixture(scope="session")
def browser():
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code and
    # refuses to query the database in; the tests' own queries are plain and in order.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with whole_pages(), sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield chrome
        # While Playwright's event loop runs, Django keeps connections of its own for this thread;
        # left open, they would keep the test database from being dropped.
        connections.close_all()
        chrome.close()


@contextmanager
def whole_pages():
    """A click that leads to another page ends when that page is there, down to its last line.

    Playwright's own ends with the first bytes: a title or a count read then without waiting would
    be that of half a page, now and then and on slow machines.
    """
    with pytest.MonkeyPatch.context() as patch:
        for kind, names in LEADS_ON.items():
            for name in names:
                patch.setattr(kind, name, then_loaded(getattr(kind, name)))
        yield


def then_loaded(act):
    @wraps(act)
    def act_and_wait(self, *args, **kwargs):
        outcome = act(self, *args, **kwargs)
        (self if isinstance(self, Page) else self.page).wait_for_load_state()
        return outcome

    return act_and_wait


@pytest.fixture
def new_page(browser, live_server, settings):
    """Opens windows: `new_page(width=390, height=844, javascript=True)`. Each is a new visitor."""
    settings.SITE_URL = live_server.url
    with visitors(browser, live_server.url) as open_page:
        yield open_page


@contextmanager
def visitors(browser, address):
    """What `new_page` gives, on any server; what a page complained of is found at the end."""
    contexts, complaints = [], []

    def open_page(*, width=1280, height=900, javascript=True):
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            locale="en-GB",
            timezone_id="Europe/London",
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: complaints.append(f"Script error: {error}"))
        page.on("console", lambda message: complaints.extend(refusals(message)))
        page.on("request", lambda request: complaints.extend(outside(request, address)))
        return page

    try:
        yield open_page
    finally:
        for context in contexts:
            context.close()
    assert complaints == []


def refusals(message):
    if message.type == "error" and "Content Security Policy" in message.text:
        yield f"{message.text} ({message.location.get('url')})"


def outside(request, address):
    """Nothing is fetched from anybody else's server."""
    if not request.url.startswith((address, "data:", "blob:", "about:")):
        yield f"Asked another server: {request.url}"


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def phone(new_page):
    return new_page(width=390, height=844)


@pytest.fixture
def check_page():
    """`check_page(page)`: what every page must satisfy, whatever it shows."""

    def check(page):
        page.wait_for_load_state()
        assert axe_violations(page) == []
        assert_fits(page)
        assert_errors_lead_to_their_fields(page)

    return check


def axe_violations(page, rules=None):
    """What axe-core finds, in short. It is evaluated, not loaded, so the CSP stays strict.

    With `rules` only those are asked: all that width can change, once the rest has been asked.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": AXE_TAGS}
    found = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations'], iframes: false})",
        only,
    )
    return [
        f"{page.url}: {violation['id']}: {violation['help']}: {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def assert_fits(page):
    wide, window = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= window, f"{page.url} scrolls sideways: {wide} px in a window of {window} px"


def assert_errors_lead_to_their_fields(page):
    """Every link of the error summary must put the cursor into a field: axe does not look."""
    for link in page.locator(".govuk-error-summary__list a").all():
        link.click()
        focused = page.evaluate("document.activeElement.matches('input, select, textarea')")
        assert focused, f"{page.url}: the error link {link.inner_text()!r} leads to no field"
