"""An amended file applied to a living plan: what is ticked is done, all else stays as it was."""

import datetime as dt
import json

import pytest
from django.core.exceptions import ValidationError

from objectives.current import drift
from objectives.exporting import export_plan
from objectives.importing.differing import read_living
from objectives.importing.differing.amended import difference_from
from objectives.importing.reading import read_bytes
from objectives.models import PlanImport
from objectives.services import (
    DateChanges,
    apply_difference,
    create_activity,
    create_objective,
    edit_action,
    record_update,
)
from stakeholders.editing import EditConflict
from stakeholders.models import Event, Post
from tests.stakeholders.factories import PostFactory

from .plans import make_action, make_plan, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
AT = noon(dt.date(2026, 3, 3))


@pytest.fixture
def plan(coordinator):
    """Two objectives; 1.1 has two parts, an update and a lead."""
    plan = make_plan(coordinator, quarter_basis="financial")
    first = create_objective(plan=plan, by=coordinator, number="1", title="Hear more people")
    second = create_objective(plan=plan, by=coordinator, number="2", title="Tell what was done")
    for number, text in enumerate(["Go where people are", "Ask partners first"], 1):
        create_activity(objective=first, by=coordinator, number=str(number), text=text)
    post = PostFactory(title="Safer Communities", organisation=None)

    def add(number, text, objective=first, deadline="30 June 2026", **more):
        more = {"posts": [post], "lead_text": "Safer Communities"} | more
        return make_action(
            plan, coordinator, number=number, text=text, objective=objective,
            deadline=deadline, **more,
        )  # fmt: skip

    head = add("1", "Fulfil the duties by", reported=dt.date(2025, 9, 1))
    add("1a", "Naming a member", parent=head)
    add("1b", "Printing a leaflet", parent=head)
    add("2", "Map the channels that there are", deadline="")
    add("3", "Hold street surgeries in every ward", deadline="Ongoing")
    add("1", "Say on the website what came of it", objective=second)
    return plan


def action(plan, text):
    return plan.actions.get(text__startswith=text)


def amended(plan, change):
    """The plan's JSON file, with `change(data)` made in it."""
    data = json.loads(export_plan(plan, "json", at=AT))
    change(data)
    return read_bytes(json.dumps(data).encode(), name="amended.json")


def amend(plan, by, change, *, ticked=None, **more):
    contents = amended(plan, change)
    found, _ = difference_from(plan, contents)
    ticked = found.keys if ticked is None else ticked
    done = apply_difference(
        plan,
        found,
        ticked=ticked,
        by=by,
        reason="Not in the new paper",
        at=AT,
        file=contents,
        **more,
    )
    return found, done


def again(plan, contents):
    return difference_from(plan, contents)[0]


def test_one_change_of_each_kind_and_nothing_differs_any_more(plan, coordinator):
    def change(data):
        one, two = data["objectives"]
        one["title"] = "Hear far more people"
        one["activities"][0]["text"] = "Go where people already are"
        one["activities"].insert(0, {"number": "0", "text": "Plan the year"})
        one["actions"][3]["text"] = "Map all of the channels that there are"
        one["actions"][3]["deadline"] = {
            "text": "Q2 2026",
            "due_on": "2026-09-30",
            "starts_on": "2026-07-01",
            "certainty": "certain",
        }
        one["actions"][4]["leads"] = ["Head of Listening", "Safer Communities"]
        one["actions"][4]["lead_text"] = "Head of Listening / Safer Communities"
        moved = one["actions"].pop(4)
        two["actions"].insert(0, moved)
        two["actions"].append(
            {"key": "new", "number": "9", "text": "Count who came", "leads": ["Head of Listening"]}
        )
        data["objectives"].append({"number": "3", "title": "Learn", "actions": []})

    found, done = amend(plan, coordinator, change)
    assert done == len(found.entries) == 9
    assert again(plan, amended(plan, lambda data: None)).is_empty
    one, two, three = plan.objectives.all()
    assert (one.title, three.title) == ("Hear far more people", "Learn")
    assert [a.text for a in one.activities.all()] == [
        "Plan the year", "Go where people already are", "Ask partners first",
    ]  # fmt: skip
    assert [a.number for a in two.actions.all()] == ["3", "1", "9"]
    surgeries = action(plan, "Hold street")
    assert [lead.post.title for lead in surgeries.leads.in_force()] == [
        "Head of Listening", "Safer Communities",
    ]  # fmt: skip
    assert surgeries.lead_text == "Head of Listening / Safer Communities"
    mapped = action(plan, "Map all")
    assert (mapped.due_on, mapped.slips) == (dt.date(2026, 9, 30), 0)
    assert Post.objects.filter(title="Head of Listening").count() == 1
    for row in plan.actions.all():
        assert drift(row) == {}


def test_statuses_and_history_stay(plan, coordinator):
    head = action(plan, "Fulfil")
    before = (head.status, head.rag, head.last_update_id, head.deadlines.count())

    def change(data):
        data["objectives"][0]["actions"][0]["text"] = "Fulfil all of the duties by"

    amend(plan, coordinator, change)
    head.refresh_from_db()
    assert head.text == "Fulfil all of the duties by"
    assert (head.status, head.rag, head.last_update_id, head.deadlines.count()) == before


def test_only_what_is_ticked_is_done(plan, coordinator):
    def change(data):
        row = data["objectives"][0]["actions"][3]
        row["text"], row["number"] = "Map the channels", "7"

    key = f"change:action-{action(plan, 'Map').pk}:number"
    _, done = amend(plan, coordinator, change, ticked={key, "change:nothing:text"})
    row = action(plan, "Map")
    assert done == 1
    assert (row.number, row.text) == ("7", "Map the channels that there are")


def test_nothing_ticked_is_refused(plan, coordinator):
    with pytest.raises(ValidationError) as caught:
        amend(plan, coordinator, lambda data: data["objectives"].pop(), ticked=set())
    assert caught.value.code == "nothing_ticked"
    assert not PlanImport.objects.exists()


def test_removed_rows_are_closed_or_withdrawn_with_the_reason(plan, coordinator):
    def change(data):
        data["objectives"].pop(1)
        data["objectives"][0]["activities"].pop()
        data["objectives"][0]["actions"] = data["objectives"][0]["actions"][3:]

    amend(plan, coordinator, change)
    assert plan.actions.filter(status="closed").count() == 4
    assert action(plan, "Naming").last_update.comment == "Not in the new paper"
    assert plan.objectives.get(number="2").withdrawn_reason == "Not in the new paper"
    assert plan.objectives.get(number="1").activities.get(number="2").withdrawn_at
    assert again(plan, amended(plan, lambda data: None)).is_empty


def test_a_changed_date_is_a_new_date_with_a_reason_or_a_correction(plan, coordinator):
    def change(data):
        rows = data["objectives"][0]["actions"]
        for row in (rows[1], rows[2], rows[3]):
            row["deadline"] = {"text": "30 September 2026", "due_on": "2026-09-30"}

    key = f"action-{action(plan, 'Printing').pk}"
    dates = DateChanges(new_dates=False, reason="Misprint", reasons={key: "The hall was shut"})
    amend(plan, coordinator, change, dates=dates)
    naming, printing, mapping = (action(plan, text) for text in ("Naming", "Printing", "Map"))
    assert (naming.slips, printing.slips, mapping.slips) == (0, 1, 0)
    assert printing.deadline.reason == "The hall was shut"
    assert naming.deadline.reason == "Misprint"
    assert {row.due_on for row in (naming, printing, mapping)} == {dt.date(2026, 9, 30)}


def test_the_first_date_of_a_blank_is_no_slip_and_an_action_that_is_over_is_not_put_off(
    plan, coordinator
):
    record_update(action=action(plan, "Printing"), by=coordinator, status="closed", comment="No",
                  at=AT)  # fmt: skip

    def change(data):
        rows = data["objectives"][0]["actions"]
        for row in (rows[2], rows[3]):
            row["deadline"] = {"text": "30 September 2026", "due_on": "2026-09-30"}

    amend(plan, coordinator, change, dates=DateChanges(new_dates=True, reason="Agreed"))
    assert action(plan, "Printing").slips == action(plan, "Map").slips == 0


def test_an_action_becomes_part_of_another_and_a_part_an_action(plan, coordinator):
    def change(data):
        rows = data["objectives"][0]["actions"]
        rows[1]["parent_key"] = None
        rows[3]["parent_key"] = rows[0]["key"]
        rows[1], rows[3] = rows[3], rows[1]
        rows[2], rows[3] = rows[2], rows[3]

    amend(plan, coordinator, change)
    assert action(plan, "Naming").parent is None
    assert action(plan, "Map").parent == action(plan, "Fulfil")
    assert [row.text.split()[0] for row in plan.objectives.first().actions.all()] == [
        "Fulfil", "Map", "Printing", "Naming", "Hold",
    ]  # fmt: skip
    assert again(plan, amended(plan, lambda data: None)).is_empty


def test_an_added_action_brings_the_objective_and_the_action_that_it_needs(plan, coordinator):
    def change(data):
        data["objectives"].append(
            {"number": "3", "title": "Learn", "actions": [
                {"key": "a", "number": "1", "text": "Learn by"},
                {"key": "b", "parent_key": "a", "number": "1a", "text": "Reading"},
                {"key": "c", "number": "2", "text": "Not wanted"},
            ]}
        )  # fmt: skip

    amend(plan, coordinator, change, ticked={"add:b"})
    assert [row.text for row in plan.objectives.get(number="3").actions.all()] == [
        "Learn by", "Reading",
    ]  # fmt: skip
    assert action(plan, "Reading").parent == action(plan, "Learn by")


def test_an_action_with_parts_cannot_become_a_part_and_nothing_is_done(plan, coordinator):
    def change(data):
        rows = data["objectives"][0]["actions"]
        rows[0], rows[1], rows[2] = rows[1], rows[2], rows[0]
        for row in rows[:3]:
            row["parent_key"] = None
        rows[2]["parent_key"] = rows[0]["key"]
        data["objectives"][0]["title"] = "Changed as well"

    head = action(plan, "Fulfil")
    contents = amended(plan, change)
    found, _ = difference_from(plan, contents)
    ticked = {f"move:action-{head.pk}", *(e.key for e in found.changed)}
    with pytest.raises(ValidationError) as caught:
        apply_difference(plan, found, ticked=ticked, by=coordinator, reason="x")
    assert caught.value.code == "has_parts"
    assert plan.objectives.first().title == "Hear more people"


def test_a_plan_that_was_changed_meanwhile_is_a_conflict(plan, coordinator):
    contents = amended(plan, lambda data: data["objectives"].pop())
    found, _ = difference_from(plan, contents)
    edit_action(action(plan, "Map"), by=coordinator, changes={"text": "Map it"})
    with pytest.raises(EditConflict):
        apply_difference(plan, found, ticked=found.keys, by=coordinator, reason="x")
    assert not Event.objects.filter(verb="plan amended from a file").exists()


def test_an_update_given_meanwhile_is_no_conflict(plan, coordinator):
    contents = amended(plan, lambda data: data["objectives"][0].update(title="Hear all"))
    found, _ = difference_from(plan, contents)
    record_update(action=action(plan, "Map"), by=coordinator, status="in_progress", rag="green")
    apply_difference(plan, found, ticked=found.keys, by=coordinator, reason="x")
    assert plan.objectives.first().title == "Hear all"


def test_the_file_is_kept_and_the_log_tells_of_each_change(plan, coordinator):
    def change(data):
        data["objectives"].reverse()
        data["objectives"][1]["actions"][3]["text"] = "Map channels"

    found, _ = amend(plan, coordinator, change)
    kept = PlanImport.objects.get(plan=plan)
    assert (kept.file_name, kept.by) == ("amended.json", coordinator)
    events = Event.objects.filter(plan_id=plan.pk, at=AT)
    assert {event.verb for event in events} == {
        "objective moved", "action edited", "plan amended from a file",
    }  # fmt: skip
    assert all(event.actor == coordinator for event in events)
    told = events.get(verb="plan amended from a file").after
    assert (told["changes"], told["left"]) == (len(found.entries), 0)


def test_an_exempt_reason_is_changed_and_what_the_file_leaves_out_stays(plan, coordinator):
    def change(data):
        rows = data["objectives"][0]["actions"]
        rows[3]["exempt_reason"] = "Names somebody"
        del rows[4]["exempt_reason"], rows[4]["needs_confirmation"], rows[4]["review_interval"]

    found, _ = amend(plan, coordinator, change)
    assert [entry.field for entry in found.entries] == ["exempt_reason"]
    assert action(plan, "Map").exempt_reason == "Names somebody"


def test_a_living_plan_is_read_in_a_fixed_number_of_queries(
    plan, coordinator, django_assert_num_queries
):
    for number in range(5):
        make_action(plan, coordinator, number=str(number), text=f"One more {number}")
    with django_assert_num_queries(6):
        read_living(plan)
