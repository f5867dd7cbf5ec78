from datetime import date

import pytest
from django.forms import BaseForm, ModelMultipleChoiceField
from django.urls import get_resolver, reverse

from engagement_portal.pages import DEADLINE_READINGS, STATE_MEANINGS
from objectives.deadlines import read_deadline
from objectives.states import ShownState
from stakeholders.forms.fields import SeveralRows
from stakeholders.models import Office, Organisation

pytestmark = pytest.mark.django_db

PAGES = ("help", "accessibility", "privacy", "cookies")


@pytest.mark.parametrize("name", PAGES)
def test_anybody_may_read_it_without_signing_in(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1


@pytest.mark.parametrize("name", ["help", "accessibility", "privacy"])
def test_the_offices_own_details_are_shown(client, name):
    organisation = Organisation.objects.create(name="Office of the Commissioner for Somewhere")
    Office.objects.create(
        pk=1,
        organisation=organisation,
        contact_email="office@example.org",
        contact_phone="01632 960 140",
        address="1 Some Street\nSomewhere",
    )
    page = client.get(reverse(name)).content.decode()
    assert "mailto:office@example.org" in page
    assert "01632 960 140" in page
    assert "1 Some Street<br>Somewhere" in page


def test_help_explains_every_state():
    assert {code for code, _ in STATE_MEANINGS} == set(ShownState.values)


def test_cookies_names_the_cookies_that_are_set(client, settings):
    page = client.get(reverse("cookies")).content.decode()
    assert settings.SESSION_COOKIE_NAME in page
    assert settings.CSRF_COOKIE_NAME in page
    assert "12 hours" in page


def test_help_reads_dates_as_the_portal_does():
    """Each example that help gives is marked "Assumed" exactly where the reading is."""
    for words, meaning in DEADLINE_READINGS[:-1]:
        for text in words.replace(" or ", ", ").split(", "):
            if text in ("Spring", "summer"):
                text += " 2027"
            reading = read_deadline(text, plan_starts_on=date(2026, 4, 1))
            assert reading.due_on or reading.ongoing, text
            assert (reading.certainty == "assumed") == ("Assumed" in meaning), text


@pytest.mark.journey
@pytest.mark.parametrize("width", [1280, 390])
def test_each_page_is_accessible(transactional_db, new_page, check_page, width):
    browser_page = new_page(width=width)
    for name in PAGES:
        browser_page.goto(reverse(name))
        check_page(browser_page)


def test_rows_to_tick_are_asked_for_by_a_field_that_every_database_bears():
    """A key longer than SQLite's numbers is no row there either: `SeveralRows` says so."""
    assert get_resolver().url_patterns  # all views, and so all forms, are loaded
    own = [form for form in forms_below(BaseForm) if not form.__module__.startswith("django.")]
    assert len(own) > 100
    several = {
        f"{form.__module__}.{form.__name__}.{name}": type(field)
        for form in own
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, ModelMultipleChoiceField)
    }
    assert {name for name, kind in several.items() if not issubclass(kind, SeveralRows)} == set()


def forms_below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from forms_below(each)
