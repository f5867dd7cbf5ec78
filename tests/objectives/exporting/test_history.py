"""What an exported plan's history holds of update rounds and of answers."""

import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from actionplans.quarters import Quarter
from objectives.exporting import export_plan
from objectives.services import close_round, open_round, record_update, say_not_mine, send_back
from tests.objectives.plans import TODAY, make_action, make_plan, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def plan(coordinator, lead):
    plan = make_plan(coordinator)
    post = lead.holdings.get().post
    secret = make_action(plan, coordinator, posts=[post], exempt_reason="Names an informant")
    action = make_action(plan, coordinator, posts=[post], number="2")
    round = open_round(plan, quarter=Quarter.containing(TODAY), by=coordinator)
    for each in (secret, action):
        record_update(
            action=each,
            by=lead,
            post=post,
            status="in_progress",
            rag="green",
            comment="Going well",
            evidence=SimpleUploadedFile("minutes.txt", b"Twenty people came."),
        )
        send_back(round, action=each, question="How many came?", by=coordinator)
        say_not_mine(each, by=lead, post=post, reason="It moved to the council")
    close_round(round, by=coordinator)
    return plan


def history(plan):
    return json.loads(export_plan(plan, "json"))["history"]


def test_history_holds_rounds_questions_and_evidence(plan, lead):
    found = history(plan)

    (round,) = found["rounds"]
    assert round["quarter"] == "2025-Q4"
    assert round["closed_at"].startswith("2026-03-03T12:00")
    assert [row["question"] for row in found["sent_back"]] == ["How many came?"] * 2
    assert [row["reason"] for row in found["said_not_theirs"]] == ["It moved to the council"] * 2
    assert [(row["name"], row["size"]) for row in found["evidence"]] == [("minutes.txt", 19)] * 2
    assert found["evidence"][0]["by"] == lead.name


def test_a_lead_takes_no_history_out(plan, other_lead):
    assert "history" not in json.loads(export_plan(plan, "json", person=other_lead))
