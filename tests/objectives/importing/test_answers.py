"""What a coordinator answers: the doubts stay, what is made of them follows."""

import pytest

from .rows import answered, codes, plan, read, table

HEAD = ["Action", "Date", "Lead"]
QUARTERS = table(1, HEAD, ["Ask", "Q2 2024", "X"], ["Tell", "Q4 2024", "X"], ["Go", "Q2 2024", "X"])


def due(draft):
    return [str(action.deadline.due_on) for action in draft.actions]


def test_keys_of_doubts_stay_the_same():
    first, again = plan(QUARTERS), answered(QUARTERS, "deadline_assumed", "accept")
    assert [doubt.key for doubt in first.doubts] == [doubt.key for doubt in again.doubts]
    assert len({doubt.key for doubt in first.doubts}) == len(first.doubts)


def test_each_doubt_has_three_choices_at_most():
    for doubt in plan(QUARTERS).doubts:
        assert 2 <= len(doubt.choices) <= 3
        assert [doubt.choices[0].choice, doubt.choices[-1].choice] == ["accept", "later"]
        assert doubt.answer is None


def test_quarters_are_one_question():
    draft = plan(QUARTERS)
    group = next(group for group in draft.doubt_groups if group.key == "quarters")
    assert group.question == "“Q2 2024”, “Q4 2024” appear 3 times: financial or calendar quarters?"
    assert (len(group.doubts), group.left) == (3, 3)
    assert due(draft) == ["2024-09-30", "2025-03-31", "2024-09-30"]
    assert draft.quarters_assumed


@pytest.mark.parametrize(
    ("choice", "value", "basis", "dates"),
    [
        ("accept", "", "financial", ["2024-09-30", "2025-03-31", "2024-09-30"]),
        ("correct", "calendar", "calendar", ["2024-06-30", "2024-12-31", "2024-06-30"]),
    ],
)
def test_the_answer_about_quarters_holds_for_the_plan(choice, value, basis, dates):
    draft = answered(QUARTERS, "deadline_assumed", choice, value, group=True)
    assert due(draft) == dates
    assert (draft.quarters, draft.quarters_assumed) == (basis, False)
    assert {action.deadline.certainty for action in draft.actions} == {"certain"}
    assert {doubt.answer.choice for doubt in draft.doubts_of("deadline_assumed")} == {choice}


def test_one_quarter_may_be_answered_by_itself():
    draft = answered(QUARTERS, "deadline_assumed", value="calendar")
    assert due(draft) == ["2024-06-30", "2025-03-31", "2024-09-30"]
    assert draft.quarters_assumed


def test_left_for_later_changes_nothing():
    draft = answered(QUARTERS, "deadline_assumed", "later", group=True)
    assert due(draft) == due(plan(QUARTERS))
    assert draft.quarters_assumed
    assert not [doubt for doubt in draft.doubts_left if doubt.code == "deadline_assumed"]


def test_bare_years_are_one_question():
    rows = table(1, HEAD, ["Ask", "2024", "X"], ["Tell", "by 2025", "X"])
    draft = answered(rows, "deadline_assumed", value="financial", group=True)
    assert due(draft) == ["2025-03-31", "2026-03-31"]
    assert due(answered(rows, "deadline_assumed", "accept", group=True)) == due(plan(rows))


def test_a_deadline_is_corrected_and_its_words_stay():
    rows = table(1, HEAD, ["Ask", "TBC", "X"])
    for value in ("2025-06-30", "30 June 2025", "June 2025"):
        deadline = answered(rows, "deadline_unreadable", value=value).actions[0].deadline
        assert (str(deadline.due_on), deadline.certainty) == ("2025-06-30", "certain")
        assert deadline.text == "TBC"
        assert "corrected" in deadline.note


def test_a_blank_date_gets_one():
    rows = table(1, HEAD, ["Ask", "", "X"])
    deadline = answered(rows, "deadline_blank", value="June 2025").actions[0].deadline
    assert (deadline.text, str(deadline.due_on)) == ("June 2025", "2025-06-30")


def test_a_correction_that_is_no_date_leaves_the_question():
    rows = table(1, HEAD, ["Ask", "TBC", "X"])
    draft = answered(rows, "deadline_unreadable", value="whenever")
    assert draft.actions[0].deadline.certainty == "unreadable"
    assert "can't be read" in draft.doubts_of("deadline_unreadable")[0].assumed


def test_a_date_before_the_plan_is_corrected_and_settles_what_else_was_asked():
    rows = table(1, HEAD, ["Ask", "2023", "X"])
    draft = answered(rows, "due_before_plan", value="2024-12-31")
    assert due(draft) == ["2024-12-31"]
    assert draft.doubts_left == [doubt for doubt in draft.doubts if "dead" not in doubt.code][:1]


def test_a_date_in_the_actions_own_words_is_offered_and_not_used():
    rows = table(1, HEAD, ["Hold a fair by the end of March 2025", "", "X"])
    draft = plan(rows)
    assert due(draft) == ["None"]
    (doubt,) = draft.doubts_of("date_in_text")
    assert doubt.choices[1].value == "by the end of March 2025"
    assert due(answered(rows, "date_in_text", value=doubt.choices[1].value)) == ["2025-03-31"]
    assert due(answered(rows, "date_in_text", "accept")) == ["None"]


def leads(draft):
    return [action.leads for action in draft.actions]


def test_leads_are_corrected_by_their_names():
    rows = table(1, HEAD, ["Ask", "2025", "Youth Lead & Wards"], ["Go", "2025", ""])
    draft = answered(rows, "leads_maybe_joint", value=["Youth Lead", "Wards"])
    assert leads(draft) == [("Youth Lead", "Wards"), ()]
    draft = answered(rows, "lead_blank", value="Web Team\nPress Office")
    assert leads(draft)[1] == ("Web Team", "Press Office")
    assert draft.actions[1].lead_text == ""


def test_the_same_words_of_a_lead_are_corrected_together():
    rows = table(1, HEAD, *[["Ask", "2025", "Web Team/ Press Office"]] * 2)
    draft = answered(rows, "leads_split", value="Web and Press Team", group=True)
    assert leads(draft) == [("Web and Press Team",)] * 2


def test_two_spellings_are_one_post_or_two():
    rows = table(1, HEAD, ["Ask", "", "Head of Comms"], ["Go", "", "Head of Communications"])
    assert len(set(leads(plan(rows)))) == 1
    assert len(set(leads(answered(rows, "spelling_variant", value="separate")))) == 2


def test_names_that_are_nearly_the_same_are_offered_as_one():
    rows = table(1, HEAD, ["Ask", "", "Head of Outreach"], ["Go", "", "Head of Outraech"])
    draft = plan(rows)
    assert len(set(leads(draft))) == 2
    assert "spelling_similar" in codes(draft)
    assert set(leads(answered(rows, "spelling_similar", value="same"))) == {("Head of Outreach",)}


def test_an_organisation_and_a_title_are_one_post_or_two():
    rows = table(1, HEAD, ["Ask", "", "NB"], ["Go", "", "NB Director of Training"])
    assert leads(plan(rows))[1] == ("NB", "Director of Training")
    draft = answered(rows, "organisation_or_post", value="one")
    assert leads(draft)[1] == ("NB Director of Training",)
    assert "organisation_or_post" in codes(draft)


def test_a_mention_is_linked_unless_somebody_says_no():
    rows = table(1, ["No.", *HEAD], ["1", "Map", "", "X"], ["2", "Use the map made at 1.", "", "X"])
    assert plan(rows).actions[1].references == ("o1.1",)
    assert answered(rows, "reference", value="no").actions[1].references == ()


@pytest.mark.parametrize(
    "answer",
    [
        "accept",
        None,
        7,
        {},
        {"choice": "perhaps"},
        {"choice": "correct"},
        {"choice": "correct", "value": None},
    ],
)
def test_an_answer_that_is_none_changes_nothing(answer):
    doubts = plan(QUARTERS).doubts
    draft = plan(QUARTERS, answers={doubt.key: answer for doubt in doubts})
    assert due(draft) == due(plan(QUARTERS))


def test_a_doubts_own_answer_counts_before_its_groups():
    key = plan(QUARTERS).doubts[0].key
    answers = {"quarters": {"choice": "accept"}, key: {"choice": "correct", "value": "calendar"}}
    draft = plan(QUARTERS, answers=answers)
    assert due(draft)[1:] == ["2025-03-31", "2024-09-30"]


def test_what_is_said_of_the_whole_file_can_be_answered():
    draft = read(HEAD, ["Ask", "2025", "X"], answers={"no_objective": {"choice": "accept"}})
    assert draft.doubts_of("no_objective")[0].answer.choice == "accept"
