"""A schedule's file as lines of the schedule: no database, the words and the doubts alone."""

from pathlib import Path

import pytest
from django.conf import settings

from meetings.importing.doubts import ScheduleDoubt
from meetings.importing.interpreting import MOST_LINES, NotASchedule, interpret
from meetings.importing.letters import mended, with_latin_letters
from meetings.importing.naming import each_of, names_several, person_in, posts_in
from objectives.importing.reading import UnreadableFile

from .schedules import HEADINGS, SAMPLE, contents_of, table


@pytest.fixture(scope="module")
def sample():
    return interpret(contents_of(SAMPLE.read_bytes()))


def doubts_of(draft, code):
    return [doubt for doubt in draft.doubts if doubt.code == code]


def answered(text, code, choice="correct", value="", *, nth=0):
    """The draft once one doubt of that kind got this answer."""
    contents = contents_of(text)
    doubt = doubts_of(interpret(contents), code)[nth]
    return interpret(contents, answers={doubt.key: {"choice": choice, "value": value}})


def line_of(draft, name):
    return next(line for line in draft.series if line.name == name)


def test_tables_upright_and_on_their_side_come_to_the_same_lines(sample):
    tables = {}
    for line in sample.series:
        tables.setdefault(line.category, []).append(line.name)
    assert tables == {
        "Holding to account": [
            "Moorland Scrutiny Panel",
            "Meeting in Public PCC and Chief Officers",
            "Joint Audit Committee",
        ],
        "Councils / lords": [
            "Meeting with leaders of the five councils",
            "Moorland Lords",
            "Village Forums X 12",
            "Hamlet Meetings",
            "Meeting with leaders of NCC",
            "Directors of the county",
        ],
        "Different people": [
            "Moorland IAG",
            "Shore IAGs Young IAG Carers IAG",
            "MYM / YES",
        ],
        "Helping organisations": [
            "Custody Visitors",
            "Victims First",
            "Moorland Volunteer Network",
        ],
        "Criminal courts and agencies": [
            "Criminal Courts Board",
            "Wellbeing Board",
            "Safety Partnerships",
        ],
    }


def test_a_column_of_a_turned_table_is_a_whole_line(sample):
    line = line_of(sample, "Directors of the county").as_json()
    assert line["chair"] == "Chief Executive (OPCC)"
    assert line["frequency"]["per_year"] == 4
    assert line["attendance"] == ["PCC", "DPCC", "CEX"]
    assert line["lead"] == "CEX"
    assert line["notes"] == ""
    assert line["source"] == "line 30 to 34, column 2"


def test_the_json_has_the_promised_fields(sample):
    line = line_of(sample, "Village Forums X 12").as_json()
    assert set(line) == {
        *("name", "category", "chair", "frequency", "attendance", "lead", "notes", "source"),
    }
    assert line["attendance"] == ["Village Ambassador", "PCC / DPCC in rotation"]
    assert line["frequency"] == {
        "text": "Quarterly X 12",
        "per_year": 4,
        "forums": 12,
        "certainty": "certain",
        "note": line["frequency"]["note"],
    }


def test_what_is_unclear_is_a_doubt_and_never_a_guess(sample):
    counted = {}
    for doubt in sample.doubts:
        counted[str(doubt.code)] = counted.get(str(doubt.code), 0) + 1
    assert counted == {
        "text_left_out": 1,
        "table_turned": 2,
        "headings_assumed": 1,
        "cells_joined": 1,
        "category_assumed": 1,
        "category_restored": 4,
        "letters_foreign": 1,
        "post_garbled": 1,
        "several_meetings": 2,
        "person_named": 4,
        "leads_several": 1,
        "frequency_assumed": 3,
        "frequency_blank": 3,
        "frequency_unreadable": 2,
        "promise_assumed": 4,
        "precedes_assumed": 1,
    }
    assert all(doubt.source for doubt in sample.doubts)
    assert all(doubt.assumed for doubt in sample.doubts)
    assert all(len(doubt.choices) >= 2 for doubt in sample.doubts)


def test_notes_that_promise_attendance_are_terms_to_count(sample):
    line = line_of(sample, "Village Forums X 12")
    rotation, reports = line.promises
    assert rotation.posts == ("PCC", "DPCC")
    assert rotation.terms["times"] == 1
    assert rotation.terms["cycle_months"] == 24
    assert rotation.terms["each_forum"] is True
    assert reports.posts == ("Village Ambassador",)
    assert reports.terms["reports_back"] is True
    assert line_of(sample, "Moorland IAG").promises[0].terms["times"] == 1


def test_a_blank_frequency_is_unknown_and_not_none_a_year(sample):
    frequency = line_of(sample, "Hamlet Meetings").as_json()["frequency"]
    assert (frequency["per_year"], frequency["certainty"]) == (None, "none")


def test_a_table_without_a_name_is_asked_about():
    text = f"{HEADINGS}\nBoard\tPolice\tmonthly\tPCC\tClerk\t"
    assert interpret(contents_of(text)).series[0].category == "Meetings"
    assert answered(text, "category_missing", value="Listening").series[0].category == "Listening"


@pytest.mark.parametrize(
    ("cells", "code", "value", "read", "before", "after"),
    [
        ("A Forum B Forum|P|monthly|PCC|Clerk|", "several_meetings", "A Forum\nB Forum",
         lambda d: [line.name for line in d.series], ["A Forum B Forum"], ["A Forum", "B Forum"]),
        ("Board|P|monthly|\u0420\u0421\u0421|Clerk|", "letters_foreign", "no",
         lambda d: d.series[0].attendance_text, "PCC", "\u0420\u0421\u0421"),
        ("Board|Chair: Ann Example|monthly|PCC|Clerk|", "person_named", "Chair: a resident",
         lambda d: d.series[0].chair, "Chair: Ann Example", "Chair: a resident"),
        ("Board|P|bi-monthly|PCC|Clerk|", "frequency_assumed", "twice a month",
         lambda d: d.series[0].frequency.per_year, 6, 24),
        ("Board|P|to be agreed|PCC|Clerk|", "frequency_unreadable", "5",
         lambda d: d.series[0].frequency.per_year, None, 5),
        ("Board||  |PCC|Clerk|", "frequency_blank", "every six weeks",
         lambda d: d.series[0].frequency.per_year, None, 9),
        ("Forums X 5|P|monthly|PCC|Clerk|", "forums_from_name", "no",
         lambda d: d.series[0].forums, 5, 1),
        ("Board|P|monthly|PCC|Clerk Head of Law|", "leads_several", "Head of Law",
         lambda d: d.series[0].leads, ("Clerk",), ("Head of Law",)),
        ("Board|P|monthly|PCC|Clerk|\nPanel|P|monthly|PCC|Clerk|To precede the Board",
         "precedes_assumed", "no",
         lambda d: d.series[1].precedes, "line 4", ""),
        ("Board|P|monthly|PCC|Clerk|PCC attends once a year", "promise_assumed", "no",
         lambda d: len(d.series[0].promises), 1, 0),
    ],
)  # fmt: skip
def test_an_answer_changes_what_is_read(cells, code, value, read, before, after):
    text = table(cells)
    assert read(interpret(contents_of(text))) == before
    assert read(answered(text, code, value=value)) == after


def test_the_three_meanings_of_bimonthly_are_offered():
    draft = interpret(contents_of(table("Board|P|Bi-monthly|PCC|Clerk|")))
    (doubt,) = doubts_of(draft, "frequency_assumed")
    assert [choice.value for choice in doubt.choices if choice.choice == "correct"] == [
        "six a year",
        "twice a month",
    ]
    assert doubt.choices[-1].choice == "later"


def test_the_same_name_twice_is_two_lines_until_somebody_says_otherwise():
    text = table(*["Village Forum|P|monthly|PCC|Clerk|"] * 30)
    assert len(interpret(contents_of(text)).series) == 30
    assert len(doubts_of(interpret(contents_of(text)), "name_repeated")) == 29
    answers = {"name_repeated": {"choice": "correct", "value": "no"}}
    assert len(interpret(contents_of(text), answers=answers).series) == 1


def test_a_column_of_another_kind_is_kept_in_the_notes():
    text = (
        f"MEETINGS SCHEDULE (1) X\n\n{HEADINGS}\tVenue\nBoard\tP\tmonthly\tPCC\tClerk\t\tTown hall"
    )
    draft = interpret(contents_of(text))
    assert draft.series[0].notes == "Venue: Town hall"
    assert doubts_of(draft, "column_not_used")


def test_rows_that_are_no_schedule_are_left_out_and_said():
    text = table("Board|P|monthly|PCC|Clerk|") + "\n\nItem\tPrice\nBiros\t£3.20\nPaper\t£9.99\n"
    draft = interpret(contents_of(text))
    assert [line.name for line in draft.series] == ["Board"]
    assert doubts_of(draft, "table_not_used")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Only prose.\nAnd more of it.", "no_schedule"),
        ("Name\tTelephone\nAnn Example\t01632 960001", "no_schedule"),
        ('{"plan": {}}', "no_schedule"),
        (table(*[f"Board {n}|P|monthly|PCC|Clerk|" for n in range(5_000)]), "too_many_lines"),
    ],
)  # fmt: skip
def test_what_is_no_schedule_is_refused(text, code):
    assert MOST_LINES < 5_000
    with pytest.raises(NotASchedule) as refused:
        interpret(contents_of(text))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b" \n", "empty"), (b"%PDF-1.7 x", "other_kind"), (b"PK\x03\x04x", "damaged")],
)
def test_what_is_no_file_of_a_schedule_is_refused(content, code):
    with pytest.raises(UnreadableFile) as refused:
        contents_of(content)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("cell", "posts"),
    [
        ("PCC DPCC CEX", ["PCC", "DPCC", "CEX"]),
        ("PCC / DPCC", ["PCC", "DPCC"]),
        ("DPCC Treasurer Deputy Treasurer C.EX", ["DPCC", "Treasurer", "Deputy Treasurer", "C.EX"]),
        ("Ambassador PCC / DPCC in rotation", ["Ambassador", "PCC / DPCC in rotation"]),
        ("Commissioner and Deputy Commissioner in rotation; Press Officer",
         ["Commissioner / Deputy Commissioner in rotation", "Press Officer"]),
        ("Policy and Support Officer", ["Policy and Support Officer"]),
        ("Press Officer, PCC by invitation", ["Press Officer", "PCC by invitation"]),
        ("Policy Officer (AB)", ["Policy Officer (AB)"]),
        ("", []),
    ],
)  # fmt: skip
def test_an_attendance_cell_is_posts(cell, posts):
    assert posts_in(cell) == posts


def test_a_post_is_named_without_when_and_by_whom_it_attends():
    assert each_of("PCC / DPCC in rotation") == ["PCC", "DPCC"]
    assert each_of("Policy Officer (AB)") == ["Policy Officer"]
    assert each_of("Commissioner by invitation") == ["Commissioner"]
    assert each_of("Chief Executive, for items on plans") == ["Chief Executive"]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("Faith Forums Older People Forums", 2),
        ("MYM / YES", 2),
        ("Wellbeing Partnership Board", 1),
        ("Meeting with District / Borough Councils", 1),
        ("Police and Crime Panel", 1),
        ("Shore Group\nHill Group", 2),
    ],
)
def test_a_cell_may_name_several_meetings(name, count):
    assert len(names_several(name)) == count


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Chair : Cllr Ann Example", True),
        ("Ben Sample NCC", True),
        ("Policy Officer (AB)", True),
        ("Chief Executive (OPCC)", False),
        ("District / Borough Council", False),
        ("Policy Support Officer", False),
        ("Various", False),
    ],
)
def test_a_persons_name_is_noticed(cell, found):
    assert bool(person_in(cell, set())) is found


def test_damaged_letters_are_put_right_only_where_one_word_fits():
    assert with_latin_letters("\u0420\u0421\u0421 and Zoë") == "PCC and Zoë"
    assert with_latin_letters("\u041f\u0440\u0438\u0432\u0435\u0442") == (
        "\u041f\u0440\u0438\u0432\u0435\u0442"
    )
    assert mended("D CC", {"PCC", "DPCC"}) == "DPCC"
    assert mended("D CC", {"DPCC", "DXCC"}) == "D CC"
    assert mended("PCC CEX", {"PCC", "CEX"}) == "PCC CEX"


def test_the_documentation_names_every_kind_of_doubt():
    page = (Path(settings.BASE_DIR) / "docs" / "schedule-format.md").read_text()
    assert [code for code in ScheduleDoubt if f"| `{code}` |" not in page] == []
