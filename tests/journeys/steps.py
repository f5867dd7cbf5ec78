"""What people do in more than one journey."""

from tests.stakeholders.factories import PASSWORD


def fill_in_sign_in(page, email, password=PASSWORD):
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def sign_in_by_form(page, person, check_page, *, start="/"):
    """From `start`, by way of the sign-in page, to `start`."""
    page.goto(start)
    check_page(page)
    fill_in_sign_in(page, person.email)
    page.get_by_role("button", name="Sign out").wait_for()


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def problems(page):
    """The lines of the error summary, of which there must be one."""
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    summary.wait_for()
    return summary.get_by_role("link").all_inner_texts()


def fill_in_date(page, legend, day):
    group = page.get_by_role("group", name=legend)
    for label, number in zip(("Day", "Month", "Year"), day, strict=True):
        group.get_by_label(label).fill(str(number))
