"""An amended file against the plan that is there, without a database: drafts on both sides."""

from dataclasses import replace

import pytest

from objectives.deadlines import read_deadline
from objectives.importing.differing import difference
from objectives.importing.differing.wording import Wording, same_words, word_changes
from objectives.importing.draft import ActionDraft, ActivityDraft, ObjectiveDraft, PlanDraft
from tests.objectives.plans import TODAY


def plan(*objectives):
    return PlanDraft(
        title="Listening plan",
        starts_on=TODAY,
        ends_on=None,
        quarters="financial",
        quarters_assumed=False,
        published_title="",
        objectives=tuple(objectives),
        doubts=(),
    )


def objective(number, title, *actions, activities=()):
    activities = tuple(ActivityDraft(str(n), text) for n, text in enumerate(activities, 1))
    return ObjectiveDraft(number, title, activities, tuple(actions))


def action(key, text, date="March 2027", leads=("Safer Communities",), parent=None, number=None):
    return ActionDraft(
        key=key,
        parent_key=parent,
        number=number if number is not None else key.split(".")[-1],
        text=text,
        deadline=read_deadline(date, plan_starts_on=TODAY),
        lead_text=" ".join(leads),
        leads=tuple(leads),
        source=f"row {key}",
    )


def keys(entries):
    return [entry.key for entry in entries]


# Two papers of one office, a month apart: two objectives in other words, and in another order.
FIRST = (
    "Make it easy for residents to find out and to discuss what matters nearby",
    "Tell people things in time and in words they use",
    "Help our towns to be more aware of how varied the county is",
    "Listen together, not twice",
    "Widen and better listening",
    "Let people shape what is decided",
    "Give more young people a voice",
)
SECOND = (
    FIRST[0],
    FIRST[1],
    FIRST[3],
    "Widen the choice of ways and better the results of the listening that we do",
    FIRST[5],
    FIRST[6],
    "Help our towns to be more understanding of how varied the county is",
)


def numbered(titles):
    return plan(*(objective(str(n), title) for n, title in enumerate(titles, 1)))


def test_an_objective_reworded_reordered_and_renumbered_is_the_same():
    found = difference(numbered(FIRST), numbered(SECOND))
    assert found.added == found.removed == ()
    assert keys(change for change in found.changed if change.field == "title") == [
        "change:o5:title",
        "change:o3:title",
    ]
    assert keys(found.moved) == ["move:o3"]
    assert {change.key: (change.before, change.after) for change in found.changed}[
        "change:o3:number"
    ] == ("3", "7")
    assert found.unchanged["objective"] == 2


def test_a_retitled_objective_is_known_by_its_actions():
    rows = [action(f"1.{n}", text) for n, text in enumerate(["Ask", "Answer", "Print", "Send"], 1)]
    old = plan(objective("1", "Reach out", *rows))
    new = plan(objective("1", "Nothing alike", *rows))
    found = difference(old, new)
    assert keys(found.entries) == ["change:o1:title"]
    assert found.unchanged == {"objective": 0, "activity": 0, "action": 4}


def test_a_change_is_told_field_by_field_and_word_by_word():
    old = plan(objective("1", "Hear people", action("1.1", "Hold surgeries in every ward")))
    amended = action("1.1", "Hold street surgeries in each ward", "June 2027", ("Press Office",))
    found = difference(old, plan(objective("1", "Hear people", amended)))
    assert [(c.field, c.before, c.after) for c in found.changed] == [
        ("text", "Hold surgeries in every ward", "Hold street surgeries in each ward"),
        ("deadline", "March 2027", "June 2027"),
        ("leads", "Safer Communities", "Press Office"),
    ]
    assert found.changed[0].words == (
        ("same", "Hold "),
        ("added", "street "),
        ("same", "surgeries in "),
        ("removed", "every "),
        ("added", "each "),
        ("same", "ward"),
    )
    assert (found.changed[0].label, found.changed[0].source) == ("1.1", "row 1.1")


def test_other_white_space_and_the_same_published_leads_are_no_change():
    old = plan(objective("1", "Hear people", action("1.1", "Hold  surgeries\nin every ward")))
    row = action("1.1", "Hold surgeries in every ward", leads=("Safer Communities", "Northmoor"))
    row = replace(row, lead_text="SAFER Communities")
    assert difference(old, plan(objective("1", "Hear  people", row))).is_empty


def test_words_that_a_deadline_had_before_it_was_moved_do_not_undo_the_new_date():
    old = plan(objective("1", "Hear people", action("1.1", "Hold surgeries", "June 2027")))
    new = plan(objective("1", "Hear people", action("1.1", "Hold surgeries", "March 2027")))
    assert keys(difference(old, new).changed) == ["change:1.1:deadline"]
    assert difference(old, new, said_before={"1.1": frozenset({"march 2027"})}).is_empty


def test_the_same_words_with_other_dates_show_the_dates():
    row = action("1.1", "Hold surgeries", "Q2 2027")
    calendar = read_deadline("Q2 2027", plan_starts_on=TODAY, quarters="calendar")
    other = replace(row, deadline=calendar)
    change = difference(plan(objective("1", "H", row)), plan(objective("1", "H", other))).changed[0]
    assert change.before == "Q2 2027 (from 1 July 2027, due 30 September 2027)"
    assert change.after == "Q2 2027 (from 1 April 2027, due 30 June 2027)"


def test_what_the_file_has_no_word_on_is_no_difference():
    told = replace(action("1.1", "Ask"), exempt_reason="Names somebody", needs_confirmation=True)
    assert difference(
        plan(objective("1", "H", told)), plan(objective("1", "H", action("1.1", "Ask")))
    ).is_empty
    open_now = replace(told, exempt_reason="", needs_confirmation=False)
    found = difference(plan(objective("1", "H", told)), plan(objective("1", "H", open_now)))
    assert [c.field for c in found.changed] == ["needs_confirmation", "exempt_reason"]


def test_an_action_under_another_objective_moved():
    first, second = action("1.1", "Ask every ward"), action("1.2", "Answer every ward")
    old = plan(objective("1", "Hear people", first, second), objective("2", "Tell people"))
    new = plan(
        objective("1", "Hear people", first),
        objective("2", "Tell people", replace(second, key="2.1", number="1")),
    )
    found = difference(old, new)
    assert [(m.key, m.before, m.after) for m in found.moved] == [
        ("move:1.2", "1 Hear people", "2 Tell people")
    ]
    assert keys(found.changed) == ["change:1.2:number"]
    assert found.added == found.removed == ()


def test_one_row_put_first_moves_one_row():
    texts = ["Ask the wards", "Answer the schools", "Print a leaflet", "Send a letter"]
    old = [action(f"1.{n}", text, number="") for n, text in enumerate(texts, 1)]
    found = difference(plan(objective("1", "H", *old)), plan(objective("1", "H", old[3], *old[:3])))
    assert [(m.key, m.after) for m in found.moved] == [("move:1.4", "first")]


def test_rows_that_came_and_went():
    old = plan(objective("1", "Hear people", action("1.1", "Ask the wards"), activities=["Go out"]))
    new = plan(
        objective("1", "Hear people", action("1.1", "Buy a new van"), activities=["Stay in"]),
        objective("2", "Tell people", action("2.1", "Print a leaflet")),
    )
    found = difference(old, new)
    assert keys(found.added) == ["add:o2", "add:o1-a1", "add:1.1", "add:2.1"]
    assert keys(found.removed) == ["remove:o1-a1", "remove:1.1"]
    assert found.added[2].under == "1 Hear people"
    assert (found.added[3].date, found.added[3].leads) == ("March 2027", ("Safer Communities",))
    gone = difference(old, new, gone=frozenset({"1.1"}))
    assert keys(gone.removed) == ["remove:o1-a1"]


def test_a_text_that_stands_twice_is_matched_by_its_number():
    old = [action("1.2", "Map channels"), action("1.2~2", "Map channels", number="3")]
    new = [replace(old[1], key="a"), replace(old[0], key="b")]
    found = difference(plan(objective("1", "H", *old)), plan(objective("1", "H", *new)))
    assert keys(found.entries) == ["move:1.2~2"] or keys(found.entries) == ["move:1.2"]
    assert found.changed == ()


def test_an_action_that_became_part_of_another_moved():
    head, part = action("1.1", "Fulfil the duties by"), action("1.2", "Naming a member")
    old = plan(objective("1", "H", head, part))
    new = plan(objective("1", "H", head, replace(part, parent_key="1.1", number="1a")))
    found = difference(old, new)
    assert [(m.key, m.after) for m in found.moved] == [("move:1.2", "1 H › 1 Fulfil the duties by")]


def test_a_plan_differs_in_nothing_from_itself():
    draft = numbered(SECOND)
    assert difference(draft, draft).is_empty


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "a"), ("a b", ""), ("a\nb c", "a b d"), ("x", "x"), ("Ŵy 🎉 a", "Ŵy 🎊 a b")],
)
def test_word_changes_give_back_both_texts(before, after):
    words = word_changes(before, after)
    assert "".join(text for op, text in words if op != "removed") == after
    assert same_words("".join(text for op, text in words if op != "added"), before)


def test_nothing_is_like_an_empty_text():
    assert Wording("").likeness(Wording("a b c d")) == 0
    assert Wording("a b c d").likeness(Wording("a b c d")) == 1


@pytest.mark.timeout(30)
@pytest.mark.parametrize("amended", ["{} in every ward of Northmoor", "{}", "Do other things {}"])
def test_a_thousand_rows_are_compared_in_seconds(amended):
    """The common words of office plans are in most rows, and must not make it quadratic."""
    texts = [
        f"Work with partners {n % 37} to improve the way that community {n % 91} is heard {n}"
        for n in range(1000)
    ]
    old = [action(f"{n // 100}.{n}", text) for n, text in enumerate(texts)]
    new = [replace(row, text=amended.format(row.text), key=f"n{row.key}") for row in old[::-1]]
    found = difference(
        plan(
            *(objective(str(n), f"Objective {n}", *old[n * 100 : n * 100 + 100]) for n in range(10))
        ),
        plan(
            *(objective(str(n), f"Objective {n}", *new[n * 100 : n * 100 + 100]) for n in range(10))
        ),
    )
    assert len(found.added) == len(found.removed) == 0
