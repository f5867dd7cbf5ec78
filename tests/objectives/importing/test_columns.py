import pytest

from objectives.importing.interpreting import NotAPlan
from objectives.importing.roles import role_of

from .rows import answered, codes, line, plan, read, table


@pytest.mark.parametrize(
    ("role", "headings"),
    [
        ("objective", ["Objective", "AIM", "Strategic priority", "Outcome", "Theme",
                       "Obligations"]),
        ("activity", ["Activities", "Key activity"]),
        ("action", ["Action", "What we will do", "This will require", "Milestone", "Key tasks",
                    "Measure", "Action required"]),
        ("start", ["Start", "Start date", "Commencement", "From", "Planned start"]),
        ("deadline", ["Date", "Deadline", "Timescale", "Time-scale", "Timeline", "By when",
                      "Target date", "Due", "End date", "Completion date", "Action due date"]),
        ("lead", ["Lead", "Owner", "Responsible", "Lead Officer/ Dept.", "Department", "By whom",
                  "Action owner", "Who?", "Accountable officer"]),
        ("status", ["Status", "RAG", "Progress", "Latest update", "BRAG rating",
                    "Progress to date"]),
        ("comment", ["Comments", "Commentary"]),
        ("completed", ["Date completed", "Completed on"]),
        ("number", ["No.", "Ref", "#", "Action no."]),
        ("objective_number", ["Objective no.", "Priority ref"]),
        ("note", ["Cost", "Success measure", "Outcome measures", "Evidence", "Venue", "Budget"]),
    ],
)  # fmt: skip
def test_a_heading_is_known_by_its_meaning(role, headings):
    assert {heading: role_of(heading) for heading in headings} == dict.fromkeys(headings, role)


def roles(draft):
    return draft.tables[0].roles


THEMES = [
    ["Action", "Objective", "Lead", "By when"],
    ["Website", "Rebuild the pages with residents", "Web Team", "2025"],
    ["Website", "Publish each decision in two weeks", "Web Team", "2025"],
    ["Events", "Hold a stall in each ward", "Web Team", "2025"],
]


def test_a_theme_may_be_headed_action_and_the_description_objective():
    draft = read(*THEMES)
    assert roles(draft) == ("objective", "action", "lead", "deadline")
    assert [objective.title for objective in draft.objectives] == ["Website", "Events"]
    assert draft.actions[2].text == "Hold a stall in each ward"
    (doubt,) = draft.doubts_of("column_judged")
    assert "“Objective” says what is to be done" in doubt.assumed


def test_columns_are_taken_as_headed_where_the_coordinator_says_so():
    key = read(*THEMES).doubts_of("column_judged")[0].key
    draft = read(*THEMES, answers={key: {"choice": "correct", "value": "as_headed"}})
    assert roles(draft) == ("action", "objective", "lead", "deadline")
    (doubt,) = draft.doubts_of("column_judged")
    assert (doubt.key, doubt.answer.value) == (key, "as_headed")


def test_an_objective_that_stands_alone_is_what_is_to_be_done():
    draft = read(["Theme", "Objective", "Lead"], ["Voice", "Ask all wards", "Web Team"])
    assert roles(draft) == ("objective", "action", "lead")


def test_of_two_columns_like_objectives_the_one_called_so_counts():
    draft = read(
        ["Theme", "Objective", "Action", "Lead", "Date"],
        ["Voice", "1. Listen", "Ask", "X", "2025"],
        ["", "", "Tell", "X", "2025"],
    )
    assert draft.objectives[0].title == "Listen"
    assert [action.notes for action in draft.actions] == [{"Theme": "Voice"}] * 2


def test_grades_under_priority_are_no_objectives():
    draft = read(
        ["Priority", "Action", "Lead", "Date"], ["High", "Ask", "X", ""], ["Low", "Go", "X", ""]
    )
    assert len(draft.objectives) == 1
    assert [action.notes["Priority"] for action in draft.actions] == ["High", "Low"]


def test_a_target_that_is_no_date_is_a_note():
    head = ["Action", "Target", "Lead", "Deadline"]
    draft = read(head, ["Ask", "400 people", "X", "2025"], ["Tell", "9 wards", "X", "2025"])
    assert draft.actions[0].notes == {"Target": "400 people"}
    assert draft.actions[0].deadline.text == "2025"
    draft = read(["Action", "Target", "Lead"], ["Ask", "May 2025", "X"], ["Tell", "2025", "X"])
    assert draft.actions[0].deadline.text == "May 2025"


def test_start_and_due_stand_in_two_columns():
    head = ["Action", "Start", "End", "Lead"]
    draft = read(head, ["Ask", "May 2024", "June 2025", "X"], ["Tell", "soon", "2025", "X"])
    deadline = draft.actions[0].deadline
    assert [str(deadline.starts_on), str(deadline.due_on)] == ["2024-05-01", "2025-06-30"]
    assert (deadline.text, deadline.certainty) == ("June 2025", "certain")
    assert "May 2024 taken as its start on Wednesday 1 May 2024" in deadline.note
    assert draft.actions[0].start_text == "May 2024"
    assert [action.notes["Start"] for action in draft.actions] == ["May 2024", "soon"]
    assert [doubt.text for doubt in draft.doubts_of("start_unreadable")] == ["soon"]


def test_a_start_alone_is_no_due_date():
    draft = read(["Action", "Start", "Due", "Lead"], ["Ask", "May 2024", "", "X"])
    deadline = draft.actions[0].deadline
    assert (str(deadline.starts_on), deadline.due_on) == ("2024-05-01", None)
    assert deadline.certainty == "none"


def test_a_start_after_the_due_date_is_asked_about():
    draft = read(["Action", "Start", "Due", "Lead"], ["Ask", "May 2026", "June 2025", "X"])
    assert "due_before_start" in codes(draft)


def test_a_heading_over_two_columns_is_parted_by_the_row_below():
    draft = read(
        ["Objective", "Action", "Timescale", "", "Lead"],
        ["", "", "Start", "End", ""],
        ["1. Listen", "Ask", "May 2024", "June 2025", "X"],
    )
    assert roles(draft) == ("objective", "action", "start", "deadline", "lead")
    assert len(draft.actions) == 1


def test_numbers_of_objectives_and_actions_stand_in_columns_of_their_own():
    draft = read(
        ["No.", "Objective", "No.", "Action", "Lead", "Date"],
        ["1", "Listen", "1.1", "Ask", "X", "2025"],
        ["", "", "1.2", "Tell 3. Go", "X", "2025"],
        ["2", "Answer", "2.1", "Reply", "X", "2025"],
        ["", "", "2.1a", "Write", "X", "2025"],
    )
    assert [objective.number for objective in draft.objectives] == ["1", "2"]
    assert [(a.number, a.text) for a in draft.actions] == [
        ("1.1", "Ask"), ("1.2", "Tell 3. Go"), ("2.1", "Reply"), ("2.1a", "Write"),
    ]  # fmt: skip
    assert draft.actions[3].parent_key == draft.actions[2].key


def test_a_column_with_its_month_first_is_asked_about_once():
    rows = [
        ["Action", "Date", "Lead"],
        ["Ask", "03/25/2025", "X"],
        ["Tell", "04/01/2025", "X"],
    ]
    draft = read(*rows)
    assert [str(action.deadline.due_on) for action in draft.actions] == ["2025-03-25", "2025-04-01"]
    assert codes(draft).count("month_first") == 1
    assert "deadline_assumed" not in codes(draft)
    key = draft.doubts_of("month_first")[0].key
    draft = read(*rows, answers={key: {"choice": "correct", "value": "day_first"}})
    assert [str(action.deadline.due_on) for action in draft.actions] == ["None", "2025-01-04"]
    assert codes(draft).count("month_first") == 1


def test_days_stand_first_where_any_date_says_so():
    head = ["Action", "Date", "Lead"]
    draft = read(head, ["Ask", "25/03/2025", "X"], ["Tell", "04/01/2025", "X"])
    assert str(draft.actions[1].deadline.due_on) == "2025-01-04"
    assert "month_first" not in codes(draft)


def test_a_column_is_mapped_anew():
    head = ["Objective", "Action", "Lead", "Date", "Venue", "Team"]
    row = ["1. Listen", "Ask", "Head of Press", "2025", "In progress", "Web Team"]
    draft = read(head, row, mapping={"0": {"4": "status", "5": "lead", "3": "note"}})
    action = draft.actions[0]
    assert action.status.status == "in_progress"
    assert action.leads == ("Head of Press", "Web Team")
    assert action.notes == {"Date": "2025"}
    assert action.deadline.certainty == "none"


def test_a_mapping_that_makes_no_sense_is_left_aside():
    rows = [["Action", "Lead", "Date"], ["Ask", "X", "2025"]]
    draft = read(*rows, mapping={"7": {"0": "lead"}, "0": {"9": "lead", "x": "lead", "0": "king"}})
    assert draft.actions[0].text == "Ask"


def test_a_table_that_nobody_headed_is_read_with_a_mapping():
    rows = [["Ask all wards", "Web Team", "2025"], ["Tell them", "Press Office", "2026"]]
    with pytest.raises(NotAPlan) as caught:
        read(*rows)
    assert [table.index for table in caught.value.tables] == ["0"]
    draft = read(*rows, mapping={"0": {"0": "action", "1": "lead", "2": "deadline"}})
    assert [action.text for action in draft.actions] == ["Ask all wards", "Tell them"]
    draft = read(["Wot", "Hoo"], *rows, mapping={"0": {"0": "action", "1": "lead"}})
    assert [action.text for action in draft.actions] == ["Ask all wards", "Tell them"]


def test_a_table_is_left_out_where_the_coordinator_says_so():
    rows = [
        *table(1, ["Action", "Lead", "Date"], ["Ask", "X", "2025"], sheet="Now"),
        *table(2, ["Task", "Owner", "Due"], ["Old", "X", "2015"], sheet="Then"),
    ]
    assert len(plan(rows).actions) == 2
    draft = plan(rows, mapping={"1": {"left_out": "yes"}})
    assert [action.text for action in draft.actions] == ["Ask"]
    assert [doubt.text for doubt in draft.doubts_of("table_not_used")] == [
        "Task | Owner | Due\nOld | X | 2015"
    ]
    assert [table.used for table in draft.tables] == [True, False]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["Name", "Organisation", "Role", "Term ends"], ["A", "B", "C", ""]], "list of people"),
        ([["Member", "Lead area", "Priority", "Email"], ["A", "B", "C", "d"]], "list of people"),
        ([["Description", "Qty", "Price", "Due date"], ["Pens", "5", "£3", "2025"]], "an invoice"),
        ([["Item", "Task", "Hours", "Rate", "Due"], ["1", "Work", "5", "£3", "May"]], "an invoice"),
        ([["Dear resident", "we write"], ["about", "bins"]], "No row of headings"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_plan_is_refused_with_its_reason(rows, words):
    with pytest.raises(NotAPlan) as caught:
        read(*rows)
    assert caught.value.code == "no_header"
    assert words in caught.value.message
    assert caught.value.tables[0].used is False


def test_another_table_in_the_document_is_no_part_of_the_plan_and_kept():
    draft = plan([
        *table(1, ["Action", "Lead", "Date"], ["Ask", "X", "2025"]),
        line(1, "Members of the board"),
        *table(2, ["Name", "Body", "Since"], ["Ann", "Board", "2020"]),
    ])  # fmt: skip
    assert len(draft.actions) == 1
    (doubt,) = draft.doubts_of("table_not_used")
    assert doubt.text == "Name | Body | Since\nAnn | Board | 2020"


def test_a_row_that_speaks_like_a_heading_is_no_heading():
    draft = read(
        ["Objective", "Action", "Lead", "Date"],
        ["1. Listen", "Measure the outcomes of each activity", "Lead officer", "Date to follow"],
        ["", "Review the action plan", "Lead officer", "2025"],
    )
    assert len(draft.actions) == 2


def test_headings_in_two_rows_over_the_last_columns():
    draft = read(
        ["Action", "Timescale", "", "Lead", "Progress"],
        ["", "Start", "End", "", "RAG", "Update"],
        ["Ask", "May 2024", "June 2024", "Web Team", "Green", "Two towns done"],
    )
    (action,) = draft.actions
    assert (action.start_text, action.deadline.text) == ("May 2024", "June 2024")
    assert (action.status.rag, action.status.comment) == ("green", "Two towns done")


def test_the_only_column_of_dates_is_the_date_whatever_its_heading():
    rows = [
        ["Action", "Expected", "Lead", "RAG"],
        ["Ask", "May 2024", "A", "Red"],
        ["Tell", "June 2024", "B", "Red"],
    ]
    draft = read(*rows)
    assert [action.deadline.text for action in draft.actions] == ["May 2024", "June 2024"]
    assert "“Expected” holds dates" in draft.doubts_of("column_judged")[0].assumed
    headed = answered(table(1, *rows), "column_judged", value="headed")
    assert [action.deadline.text for action in headed.actions] == ["", ""]


def test_by_is_a_date_where_dates_stand_under_it():
    draft = read(["Action", "By", "Lead"], ["Ask", "May 2024", "A"], ["Tell", "2025", "B"])
    assert roles(draft) == ("action", "deadline", "lead")
    draft = read(["Action", "By", "Date"], ["Ask", "Web Team", "2024"], ["Tell", "B", "2025"])
    assert roles(draft) == ("action", "lead", "deadline")
