"""A plan with every defect of a real one, in other words and for an invented area."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

from objectives.importing.interpreting import interpret
from objectives.importing.reading import read_path

FILE = Path(__file__).parents[1] / "files" / "lookalike_plan.txt"
BOARD, WARDS = "Community Board", "Neighbourhood Support"
OUTREACH, PRESS = "CB Head of Outreach & Media", "Constabulary Head of Press & Communications"
UNIT = "Inclusion and Cohesion Unit (ICU)"


@pytest.fixture(scope="module")
def draft():
    return interpret(read_path(FILE), title="Listening plan", starts_on=dt.date(2024, 4, 1))


@pytest.fixture(scope="module")
def actions(draft):
    return {action.key: action for action in draft.actions}


def doubts(draft, code):
    return [(doubt.source, doubt.text) for doubt in draft.doubts_of(code)]


def test_it_has_all_of_its_parts(draft):
    numbered = [action for action in draft.actions if action.parent_key is None]
    assert len(draft.objectives) == 4
    assert len(draft.activities) == 13
    assert (len(draft.actions), len(numbered)) == (30, 27)
    assert [objective.number for objective in draft.objectives] == ["1", "2", "3", "4"]
    assert draft.objectives[2].title == "Widen the range of people who are heard"
    assert draft.published_title == "Northmoor Shared Listening Plan"


def test_activities_are_parted_joined_and_free_of_layout(draft):
    assert [
        [(activity.number, activity.text) for activity in objective.activities]
        for objective in draft.objectives
    ] == [
        [
            ("1", "Offer more ways of talking to local officers"),
            ("2", "Explain what the Board is for"),
        ],
        [
            ("1", "Ask partners before we ask the public"),
            ("2", "Build up a shared picture of who lives in each ward"),
            ("3", "Pass on what was learned"),
        ],
        [
            ("1", "Try new kinds of events"),
            ("2", "Strengthen ward meetings"),
            ("3", "Work with traders"),
            ("4", "Reach people who work nights"),
        ],
        [
            ("1", "Follow the figures"),
            ("2", "Reply to everyone who wrote"),
            ("3", "Answer every Answer every letter in plain words"),
            ("4", "Train all staff to listen"),
        ],
    ]


def test_actions_are_numbered_as_published(draft):
    assert [[action.key for action in objective.actions] for objective in draft.objectives] == [
        ["1.1", "1.2", "1.3", "1.4", "1.5"],
        ["2.1", "2.2", "2.3", "2.4", "2.5"],
        ["3.1", "3.1a", "3.1b", "3.1c"] + [f"3.{number}" for number in range(2, 10)],
        ["4.1", "4.2", "4.2~2", "4.4", "4.5", "4.6", "4.7", "4.8"],
    ]


def test_sub_actions_know_the_action_above_them(actions):
    subs = [action for action in actions.values() if action.parent_key]
    assert [(action.number, action.parent_key) for action in subs] == [
        ("1a", "3.1"),
        ("1b", "3.1"),
        ("1c", "3.1"),
    ]
    assert actions["3.1a"].text == "Naming a member for listening"


def test_shifted_rows_are_back_in_their_columns(draft, actions):
    assert [source for source, _ in doubts(draft, "row_shifted")] == [
        "line 29", "line 30", "line 31", "line 32", "line 33",
    ]  # fmt: skip
    assert actions["3.5"].text == "Build links with parish councils"
    assert actions["3.5"].deadline.text == "2025"
    assert actions["3.5"].lead_text == "CB Neighbourhood Support"
    assert (actions["3.9"].deadline.text, actions["3.9"].lead_text) == ("", "Community Board/ NRC")


def test_a_number_inside_a_sentence_begins_nothing(draft, actions):
    text = "Use the list made at 2. to find gaps, and see 7. Then plan visits"
    assert actions["3.6"].text == text
    assert doubts(draft, "number_in_sentence") == [
        ("line 30", "list made at 2. to find gaps,"),
        ("line 30", "gaps, and see 7. Then plan visits"),
    ]


@pytest.mark.parametrize(
    ("key", "leads"),
    [
        ("1.1", (WARDS, PRESS)),
        ("1.2", (OUTREACH,)),
        ("1.3", (PRESS,)),
        ("1.4", (OUTREACH, PRESS)),
        ("1.5", (OUTREACH, PRESS, "Volunteer Lead", WARDS)),
        ("2.1", (BOARD, WARDS)),
        ("2.2", (OUTREACH, WARDS, PRESS)),
        ("2.3", ("Volunteer Lead", "Survey Team")),
        ("2.4", (BOARD, WARDS)),
        ("2.5", (OUTREACH, "Chief Clerk")),
        ("3.1a", (BOARD,)),
        ("3.1c", (WARDS,)),
        ("3.2", (OUTREACH,)),
        ("3.3", (UNIT,)),
        ("3.4", ("Youth champion",)),
        ("3.7", ("Press & Events Officer",)),
        ("3.8", (BOARD,)),
        ("3.9", (BOARD, "NRC")),
        ("4.1", ("PST",)),
        ("4.2", (BOARD, "PST")),
        ("4.2~2", (BOARD, WARDS, "Corporate Media")),
        ("4.4", (BOARD, "Director of Training")),
        ("4.5", ("PST", "Volunteer Lead")),
        ("4.6", (WARDS, "Constabulary Strategic Youth Lead & Strategic Wards")),
        ("4.7", (BOARD, UNIT)),
        ("4.8", ()),
    ],
)
def test_the_leads_of_a_row(actions, key, leads):
    assert actions[key].leads == leads


def test_rows_with_several_leads(draft):
    several = [action.source for action in draft.actions if len(action.leads) > 1]
    assert len(several) == 17
    assert [source for source, _ in doubts(draft, "leads_split")] == several


@pytest.mark.parametrize(
    ("key", "starts_on", "due_on", "certainty"),
    [
        ("1.1", "2022-01-01", None, "certain"),
        ("1.2", "2024-07-01", "2024-09-30", "assumed"),
        ("1.3", None, "2024-12-31", "assumed"),
        ("1.4", "2025-01-01", "2025-03-31", "assumed"),
        ("1.5", None, None, "none"),
        ("2.1", "2024-04-01", None, "certain"),
        ("2.5", None, "2024-05-31", "certain"),
        ("3.2", None, "2024-03-31", "certain"),
        ("3.6", None, "2024-09-30", "certain"),
        ("4.2", "2024-04-01", None, "certain"),
        ("4.2~2", None, "2024-05-01", "assumed"),
        ("4.4", None, None, "unreadable"),
        ("4.5", None, None, "unreadable"),
        ("4.6", "2024-01-01", "2025-12-31", "assumed"),
        ("4.7", "2024-07-01", "2024-09-30", "certain"),
        ("4.8", "2025-01-01", "2024-12-31", "assumed"),
    ],
)
def test_the_deadline_of_a_row(actions, key, starts_on, due_on, certainty):
    deadline = actions[key].as_json()["deadline"]
    assert (deadline["starts_on"], deadline["due_on"]) == (starts_on, due_on)
    assert deadline["certainty"] == certainty


def test_stated_quarters_are_certain():
    draft = interpret(
        read_path(FILE), title="T", starts_on=dt.date(2024, 4, 1), quarters="calendar"
    )
    quarter = next(action for action in draft.actions if action.key == "1.2").deadline
    assert (quarter.due_on, quarter.certainty) == (dt.date(2024, 6, 30), "certain")
    assert (draft.quarters, draft.quarters_assumed) == ("calendar", False)


def test_nothing_is_guessed_in_silence(draft):
    assert Counter(str(doubt.code) for doubt in draft.doubts) == {
        "leads_split": 17,
        "deadline_assumed": 10,
        "row_shifted": 5,
        "several_in_cell": 4,
        "organisation_or_post": 3,
        "due_before_plan": 3,
        "spelling_variant": 3,
        "deadline_blank": 2,
        "deadline_unreadable": 2,
        "abbreviation": 2,
        "number_in_sentence": 2,
        "reference": 2,
        "title_line": 1,
        "joined": 1,
        "number_repeated": 1,
        "number_order": 1,
        "leads_maybe_joint": 1,
        "due_before_start": 1,
        "lead_blank": 1,
    }
    assert all(doubt.source and doubt.assumed for doubt in draft.doubts)


def test_doubts_stand_in_the_order_of_the_file(draft):
    lines = [int(doubt.source.removeprefix("line ")) for doubt in draft.doubts]
    assert lines == sorted(lines)


def test_odd_dates_are_kept_and_asked_about(draft):
    assert doubts(draft, "due_before_plan") == [
        ("line 21", "2023"),
        ("line 26", "March 2024"),
        ("line 36", "February 2024"),
    ]
    assert doubts(draft, "due_before_start") == [("line 43", "2025-2024")]


def test_html_and_formulas_are_text(actions):
    assert actions["3.3"].text == "Check each event for <b>step-free</b> access"
    assert actions["3.4"].text == "Invite =SUM(A1:A3) volunteers to every event"


def words(text):
    return Counter(re.findall(r"[\w&'=<>-]+", text))


def test_every_word_of_the_file_is_kept(draft):
    lines = FILE.read_text(encoding="utf-8").split("\n")
    cells = " ".join(line for line in lines if not line.startswith("Objective\t"))
    published = words(re.sub(r"</?p>|(?<=\t)[abc](?=/)", " ", cells))
    kept = [draft.published_title]
    kept += [f"{objective.number} {objective.title}" for objective in draft.objectives]
    kept += [f"{activity.number} {activity.text}" for activity in draft.activities]
    for action in draft.actions:
        number = "" if action.parent_key else action.number
        kept.append(f"{number} {action.text} {action.deadline.text} {action.lead_text}")
    assert words(" ".join(kept)) == published


def test_the_json_has_the_form_that_is_promised(draft):
    plan = draft.as_json()
    assert list(plan) == [
        "title", "starts_on", "ends_on", "quarters", "objectives", "doubts", "tables",
    ]  # fmt: skip
    assert plan["title"] == "Listening plan"
    assert (plan["starts_on"], plan["ends_on"]) == ("2024-04-01", None)
    assert plan["quarters"] == "financial"
    assert list(plan["objectives"][0]) == ["number", "title", "activities", "actions"]
    assert list(plan["objectives"][0]["activities"][0]) == ["number", "text"]
    assert plan["objectives"][2]["actions"][1] == {
        "key": "3.1a",
        "parent_key": "3.1",
        "number": "1a",
        "text": "Naming a member for listening",
        "deadline": {
            "text": "2023",
            "starts_on": None,
            "due_on": "2023-12-31",
            "ongoing": False,
            "review_interval": "",
            "certainty": "assumed",
            "note": "2023 taken as due Sunday 31 December 2023: "
            "the end of the calendar year is assumed.",
        },
        "lead_text": "CB",
        "leads": ["Community Board"],
        "source": "line 21",
        "start_text": "",
        "notes": {},
        "status": None,
        "references": [],
    }
    doubt = plan["doubts"][0]
    assert doubt == {
        "code": "title_line",
        "source": "line 3",
        "text": "Northmoor Shared Listening Plan",
        "assumed": "Kept as the document's own title; the plan is called “Listening plan”.",
        "key": doubt["key"],
        "group": "title_line",
        "choices": [
            {"choice": "accept", "label": "Right as it is", "value": "", "asks": ""},
            {"choice": "later", "label": "Leave it for later", "value": "", "asks": ""},
        ],
        "answer": None,
    }
