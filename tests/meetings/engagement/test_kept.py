"""Which changes a kept page of engagement does not follow."""

import pytest

from meetings.engagement.kept import OF_PLANS_AND_PAPERS
from meetings.views.engagement.activities import ActivityList
from objectives.models import Action, ProgressUpdate
from reports.models import Report


@pytest.mark.parametrize(
    ("narrowed", "apart_from"),
    [
        ("", OF_PLANS_AND_PAPERS),
        ("?method=2&page=3", OF_PLANS_AND_PAPERS),
        ("?action=7", ()),
        ("?objective=7&method=2", ()),
    ],
)
def test_a_log_narrowed_to_a_part_of_a_plan_follows_that_plan(rf, narrowed, apart_from):
    """It names the action, and depends on who sees it."""
    page = ActivityList()
    page.setup(rf.get(f"/{narrowed}"))
    assert page.apart_from == apart_from


@pytest.mark.parametrize("model", [Action, ProgressUpdate, Report])
def test_lines_about_plans_and_papers_are_told_by_how_their_kind_begins(model):
    assert model._meta.label_lower.startswith(OF_PLANS_AND_PAPERS)
