"""A paper's dates, counted back from its meeting by hand and by the portal."""

from datetime import date
from types import SimpleNamespace

import pytest

from meetings.models import Meeting
from meetings.services import cancel_meeting, edit_meeting
from objectives.models import UpdateRound
from reports.building import build_revision
from reports.models import Report
from reports.services import (
    clear,
    correct_report,
    publish,
    request_report,
    send_back,
    send_for_clearance,
)
from reports.timetable import last_day_of_notice, steps, steps_ahead, timetable_for, timetable_of
from tests.meetings.factories import ForumFactory, MeetingFactory, MeetingSeriesFactory

from .clearing import answered, put_on_list
from .plans import CUT_OFF, QUARTER, at, build_plan


def rules(**changes):
    """A Panel's: five clear days, a day for its host, two to clear, five to write."""
    said = {"notice_days": 5, "submission_days": 1, "clearance_days": 2, "drafting_days": 5}
    said |= {"publisher": "", "notice_in_working_days": True}
    return SimpleNamespace(**(said | changes))


@pytest.mark.parametrize(
    ("held_on", "notice", "in_working_days", "expected"),
    [
        # Between: Tuesday 8, Monday 7, Friday 4, Thursday 3, Wednesday 2.
        (date(2026, 12, 9), 5, True, date(2026, 12, 1)),
        # Between: Friday 11, Thursday 10, Wednesday 9, Tuesday 8, Monday 7; Sunday publishes none.
        (date(2026, 12, 14), 5, True, date(2026, 12, 4)),
        # Easter: Good Friday 3 and Monday 6 April are no days of notice.
        (date(2026, 4, 9), 5, True, date(2026, 3, 30)),
        # Christmas: Friday 25 and Monday 28 December, New Year's Day on Friday.
        (date(2027, 1, 6), 5, True, date(2026, 12, 24)),
        # The early May holiday, Monday 4 May.
        (date(2026, 5, 6), 1, True, date(2026, 5, 1)),
        # Weekends count where the body says so; the day itself is moved to a working day.
        (date(2026, 12, 9), 5, False, date(2026, 12, 3)),
        (date(2026, 12, 11), 5, False, date(2026, 12, 4)),
        (date(2027, 1, 6), 5, False, date(2026, 12, 31)),
        # The clocks go forward on Sunday 29 March and back on Sunday 25 October 2026.
        (date(2026, 4, 1), 3, True, date(2026, 3, 26)),
        (date(2026, 4, 1), 3, False, date(2026, 3, 27)),
        (date(2026, 10, 28), 3, False, date(2026, 10, 23)),
        # No notice: the working day before, also of a Monday and of a day after Easter.
        (date(2026, 12, 9), 0, True, date(2026, 12, 8)),
        (date(2026, 12, 14), 0, True, date(2026, 12, 11)),
        (date(2026, 12, 14), 0, False, date(2026, 12, 11)),
        (date(2026, 4, 7), 0, True, date(2026, 4, 2)),
    ],
)
def test_clear_days_leave_out_the_day_of_publication_and_of_the_meeting(
    held_on, notice, in_working_days, expected
):
    body = rules(notice_days=notice, notice_in_working_days=in_working_days)
    assert last_day_of_notice(body, held_on) == expected


@pytest.mark.parametrize(
    ("held_on", "changes", "expected"),
    [
        # cut-off, cleared, handed in, published
        (date(2026, 12, 9), {}, ((11, 19), (11, 26), (11, 30), (12, 1))),
        (date(2026, 12, 9), {"submission_days": 0}, ((11, 20), (11, 27), (12, 1), (12, 1))),
        (
            date(2026, 12, 9),
            {"notice_days": 0, "submission_days": 0, "clearance_days": 0, "drafting_days": 0},
            ((12, 8), (12, 8), (12, 8), (12, 8)),
        ),
        # Notice from Monday 13 back to Tuesday 7 April; Easter Monday and Good Friday before it.
        (date(2026, 4, 14), {}, ((3, 23), (3, 30), (4, 1), (4, 2))),
        # Notice over August's bank holiday, Monday 31: Monday 7 back to Tuesday 1 September.
        (date(2026, 9, 8), {}, ((8, 18), (8, 25), (8, 27), (8, 28))),
    ],
)
def test_each_step_is_so_many_working_days_before_the_next(held_on, changes, expected):
    found = timetable_for(rules(**changes), held_on)
    days = (found.cut_off_by, found.cleared_by, found.submission_by, found.published_by)
    assert days == tuple(date(held_on.year, month, day) for month, day in expected)


def test_a_meeting_in_january_has_its_first_dates_in_the_year_before():
    found = timetable_for(rules(), date(2027, 1, 13))
    # Notice: 12, 11, 8, 7, 6 January, so Tuesday 5. New Year's Day is a Friday.
    assert found.published_by == date(2027, 1, 5)
    assert found.submission_by == date(2027, 1, 4)
    assert found.cleared_by == date(2026, 12, 30)
    assert found.cut_off_by == date(2026, 12, 21)


@pytest.fixture
def world(db, coordinator):
    world = build_plan()
    world.add("Map the ways in", date(2025, 5, 1))
    panel = world.panel
    panel.publisher, panel.notice_days, panel.submission_days = "Northmoor Council", 5, 1
    panel.clearance_days, panel.drafting_days = 2, 5
    panel.save()
    # Panel on Wednesday 6 August 2025: cut-off 17, cleared 24, handed in 28, published 29 July.
    forum = ForumFactory(series=MeetingSeriesFactory(body=panel))
    world.meeting = MeetingFactory(forum=forum, held_on=date(2025, 8, 6))
    world.by = coordinator

    def ask(**changes):
        said = {"body": panel, "period": QUARTER, "at": CUT_OFF, "meeting": world.meeting}
        return request_report(plan=world.plan, by=coordinator, queue=False, **(said | changes))

    world.ask = ask
    return world


def fresh(report):
    return Report.objects.select_related("plan", "body", "meeting").get(pk=report.pk)


def steps_on(report, on):
    return {step.key: step for step in steps(fresh(report), report.revisions.first(), on)}


def test_a_paper_without_a_meeting_has_no_dates(world):
    report = world.ask(meeting=None).report
    assert timetable_of(report) is None
    assert steps(report, report.revisions.first(), date(2025, 7, 15)) == ()


def test_dates_follow_a_meeting_that_is_moved_and_go_with_one_that_is_cancelled(world):
    report = world.ask().report
    assert timetable_of(report).published_by == date(2025, 7, 29)
    changes = {"held_on": date(2025, 8, 13)}
    meeting = edit_meeting(world.meeting, by=world.by, changes=changes, on=date(2025, 7, 15))
    assert timetable_of(fresh(report)).published_by == date(2025, 8, 5)
    cancel_meeting(meeting, by=world.by, reason="Too few can come")
    assert timetable_of(fresh(report)) is None


def test_nothing_is_done_before_a_paper_is_built_and_each_date_says_how_far_it_is(world):
    found = steps_on(world.ask().report, date(2025, 7, 25))
    assert [(step.key, step.day.day, step.done_on) for step in found.values()] == [
        ("cut_off", 17, None),
        ("cleared", 24, None),
        ("submission", 28, None),
        ("published", 29, None),
    ]
    assert [step.late for step in found.values()] == [8, 1, 0, 0]
    assert [step.standing for step in found.values()] == [
        "8 days late",
        "1 day late",
        "In 3 days",
        "In 4 days",
    ]
    assert "Northmoor Council" in found["submission"].words
    assert steps_on(fresh(Report.objects.get()), date(2025, 7, 29))["published"].standing == "Today"


def test_a_step_is_done_with_the_build_the_last_clearance_and_the_publication(world):
    put_on_list(world.panel)
    revision = answered(world.ask(), by=world.by, at=at(2025, 7, 15))
    report = revision.report
    found = steps_on(report, date(2025, 7, 20))
    assert [step.done_on for step in found.values()] == [date(2025, 7, 14), None, None, None]
    assert found["cut_off"].standing == "Done"

    revision = send_for_clearance(revision, by=world.by, at=at(2025, 7, 22))
    first, second = revision.clearances.all()
    clear(first, by=world.by, queue=False, at=at(2025, 7, 23))
    assert steps_on(report, date(2025, 7, 25))["cleared"].late == 1
    clear(second, by=world.by, queue=False, at=at(2025, 7, 25))
    build_revision(revision.pk, at=at(2025, 7, 25))
    found = steps_on(report, date(2025, 8, 1))
    assert found["cleared"].done_on == date(2025, 7, 25)
    assert (found["cleared"].late, found["cleared"].standing) == (1, "Done, 1 day late")
    assert found["submission"].late == 4

    # At midnight of a summer's day: the server's clock still has the day before.
    publish(report.revisions.first(), by=world.by, at=at(2025, 7, 30, 0))
    found = steps_on(report, date(2025, 8, 20))
    assert found["published"].done_on == date(2025, 7, 30)
    assert (found["published"].late, found["submission"].late) == (1, 2)


def test_a_clearance_that_is_sent_back_undoes_the_step(world):
    put_on_list(world.panel)
    revision = answered(world.ask(), by=world.by, at=at(2025, 7, 15))
    revision = send_for_clearance(revision, by=world.by, at=at(2025, 7, 16))
    first, second = revision.clearances.all()
    clear(first, by=world.by, queue=False, at=at(2025, 7, 17))
    send_back(second, by=world.by, comment="Say more", at=at(2025, 7, 18))
    assert steps_on(revision.report, date(2025, 7, 20))["cleared"].done_on is None


def test_a_draft_built_before_its_cut_off_is_not_cut_off_yet(world):
    early = at(2025, 6, 2)
    revision = world.ask(at=early)
    build_revision(revision.pk, at=early)
    assert steps_on(revision.report, date(2025, 6, 3))["cut_off"].done_on is None
    # Until somebody closes the round: that is the cut-off then.
    UpdateRound.objects.create(
        plan=world.plan,
        quarter=str(QUARTER),
        opened_at=at(2025, 5, 1),
        answers_by=date(2025, 6, 1),
        closed_at=early,
    )
    assert steps_on(revision.report, date(2025, 6, 3))["cut_off"].done_on == date(2025, 6, 2)


def test_a_cut_off_that_comes_too_late_for_the_meeting_is_named(world):
    meeting = MeetingFactory(forum=world.meeting.forum, held_on=date(2025, 7, 23))
    report = world.ask(meeting=meeting, at=at(2025, 7, 1)).report
    assert "Monday 14 July 2025" in steps_on(report, date(2025, 7, 1))["cut_off"].words


def test_a_correction_follows_no_meeting(world):
    put_on_list(world.panel)
    revision = answered(world.ask(), by=world.by, at=CUT_OFF)
    revision = send_for_clearance(revision, by=world.by, at=CUT_OFF)
    for clearance in revision.clearances.all():
        clear(clearance, by=world.by, queue=False, at=CUT_OFF)
    build_revision(revision.pk, at=CUT_OFF)
    publish(revision.report.revisions.first(), by=world.by, at=CUT_OFF)
    correct_report(
        revision.report, by=world.by, correction="A date was wrong.", queue=False, at=CUT_OFF
    )
    assert steps_on(revision.report, date(2025, 7, 15)) == {}


def test_a_body_without_a_host_has_nothing_to_hand_in(world):
    world.panel.submission_days = 0
    found = steps_ahead(world.panel, date(2025, 8, 6), date(2025, 7, 1))
    assert [step.key for step in found] == ["cut_off", "cleared", "published"]
    assert all(step.done_on is None and not step.late for step in found)


def test_only_a_planned_meeting_or_one_that_was_held_has_dates(world):
    report = world.ask().report
    for status, has_dates in ((Meeting.Status.HELD, True), (Meeting.Status.CANCELLED, False)):
        Meeting.objects.update(status=status, cancelled_reason="None came")
        assert (timetable_of(fresh(report)) is not None) == has_dates
