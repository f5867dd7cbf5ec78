"""Makes the pictures of the guides and the README: `make pictures`.

Real pages of a freshly loaded demo, in real Chromium, on a database of its own that is thrown away.
The clock stands at one day, so a picture changes only where the portal does.
"""

import datetime as dt
import io
import os
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path

import django
import pypdfium2
import time_machine
from PIL import Image
from playwright.sync_api import sync_playwright

from docs.import_pictures import take_import
from tests.browser import QUIET, chromium

IMAGES = Path(__file__).parent / "images"
# A Tuesday in the middle of a quarter: some actions are late, some due, a paper waits.
NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
PLAN = "/plans/joint-engagement-plan/"
PHONE = 390
COLOURS = 256


def main():
    with tempfile.TemporaryDirectory(prefix="portal-pictures-") as folder:
        os.environ.update(
            DEMO="1",
            DEMO_DIR=folder,
            DATABASE_URL=f"sqlite:///{folder}/portal.sqlite3",
            REDIS_URL=f"filesystem://{folder}/broker",
            DJANGO_SETTINGS_MODULE="engagement_portal.settings",
            LOG_LEVEL="ERROR",
        )
        django.setup()
        IMAGES.mkdir(exist_ok=True)
        with time_machine.travel(NOW, tick=True):
            places = load()
            with portal() as address, sync_playwright() as playwright:
                arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
                chrome = playwright.chromium.launch(executable_path=chromium(), args=arguments)
                take_all(chrome, address, **places)
                # Last: the plan that it makes stands in no other picture.
                take_import(visitor(chrome, address, "coordinator"), take, Path(folder))
                chrome.close()


def load():
    """Loads the demo; gives what the pictures need to know of it."""
    from django.core.management import call_command
    from django.urls import reverse

    from meetings.models import Meeting
    from objectives.models import DateRequest, Measure
    from stakeholders.models import Absence, Post

    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0, stdout=io.StringIO())
    save_paper_page("panel", "paper-page")
    save_paper_page("board", "paper-page-board")
    in_public = Meeting.objects.filter(forum__series__title="Accountability meeting in public")
    held = in_public.filter(status="held")
    commissioner = Post.objects.get(title="Police and Crime Commissioner")
    followed = Measure.objects.get(title="People who know how to have a say in local policing")
    return {
        "asked": DateRequest.objects.waiting().order_by("asked_at").first(),
        "away": Absence.objects.exclude(deputy=None).first(),
        "answer": answer_address("lead@example.org"),
        "held": reverse("meetings:meeting-detail", args=[held.latest("held_on").pk]),
        "promised": reverse("meetings:commitment-post", args=[commissioner.pk]),
        "measure": reverse("objectives:measure-detail", args=[followed.pk]),
    }


def answer_address(email):
    """Where the link of a reminder to this person leads."""
    from django.urls import reverse

    from stakeholders.links import new_link, token_of
    from stakeholders.models import Person

    link = new_link(Person.objects.get(email=email))
    link.save()
    return reverse("objectives:answer", args=[token_of(link)])


@contextmanager
def portal():
    """The portal in this process, where the clock is set; gives its address."""
    from django.core.servers.basehttp import ThreadedWSGIServer
    from django.core.wsgi import get_wsgi_application
    from django.test.testcases import QuietWSGIRequestHandler

    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def take_all(chrome, address, *, asked, away, answer, held, promised, measure):
    coordinator = visitor(chrome, address, "coordinator")
    take(coordinator, "/", "home", height=980)
    coordinator.goto(PLAN)
    coordinator.locator(".portal-filter summary").click()
    take(coordinator, None, "plan", height=1180)
    take(coordinator, f"/actions/{asked.action_id}/", "action", height=1150)
    coordinator.goto("/plans/volunteering-plan/reminders/")
    coordinator.locator("details summary").first.click()
    take(coordinator, None, "reminders", height=1050)
    coordinator.goto(f"{PLAN}rounds/")
    coordinator.locator("tbody a").first.click()
    take(coordinator, None, "update-round", height=1000)
    coordinator.goto("/reports/")
    coordinator.locator("tbody a").first.click()
    take(coordinator, None, "paper", height=1280)
    # The preview is a window as high as the browser's: here the whole place fits in.
    coordinator.set_viewport_size({"width": 1280, "height": 1300})
    coordinator.get_by_role("link", name="Your own words written").click()
    coordinator.locator(".portal-writing__place a").first.click()
    coordinator.get_by_role("button", name="Use these words").click()
    coordinator.get_by_text("Your words", exact=True).wait_for()
    take(coordinator, None, "writing", height=1330)
    coordinator.set_viewport_size({"width": 1280, "height": 900})
    take(coordinator, "/meetings/", "schedule", height=900)
    take(coordinator, "/meetings/dates/calendar/", "month", height=1050)
    take(coordinator, held, "meeting", height=1500)
    take(coordinator, promised, "promises", height=1150)
    take_engagement(coordinator, measure)

    take(visitor(chrome, address, "lead"), "/my-work/", "my-work", height=960)
    phone = visitor(chrome, address, "lead", width=PHONE)
    take(phone, "/engagement/log/", "log-phone", height=1330)
    phone.goto("/my-work/")
    phone.locator("main .govuk-button").first.click()
    phone.get_by_label("At risk").check()
    take(phone, None, "update-phone", height=1330)

    visitor_by_link = chrome.new_context(
        base_url=address, viewport={"width": PHONE, "height": 900}, locale="en-GB"
    ).new_page()
    take(visitor_by_link, answer, "answer-phone", height=1330)

    take(visitor(chrome, address, "admin"), f"/people/{away.person_id}/", "person", height=1000)


def take_engagement(coordinator, measure):
    coordinator.goto("/engagement/grid/?by=quarter")
    coordinator.locator(".portal-filter summary").click()
    take(coordinator, None, "grid", height=1250)
    coordinator.goto("/engagement/issues/")
    coordinator.locator(".portal-filter summary").click()
    take(coordinator, None, "issues", height=1150)
    take(coordinator, "/you-said-we-did/", "you-said", height=1150)
    take(coordinator, measure, "measure", height=1150)


def visitor(chrome, address, name, width=1280):
    """Somebody of the demo, signed in."""
    from django.conf import settings

    context = chrome.new_context(
        base_url=address,
        viewport={"width": width, "height": 900},
        locale="en-GB",
        timezone_id="Europe/London",
    )
    page = context.new_page()
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(f"{name}@example.org")
    page.get_by_label("Password", exact=True).fill(settings.DEMO_PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()
    return page


def take(page, path, name, *, height):
    """The head of a page, from the office's name down; `path` None: the page that is there."""
    if path:
        page.goto(path)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    # An office's portal has no banner that says it is a demonstration.
    page.evaluate("document.querySelector('.portal-demo')?.remove()")
    page.evaluate("document.activeElement?.blur()")
    page.mouse.move(0, 0)
    page.wait_for_timeout(300)
    whole = page.evaluate("document.documentElement.scrollHeight")
    width = page.viewport_size["width"]
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, whole)}
    save(Image.open(io.BytesIO(page.screenshot(full_page=True, clip=clip))), name)


def save_paper_page(body, name):
    """The first page of the last public paper that a body got."""
    from reports.models import ReportFile

    papers = ReportFile.objects.filter(
        kind="pdf",
        revision__status="published",
        revision__report__private=False,
        revision__report__body__slug=body,
    )
    paper = papers.order_by("-revision__report__period").first()
    with pypdfium2.PdfDocument(bytes(paper.content)) as pdf:
        save(pdf[0].render(scale=1.4).to_pil(), name)


def save(image, name):
    """In its commonest colours, and those exactly: a page has few, a picture should be small."""
    image = image.convert("RGB")
    counted = sorted(image.getcolors(image.width * image.height), reverse=True)
    commonest = [colour for _, colour in counted[:COLOURS]]
    place = {colour: number for number, colour in enumerate(commonest)}
    for _, rare in counted[COLOURS:]:
        place[rare] = min(range(COLOURS), key=lambda number: apart(commonest[number], rare))
    dots = image.tobytes()
    dots = bytes(map(place.get, zip(dots[0::3], dots[1::3], dots[2::3], strict=True)))
    few = Image.frombytes("P", image.size, dots)
    few.putpalette([part for colour in commonest for part in colour])
    path = IMAGES / f"{name}.png"
    few.save(path, optimize=True)
    print(f"{path.relative_to(Path.cwd())}: {path.stat().st_size // 1000} kB")


def apart(one, other):
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


if __name__ == "__main__":
    main()
