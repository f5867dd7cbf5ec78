"""From a stall logged on a phone to what the public reads of it: the grid's gap is closed, what was
said there is answered by an e-mail's link, people are told, and the next paper says so."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from actionplans.cut_offs import last_usual_quarter
from meetings.models import EngagementActivity, HeardIssue
from stakeholders import reminding
from stakeholders.models import Office
from stakeholders.workdays import is_working_day, next_working_day
from tests.meetings.engagement.factories import EngagementActivityFactory, EngagementMethodFactory
from tests.objectives.plans import make_action, make_plan
from tests.stakeholders.directory_factories import CommunityGroupFactory

from .steps import fill_in_date, heading, problems, sign_in_by_form

pytestmark = pytest.mark.journey

LONG = 60_000  # a paper built on a busy machine, in milliseconds
PHONE = {"width": 390, "height": 844}
MOST_PRESSES = 5
QUOTE = "“they drive like madmen here”"


@pytest.fixture
def plan(coordinator, lead, panel_member):
    """Young people are planned to be met again, and nobody has met them yet."""
    today = timezone.localdate()
    Office.objects.update(meetings_remind_from=today - timedelta(days=100), public_page=True)
    young = CommunityGroupFactory(name="Young people", priority=True)
    farmers = CommunityGroupFactory(name="Farmers")
    stall = EngagementMethodFactory(title="Street stall")
    EngagementMethodFactory(title="Newsletter", listens=False)
    ahead = {"method": stall, "status": "planned", "was_planned": True, "reached": None}
    EngagementActivityFactory(held_on=today + timedelta(days=60), groups=[young, farmers], **ahead)
    plan = make_plan(coordinator, starts_on=today - timedelta(days=300))
    make_action(plan, coordinator, number="1", posts=[lead.holdings.get().post])
    return plan


def test_from_a_phone_to_the_public_page_and_the_paper(
    page, new_page, check_page, coordinator, lead, plan, celery_worker, mailoutbox
):
    celery_worker.start()
    sign_in_by_form(page, coordinator, check_page, start="/engagement/grid/")
    check_page(page)
    assert "No engagement yet" in line_of(page, "Young people")

    phone = new_page(**PHONE)
    sign_in_by_form(phone, lead, check_page, start="/engagement/")
    check_page(phone)
    log_a_stall(phone, check_page)
    activity = EngagementActivity.objects.done().get()
    assert (activity.logged_by, activity.heard) == (lead, "Cars race past the school.")

    page.reload()
    check_page(page)
    assert "No engagement" not in line_of(page, "Young people")
    assert "No engagement yet" in line_of(page, "Farmers")
    open_what_the_cell_counts(page, check_page, activity)
    write_down_what_was_said(page, check_page)
    issue = HeardIssue.objects.get()
    assert [group.name for group in issue.groups.all()] == ["Young people"]
    give_it_an_owner(page, check_page)

    answer_by_the_digest(new_page(**PHONE), check_page, lead, mailoutbox)
    tell_people(page, check_page, issue)
    stranger = new_page(**PHONE)
    stranger.goto("/public/")
    check_page(stranger)
    assert "Racing past the school" not in stranger.inner_text("main")
    publish_without_the_quote(page, check_page)
    read_it_as_anybody(stranger, check_page)
    read_it_in_the_paper(page, check_page, plan)


def line_of(page, group):
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=group)).inner_text()


def log_a_stall(phone, check_page):
    presses = 0

    def press(what):
        nonlocal presses
        presses += 1
        what()

    press(phone.get_by_role("button", name="Log engagement").click)
    check_page(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    press(phone.get_by_label("Street stall").check)
    press(phone.get_by_label("Young people").check)
    phone.get_by_label("Where?").fill("Market Square")
    phone.get_by_label("What did you hear?").fill("Cars race past the school.")
    press(phone.get_by_role("button", name="Save").click)
    phone.get_by_text("is logged for").wait_for()
    check_page(phone)
    assert presses < MOST_PRESSES


def open_what_the_cell_counts(page, check_page, activity):
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Young people"))
    row.get_by_role("link", name=re.compile("1 done")).last.click()
    check_page(page)
    assert heading(page) == "Engagement log"
    page.get_by_role("link", name=activity.title).click()
    check_page(page)
    assert "Cars race past the school." in page.inner_text("main")


def write_down_what_was_said(page, check_page):
    page.get_by_role("link", name="Record an issue heard here").click()
    check_page(page)
    page.get_by_role("button", name="Save the issue").click()
    assert len(problems(page)) == 2
    check_page(page)
    page.get_by_label("The issue in a few words").fill("Racing past the school")
    page.get_by_label("What did people say?").fill(f"Of the drivers somebody said {QUOTE}.")
    page.get_by_role("button", name="Save the issue").click()
    page.get_by_text("The issue is recorded.").wait_for()
    check_page(page)


def give_it_an_owner(page, check_page):
    page.get_by_role("link", name="Who answers").click()
    check_page(page)
    post = page.get_by_label("Who answers?")
    names = post.locator("option").all_inner_texts()
    post.select_option(label=next(name for name in names if name.startswith("Head of Engagement")))
    due = timezone.localdate() + timedelta(days=10)
    fill_in_date(page, "Answer by", (due.day, due.month, due.year))
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Head of Engagement answers").wait_for()
    check_page(page)


def answer_by_the_digest(phone, check_page, lead, mailoutbox):
    """Without signing in."""
    today = timezone.localdate()
    mailoutbox.clear()
    reminding.run(today if is_working_day(today) else next_working_day(today))
    (message,) = [message for message in mailoutbox if message.to == [lead.email]]
    assert "Racing past the school" in message.body
    phone.goto("/attend/" + message.body.partition("/attend/")[2].split()[0])
    check_page(phone)
    phone.get_by_role("link", name=re.compile(r"^Answer it\s?: Racing")).click()
    check_page(phone)
    phone.get_by_label("What did you do, or will you do?").fill("A camera stands there now.")
    phone.get_by_role("button", name="Save").click()
    phone.get_by_text("It is answered; people don’t know yet.").wait_for()
    check_page(phone)


def tell_people(page, check_page, issue):
    page.reload()
    check_page(page)
    assert page.get_by_text("A camera stands there now.").is_visible()
    page.get_by_role("button", name="Say how people were told").click()
    check_page(page)
    page.get_by_label("How were they told?").select_option(label="Newsletter")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="They were told again").wait_for()
    check_page(page)
    issue.refresh_from_db()
    assert not issue.is_open


def publish_without_the_quote(page, check_page):
    page.get_by_role("link", name="See how it would read, and put it there").click()
    check_page(page)
    assert page.get_by_text("words in quotation marks in what people said").is_visible()
    page.get_by_role("button", name="Put it on the public page").click()
    assert len(problems(page)) == 2
    check_page(page)
    page.get_by_role("link", name="Change the words", exact=True).click()
    check_page(page)
    page.get_by_label("What did people say?").fill("Drivers race past the school.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="See how it would read, and put it there").click()
    check_page(page)
    assert page.get_by_text("The portal found no name").is_visible()
    page.get_by_role("button", name="Put it on the public page").click()
    page.get_by_text("It is on the public page.").wait_for()
    check_page(page)


def read_it_as_anybody(stranger, check_page):
    stranger.reload()
    check_page(stranger)
    stranger.get_by_role("link", name="Everything that you said and we did").click()
    check_page(stranger)
    told = stranger.inner_text("main")
    for words in ("Racing past the school", "Drivers race", "A camera stands there", "Newsletter"):
        assert words in told, words
    for words in ("madmen", "Lena", "Head of Engagement"):
        assert words not in stranger.content(), words


def read_it_in_the_paper(page, check_page, plan):
    page.goto("/reports/")
    check_page(page)
    page.get_by_role("button", name="Build a paper").first.click()
    check_page(page)
    page.get_by_label("Plan").select_option(label=str(plan))
    page.get_by_label("Board or Panel").select_option(label="Northmoor Panel")
    # In the first days of a quarter the paper at hand is still that of the one before.
    quarter = last_usual_quarter(timezone.now()).next()
    page.get_by_label("Period").select_option(label=quarter.label)
    page.get_by_role("button", name="Build the paper").click()
    read = page.get_by_role("link", name="Read it as a web page")
    read.wait_for(timeout=LONG)
    check_page(page)
    read.click()
    check_page(page)
    page.get_by_role("heading", name="You said, we did").wait_for()
    told = page.get_by_role("row").filter(has_text="Racing past the school").inner_text()
    assert "Drivers race past the school." in told
    assert "A camera stands there now." in told
    assert "Newsletter" in told
    assert "madmen" not in page.content()
