"""A plan with everything in it that a file may lose."""

import datetime as dt

from objectives.deadlines import DeadlineReading
from objectives.services import (
    correct_deadline,
    create_action,
    create_activity,
    create_objective,
    read_for,
    record_update,
    redate_action,
)
from tests.objectives.plans import make_plan, noon
from tests.stakeholders.factories import OrganisationFactory, PostFactory

STARTS = dt.date(2025, 4, 1)
FORMULAS = ("=1+1", "+44 20 7946 0000", "-5 posts", "@everyone", "'=quoted", "'plain", "''=twice")


def nasty_plan(by):
    plan = make_plan(by, ends_on=dt.date(2027, 3, 31), quarter_basis="financial")
    office = OrganisationFactory(name="Northmoor Office")
    police = OrganisationFactory(name="Northmoor Police")
    posts = {
        "head": PostFactory(title="Head of Engagement & Comms", organisation=office),
        "same": PostFactory(title="Head of Engagement & Comms", organisation=police),
        "team": PostFactory(title="Safer Communities", organisation=None),
        "comma": PostFactory(title="Director of People, Skills and Places", organisation=None),
    }
    _first(plan, by, posts)
    _second(plan, by, posts)
    create_objective(plan=plan, by=by, number="3", title="Nothing under it yet", at=noon(STARTS))
    return plan


def add(objective, by, number, text, deadline="", **more):
    return create_action(
        objective=objective,
        by=by,
        number=number,
        text=text,
        reading=read_for(objective.plan, deadline),
        at=noon(STARTS),
        **more,
    )


def _first(plan, by, posts):
    one = create_objective(
        plan=plan, by=by, number="1", title="Gwrando ar bobl Gŵyr – ŵ, ŷ, â 🎉 <b>&</b>"
    )
    create_activity(objective=one, by=by, number="1", text="Mynd at bobl\nlle maen nhw")
    create_activity(objective=one, by=by, number="", text="2. a text that begins with a number")
    create_activity(objective=one, by=by, number="1", text="The number stands twice")
    head = add(
        one,
        by,
        "1",
        "Fulfil the duties by:\nall of this\nand that",
        "2009 and beyond",
        posts=[posts["head"], posts["team"]],
        lead_text="OPCC Head of Engagement & Comms Safer Communities",
    )
    add(one, by, "1a", "Appointing a member", "2009", parent=head, posts=[posts["same"]])
    add(one, by, "1b", "b/ keeps its letter", "", parent=head, posts=[posts["comma"]])
    add(one, by, "x", "A part with a number of its own", "Quarterly", parent=head)
    add(one, by, "", "A part without a number", "Ongoing", parent=head)
    add(one, by, "2", "Map channels", "Q2 2026", exempt_reason="Names an informant")
    add(one, by, "2", "Map channels", "Q3 2026", posts=[posts["same"], posts["head"]])
    add(one, by, "", "7. Text that begins with a number", "when we can")
    add(one, by, "1.1.ii", "Levels in its number", "within 6 months of adoption")


def _second(plan, by, posts):
    two = create_objective(
        plan=plan, by=by, number="", title="1. Without a number", exempt_reason="Not yet public"
    )
    create_activity(objective=two, by=by, number="", text="=HYPERLINK(1)")
    for number, text in enumerate(FORMULAS, 1):
        add(two, by, str(number), text, "30 June 2026", lead_text=text, needs_confirmation=True)
    last = add(two, by, "9", 'Say "hello", 💬; tab and a stroke |', "31/03/2026")
    correct_deadline(
        last,
        by=by,
        reading=DeadlineReading("31/03/2026", due_on=dt.date(2026, 5, 2), note="By the office"),
        reason="A slip of the pen",
        at=noon(dt.date(2025, 5, 1)),
    )
    redate_action(
        add(two, by, "10", "Late one", "30 June 2025", review_interval="monthly"),
        by=by,
        reading=read_for(plan, "30 September 2026"),
        reason="The hall was closed",
        at=noon(dt.date(2025, 6, 1)),
    )
    update(last, by, status="in_progress", rag="amber", comment="=cmd|' /C calc'!A0", next_step="x")
    done = add(two, by, "11", "Done one", "1 May 2025")
    update(
        done, by, status="complete", comment="Held\nand counted", completed_on=noon(STARTS).date()
    )
    done.notes = {"Budget": "£200\n=SUM(A1)", "=Risk": "low: really"}
    done.save(update_fields=["notes"])
    done.references.set([last])
    closed = add(two, by, "12", "Given up", "TBC")
    update(closed, by, status="closed", comment="Another plan has it")


def update(action, by, **fields):
    return record_update(action=action, by=by, at=noon(dt.date(2025, 7, 1)), **fields)
