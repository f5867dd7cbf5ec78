"""The engagement log taken out as a file and read back; counts of it shared with partners."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from meetings.engagement.grid import grid
from meetings.engagement.sharing import FEWER, HIDDEN, Choices, share
from meetings.exporting.engagement import csv_pieces, export_rows, json_pieces, table_cells
from meetings.exporting.engagement.rows import HEADINGS
from meetings.exporting.engagement.tables import workbook_file
from meetings.importing.engagement.reviewing import review_of
from meetings.models import ActivityGroup, EngagementActivity
from meetings.services.engagement import import_activities, log_activity, share_engagement
from stakeholders.models import CommunityGroup, Event, Organisation
from tests.meetings.engagement.factories import (
    ConsultationFactory,
    EngagementActivityFactory,
    EngagementMethodFactory,
    KeyDecisionFactory,
    ProgrammeFactory,
)
from tests.meetings.engagement.logs import TODAY, contents_of
from tests.objectives.plans import noon
from tests.stakeholders.directory_factories import (
    AreaFactory,
    CommunityGroupFactory,
    ContactFactory,
)
from tests.stakeholders.factories import OrganisationFactory, PostFactory

AT = noon(TODAY)
YEAR = {"first": dt.date(2026, 4, 1), "last": dt.date(2027, 3, 31)}


def furnish_log(by):
    """Three activities that use every field that a file can hold."""
    stall, visit = (EngagementMethodFactory(title=title) for title in ("Street stall", "Visit"))
    roma = CommunityGroupFactory(name="Gypsies, Roma and Travellers")
    young = CommunityGroupFactory(name="Young people")
    council = OrganisationFactory(name="Northmoor Council")
    posts = [
        PostFactory(title="Head of Engagement", organisation=organisation)
        for organisation in (council, OrganisationFactory(name="Northmoor Police"))
    ]
    log_activity(
        by=by,
        held_on=dt.date(2026, 6, 1),
        ends_on=dt.date(2026, 6, 3),
        starts_at=dt.time(14, 30),
        title="=HYPERLINK() at the fair, “twice”",
        method=stall,
        place="Market Square; by the cross",
        level="regional",
        groups=[roma, young],
        reach={young: 25},
        areas=[AreaFactory(name="North"), AreaFactory(name="South, the coast")],
        organisations=[council],
        posts=posts[:1],
        reached=40,
        reached_counted=True,
        heard="- Lamps are broken\n- Dogs; and bikes lost",
        came_of_it="Told the council",
        programme=ProgrammeFactory(title="Fairs", method=stall),
        consultation=ConsultationFactory(title="Precept"),
        decision=KeyDecisionFactory(title="Police house"),
        exempt_reason="Names a victim",
        was_planned=True,
        at=AT,
    )
    log_activity(by=by, held_on=dt.date(2026, 9, 1), title="Later", method=visit, at=AT)
    EngagementActivityFactory(
        title="Rained off", status="cancelled", cancelled_reason="Rain", method=visit, reached=None
    )


FIELDS = (
    *("title", "held_on", "ends_on", "starts_at", "place", "level", "method", "principle"),
    *("reached", "reached_counted", "heard", "came_of_it", "status", "was_planned"),
    *("cancelled_reason", "programme", "consultation", "decision", "exempt_reason"),
)


def said():
    """All that the log says, but for who logged it when."""
    rows = []
    for row in EngagementActivity.objects.order_by("held_on", "title"):
        values = {field: str(getattr(row, field)) for field in FIELDS}
        values["posts"] = sorted(row.posts.values_list("pk", flat=True))
        values["areas"] = sorted(row.areas.values_list("pk", flat=True))
        values["organisations"] = sorted(row.organisations.values_list("pk", flat=True))
        values["groups"] = sorted(row.activity_groups.values_list("group", "reached"))
        rows.append(values)
    return rows


def written(format, person):
    rows = export_rows(EngagementActivity.objects.order_by("-held_on", "-pk"), person=person)
    if format == "json":
        return b"".join(json_pieces(rows, on=TODAY))
    cells = map(table_cells, rows)
    if format == "csv":
        return b"".join(csv_pieces(HEADINGS, cells))
    with workbook_file("Engagement log", HEADINGS, cells) as file:
        return file.read()


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_what_is_taken_out_is_read_back_to_the_same(format, coordinator):
    furnish_log(coordinator)
    before = said()
    content = written(format, coordinator)
    ActivityGroup.objects.all().delete()
    EngagementActivity.objects.all().delete()
    contents = contents_of(content, f"log.{format}")
    found = review_of(contents, on=TODAY)
    assert [each.words for each in found.wrong] == []
    import_activities(contents=contents, found=found, by=coordinator, at=AT)
    assert said() == before
    again = review_of(contents, on=TODAY)
    assert (len(again.ready), len(again.there)) == (0, 3)


def test_no_cell_of_a_file_runs_as_a_formula(coordinator):
    furnish_log(coordinator)
    text = written("csv", coordinator).decode("utf-8-sig")
    assert "\"'=HYPERLINK() at the fair" in text
    with workbook_file("Log", HEADINGS, [["=1+1", "@x"]]) as file:
        sheet = load_workbook(file).active
    assert [cell.data_type for cell in sheet[2]][:2] == ["s", "s"]


def test_a_file_says_nothing_of_what_its_reader_may_not_see(coordinator, lead):
    private = {"exempt_reason": "Price"}
    decision = KeyDecisionFactory(title="Sell the police house", **private)
    own = lead.holdings.get().post
    consultation = ConsultationFactory(title="Whom to sell to", owner_post=own, **private)
    contact = ContactFactory(name="Mo Khan")
    activity = EngagementActivityFactory(decision=decision, consultation=consultation)
    activity.contacts.add(contact)
    for person, shown in ((coordinator, True), (lead, False)):
        text = written("json", person).decode()
        assert ("Sell the police house" in text) is shown
        assert "Whom to sell to" in text
        assert "Mo Khan" not in text
        assert json.loads(text)["engagement"][0]["reached"] == 40


def test_many_activities_cost_as_many_queries_as_few(coordinator):
    EngagementActivityFactory(groups=[CommunityGroupFactory()], areas=[AreaFactory()])

    def cost(read):
        with CaptureQueriesContext(connection) as queries:
            read()
        return len(queries)

    reads = (
        lambda: written("csv", coordinator),
        lambda: share(Choices(parts=("group", "area"), **YEAR)),
    )
    # What may be seen is worked out once for each person.
    assert coordinator.access.sees_everything
    few = [cost(read) for read in reads]
    for _ in range(5):
        EngagementActivityFactory(groups=[CommunityGroupFactory()], areas=[AreaFactory()])
    assert [cost(read) for read in reads] == few


def shared(*parts, **choices):
    return share(Choices(parts=parts, **YEAR, **choices))


def test_partners_are_told_of_as_many_people_as_the_grid_counts(db):
    group, other = CommunityGroupFactory(), CommunityGroupFactory()
    merged, too = (CommunityGroupFactory(merged_into=group, merged_at=AT) for _ in range(2))
    for groups, reach in (
        ([merged, group], {}),
        ([too, merged], {}),
        ([merged, group, other], {merged: 30, group: 20}),
        ([too, merged, other], {merged: 7, too: 9}),
        ([merged, group], {merged: 30}),
    ):
        activity = EngagementActivityFactory(groups=groups, reached=50)
        for named, count in reach.items():
            activity.activity_groups.filter(group=named).update(reached=count)
    table = grid(on=TODAY, starts_on=YEAR["first"], ends_on=YEAR["last"])
    counted = {row.name: row.total for row in table.rows}
    told = {name: (people, unknown) for name, _, _, people, unknown in shared("group").rows}
    assert told == {
        group.name: (counted[group.name].reached, 0),
        other.name: ("not known", counted[other.name].reached_unknown),
    }


def test_counts_are_by_what_was_chosen_and_a_merged_group_counts_once_for_the_other(db):
    young = CommunityGroupFactory(name="Young people", position=1)
    youth = CommunityGroupFactory(name="Youth", merged_into=young, merged_at=AT)
    old = CommunityGroupFactory(name="Older people", position=2)
    EngagementActivityFactory(groups=[young, youth], reached=30)
    EngagementActivityFactory(groups=[young, old], reached=50)
    EngagementActivityFactory(groups=[], reached=None)
    EngagementActivityFactory(groups=[old], held_on=dt.date(2026, 9, 1), status="planned")
    EngagementActivityFactory(groups=[old], status="cancelled")
    EngagementActivityFactory(groups=[old], withdrawn_at=AT)
    EngagementActivityFactory(groups=[old], held_on=dt.date(2025, 9, 1))
    assert shared("group").rows == [
        ("Young people", 2, 0, 30, 1),
        ("Older people", 1, 1, "not known", 1),
        ("No group", 1, 0, "not known", 1),
    ]
    assert shared("group").total == (3, 1, 80, 1)
    assert shared("method", "quarter").rows == [
        ("Street stall", "Quarter 1 of 2026/27", 3, 0, 80, 1),
        ("Street stall", "Quarter 2 of 2026/27", 0, 1, "", 0),
    ]


@pytest.mark.parametrize(
    ("reached", "small", "people", "whole"),
    [(4, True, FEWER, HIDDEN), (5, True, 5, 5), (0, True, 0, 0), (4, False, 4, 4)],
)
def test_few_people_are_not_told_nor_given_away_by_the_whole(db, reached, small, people, whole):
    EngagementActivityFactory(groups=[CommunityGroupFactory()], reached=reached)
    found = shared("group", small=small)
    assert (found.rows[0][3], found.total[2]) == (people, whole)


def test_the_whole_less_its_lines_tells_no_few_people(db):
    """Three of two groups together are in neither line: the whole must not tell them either."""
    young, old = CommunityGroupFactory(), CommunityGroupFactory()
    EngagementActivityFactory(groups=[young], reached=30)
    EngagementActivityFactory(groups=[young, old], reached=3)
    assert [row[3] for row in shared("group").rows] == [30, "not known"]
    assert (shared("group").total[2], shared("group", small=False).total[2]) == (HIDDEN, 33)


def test_private_activities_count_only_where_it_is_chosen(db):
    EngagementActivityFactory(exempt_reason="A victim")
    assert shared("method").rows == []
    assert len(shared("method", private=True).rows) == 1


def test_a_shared_file_names_nobody_and_nothing_that_was_said(coordinator):
    contact = ContactFactory(name="Mo Khan", email="mo@mosque.example")
    activity = EngagementActivityFactory(
        title="Tea at Mo’s",
        place="4 Mill Lane",
        heard="My son was robbed",
        came_of_it="Visited him",
        groups=[CommunityGroupFactory(name="Faith communities")],
        areas=[AreaFactory(name="Old town")],
        posts=[PostFactory(title="Deputy")],
        exempt_reason="A victim",
    )
    activity.contacts.add(contact)
    choices = Choices(parts=("group", "method", "quarter", "area"), private=True, **YEAR)
    found = share_engagement(choices, by=coordinator, format="csv", at=AT)
    text = b"".join(csv_pieces(found.headings, found.rows)).decode()
    with workbook_file("Counts", found.headings, found.rows) as file:
        text += str(list(load_workbook(file).active.values))
    assert found.rows == [
        ("Faith communities", "Street stall", "Quarter 1 of 2026/27", "Old town", 1, 0, 40, 0)
    ]
    assert "Faith communities" in text
    words = ("Mo", "mosque", "Tea", "Mill Lane", "robbed", "Visited", "Deputy", "victim")
    assert not [word for word in words if word in text]
    event = Event.objects.get(verb="engagement shared")
    assert event.actor == coordinator
    assert event.after["private ones counted"] is True
    assert Organisation.objects.count() == CommunityGroup.objects.count() == 1
