"""The part of a paper on engagement: with whom, how, whom not, and what is planned next."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.engagement.grid import grid
from meetings.models import EngagementActivity
from reports.collect.engagement import known_by, reached_by_group, read_engagement
from reports.collect.reading import read
from stakeholders.events import record
from tests.meetings.engagement.factories import (
    EngagementActivityFactory,
    EngagementAimFactory,
    EngagementMethodFactory,
)
from tests.stakeholders.directory_factories import AreaFactory, CommunityGroupFactory

from .parts import paper, part_called
from .plans import CUT_OFF, QUARTER, at, build_plan

LOGGED = at(2025, 6, 20)
SECRET = "Zqxgeheim"
BY_GROUP, BY_METHOD = "Engagement by group, gaps first", "Engagement by method"


@pytest.fixture
def world(db):
    world = build_plan()
    world.stall = EngagementMethodFactory(title="Street stall")
    world.letter = EngagementMethodFactory(title="Newsletter", listens=False)
    world.young = CommunityGroupFactory(name="Young people", priority=True)
    world.farmers = CommunityGroupFactory(name="Farmers")
    return world


def log(world, day, *groups, when=LOGGED, method=None, reach=None, **fields):
    fields = {"reached": 40, "status_at": when} | fields
    row = EngagementActivityFactory(
        held_on=day, groups=groups, logged_at=when, method=method or world.stall, **fields
    )
    for group, number in (reach or {}).items():
        row.activity_groups.filter(group=group).update(reached=number)
    return row


def part_of(document):
    return part_called("Engagement with communities", document)


def test_nothing_stands_there_where_nothing_was_logged(world):
    log(world, date(2025, 5, 1), world.farmers, when=at(2025, 8, 1))
    assert part_of(paper(world)) is None


def test_groups_stand_with_their_figures_the_gaps_first_and_unknown_is_not_nought(world):
    log(world, date(2025, 5, 1), world.farmers)
    log(world, date(2025, 5, 2), world.farmers, reached=None)
    log(world, date(2025, 5, 3), world.farmers, status="cancelled")
    log(world, date(2025, 5, 4), world.farmers, status="planned")
    log(world, date(2025, 8, 4), world.farmers, status="planned", areas=[AreaFactory(name="North")])
    log(world, date(2025, 5, 5), method=world.letter)

    said, tables = part_of(paper(world))

    known = "at least 40; not known for 1"
    assert tables[BY_GROUP] == [
        ["Young people", "–", "0", "0", "0"],
        ["Farmers", known, "2", "2", "1"],
        ["No group named", "40", "1", "0", "0"],
    ]
    assert tables[BY_METHOD][-1] == [
        "All, each counted once", "at least 80; not known for 1", "3", "2", "1",
    ]  # fmt: skip
    assert {row[0]: row[2] for row in tables[BY_METHOD][:-1]} == {
        "Street stall": "2",
        "Newsletter": "1",
    }
    assert tables["Planned next"] == [["4 August 2025", "Street stall", "Farmers", "North"]]
    assert "Priority groups that were not heard: Young people." in said[1]


def test_it_counts_as_the_grid_does(world):
    merged = CommunityGroupFactory(name="Farming families", merged_into=world.farmers)
    EngagementAimFactory(group=world.young, times=4, starts_on=date(2025, 4, 1))
    log(world, date(2025, 4, 2), world.young, merged, world.farmers, reached=90)
    log(world, date(2025, 4, 3), world.young, world.farmers, reach={world.young: 7})
    log(world, date(2025, 4, 4), merged, reached=5)
    log(world, date(2025, 4, 5), world.farmers, method=world.letter, reached=None)
    log(world, date(2025, 4, 6), status="planned")
    log(world, date(2025, 4, 7), merged, world.farmers, reached=12)
    both = (world.young, merged, world.farmers)
    log(world, date(2025, 4, 8), *both, reach={merged: 3, world.farmers: 4})
    log(world, date(2024, 4, 6), world.young)

    reading = read(world.plan, world.panel, QUARTER, CUT_OFF, private=True)
    found = read_engagement(reading)
    table = grid(
        on=CUT_OFF.date(), starts_on=QUARTER.starts_on, ends_on=QUARTER.ends_on, at=CUT_OFF
    )

    mine = {one.row.group_id: one.row for one in found.groups}
    assert list(mine) == [row.group_id for row in table.rows]
    for row in table.rows:
        own = mine[row.group_id]
        assert (own.total, own.gaps) == (row.total, row.gaps), row.name
    assert found.total.row.total == table.total
    used = {column.title: t for column, t in zip(table.columns, table.totals, strict=True)}
    assert {one.row.name: one.row.total for one in found.methods} == {
        title: total for title, total in used.items() if not total.is_empty
    }


def test_how_many_were_there_says_nothing_of_one_group_among_several(world):
    log(world, date(2025, 4, 2), world.young, world.farmers, reached=90)
    [row] = known_by(CUT_OFF, QUARTER.starts_on, QUARTER.ends_on)
    assert reached_by_group(row) == {world.young.pk: None, world.farmers.pk: None}


def test_what_is_changed_after_the_cut_off_changes_nothing_in_the_same_paper(world):
    done = log(world, date(2025, 5, 1), world.farmers)
    planned = log(world, date(2025, 5, 2), world.young, status="planned")
    moved = log(world, date(2025, 5, 3), world.young)
    withdrawn = log(world, date(2025, 5, 4), world.young)
    before = part_of(paper(world))

    later = at(2025, 8, 1)
    for row, changes in (
        (done, {"reached": 900, "method": world.letter}),
        (planned, {"status": "done", "status_at": later}),
        (moved, {"held_on": date(2025, 12, 3)}),
    ):
        then = {name: getattr(row, name) for name in changes}
        for name, value in changes.items():
            setattr(row, name, value)
        row.save()
        record("engagement edited", row, by=None, before=then, after=changes, at=later)
    EngagementActivity.objects.filter(pk=withdrawn.pk).update(withdrawn_at=later)
    log(world, date(2025, 5, 5), world.young, when=later)

    assert part_of(paper(world)) == before
    assert part_of(paper(world, cut_off=at(2025, 8, 2))) != before


def test_an_exempt_activity_and_all_free_text_leave_no_trace(world):
    log(world, date(2025, 5, 1), world.farmers, title="Zqxtitel", heard="Zqxwort", place="Zqxort")
    without = part_of(paper(world))
    hidden = CommunityGroupFactory(name="Young people")
    log(world, date(2025, 5, 2), hidden, exempt_reason=SECRET)
    log(world, date(2025, 8, 2), hidden, exempt_reason=SECRET, status="planned")

    public = paper(world)
    said, tables = part_of(public)

    assert "zqx" not in public.to_json().lower()
    assert (said[:-1], tables) == without
    private = paper(world, private=True)
    assert SECRET in private.to_json()
    assert "Zqxtitel" not in private.to_json()
    assert part_of(private)[1][BY_METHOD][-1][2] == "2"


def test_only_exempt_ones_leave_their_note_and_no_count(world):
    log(world, date(2025, 5, 2), world.young, exempt_reason=SECRET)
    said, tables = part_of(paper(world))
    assert said == ["Some engagement is private and left out here."]
    assert not tables


def test_the_part_takes_the_same_queries_for_any_number_of_activities(world):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            paper(world)
        return len(queries)

    def add(number):
        group = CommunityGroupFactory()
        EngagementAimFactory(group=group, starts_on=date(2025, 4, 1))
        log(world, date(2025, 5, number), group, areas=[AreaFactory()])
        log(world, date(2025, 8, number), group, areas=[AreaFactory()], status="planned")

    add(1)
    before = counted()
    for number in (2, 3, 4):
        add(number)
    assert counted() == before
