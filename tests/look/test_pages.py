"""Every component in real Chromium, on a desk and on a phone: axe, width, working error links."""

import pytest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("look_pages")]
PAGES = ["/list/?state=green&overdue=on", "/list/?page=4", "/form/", "/detail/", "/confirm/"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", [1280, 390])
def test_every_component_is_accessible_and_fits(new_page, check_page, address, width):
    page = new_page(width=width)
    page.goto(address)
    check_page(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_every_error_leads_to_its_field(new_page, check_page, width):
    page = new_page(width=width)
    page.goto("/form/")
    page.get_by_label("Day").fill("3")
    page.get_by_role("button", name="Save").click()
    assert page.title().startswith("Error: ")
    assert page.locator(".govuk-error-summary__list a").count() == 12
    check_page(page)
    page.get_by_role("link", name="New date must include a month and year").click()
    assert page.evaluate("document.activeElement.name") == "due_on_month"


def test_a_page_works_without_scripts(new_page):
    page = new_page(javascript=False)
    page.goto("/form/")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_role("heading", name="There is a problem").is_visible()
    page.goto("/list/")
    assert page.get_by_label("State").is_visible()


def test_a_filter_changes_the_list_and_the_address_in_place(page):
    page.goto("/list/")
    page.evaluate("document.body.dataset.same = 'yes'")
    page.get_by_label("State").select_option("At risk")
    page.get_by_role("link", name="State: At risk").wait_for()
    assert "state=amber" in page.url
    assert page.evaluate("document.body.dataset.same") == "yes"


def test_on_a_phone_the_list_comes_before_its_filter(phone):
    phone.goto("/list/")
    assert not phone.get_by_label("State").is_visible()
    phone.get_by_text("Filter these actions").click()
    assert phone.get_by_label("State").is_visible()


def test_the_skip_link_passes_by_header_and_back_link(page):
    page.goto("/confirm/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


@pytest.mark.parametrize(
    "go_on",
    [
        lambda page: page.get_by_text("Go on").click(),
        lambda page: page.click("text=Go on"),
        lambda page: page.get_by_text("Go on").press("Enter"),
        lambda page: page.press("text=Go on", "Enter"),
    ],
)
def test_a_test_reads_no_page_before_it_is_whole(page, go_on):
    page.goto("/slow/?n=1")
    go_on(page)
    assert page.title() == "Page 2"
