"""Edited in Excel and uploaded: what is taken as an update, what as a date, what not at all."""

import datetime as dt

import pytest

from objectives.amending import amendment_of
from objectives.exporting import export_plan
from objectives.services import (
    DateChanges,
    apply_amendment,
    edit_action,
    read_for,
    record_update,
    redate_action,
)
from stakeholders.editing import EditConflict
from stakeholders.models import Event
from tests.objectives.addresses_files import make_amendment
from tests.objectives.plans import TODAY, make_action, make_plan, noon
from tests.stakeholders.factories import PostFactory

from .sheets import Edited

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
AT = noon(TODAY)


@pytest.fixture
def plan(coordinator):
    return make_plan(coordinator, quarter_basis="financial")


@pytest.fixture
def action(plan, coordinator):
    """On track since September, due in June."""
    post = PostFactory(title="Safer Communities", organisation=None)
    return make_action(
        plan, coordinator, number="1", text="Hold surgeries", deadline="30 June 2026",
        posts=[post], lead_text="Safer Communities", reported=dt.date(2025, 9, 1),
    )  # fmt: skip


@pytest.fixture
def other(plan, coordinator, action):
    return make_action(plan, coordinator, number="2", text="Map the channels", deadline="")


def found(plan, by, edited):
    draft = make_amendment(plan, by, edited.bytes)
    return draft, amendment_of(draft, on=TODAY)


def apply(plan, by, edited, *, ticked=None, **more):
    draft, amendment = found(plan, by, edited)
    apply_amendment(
        draft,
        amendment.difference,
        updates=amendment.edits.updates,
        by=by,
        ticked=amendment.ticked_at_first if ticked is None else ticked,
        reason="Agreed",
        at=AT,
        **more,
    )
    return amendment


def problems(amendment):
    return [problem.message for problem in amendment.edits.problems]


def test_an_untouched_file_says_nothing(plan, coordinator, action, other):
    _, amendment = found(plan, coordinator, Edited(plan))
    assert amendment.nothing_to_tick
    assert problems(amendment) == []


def test_an_edited_row_becomes_an_update(plan, coordinator, action, other):
    edited = Edited(plan).set(action, "RAG", "Amber").set(action, "What is next", "Book a hall")
    edited.set(action, "What happened", "No hall was free")
    amendment = apply(plan, coordinator, edited)
    assert amendment.nothing_to_tick is False
    update = action.updates.last()
    assert (update.status, update.rag, update.comment, update.next_step, update.by) == (
        "in_progress", "amber", "No hall was free", "Book a hall", coordinator,
    )  # fmt: skip
    assert action.updates.count() == 2
    assert other.updates.count() == 0
    assert Event.objects.about(action).filter(verb="update given", at=AT).exists()


def test_a_status_without_news_does_not_repeat_the_last_comment(plan, coordinator, action):
    edited = Edited(plan).set(action, "Status", "Complete")
    edited.set(action, "Completed on", dt.date(2026, 3, 1))
    _, amendment = found(plan, coordinator, edited)
    assert problems(amendment) == ["Say in a sentence what was done, or add a file that shows it"]
    edited.set(action, "What happened", "Held in every ward")
    apply(plan, coordinator, edited)
    action.refresh_from_db()
    assert (action.status, action.completed_on) == ("complete", dt.date(2026, 3, 1))


def test_a_colour_for_what_nobody_reported_on_means_that_it_is_under_way(plan, coordinator, other):
    apply(plan, coordinator, Edited(plan).set(other, "RAG", "on track"))
    other.refresh_from_db()
    assert (other.status, other.rag) == ("in_progress", "green")


@pytest.mark.parametrize(
    ("heading", "value", "words"),
    [
        ("Status", "Nearly there", "“Nearly there” is no status"),
        ("Status", None, "“” is no status"),
        ("RAG", "Purple", "“Purple” is no colour"),
        ("Completed on", "soon", "“soon” is no day"),
        ("RAG", "Red", "Say what is being done about it"),
        ("Status", '=IF(1,"Complete","")', ": a formula"),
        ("What happened", "=1+1", ": a formula"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_row(
    plan, coordinator, action, heading, value, words
):
    _, amendment = found(plan, coordinator, Edited(plan).set(action, heading, value))
    (problem,) = amendment.edits.problems
    assert words in problem.message
    assert (problem.source, problem.label) == ("sheet Plan, row 4", "1.1")
    assert amendment.edits.updates == []


def test_one_bad_row_does_not_stop_the_others_and_nothing_is_half_applied(
    plan, coordinator, action, other
):
    edited = Edited(plan).set(action, "Status", "Done-ish").set(other, "RAG", "Green")
    amendment = apply(plan, coordinator, edited)
    assert len(amendment.edits.problems) == len(amendment.edits.updates) == 1
    assert (action.updates.count(), other.updates.count()) == (1, 1)


def test_a_new_date_with_a_reason_counts_as_moved_and_without_one_is_asked_for(
    plan, coordinator, action
):
    edited = Edited(plan).set(action, "Due", dt.date(2026, 9, 30))
    _, amendment = found(plan, coordinator, edited)
    assert amendment.changes_dates()
    edited.set(action, "Reason for a new date", "The hall is shut")
    amendment = apply(plan, coordinator, edited)
    assert not amendment.changes_dates()
    action.refresh_from_db()
    assert action.due_on == dt.date(2026, 9, 30)


def test_the_reason_in_the_sheet_makes_a_slip(plan, coordinator, action):
    edited = Edited(plan).set(action, "Due", dt.date(2026, 9, 30))
    edited.set(action, "Reason for a new date", "The hall is shut")
    _, amendment = found(plan, coordinator, edited)
    dates = DateChanges(new_dates=False, reason="", reasons=amendment.edits.reasons)
    apply(plan, coordinator, edited, dates=dates)
    action.refresh_from_db()
    assert (action.slips, action.deadline.text) == (1, "30 September 2026")
    assert action.deadline.reason == "The hall is shut"


def test_new_words_of_a_date_are_read_though_the_old_day_stands_beside_them(
    plan, coordinator, action
):
    apply(plan, coordinator, Edited(plan).set(action, "Date", "Q2 2026/27"))
    action.refresh_from_db()
    assert (action.deadline.text, action.due_on) == ("Q2 2026/27", dt.date(2026, 9, 30))


def test_other_leads_are_set_though_the_published_words_stand_beside_them(
    plan, coordinator, action
):
    apply(plan, coordinator, Edited(plan).set(action, "Lead", "Press Office\nSafer Communities"))
    leads = [lead.post.title for lead in action.leads.in_force()]
    assert leads == ["Press Office", "Safer Communities"]


def test_a_new_row_is_a_new_action_and_a_retitled_objective_takes_its_rows_along(
    plan, coordinator, action
):
    objective = plan.objectives.get()
    edited = Edited(plan).set(f"objective-{objective.pk}", "Objective", "Hear far more people")
    edited.add(
        objective_no="1",
        objective="Hear far more people",
        no="9",
        this_will_require="Count who came",
        date="March 2027",
        lead="Press Office",
    )
    amendment = apply(plan, coordinator, edited)
    assert [entry.what for entry in amendment.difference.entries] == ["objective", "action"]
    assert plan.objectives.get().title == "Hear far more people"
    new = plan.actions.get(number="9")
    assert (new.due_on, new.leads.get().post.title) == (dt.date(2027, 3, 31), "Press Office")


def test_an_update_given_since_the_download_is_not_written_over(plan, coordinator, action):
    edited = Edited(plan).set(action, "What happened", "Old news")
    record_update(action=action, by=coordinator, status="in_progress", rag="green",
                  comment="Newer", at=noon(dt.date(2026, 3, 1)))  # fmt: skip
    _, amendment = found(plan, coordinator, edited)
    assert amendment.edits.updates == []
    assert "since this file was downloaded" in problems(amendment)[0]


def test_cells_that_were_not_edited_do_not_undo_what_happened_since(plan, coordinator, action):
    edited = Edited(plan)
    record_update(action=action, by=coordinator, status="in_progress", rag="green", at=AT)
    reading = read_for(plan, "31 October 2026")
    redate_action(action, by=coordinator, reading=reading, reason="Floods", at=AT)
    _, amendment = found(plan, coordinator, edited)
    assert problems(amendment) == []
    assert amendment.difference.changed == ()


def test_words_changed_in_the_portal_since_the_download_are_not_ticked(plan, coordinator, action):
    edited = Edited(plan)
    edit_action(action, by=coordinator, changes={"text": "Hold street surgeries"})
    _, amendment = found(plan, coordinator, edited)
    (change,) = amendment.difference.changed
    assert change.key in amendment.stale_keys
    assert change.key not in amendment.ticked_at_first


def test_an_update_given_while_the_page_was_open_is_a_conflict(plan, coordinator, action):
    edited = Edited(plan).set(action, "RAG", "Red").set(action, "What is next", "Ask again")
    draft, amendment = found(plan, coordinator, edited)
    record_update(action=action, by=coordinator, status="in_progress", rag="green",
                  at=noon(dt.date(2026, 3, 2)))  # fmt: skip
    with pytest.raises(EditConflict):
        apply_amendment(draft, amendment.difference, updates=amendment.edits.updates,
                        by=coordinator, ticked=amendment.ticked_at_first, reason="")  # fmt: skip
    draft.refresh_from_db()
    assert draft.status == "ready"


def test_a_parent_and_its_parts_are_completed_together(plan, coordinator, action):
    part = make_action(plan, coordinator, number="1a", text="Book halls", parent=action)
    edited = Edited(plan)
    for row in (action, part):
        edited.set(row, "Status", "Complete").set(row, "Completed on", dt.date(2026, 3, 1))
        edited.set(row, "What happened", "Done")
    apply(plan, coordinator, edited)
    assert set(plan.actions.values_list("status", flat=True)) == {"complete"}
    alone = Edited(plan)
    for row in (action, part):
        alone.set(row, "Status", "In progress")
    apply(plan, coordinator, alone)
    assert set(plan.actions.values_list("status", flat=True)) == {"in_progress"}


def test_a_parent_is_not_completed_over_an_open_part(plan, coordinator, action):
    make_action(plan, coordinator, number="1a", text="Book halls", parent=action)
    edited = Edited(plan).set(action, "Status", "Complete").set(action, "What happened", "Done")
    edited.set(action, "Completed on", dt.date(2026, 3, 1))
    _, amendment = found(plan, coordinator, edited)
    assert "Its sub-actions come first" in problems(amendment)[0]


def test_rows_of_another_plan_and_rows_that_stand_twice_are_said(plan, coordinator, action, other):
    elsewhere = make_action(make_plan(coordinator), coordinator, text="Elsewhere")
    edited = Edited(plan).set(action, "Row", f"action-{elsewhere.pk}")
    edited.set(other, "RAG", "Green")
    edited.add(row=f"action-{other.pk}", this_will_require="Map the channels", rag="Red")
    _, amendment = found(plan, coordinator, edited)
    assert [message[:30] for message in problems(amendment)] == [
        "There is no such row in this p",
        "The sheet has this row twice. ",
        "The sheet has this row twice. ",
    ]
    assert amendment.edits.updates == []
    assert elsewhere.updates.count() == 0


def test_a_sorted_sheet_with_columns_moved_and_deleted_is_still_known(
    plan, coordinator, action, other
):
    edited = Edited(plan).set(other, "RAG", "Green")
    sheet = edited.sheet
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    keep = [
        i
        for i, h in enumerate(edited.headings)
        if h not in ("How sure", "Due", "Lead as published")
    ]
    keep.reverse()
    sheet.delete_rows(2, 100)
    for values in [edited.headings, *rows[::-1]]:
        sheet.append([values[i] for i in keep])
    _, amendment = found(plan, coordinator, edited)
    assert [update.key for update in amendment.edits.updates] == [f"update:action-{other.pk}"]
    assert [type(entry).__name__ for entry in amendment.difference.entries] == ["Moved"]
    assert problems(amendment) == []


def test_a_file_applied_once_is_done_with(plan, coordinator, action):
    edited = Edited(plan).set(action, "RAG", "Amber").set(action, "What is next", "Ask")
    draft, amendment = found(plan, coordinator, edited)
    arguments = {"updates": amendment.edits.updates, "by": coordinator, "reason": "", "at": AT,
                 "ticked": amendment.ticked_at_first}  # fmt: skip
    apply_amendment(draft, amendment.difference, **arguments)
    with pytest.raises(Exception, match="applied or given up"):
        apply_amendment(draft, amendment.difference, **arguments)
    assert action.updates.count() == 2


@pytest.mark.parametrize("day", ["31/02/2027", "soon"])
def test_a_due_day_that_is_none_is_told_and_the_date_stays(plan, coordinator, action, day):
    _, amendment = found(plan, coordinator, Edited(plan).set(action, "Due", day))
    (problem,) = amendment.not_taken
    assert day in problem.message
    assert problem.label == action.label
    assert amendment.nothing_to_tick


def test_a_new_row_names_its_objective_by_the_number_alone(plan, coordinator, action):
    objective = action.objective
    edited = Edited(plan).add(
        **{"objective_no": objective.number, "no": "9", "this_will_require": "Print a leaflet"}
    )
    apply(plan, coordinator, edited)
    assert plan.objectives.filter(withdrawn_at=None).count() == 1
    assert plan.actions.get(text="Print a leaflet").objective == objective


def test_excel_refuses_a_status_that_is_none(plan, action):
    choices = Edited(plan).sheet.data_validations.dataValidation
    assert [choice.showErrorMessage for choice in choices] == [True, True]


def test_a_csv_file_whose_first_heading_kept_its_quotation_marks_is_known(
    plan, coordinator, action
):
    """LibreOffice does so, where it isn't told that the file is UTF-8."""
    text = export_plan(plan, "csv").decode("utf-8-sig").replace('"Row"', '"\ufeff""Row"""', 1)
    draft = make_amendment(plan, coordinator, text.encode(), name="plan.csv")
    amendment = amendment_of(draft, on=TODAY)
    assert amendment.ours
    assert amendment.nothing_to_tick


def test_a_due_day_that_is_none_does_not_cost_the_action_its_due_date(plan, coordinator):
    """What is left of its dates, the start alone, would be another deadline."""
    year = make_action(plan, coordinator, number="3", text="Tour the dale", deadline="2025/26")
    _, amendment = found(plan, coordinator, Edited(plan).set(year, "Due", "31/02/2027"))
    assert amendment.nothing_to_tick
