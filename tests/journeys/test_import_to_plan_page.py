"""An office brings in the plan it has, and its coordinator reads it in the browser."""

import subprocess
import sys

import pytest

from objectives.models import Action, ImportDoubt
from tests.worker import ROOT, subprocess_environment

from .steps import fill_in_sign_in, heading, problems

pytestmark = pytest.mark.journey

SAMPLE = ROOT / "fixtures" / "sample_plan.txt"


@pytest.fixture
def import_plan(settings):
    """As it is typed in a terminal."""

    def run(file):
        options = ("--title", "Rural engagement plan", "--starts", "2026-04-01")
        return subprocess.run(
            [sys.executable, "manage.py", "import_plan", str(file), *options],
            cwd=ROOT,
            env=subprocess_environment(settings),
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_from_the_offices_file_to_the_plan_page(
    page, new_page, check_page, coordinator, import_plan, tmp_path
):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all,\nthe plan is attached.\n")
    refused = import_plan(letter)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert not Action.objects.exists()

    imported = import_plan(SAMPLE)
    assert imported.returncode == 0, imported.stderr
    assert "was imported" in imported.stdout

    page.goto("/plans/")
    check_page(page)
    fill_in_sign_in(page, coordinator.email, "not the password")
    assert problems(page)
    check_page(page)
    fill_in_sign_in(page, coordinator.email)
    page.wait_for_url("**/plans/")
    check_page(page)
    page.get_by_role("link", name="Rural engagement plan").click()
    check_page(page)
    assert heading(page) == "Rural engagement plan"
    assert page.locator(".portal-objective").count() == 3
    total = Action.objects.count()
    assert f"{total} actions" in page.locator("#results-count").inner_text()

    filter_the_plan(page, check_page, total)
    look_at_a_filtered_plan_by_its_address(page, new_page, check_page, coordinator)
    open_an_action_with_doubts(page, check_page)


def filter_the_plan(page, check_page, total):
    """What is chosen is in the address; a search that finds nothing says how to go on."""
    page.get_by_label("Words or number").fill("no such words anywhere")
    page.get_by_role("button", name="Show actions").click()
    page.get_by_text("No actions match.").wait_for()
    assert "text=no" in page.url
    page.get_by_role("link", name="Clear all filters").first.click()
    page.wait_for_url("**/plans/rural-engagement-plan/")
    check_page(page)

    page.get_by_label("Lead", exact=True).select_option(label="Rural Crime Team")
    page.get_by_role("link", name="Remove this filter: Lead").wait_for()
    assert "lead=" in page.url
    found = page.locator(".portal-actions tbody tr").count()
    assert 0 < found < total
    assert f"{found} of {total}" in page.locator("#results-count").inner_text()


def look_at_a_filtered_plan_by_its_address(page, new_page, check_page, coordinator):
    colleague = new_page(width=390, height=844)
    colleague.goto(page.url)
    check_page(colleague)
    fill_in_sign_in(colleague, coordinator.email)
    colleague.wait_for_url("**lead=**")
    check_page(colleague)
    assert (
        colleague.locator("#results-count").inner_text()
        == page.locator("#results-count").inner_text()
    )


def open_an_action_with_doubts(page, check_page):
    page.goto("/plans/rural-engagement-plan/")
    check_page(page)
    doubt = ImportDoubt.objects.filter(action__number="2", action__objective__number="3").first()
    page.get_by_role("link", name=doubt.action.text, exact=True).click()
    check_page(page)
    assert page.get_by_role("heading", name="Doubts from the import").is_visible()
    assert page.get_by_text(doubt.assumed).first.is_visible()
