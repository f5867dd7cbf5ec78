"""The page of all papers' dates."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Meeting
from reports.models import Report, ReportRevision
from reports.services import request_report
from stakeholders.models import GovernanceBody
from tests.meetings.factories import ForumFactory, MeetingFactory, MeetingSeriesFactory
from tests.stakeholders.factories import GovernanceBodyFactory
from tests.world import sign_in

from .clearing import published
from .plans import CUT_OFF, QUARTER, at, build_plan

PAGE = reverse("reports:timetable")
# The Panel's meeting: cut-off 21, cleared 28, published 29 July 2025 with its factory's rules.
MEETS_ON = date(2025, 8, 6)


@pytest.fixture
def world(db, client, coordinator):
    world = build_plan()
    world.add("Map the ways in", date(2025, 5, 1))
    GovernanceBody.objects.update(notice_days=5)
    world.panel.refresh_from_db()
    world.by = coordinator
    sign_in(client, coordinator)

    def meeting(body=world.panel, held_on=MEETS_ON):
        return MeetingFactory(
            forum=ForumFactory(series=MeetingSeriesFactory(body=body)), held_on=held_on
        )

    def ask(body=world.panel, **more):
        said = {"period": QUARTER, "at": CUT_OFF, "by": coordinator, "queue": False}
        return request_report(plan=world.plan, body=body, **(said | more))

    world.meeting, world.ask = meeting, ask
    return world


def shown(client, on, hour=9):
    with time_machine.travel(at(on.year, on.month, on.day, hour), tick=False):
        return client.get(PAGE)


def test_timetable_shows_the_late_ones_first_and_says_by_how_much(client, world):
    soon = world.ask(meeting=world.meeting(held_on=date(2025, 8, 13))).report
    GovernanceBody.objects.filter(pk=world.board.pk).update(drafting_days=30)
    last = world.meeting(world.board, date(2025, 8, 20))
    late = world.ask(body=world.board, meeting=last).report
    page = shown(client, date(2025, 7, 20))
    assert [paper.pk for paper in page.context["papers"]] == [late.pk, soon.pk]
    # Published on 12 August, cleared the working day before, cut off six weeks before that.
    assert [paper.late for paper in page.context["papers"]] == [20, 0]
    words = page.content.decode()
    assert "20 days late" in words
    assert "Monday 30 June 2025" in words
    assert "In 8 days" in words


def test_timetable_leaves_out_what_is_published_and_what_has_no_meeting_ahead(client, world):
    published(world.ask(meeting=world.meeting()), by=world.by, at=CUT_OFF)
    undated = world.ask(body=world.board).report
    page = shown(client, date(2025, 7, 15))
    assert page.context["papers"] == []
    assert [(paper.pk, paper.why) for paper in page.context["undated"]] == [
        (undated.pk, "No meeting is chosen")
    ]


def test_a_cancelled_or_past_meeting_leaves_a_paper_without_dates_and_says_why(client, world):
    meeting = world.meeting()
    report = world.ask(meeting=meeting).report
    assert shown(client, MEETS_ON).context["papers"] == [report]
    past = shown(client, date(2025, 8, 7)).context
    assert (past["papers"], past["undated"][0].why) == ([], "The meeting on 6 August 2025 has been")
    Meeting.objects.update(status=Meeting.Status.CANCELLED, cancelled_reason="Flood")
    page = shown(client, date(2025, 7, 15)).context
    assert page["undated"][0].why == "The meeting on 6 August 2025 is cancelled"
    assert page["meetings"] == []


def test_dates_follow_a_meeting_that_is_moved(client, world):
    world.ask(meeting=world.meeting())
    assert "Tuesday 29 July 2025" in shown(client, date(2025, 7, 15)).content.decode()
    Meeting.objects.update(held_on=date(2025, 9, 3))
    page = shown(client, date(2025, 7, 15)).content.decode()
    assert "Tuesday 29 July 2025" not in page
    # Clear days: 2, 1 September, 29, 28, 27 August.
    assert "Tuesday 26 August 2025" in page


def test_a_meeting_without_a_paper_has_dates_and_a_way_to_build_one(client, world):
    later = world.meeting(held_on=date(2025, 8, 20))
    world.meeting(held_on=date(2026, 3, 1))  # more than half a year ahead
    gone = GovernanceBodyFactory(dissolved_on=date(2025, 7, 1))
    world.meeting(gone)
    MeetingFactory(held_on=MEETS_ON)  # of no body
    taken = world.meeting()
    world.ask(meeting=taken)
    page = shown(client, date(2025, 8, 8))
    assert page.context["meetings"] == [later]
    words = page.content.decode()
    assert f"?body={world.panel.pk}&amp;meeting={later.pk}" in words
    assert "passed" in words
    # Its day is the last on which it is ahead.
    assert shown(client, date(2025, 8, 20)).context["meetings"] == [later]
    assert shown(client, date(2025, 8, 21)).context["meetings"] == []


def test_the_link_of_a_meeting_fills_the_request_in(client, world):
    meeting = world.meeting()
    address = f"{reverse('reports:report-request')}?body={world.panel.pk}&meeting={meeting.pk}"
    with time_machine.travel(at(2025, 7, 15), tick=False):
        form = client.get(address).context["form"]
    assert (form["body"].value(), form["meeting"].value()) == (
        str(world.panel.pk),
        str(meeting.pk),
    )


def test_an_auditor_sees_the_dates_and_no_way_to_build(client, world, auditor):
    world.meeting()
    sign_in(client, auditor)
    page = shown(client, date(2025, 7, 15))
    assert page.context["meetings"]
    assert reverse("reports:report-request") not in page.content.decode()


def test_the_day_is_the_offices_own_and_not_the_servers(client, world):
    world.ask(meeting=world.meeting())
    # At half past midnight in summer it is still the day before in UTC.
    with time_machine.travel(at(2025, 7, 30, 0).replace(minute=30), tick=False):
        steps = {step.key: step for step in client.get(PAGE).context["papers"][0].steps}
    assert steps["published"].late == 1


def test_timetable_queries_do_not_grow(client, world):
    def fill(count):
        for _ in range(count):
            body = GovernanceBodyFactory(notice_days=5)
            world.ask(body=body, meeting=world.meeting(body))
            world.ask(body=GovernanceBodyFactory())
            world.meeting(body, date(2025, 9, 3))

        ReportRevision.objects.update(status=ReportRevision.Status.CLEARED)

    fill(1)
    with CaptureQueriesContext(connection) as few:
        shown(client, date(2025, 7, 15))
    fill(6)
    with CaptureQueriesContext(connection) as many:
        page = shown(client, date(2025, 7, 15))
    assert len(page.context["papers"]) == len(page.context["meetings"]) == 7
    assert len(many) == len(few)


def test_only_so_many_papers_without_dates_are_shown_and_all_are_counted(client, world):
    for _ in range(27):
        world.ask(body=GovernanceBodyFactory())
    page = shown(client, date(2025, 7, 15))
    assert (len(page.context["undated"]), page.context["undated_count"]) == (25, 27)
    assert Report.objects.unpublished().count() == 27
