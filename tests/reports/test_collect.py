"""What a paper says: a function of plan, body, quarter and cut-off, and of nothing later."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actionplans.cut_offs import usual_cut_off
from actionplans.quarters import Quarter
from objectives.services import (
    answer_date_request,
    ask_for_new_date,
    create_objective,
    redate_action,
    set_leads,
)
from objectives.states import ShownState
from reports.collect import Particulars, collect
from reports.document import (
    ActionTable,
    Bullets,
    Key,
    Note,
    Paragraph,
    StateBars,
    Subheading,
    Table,
)
from reports.tables import full_table
from tests.stakeholders.factories import PostFactory

from .plans import CUT_OFF, ENTERED, QUARTER, at, build_plan, reading


@pytest.fixture
def world(db):
    return build_plan()


def paper_of(world, body=None, *, quarter=QUARTER, cut_off=CUT_OFF, **particulars):
    return collect(world.plan, body or world.panel, quarter, cut_off, Particulars(**particulars))


def blocks_of(paper, key):
    return next(section.blocks for section in paper.sections if section.key == key)


def after(paper, words, key="issues"):
    """The table beneath the paragraph that holds `words`: rows of cells' texts."""
    blocks = blocks_of(paper, key)
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph) and words in block.text:
            follows = blocks[place + 1] if place + 1 < len(blocks) else None
            return list(follows.rows) if isinstance(follows, Table) else []
    raise AssertionError(f"No paragraph says “{words}”.")


def full_rows(paper):
    blocks = [b for b in blocks_of(paper, "appendix-a") if isinstance(b, ActionTable)]
    tables = [full_table(paper, block) for block in blocks]
    return {row[0].text: row for table in tables for row in table.rows}


def private_note(paper):
    notes = [b for b in blocks_of(paper, "position") if isinstance(b, Note)]
    return next(note for note in notes if "private" in note.text)


def everything(paper):
    return paper.to_json()


def test_what_is_recorded_after_the_cut_off_changes_nothing(world):
    action = world.add("Map the ways in", date(2025, 9, 30), number="1")
    world.say(action, at(2025, 6, 1), comment="Half done.")
    before = paper_of(world)

    world.say(action, at(2025, 7, 14, 18), "red", comment="Lost the map.")
    redate_action(
        action, by=None, reading=reading(date(2026, 3, 31)), reason="x", at=at(2025, 8, 1)
    )
    ask_for_new_date(action, by=None, due_on=date(2026, 5, 1), reason="y", at=at(2025, 8, 2))
    set_leads(action, by=None, posts=[PostFactory(title="Someone Else")], at=at(2025, 8, 3))
    world.add("Added later", date(2025, 12, 1), number="9", when=at(2025, 8, 4))
    world.add("Private, later", None, number="10", exempt_reason="x", when=at(2025, 8, 5))

    assert paper_of(world) == before
    assert paper_of(world, cut_off=at(2025, 8, 29)) != before


def test_a_new_date_that_was_decided_after_the_cut_off_still_waits_in_the_paper(world):
    action = world.add("Map the ways in", date(2025, 9, 30), number="1")
    request = ask_for_new_date(
        action, by=None, due_on=date(2026, 5, 1), reason="No staff", at=at(2025, 7, 1)
    )
    before = paper_of(world)

    answer_date_request(request, by=None, accept=False, note="No", at=at(2025, 7, 20))

    assert paper_of(world) == before
    assert len(after(before, "New dates asked for")) == 1


def test_each_numbered_row_counts_once_and_page_one_adds_up_from_the_appendix(world):
    parent = world.add("Do the duties", date(2025, 5, 1), number="1")
    world.add("Appoint a member", date(2025, 12, 1), number="1a", parent=parent)
    late = world.add("Print the leaflet", date(2025, 6, 30), number="2")
    world.say(late, at(2025, 6, 20), "green")
    done = world.add("Open the desk", date(2025, 6, 30), number="3")
    world.say(done, at(2025, 6, 20), status="complete")

    paper = paper_of(world)

    chart = next(b for b in blocks_of(paper, "issues") if isinstance(b, StateBars))
    states = [state.code for state in chart.states]
    assert dict(zip(states, chart.total.counts, strict=True)) == {
        "overdue": 2,
        "not_reported": 1,
        "complete": 1,
    }
    rows = full_rows(paper)
    assert len(rows) == sum(chart.total.counts) == 4
    assert [row[4].state for row in rows.values()].count("overdue") == 2


def test_a_parent_says_how_many_of_its_sub_actions_are_done(world):
    parent = world.add("Do the duties", None, number="1")
    done = world.add("Appoint a member", None, number="1a", parent=parent)
    world.add("Print the summary", None, number="1b", parent=parent)
    world.add("Sekretmission", None, number="1c", parent=parent, exempt_reason="x")
    closed = world.add("Hold a fair", None, number="1d", parent=parent)
    late = world.add("Ask the Panel", None, number="1e", parent=parent)
    world.say(done, at(2025, 6, 20), status="complete")
    world.say(closed, at(2025, 6, 20), status="closed", comment="Replaced.")
    world.say(late, at(2025, 7, 20), status="complete")

    rows = full_rows(paper_of(world))

    assert rows["1.1"][1].detail == "1 of 3 done"
    assert rows["1.1a"][1].detail == ""
    private = paper_of(world, private=True)
    assert full_rows(private)["1.1"][1].detail == "1 of 4 done"


def test_a_late_action_shows_red_with_its_leads_word_beside_it(world):
    action = world.add("Print the leaflet", date(2025, 7, 2), number="2")
    world.say(action, at(2025, 6, 20), "green")

    cell = full_rows(paper_of(world))["1.2"][4]

    assert (cell.state, cell.text, cell.detail) == (
        "overdue",
        "Overdue",
        "stated on track, 12 days late",
    )


def test_due_on_the_day_of_the_cut_off_is_not_late(world):
    world.add("Print the leaflet", CUT_OFF.date(), number="2")

    assert full_rows(paper_of(world))["1.2"][4].state == "not_reported"


def test_exceptions_come_first_and_in_order(world):
    first = world.add("Long late", date(2025, 5, 1), number="1")
    world.add("Late", date(2025, 7, 1), number="2")
    red = world.add("In trouble", date(2025, 12, 1), number="3")
    world.say(red, at(2025, 7, 1), "red")
    slipped = world.add("Moved", date(2025, 6, 1), number="4")
    world.say(slipped, at(2025, 7, 1))
    redate_action(
        slipped, by=None, reading=reading(date(2025, 9, 1)), reason="ill", at=at(2025, 6, 2)
    )
    ask_for_new_date(first, by=None, due_on=date(2025, 10, 1), reason="No staff", at=at(2025, 7, 3))

    paper = paper_of(world)

    heads = [b.text for b in blocks_of(paper, "issues") if isinstance(b, Subheading)]
    assert heads[:4] == [
        "What needs attention",
        "What was completed",
        "What changed",
        "What comes next",
    ]
    assert [r[0].text for r in after(paper, "Overdue, longest first: 2 actions.")] == ["1.1", "1.2"]
    assert [r[0].text for r in after(paper, "Off track")] == ["1.3"]
    moved = after(paper, "Open, and given a new date since delivery began: 1 action, since")
    assert [cell.text for cell in moved[0][4:]] == ["1", "92"]
    assert moved[0][2].detail == "first due 1 June 2025"
    asked = after(paper, "New dates asked for")
    assert (asked[0][4].text, asked[0][4].detail) == ("1 October 2025", "No staff")
    assert [r[0].text for r in after(paper, "No update received")] == ["1.1", "1.2"]


def test_what_is_red_is_named_wherever_it_belongs(world):
    late = world.add("Late and red", date(2025, 5, 1), number="1")
    world.say(late, at(2025, 6, 1), "red")
    paper = paper_of(world)
    assert after(paper, "No other action is off track by its lead's own word.") == []

    moved = world.add("Moved and red", date(2025, 6, 1), number="2")
    world.say(moved, at(2025, 6, 1), "red")
    redate_action(moved, by=None, reading=reading(date(2025, 9, 1)), reason="x", at=at(2025, 6, 2))

    paper = paper_of(world)
    assert [r[0].text for r in after(paper, "and not overdue: 1 action.")] == ["1.2"]
    assert [r[0].text for r in after(paper, "given a new date")] == ["1.2"]


def test_slips_are_counted_from_the_date_in_force_when_delivery_began(world):
    action = world.add("Moved twice", date(2025, 3, 1), number="1")
    for month, when in ((6, at(2025, 2, 1)), (9, at(2025, 5, 1))):
        redate_action(
            action, by=None, reading=reading(date(2025, month, 1)), reason="late", at=when
        )

    cell = full_rows(paper_of(world))["1.1"][2]

    assert cell.text == "1 September 2025"
    assert cell.detail == "moved twice, 184 days later than first due"
    [slipped] = after(paper_of(world), "given a new date")
    assert [cell.text for cell in slipped[4:]] == ["2", "184"]


def test_what_changed_is_measured_from_the_last_quarters_cut_off(world):
    done = world.add("Finish", date(2025, 12, 1), number="1")
    worse = world.add("Worsen", date(2025, 12, 1), number="2")
    same = world.add("Stay", date(2025, 12, 1), number="3")
    for action in (done, worse, same):
        world.say(action, at(2025, 3, 1))
    world.say(done, at(2025, 6, 1), status="complete")
    world.say(worse, at(2025, 6, 1), "amber")

    paper = paper_of(world)

    assert [r[0].text for r in after(paper, "Completed since 14 April 2025: 1 action.")] == ["1.1"]
    moved = after(paper, "In another state than on 14 April 2025: 1 action.")
    assert [[c.text for c in row[2:]] for row in moved] == [["On track", "At risk"]]


def test_movement_never_runs_backwards(world):
    """A quarter's paper may be built before the last quarter's cut-off has come."""
    action = world.add("Finish", date(2025, 12, 1), number="1")
    world.say(action, at(2025, 7, 8), status="complete")

    paper = paper_of(world, quarter=QUARTER.next(), cut_off=at(2025, 7, 5))

    assert "No action was completed since 5 July 2025." in everything(paper)


def test_what_is_due_next_quarter_is_listed(world):
    world.add("August", date(2025, 8, 31), number="1")
    world.add("October", date(2025, 10, 1), number="2")

    rows = after(paper_of(world), "Still to be done in the next quarter")

    assert [row[0].text for row in rows] == ["1.1"]


def test_an_update_says_what_was_reported_under_its_objective(world):
    action = world.add("Talk", date(2025, 12, 1), number="1")
    world.say(action, at(2025, 6, 1), comment="Six halls were visited.", next_step="Six more.")

    paper = paper_of(world)

    bullets = [b for b in blocks_of(paper, "issues") if isinstance(b, Bullets)]
    assert bullets[-1].items == ("1.1: from not reported to on track. Six halls were visited.",)
    cell = full_rows(paper)["1.1"][5]
    assert cell.text == "Six halls were visited.\nNext: Six more."
    assert cell.detail == "Given on 1 June 2025"


def test_a_public_paper_bears_no_trace_of_an_exempt_row(world):
    world.add("Open thing", date(2025, 5, 1), number="1")
    world.add("Sekretmission", date(2025, 5, 1), number="2", exempt_reason="Geheimgrund")
    parent = world.add("Sekretparent", None, number="3", exempt_reason="Geheimgrund")
    world.add("Sekretchild", None, number="3a", parent=parent)
    hidden = create_objective(
        plan=world.plan, by=None, number="2", title="Sekretziel", exempt_reason="x", at=ENTERED
    )
    world.add("Sekretziel action", None, number="1", objective=hidden)

    public, private = paper_of(world), paper_of(world, private=True)

    text = everything(public)
    assert "Sekret" not in text
    assert "Geheim" not in text
    assert list(full_rows(public)) == ["1.1"]
    note = private_note(public)
    assert "under Schedule 12A to the Local Government Act 1972" in note.text
    assert not any(figure.isdigit() for figure in note.text.replace("12A", "").replace("1972", ""))
    chart = next(b for b in blocks_of(public, "issues") if isinstance(b, StateBars))
    assert (chart.total.label, chart.total.counts) == ("All public actions", (1,))
    assert len(full_rows(private)) == 5
    assert private.heading.private_reason == "Schedule 12A to the Local Government Act 1972"


def test_a_public_paper_without_exempt_rows_says_nothing_of_a_private_one(world):
    world.add("Open thing", date(2025, 5, 1), number="1")

    assert "private" not in everything(paper_of(world)).replace('"private_reason":""', "")


@pytest.mark.parametrize(
    ("named", "printed"),
    [
        ("Paragraph 3 of Schedule 12A", "paragraph 3 of Schedule 12A"),
        ("Local Government Act 1972, Schedule 12A", "Local Government Act 1972, Schedule 12A"),
    ],
)
def test_the_named_paragraph_stands_in_the_note_as_part_of_its_sentence(world, named, printed):
    world.add("Sekretmission", None, number="2", exempt_reason="x")

    note = private_note(paper_of(world, exempt_paragraph=named))

    assert f"in a private paper, under {printed}." in note.text


def test_a_plan_entered_after_the_cut_off_is_shown_as_published(world):
    action = world.add("Old thing", date(2010, 9, 30), number="1")
    world.say(action, timezone.now(), "green")
    quarter = Quarter(2010, 1)

    paper = paper_of(world, quarter=quarter, cut_off=usual_cut_off(quarter))

    row = full_rows(paper)["1.1"]
    assert (row[3].text, row[4].state, row[5].text) == (
        "Head of Engagement",
        "not_reported",
        "No update received",
    )
    assert "was entered in the portal on 6 January 2025" in everything(paper)
    assert "No update is counted as missing" in everything(paper)


def test_both_forms_have_the_sections_of_their_body(world):
    world.add("Open thing", date(2025, 5, 1), number="1")

    panel, board = paper_of(world), paper_of(world, world.board)

    assert [s.title for s in panel.sections][:9] == [
        "The position",
        "Purpose",
        "Recommendations",
        "Terms of reference",
        "Background",
        "Key issues",
        "Priorities for action",
        "Background documents",
        "Appendices",
    ]
    assert [s.title for s in board.sections][:8] == [
        "The position",
        "Purpose",
        "Recommendation",
        "Background",
        "Content",
        "Implementation",
        "Recommendation",
        "Bibliography",
    ]
    assert panel.heading.report_of == "Police and Crime Commissioner for Northmoor"
    assert board.heading.from_post == "Chief Executive"
    assert board.clearance is None


def test_every_paper_ends_with_the_key_of_all_states(world):
    for body in (world.panel, world.board):
        [key] = paper_of(world, body).sections[-1].blocks
        assert isinstance(key, Key)
        assert {state.code for state in key.states} == set(ShownState)
        assert all(state.meaning for state in key.states)


def test_a_marked_plan_marks_its_papers(world):
    world.plan.mark = "OFFICIAL-SENSITIVE"

    assert paper_of(world).mark == "OFFICIAL-SENSITIVE"


def test_a_plan_without_actions_still_has_a_paper(world):
    text = everything(paper_of(world))

    assert "The plan has no public actions yet." in text
    assert "This paper covers no objectives and no public actions." in text
    assert "To be finished in the next quarter: no actions." in text
    assert "There are no public actions." in text  # the appendix is no empty page


def test_a_long_list_is_cut_and_says_where_the_rest_is(world):
    for number in range(30):
        world.add("Late", date(2025, 5, 1), number=str(number))

    rows = after(paper_of(world), "30 actions. The first 25 are listed here; Appendix A")

    assert len(rows) == 25


def test_queries_do_not_grow_with_the_plan(world):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            paper_of(world)
        return len(queries)

    def fill(start):
        for number in range(start, start + 12):
            action = world.add("Do", date(2025, 5, number % 27 + 1), number=str(number))
            world.say(action, at(2025, 3, 3))
            world.say(action, at(2025, 6, 3), "amber")

    fill(0)
    few = count()
    fill(100)

    assert count() == few
    assert few < 30
