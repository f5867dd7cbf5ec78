"""The ways in which plans name their objectives and cut up their rows."""

import pytest

from .rows import answered, banner, codes, line, merged, plan, read, table

HEAD = ["Action", "Lead", "Date"]
ASK, TELL = ["Ask", "Web Team", "2025"], ["Tell", "Web Team", "2026"]


def structure(draft):
    return [
        (objective.number, objective.title, [action.text for action in objective.actions])
        for objective in draft.objectives
    ]


TWO = [("", "Listening", ["Ask"]), ("", "Answering", ["Tell"])]


def test_headings_above_tables_are_objectives():
    rows = [
        line(1, "Engagement plan", 1), line(2, "What this is about, at some length."),
        line(3, "Listening", 2), *table(1, HEAD, ASK),
        line(4, "Answering", 2), *table(2, HEAD, TELL), line(5, "Agreed by the board."),
    ]  # fmt: skip
    draft = plan(rows)
    assert structure(draft) == TWO
    assert draft.published_title == "Engagement plan"
    assert [doubt.text for doubt in draft.doubts_of("heading_assumed")] == [
        "Listening",
        "Answering",
    ]
    assert [doubt.text for doubt in draft.doubts_of("text_outside_table")] == [
        "What this is about, at some length.", "Agreed by the board.",
    ]  # fmt: skip
    draft = answered(rows, "heading_assumed", value="none", group=True)
    assert structure(draft) == [("", "Our plan", ["Ask", "Tell"])]


def test_plain_lines_above_every_table_are_objectives():
    rows = [
        line(1, "Listening"), *table(1, HEAD, ASK), line(2, "Answering"), *table(2, HEAD, TELL),
    ]  # fmt: skip
    assert structure(plan(rows)) == TWO


def test_a_line_above_the_only_table_is_the_title():
    draft = plan([line(1, "Engagement plan", 1), *table(1, HEAD, ASK)])
    assert structure(draft) == [("", "Our plan", ["Ask"])]
    assert draft.published_title == "Engagement plan"


def test_a_line_that_says_objective_is_one_above_the_only_table_too():
    draft = plan([line(1, "Objective: Listening"), *table(1, HEAD, ASK)])
    assert structure(draft) == [("", "Listening", ["Ask"])]


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("Objective 2: Listening", "2", "Listening"),
        ("Priority 2 - Listening", "2", "Priority 2 - Listening"),
        ("2. Listening", "2", "Listening"),
        ("Objective: Listening", "", "Listening"),
        ("Priority: Listening", "", "Priority: Listening"),
    ],
)
def test_a_numbered_or_named_heading_needs_no_asking(text, number, title):
    first = [line(1, "Plan"), line(2, "1. Answering"), *table(1, HEAD, TELL)]
    draft = plan([*first, line(3, text), *table(2, HEAD, ASK)])
    assert structure(draft)[1] == (number, title, ["Ask"])
    assert "heading_assumed" not in codes(draft)


def test_banner_rows_are_objectives():
    draft = plan([
        *table(1, HEAD), banner(1, 2, "Listening"), *table(1, ASK),
        banner(1, 4, "Answering"), *table(1, TELL),
    ])  # fmt: skip
    assert structure(draft) == TWO


def test_a_banner_above_rows_that_name_their_objectives_is_kept_as_text():
    draft = plan([
        *table(1, ["Objective", *HEAD]), banner(1, 2, "Part one"),
        *table(1, ["1. Listening", *ASK]),
    ])  # fmt: skip
    assert structure(draft) == [("1", "Listening", ["Ask"])]
    assert [doubt.text for doubt in draft.doubts_of("text_outside_table")] == ["Part one"]


def test_a_cell_alone_on_its_row_is_an_objective_where_the_table_begins_so():
    rows = table(1, HEAD, ["Listening"], ASK, ["Answering", "", ""], TELL)
    assert structure(plan(rows)) == TWO
    draft = answered(rows, "heading_assumed", value="action")
    assert structure(draft) == [("", "Our plan", ["Listening", "Ask"]), ("", "Answering", ["Tell"])]


def test_a_cell_alone_on_its_row_is_else_an_action():
    draft = read(HEAD, ASK, ["Tell", "", ""])
    assert structure(draft) == [("", "Our plan", ["Ask", "Tell"])]


def test_merged_cells_say_the_same_of_each_of_their_rows():
    draft = plan([
        *table(1, ["Objective", "Action", "Lead", "Date"], ["1. Listening", *ASK]),
        merged(1, 3, ["", "Tell", "", ""], {0, 2, 3}),
        merged(1, 4, ["", "Go", "", ""], {0}),
    ])  # fmt: skip
    assert structure(draft) == [("1", "Listening", ["Ask", "Tell", "Go"])]
    assert [action.leads for action in draft.actions] == [("Web Team",), ("Web Team",), ()]
    assert [action.deadline.text for action in draft.actions] == ["2025", "2025", ""]


def test_a_row_merged_with_the_action_above_gives_it_more_leads():
    draft = plan([
        *table(1, HEAD, ASK),
        merged(1, 3, ["", "Press Office", ""], {0, 2}),
    ])  # fmt: skip
    assert draft.actions[0].leads == ("Web Team", "Press Office")
    assert len(draft.actions) == 1


def test_a_lead_on_a_row_without_an_action_is_given_to_the_one_above_on_request():
    rows = table(1, HEAD, ASK, ["", "Press Office", ""])
    assert plan(rows).actions[0].leads == ("Web Team",)
    assert answered(rows, "row_without_action", value="above").actions[0].leads == (
        "Web Team", "Press Office",
    )  # fmt: skip


def test_sheets_without_objectives_are_one_each():
    rows = [*table(1, HEAD, ASK, sheet="Listening"), *table(2, HEAD, TELL, sheet="Answering")]
    assert structure(plan(rows)) == TWO


def test_a_sheet_of_words_to_choose_from_is_no_part_of_the_plan():
    plan_sheet = table(1, HEAD, ASK, TELL, sheet="Plan")
    lists = table(2, ["RAG values"], ["Red"], ["Amber"], ["Green"], sheet="Lists")
    draft = plan([*plan_sheet, *lists])
    assert len(draft.objectives) == 1
    assert [action.text for action in draft.actions] == ["Ask", "Tell"]
    assert [doubt.source for doubt in draft.doubts_of("table_not_used")] == ["sheet Lists, row 1"]


def test_a_plan_goes_on_on_a_second_sheet_without_headings():
    rows = [*table(1, HEAD, ASK, sheet="One"), *table(2, TELL, TELL, sheet="Two")]
    assert [action.text for action in plan(rows).actions][:2] == ["Ask", "Tell"]


def test_a_title_and_notes_above_the_header_in_the_same_table():
    draft = read(["Engagement plan"], ["Version 3", "May"], HEAD, ASK)
    assert draft.published_title == "Engagement plan"
    assert [doubt.text for doubt in draft.doubts_of("text_outside_table")] == ["Version 3 May"]
    assert len(draft.actions) == 1


def test_a_list_of_points_is_several_actions_or_one():
    rows = table(1, HEAD, ["• Ask\n• Tell", "Web Team", "2025"])
    draft = plan(rows)
    assert [action.text for action in draft.actions] == ["Ask", "Tell"]
    assert "several_in_cell" in codes(draft)
    draft = answered(rows, "several_in_cell", value="one")
    assert [action.text for action in draft.actions] == ["Ask\n• Tell"]
    assert "several_in_cell" in codes(draft)


def test_a_list_within_a_list_is_part_of_its_point():
    draft = read(HEAD, ["• Ask\n◦ by post\n◦ by phone\n• Tell", "Web Team", "2025"])
    assert [action.text for action in draft.actions] == ["Ask\n◦ by post\n◦ by phone", "Tell"]


def test_points_below_a_sentence_are_part_of_it():
    draft = read(HEAD, ["Do three things:\n• Ask\n• Tell", "Web Team", "2025"])
    assert [action.text for action in draft.actions] == ["Do three things:\n• Ask\n• Tell"]


def test_two_rows_that_were_joined_are_parted_on_request():
    rows = table(1, HEAD, ["Ask the", "Web Team", "2025"], ["whole ward", "", ""])
    assert [action.text for action in plan(rows).actions] == ["Ask the whole ward"]
    draft = answered(rows, "joined", value="separate")
    assert [action.text for action in draft.actions] == ["Ask the", "whole ward"]


def test_a_shifted_row_is_left_as_it_stands_on_request():
    head = ["Objective", "Activities", "This will require", "Date", "Lead"]
    rows = table(
        1, head, ["1. Listen", "1. Meet", "1. Ask", "2025", "X"], ["", "2. Go", "2025", "X"]
    )
    assert len(plan(rows).activities) == 1
    draft = answered(rows, "row_shifted", value="as_it_stands")
    assert [activity.text for activity in draft.activities] == ["Meet", "Go"]


def test_numbers_that_run_on_from_objective_to_objective_are_in_order():
    head = ["Objective", "Action", "Lead", "Date"]
    rows = [["1. Listen", "1. Ask", "X", ""], ["2. Answer", "2. Tell", "X", ""]]
    assert "number_order" not in codes(read(head, *rows))


def test_a_banner_with_the_next_number_is_an_objective_even_there():
    draft = plan([
        *table(1, ["Objective", *HEAD], ["1. Listening", *ASK]),
        banner(1, 3, "2. Answering"), *table(1, ["", *TELL]),
    ])  # fmt: skip
    assert structure(draft) == [("1", "Listening", ["Ask"]), ("2", "Answering", ["Tell"])]


@pytest.mark.parametrize(
    "below",
    [
        [["Red", "Off track"], ["Amber", "At risk"], ["Green", "On track"]],
        [["Signed", "Date"], ["Chief Executive", "1 April 2025"]],
        [["Head of Press"], ["Web Manager"]],
        [["Date", "Change", "By"], ["1 May 2025", "Added a row", "Web Team"]],
    ],
)
def test_a_key_or_signatures_below_the_plan_are_no_actions(below):
    plan_rows = table(1, ["No.", "Action", "Date", "Lead"], ["1", *ASK[:1], "2025", "Web Team"])
    draft = plan([*plan_rows, line(9, "RAG key"), *table(2, *below)])
    assert structure(draft) == [("", "Our plan", ["Ask"])]
    assert [doubt.source for doubt in draft.doubts_of("table_not_used")] == ["table 2, row 1"]
    assert [doubt.text for doubt in draft.doubts_of("text_outside_table")] == ["RAG key"]


def test_rows_that_a_page_break_cut_off_go_on():
    head = ["Action", "Date", "Lead", "Notes"]
    first = table(1, head, ["Ask everybody", "2025", "Web Team", ""])
    for rest, texts in [
        (["and their neighbours"], ["Ask everybody and their neighbours"]),
        (["Tell", "2026", "Web Team"], ["Ask everybody", "Tell"]),
        (["Tell", "", "", ""], ["Ask everybody", "Tell"]),
    ]:
        assert structure(plan([*first, *table(2, rest)])) == [("", "Our plan", texts)]
