import datetime as dt
import random

import pytest

from objectives.importing.interpreting import NotAPlan, interpret
from objectives.importing.reading import read_bytes

HEAD = "Objective\tActivities\tThis will require\tDate\tLead"


def plan(*lines, head=HEAD):
    contents = read_bytes("\n".join([head, *lines]).encode(), name="plan.txt")
    return interpret(contents, title="Our plan", starts_on=dt.date(2024, 4, 1))


def codes(draft):
    """The doubts but for those about dates and leads, which have tests of their own."""
    about_cells = ("deadline", "lead", "due")
    return [str(d.code) for d in draft.doubts if not d.code.startswith(about_cells)]


def texts(draft):
    return [(action.number, action.text) for action in draft.actions]


@pytest.mark.parametrize(
    "head",
    [
        "Aim\tWhat we will do\tBy when\tWho",
        "Priority\tAction\tTarget date\tLead officer",
        "Outcome\tMilestone\tTimescale\tOwner",
        "Theme\tKey tasks\tDeadline\tResponsible officer",
        "OBJECTIVE\tTHIS WILL REQUIRE\tDUE\tDEPT.",
    ],
)
def test_headings_are_known_by_their_meaning(head):
    draft = plan("1. Listen\t1. Ask\t2025\tWeb Team", head=head)
    assert draft.objectives[0].title == "Listen"
    assert texts(draft) == [("1", "Ask")]
    assert draft.actions[0].deadline.text == "2025"
    assert draft.actions[0].leads == ("Web Team",)


def test_columns_may_stand_in_any_order():
    draft = plan("Web Team\t2025\tAsk\t1. Listen", head="Lead\tDate\tAction\tObjective")
    assert (draft.actions[0].text, draft.actions[0].leads) == ("Ask", ("Web Team",))


def test_columns_without_a_place_are_told_and_not_dropped():
    draft = plan("1. Listen\tAsk\t2025\tX\t£300", head="Aim\tAction\tDate\tLead\tBudget")
    assert draft.actions[0].notes == {"Budget": "£300"}
    assert [(d.source, d.text) for d in draft.doubts_of("column_not_used")] == [
        ("line 1", "Budget")
    ]


def test_cells_beyond_the_last_heading_are_told():
    draft = plan("1. Listen\t\t1. Ask\t2025\tX\tstray words")
    assert [d.text for d in draft.doubts_of("extra_cell")] == ["stray words"]
    assert draft.actions[0].notes == {"Column 6": "stray words"}


def test_a_number_column_numbers_the_actions():
    draft = plan("7\tAsk\t2025\tX", "8.\tTell\t2025\tX", head="No.\tAction\tDate\tLead")
    assert texts(draft) == [("7", "Ask"), ("8", "Tell")]


def test_a_plan_without_objectives_gets_one_named_after_it():
    draft = plan("Ask\t2025\tX", head="Action\tDate\tLead")
    assert [(o.number, o.title) for o in draft.objectives] == [("", "Our plan")]
    assert codes(draft) == ["no_objective"]


def test_an_objective_repeated_on_every_row_is_one():
    row = "1. Listen\t1. Meet\t{}\t2025\tX"
    draft = plan(row.format("1. Ask"), row.format("2. Tell"))
    assert len(draft.objectives) == 1
    assert len(draft.activities) == 1
    assert texts(draft) == [("1", "Ask"), ("2", "Tell")]


def test_an_objective_continued_on_the_next_page_is_one():
    draft = plan("1. Listen\t\t1. Ask\t2025\tX", HEAD, "1. Listen (cont.)\t\t2. Tell\t2025\tX")
    assert len(draft.objectives) == 1
    assert codes(draft) == ["text_repeated"]


def test_a_title_split_over_a_page_is_joined():
    draft = plan("1. Listen and\t\t1. Ask\t2025\tX", HEAD, "answer well\t\t2. Tell\t2025\tX")
    assert [o.title for o in draft.objectives] == ["Listen and answer well"]
    assert codes(draft) == ["joined"]


def test_an_objective_on_a_line_of_its_own():
    draft = plan("1. Listen", "\t\t1. Ask\t2025\tX", "2. Answer", "\t\t1. Tell\t2025\tX")
    assert [(o.number, o.title) for o in draft.objectives] == [("1", "Listen"), ("2", "Answer")]


def test_an_action_split_over_a_page_is_joined():
    draft = plan("1. Listen\t\t1. Ask the\t2025\tX", HEAD, "\t\twhole ward\t\t")
    assert texts(draft) == [("1", "Ask the whole ward")]
    assert codes(draft) == ["joined"]


def test_several_actions_in_a_cell_share_its_date_and_lead():
    draft = plan("1. Listen\t\t1. Ask 2. Tell\t2025\tX")
    assert texts(draft) == [("1", "Ask"), ("2", "Tell")]
    assert {action.deadline.text for action in draft.actions} == {"2025"}
    assert codes(draft) == ["several_in_cell"]


def test_sub_actions_in_brackets_and_romans():
    draft = plan(
        "1. Listen\t\t1. Ask:\t2025\tX", "\t\ta) one\t\tX", "\t\tb) two\t\tX",
        "\t\t2. Tell:\t2025\tX", "\t\ti) three\t\tX", "\t\tii) four\t\tX",
    )  # fmt: skip
    assert [action.number for action in draft.actions] == ["1", "1a", "1b", "2", "2i", "2ii"]
    assert [action.parent_key for action in draft.actions] == [
        None, "1.1", "1.1", None, "1.2", "1.2",
    ]  # fmt: skip


def test_a_sub_action_without_an_action_above_stands_alone():
    draft = plan("1. Listen\t\ta/ Ask\t2025\tX")
    assert (draft.actions[0].number, draft.actions[0].parent_key) == ("a", None)
    assert codes(draft) == ["sub_action_alone"]


def test_repeated_numbers_and_gaps_are_kept_and_asked_about():
    draft = plan("1. Listen\t\t1. Ask\t2025\tX", "\t\t1. Tell\t2025\tX", "\t\t4. Go\t2025\tX")
    assert [action.key for action in draft.actions] == ["1.1", "1.1~2", "1.4"]
    assert codes(draft) == ["number_repeated", "number_order"]


def test_a_date_or_lead_without_an_action_is_told():
    draft = plan("1. Listen\t\t1. Ask\t2025\tX", "\t\t\t2026\tWeb Team")
    assert [d.text for d in draft.doubts_of("row_without_action")] == ["2026 | Web Team"]


def test_text_around_the_table_is_told():
    contents = read_bytes(
        f"A plan\nfor the year\n{HEAD}\n1. Listen\t\t1. Ask\t2025\tX\n\nPage 2\n".encode(), name="p"
    )
    draft = interpret(contents, title="A plan", starts_on=dt.date(2024, 4, 1))
    assert draft.published_title == "A plan"
    told = [(d.code, d.source, d.text) for d in draft.doubts if "TABLE" in d.code.name]
    assert told == [
        ("text_outside_table", "line 2", "for the year"),
        ("text_outside_table", "line 6", "Page 2"),
    ]


@pytest.mark.parametrize(
    ("row", "moved"),
    [
        ("\t5. Ask\t2025\tWeb Team\t", True),
        ("\t5. Ask\t\tWeb Team\t", True),
        ("\t5. Ask\t2025\t\t", True),
        ("\t5. Ask\t2025\tWeb Team", True),
        ("\t1. Meet\t5. Ask\t\t", False),
        ("\t1. Meet\t5. Ask\tTBC\t", False),
        ("\t1. Meet\t5. Ask\tafter the election\t", False),
        ("\t1. Meet\t\t\t", False),
        ("\t\t5. Ask\t2025\tWeb Team", False),
    ],
)
def test_a_row_is_moved_only_where_it_makes_no_sense_as_it_stands(row, moved):
    draft = plan("1. Listen\t1. First\t4. Before\t2025\tX", row)
    assert ("row_shifted" in codes(draft)) is moved
    if moved:
        assert draft.actions[1].text == "Ask"
        assert len(draft.activities) == 1


def test_a_whole_row_one_column_to_the_left():
    draft = plan("1. Listen\t3. First\t1. Before\t2025\tX", "4. Meet\t2. Ask\t2025\tX\t")
    assert texts(draft) == [("1", "Before"), ("2", "Ask")]
    assert [activity.text for activity in draft.activities] == ["First", "Meet"]
    draft = plan("1. Listen\t1. First\t1. Before\t2025\tX", "2. Answer\t1. Ask\t2025\tX\t")
    assert [objective.title for objective in draft.objectives] == ["Listen", "Answer"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Just a letter.\nDear resident,\n", "no_header"),
        ("Name\tPhone\nA\t1\n", "no_header"),
        ("Member\tBody\tTerm\nA\tB\tC\n", "no_header"),
        ("Item\tQuantity\tPrice\nPens\t5\t£3\n", "no_header"),
        ("a,b,c\n1,2,3\n", "no_header"),
        (f"{HEAD}\n", "no_actions"),
        (f"{HEAD}\n{HEAD}\n", "no_actions"),
        (f"{HEAD}\n1. Listen\t1. Meet\t\t\t\n", "no_actions"),
        (f"{HEAD}\n1. Listen\t\t<p></p>\t\t\n", "no_actions"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_with_the_reason(text, code):
    with pytest.raises(NotAPlan) as caught:
        interpret(read_bytes(text.encode(), name="x"), title="T", starts_on=dt.date(2024, 4, 1))
    assert caught.value.code == code
    assert "A plan is a table" in caught.value.message


def test_any_table_under_the_headings_is_read_without_an_error_or_a_loss():
    dice = random.Random(7)
    pieces = [
        "1. Ask", "2. Tell 3. Go", "a/ one", "<p>2. x</p>", "<p></p>", "2024", "Q2 2024", "TBC",
        "Web Team", "NB Web Team/ X", "(", "of", "&", "1.", "=A1", "é", "7", "going on", "",
    ]  # fmt: skip
    for _ in range(400):
        rows = [
            "\t".join(dice.choice(pieces) for _ in range(dice.randint(1, 7)))
            for _ in range(dice.randint(1, 8))
        ]
        try:
            draft = plan(*rows)
        except NotAPlan:
            continue
        kept = str(draft.as_json())
        lost = {piece for row in rows for piece in row.split() if piece.isalpha()} - set(
            kept.replace("'", " ").replace("\\n", " ").replace(",", " ").split()
        )
        assert lost <= {"p", "x"}, (lost, rows)
        assert len({action.key for action in draft.actions}) == len(draft.actions)
