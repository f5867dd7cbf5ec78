"""From the e-mail's link to an answered page, on a phone and without a password."""

from datetime import timedelta

import pytest
from django.utils import timezone

from objectives.models import DateRequest, EvidenceFile, ProgressUpdate
from objectives.services import say_not_mine
from stakeholders import links
from tests.objectives.plans import make_action, make_plan
from tests.stakeholders.factories import PostFactory, PostHoldingFactory
from tests.world import sign_in

from .steps import fill_in_date, heading, problems

pytestmark = pytest.mark.journey
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
UNCHANGED = 3


@pytest.fixture
def holding():
    """Of somebody who has no account and never will."""
    return PostHoldingFactory(person__name="Nora Nobody", post__title="Rural Team")


@pytest.fixture
def plan(coordinator):
    return make_plan(coordinator, starts_on=timezone.localdate() - timedelta(days=300))


@pytest.fixture
def quiet_actions(plan, coordinator, holding):
    """On track, and nobody has said anything for longer than a quarter."""
    said = timezone.localdate() - timedelta(days=120)
    return [
        make_action(
            plan,
            coordinator,
            deadline="Ongoing",
            posts=[holding.post],
            reported=said,
            number=str(number),
            text=f"Visit market number {number}",
        )
        for number in range(1, UNCHANGED + 1)
    ]


@pytest.fixture
def late_action(plan, coordinator, holding):
    due_on = timezone.localdate() - timedelta(days=12)
    return make_action(
        plan,
        coordinator,
        deadline=f"{due_on.day} {due_on:%B %Y}",
        posts=[holding.post],
        number="9",
        text="Map the ways in which people reach us",
    )


@pytest.fixture
def address(holding):
    """Relative, as each journey has a server of its own."""
    link = links.new_link(holding.person)
    link.save()
    return f"/answer/{links.token_of(link)}/"


@BOTH
def test_where_nothing_changed_it_is_answered_in_two_taps(
    new_page, check_page, holding, quiet_actions, address, javascript
):
    phone = new_page(width=390, height=844, javascript=javascript)
    taps = 1  # the button of the e-mail
    phone.goto(address)
    check_page(phone)
    assert heading(phone) == "Your actions"
    assert phone.get_by_role("checkbox", checked=True).count() == UNCHANGED
    taps += 1
    phone.get_by_role("button", name="No change for all that are ticked").click()
    phone.get_by_text(f"{UNCHANGED} answers are saved").wait_for()
    check_page(phone)
    assert phone.get_by_text("Nothing else waits for an answer from you.").is_visible()
    assert taps < 5

    said = ProgressUpdate.objects.filter(by=holding.person, comment__startswith="No change since")
    assert {update.action for update in said} == set(quiet_actions)


@BOTH
def test_what_is_late_is_answered_with_a_file_and_a_new_date(
    new_page, check_page, holding, quiet_actions, late_action, address, javascript
):
    phone = new_page(width=390, height=844, javascript=javascript)
    phone.goto(address)
    check_page(phone)
    phone.get_by_role("button", name="Say how it is going with action 1.9").click()
    check_page(phone)
    assert heading(phone) == "Update action 1.9"

    phone.get_by_label("Off track").check()
    phone.get_by_label("What has happened").fill("Two of five channels are mapped.")
    phone.get_by_label("Is there a file that shows it?").set_input_files(
        {"name": "channels.csv", "mimeType": "text/csv", "buffer": b"channel,people\npost,20\n"}
    )
    phone.get_by_role("button", name="Save").click()
    # Red asks what is being done about it, and a browser fills no file in again.
    assert len(problems(phone)) == 1
    assert phone.get_by_text("Choose the file again").is_visible()
    check_page(phone)
    phone.get_by_label("What is next?").fill("A second person helps from Monday.")
    phone.get_by_label("Is there a file that shows it?").set_input_files(
        {"name": "channels.csv", "mimeType": "text/csv", "buffer": b"channel,people\npost,20\n"}
    )
    phone.get_by_label("Ask for a new date").check()
    later = timezone.localdate() + timedelta(days=30)
    fill_in_date(phone, "New date you ask for", (later.day, later.month, later.year))
    phone.get_by_label("Why is a new date needed?").fill("The printer delivers late.")
    phone.get_by_role("button", name="Save").click()
    phone.get_by_text("Your update is saved. The next report will say:").wait_for()
    check_page(phone)

    update = ProgressUpdate.objects.get(action=late_action)
    assert (update.rag, update.by, update.post) == ("red", holding.person, holding.post)
    assert EvidenceFile.objects.get().update == update
    assert DateRequest.objects.get().due_on == later
    phone.get_by_role("button", name="Next action: 1.1").click()
    check_page(phone)
    assert heading(phone) == "Update action 1.1"


def test_this_is_not_mine_reaches_the_coordinator_who_gives_it_to_others(
    new_page, check_page, coordinator, late_action, address
):
    PostFactory(title="Youth Voice")
    phone = new_page(width=390, height=844)
    phone.goto(address)
    check_page(phone)
    phone.get_by_role("link", name="Not mine (action 1.9)").click()
    check_page(phone)
    phone.get_by_role("button", name="Ask the coordinator").click()
    assert len(problems(phone)) == 1
    check_page(phone)
    phone.get_by_label("Whose is it?").select_option(label=options(phone, "Youth Voice"))
    phone.get_by_role("button", name="Ask the coordinator").click()
    phone.get_by_text("The coordinator is asked whose 1.9 is.").wait_for()
    check_page(phone)

    desk = sign_in(new_page(), coordinator)
    desk.goto("/")
    check_page(desk)
    needs = desk.get_by_role("heading", name="“This is not mine” (1)")
    assert needs.is_visible()
    desk.get_by_role("link", name="1.9 Map the ways").first.click()
    check_page(desk)
    assert heading(desk) == "Whose is action 1.9?"
    desk.get_by_label("It has other leads from now on").check()
    desk.get_by_role("button", name="Save the answer").click()
    desk.get_by_text("Your answer is saved.").wait_for()
    check_page(desk)
    assert [held.post.title for held in late_action.leads.in_force()] == ["Youth Voice"]


def options(page, beginning):
    """The whole label of the choice that begins so."""
    labels = page.get_by_label("Whose is it?").locator("option").all_inner_texts()
    return next(label for label in labels if label.startswith(beginning))


def test_a_link_that_ran_out_brings_a_fresh_one(new_page, check_page, holding, mailoutbox):
    old = links.new_link(holding.person, at=timezone.now() - timedelta(days=15))
    old.save()
    phone = new_page(width=390, height=844)
    phone.goto(f"/answer/{links.token_of(old)}/")
    check_page(phone)
    assert heading(phone) == "This link no longer works"
    phone.get_by_role("button", name="Send me a fresh link").click()
    phone.get_by_role("heading", name="Look at your e-mail").wait_for()
    check_page(phone)
    phone.goto("/answer/" + mailoutbox[0].body.partition("/answer/")[2].split()[0])
    check_page(phone)
    assert heading(phone) == "Your actions"


def test_a_coordinator_stops_the_links_of_a_lead(
    new_page, check_page, coordinator, holding, late_action, address
):
    say_not_mine(late_action, by=holding.person, post=holding.post, reason="Not ours")
    desk = sign_in(new_page(), coordinator)
    desk.goto(f"/actions/{late_action.pk}/")
    check_page(desk)
    desk.get_by_role("link", name="answer links of Nora Nobody").click()
    check_page(desk)
    desk.get_by_role("button", name="Stop all answer links").click()
    desk.get_by_text("No link that Nora Nobody was sent so far works any more.").wait_for()
    check_page(desk)

    phone = new_page(width=390, height=844)
    phone.goto(address)
    check_page(phone)
    assert phone.get_by_text("The office stopped this link.").is_visible()
