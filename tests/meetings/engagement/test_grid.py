"""The grid: what is counted, for whom, and where it finds the gaps."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.engagement.grid import Cell, GapKind, gaps, grid
from meetings.engagement.grid.judging import due_by
from meetings.models import EngagementAim
from tests.meetings.engagement.factories import (
    EngagementActivityFactory,
    EngagementAimFactory,
    EngagementMethodFactory,
)
from tests.stakeholders.directory_factories import AreaFactory, CommunityGroupFactory
from tests.world import build_lead, build_person

pytestmark = pytest.mark.django_db

ON = dt.date(2026, 6, 18)
LATER = dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def stall():
    return EngagementMethodFactory()


@pytest.fixture
def newsletter():
    return EngagementMethodFactory(title="Monthly letter", listens=False)


def row_of(found, group):
    return next(row for row in found.rows if row.group_id == (group and group.pk))


def cell_of(found, group, method):
    keys = [column.key for column in found.columns]
    return row_of(found, group).cells[keys.index(method.pk)]


def planned(day, **fields):
    fields = {"status": "planned", "was_planned": True, "reached": None} | fields
    return EngagementActivityFactory(held_on=day, **fields)


def test_grid_sets_what_was_planned_against_what_was_done(stall):
    group = CommunityGroupFactory()
    mine = {"groups": [group], "method": stall}
    EngagementActivityFactory(**mine, reached=40)
    EngagementActivityFactory(**mine, reached=None, was_planned=True)
    planned(ON, **mine)
    planned(dt.date(2027, 6, 18), **mine)
    planned(dt.date(2026, 6, 17), **mine)
    planned(dt.date(2026, 9, 1), **mine, status="cancelled")
    EngagementActivityFactory(**mine, withdrawn_at=LATER)
    # The day before the period, and the day after it.
    EngagementActivityFactory(**mine, held_on=dt.date(2025, 6, 18))
    planned(dt.date(2027, 6, 19), **mine)
    found = grid(on=ON)
    cell = Cell(
        done=2, as_planned=1, planned_ahead=2, not_done=2, reached=40, reached_unknown=1, aim=None
    )
    assert cell_of(found, group, stall) == cell
    assert row_of(found, group).total == found.total == cell
    assert cell.planned == 5


def test_an_activity_with_a_merged_group_and_the_other_one_counts_once(stall):
    group = CommunityGroupFactory()
    merged, too = [CommunityGroupFactory(merged_into=group) for _ in range(2)]
    EngagementActivityFactory(groups=[merged, group, too], method=stall)
    EngagementActivityFactory(groups=[merged, too], method=stall)
    EngagementActivityFactory(groups=[too], method=stall)
    found = grid(on=ON)
    assert [row.group_id for row in found.rows] == [group.pk]
    assert cell_of(found, group, stall).done == 3


def test_totals_count_an_activity_once_and_one_without_a_group_stands_alone(stall):
    one, other = CommunityGroupFactory(), CommunityGroupFactory()
    EngagementActivityFactory(groups=[one, other], method=stall, reached=40)
    EngagementActivityFactory(method=stall, reached=5)
    found = grid(on=ON)
    assert [row.total.done for row in found.rows] == [1, 1, 1]
    assert found.rows[-1].group_id is None
    assert found.total.done == 2
    # Forty people of two groups: how many of each is not known.
    assert row_of(found, one).total.reached_unknown == 1
    assert row_of(found, None).total.reached == 5
    assert found.total.reached == 45


def test_a_group_s_own_reach_is_taken_where_it_is_known(stall):
    one, other = CommunityGroupFactory(), CommunityGroupFactory()
    activity = EngagementActivityFactory(groups=[one, other], method=stall, reached=40)
    activity.activity_groups.filter(group=one).update(reached=30)
    assert row_of(grid(on=ON), one).total.reached == 30


def test_by_quarter_a_column_is_a_quarter_of_the_financial_year(stall):
    group = CommunityGroupFactory()
    EngagementActivityFactory(groups=[group], method=stall, held_on=dt.date(2026, 4, 1))
    EngagementActivityFactory(groups=[group], method=stall, held_on=dt.date(2026, 3, 31))
    found = grid(on=ON, by="quarter", starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 9, 30))
    assert [column.title for column in found.columns] == ["Q4 2025/26", "Q1 2026/27", "Q2 2026/27"]
    assert [cell.done for cell in row_of(found, group).cells] == [1, 1, 0]
    usual = grid(on=ON, by="quarter")
    assert (usual.columns[0].starts_on, usual.columns[-1].ends_on) == (
        dt.date(2025, 6, 19),
        dt.date(2027, 6, 18),
    )


def test_a_cut_off_sees_the_log_as_it_was_known(stall):
    group = CommunityGroupFactory()
    mine = {"groups": [group], "method": stall, "held_on": dt.date(2026, 6, 20)}
    before, cut_off = dt.datetime(2026, 6, 1, tzinfo=dt.UTC), LATER - dt.timedelta(days=1)
    day = mine["held_on"]
    planned(day, groups=[group], method=stall, logged_at=before, status_at=before)
    EngagementActivityFactory(**mine, logged_at=before, status_at=LATER, was_planned=True)
    EngagementActivityFactory(**mine, logged_at=LATER, status_at=LATER)
    EngagementActivityFactory(**mine, logged_at=before, status_at=before, withdrawn_at=LATER)
    on = dt.date(2026, 6, 30)
    then, now = grid(on=on, at=cut_off).total, grid(on=on).total
    assert (then.done, then.not_done) == (1, 2)
    assert (now.done, now.not_done) == (2, 1)


def test_the_grid_counts_what_may_be_seen(stall, auditor):
    group = CommunityGroupFactory()
    lead = build_lead()
    EngagementActivityFactory(groups=[group], method=stall, exempt_reason="Names a witness")
    own = lead.holdings.get().post
    EngagementActivityFactory(groups=[group], posts=[own], method=stall, exempt_reason="A witness")
    counted = [
        ({}, 2),
        ({"person": auditor}, 2),
        ({"person": lead}, 1),
        ({"public": True}, 0),
        ({"person": build_person("Olga Outsider")}, 0),
    ]
    for asked, done in counted:
        assert grid(on=ON, **asked).total.done == done, asked


def test_the_grid_narrows_to_an_area_a_level_and_what_listened(stall, newsletter):
    here, there = AreaFactory(), AreaFactory()
    group, elsewhere = CommunityGroupFactory(), CommunityGroupFactory(areas=[there])
    EngagementAimFactory(group=group)
    mine = {"groups": [group]}
    EngagementActivityFactory(**mine, method=stall, areas=[here])
    EngagementActivityFactory(**mine, method=stall, level="national")
    EngagementActivityFactory(**mine, method=newsletter)
    found = grid(on=ON, area=here)
    assert found.total.done == 1
    # A group of another area is no gap here, and an aim is for all that is done with a group.
    assert [row.group_id for row in found.rows] == [group.pk]
    assert found.rows[0].total.aim is None
    assert elsewhere.pk in [row.group_id for row in grid(on=ON, area=there).rows]
    assert grid(on=ON, level="national").total.done == 1
    assert grid(on=ON, listened=True).total.done == 2


def test_gaps_come_first_and_say_what_is_missing(stall, newsletter):
    soon = dt.date(2026, 10, 1)

    def group(name, **fields):
        return CommunityGroupFactory(name=name, **fields)

    fine, below = group("Rural"), group("Faith")
    group("Travellers", priority=True)
    once = group("Young people", priority=True)
    told, long_ago = group("Disabled people", priority=True), group("Business")
    gone = group("Old forum", withdrawn_at=LATER)
    group("Gone without figures", withdrawn_at=LATER)
    # Once was aimed for of the first, and done.
    for row, times in ((fine, 1), (below, 4)):
        EngagementAimFactory(group=row, times=times, starts_on=dt.date(2025, 1, 1))
    mine = {"method": stall}
    for row in (fine, below, gone):
        EngagementActivityFactory(groups=[row], **mine)
        planned(soon, groups=[row], **mine)
    EngagementActivityFactory(groups=[once], held_on=dt.date(2025, 3, 3), **mine)
    EngagementActivityFactory(groups=[told], method=newsletter)
    EngagementActivityFactory(groups=[long_ago], held_on=dt.date(2025, 2, 1), **mine)
    # A day beyond the twelve months.
    planned(dt.date(2027, 6, 19), groups=[long_ago], **mine)
    found = grid(on=ON)
    nothing = "Nothing planned in the next twelve months"
    assert [(row.name, row.gap_words) for row in found.rows] == [
        ("Travellers", f"No engagement yet. {nothing}"),
        ("Young people", f"No engagement since 3 March 2025. {nothing}"),
        ("Disabled people", f"Only told, never heard (monthly letter). {nothing}"),
        ("Faith", "1 of 4 aimed for"),
        ("Business", f"No engagement since 1 February 2025. {nothing}"),
        ("Rural", ""),
        ("Old forum", ""),
    ]
    assert [row.name for row in gaps(on=ON)] == [row.name for row in found.rows[:5]]
    assert found.rows[0].has(GapKind.NOT_HEARD)


def test_a_year_that_is_over_is_not_asked_for_plans_nor_one_to_come_for_deeds():
    CommunityGroupFactory()
    over = grid(on=ON, starts_on=dt.date(2024, 4, 1), ends_on=dt.date(2025, 3, 31))
    assert over.rows[0].gap_words == "No engagement yet"
    ahead = grid(on=ON, starts_on=dt.date(2027, 4, 1), ends_on=dt.date(2028, 3, 31))
    assert [gap.kind for gap in ahead.rows[0].gaps] == [GapKind.NOTHING_PLANNED]


@pytest.mark.parametrize(
    ("times", "starts", "ends", "first", "until", "due"),
    [
        (4, "2026-04-01", None, "2026-04-01", "2027-03-31", 4),
        (4, "2027-04-01", None, "2027-04-01", "2028-03-31", 4),
        (4, "2026-04-01", None, "2026-04-01", "2026-09-30", 2),
        (4, "2026-04-01", None, "2026-04-01", "2026-05-30", 0),
        (4, "2026-04-01", "2026-09-30", "2026-04-01", "2027-03-31", 2),
        (4, "2026-10-01", None, "2026-04-01", "2026-09-30", None),
        (1, "2020-04-01", None, "2025-06-19", "2026-06-18", 1),
    ],
)
def test_an_aim_is_due_by_the_part_of_the_year_that_has_passed(
    times, starts, ends, first, until, due
):
    day = dt.date.fromisoformat
    aim = EngagementAim(times=times, starts_on=day(starts), ends_on=ends and day(ends))
    assert due_by([aim], day(first), day(until)) == due


def test_the_grid_asks_the_same_questions_whatever_the_size_of_the_log(stall):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            grid(on=ON)
        return len(asked)

    EngagementActivityFactory(groups=[CommunityGroupFactory()], method=stall)
    before = questions()
    for _ in range(4):
        group = CommunityGroupFactory()
        EngagementAimFactory(group=group)
        EngagementActivityFactory(groups=[group, CommunityGroupFactory(merged_into=group)])
    assert questions() == before <= 5
