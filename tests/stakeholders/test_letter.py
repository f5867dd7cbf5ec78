"""What a digest says: its subject, what it asks, what it tells, and what it keeps to itself."""

import dataclasses
import datetime
import uuid

import pytest

from stakeholders.models import Digest, Person
from stakeholders.reminding.letter import in_order, letter_for, letter_without_link
from stakeholders.reminding.message import message_for
from stakeholders.reminding.sources import Line

TODAY = datetime.date(2026, 3, 3)
LATE, NEXT = datetime.date(2026, 2, 20), datetime.date(2026, 3, 14)


def a_line(number, section="overdue", **fields):
    due = {"overdue": LATE, "due_soon": NEXT}.get(section)
    state = "overdue" if section == "overdue" else "on_track"
    given = {
        "heading": f"1.{number} Visit a market",
        "details": ("March 2026: due 14 March 2026", "nobody has reported on it yet"),
        "state": state,
        "due_on": due,
        "order": (number,),
        "plan": "Listening plan",
        "reply_to": "plans@northmoor.example",
    }
    return Line(section=section, **given | fields)


def office(**fields):
    from types import SimpleNamespace

    return SimpleNamespace(name="Northmoor", contact_email="office@northmoor.example", **fields)


def letter(*lines, link=None):
    digest = Digest(
        pk=7,
        person=Person(name="Lena Lead", email="lena@northmoor.example"),
        address="lena@northmoor.example",
        batch=uuid.UUID(int=1),
        on=TODAY,
    )
    return letter_for(digest, in_order(lines), on=TODAY, office=office(), link=link)


TOLD = {"answerable": False}
MARKED = {"mark": "OFFICIAL-SENSITIVE", "heading": "9.9 Meet the informant", "plan": "Night plan"}


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        ([a_line(1)], "1 action needs an update and is overdue"),
        ([a_line(1), a_line(2)], "2 actions need an update, all are overdue"),
        ([a_line(1, "due_soon")], "1 action needs an update; it is due on 14 March"),
        (
            [a_line(1), a_line(2, "due_soon"), a_line(3, "update_due")],
            "3 actions need an update, 1 is overdue; the next is due on 14 March",
        ),
        (
            [a_line(1, "due_soon", due_on=datetime.date(2027, 1, 4)), a_line(2, "update_due")],
            "2 actions need an update; the next is due on 4 January 2027",
        ),
        ([a_line(1, "update_due"), a_line(2, "round_request")], "2 actions need an update"),
        # What one is told of is no update that one owes.
        (
            [a_line(1, "update_due"), a_line(2, "escalated_coordinator", **TOLD)],
            "1 action needs an update",
        ),
        (
            [a_line(1, "escalated_post", state="overdue", **TOLD), a_line(2, **TOLD)],
            "2 actions that you oversee need a look, all are overdue",
        ),
        ([a_line(1, **MARKED)], "OFFICIAL-SENSITIVE: 1 action needs an update"),
        (
            [a_line(1), a_line(2, "due_soon", **MARKED)],
            "OFFICIAL-SENSITIVE: 2 actions need an update",
        ),
    ],
)
def test_the_subject_says_how_many_how_many_late_and_the_nearest_date(lines, subject):
    assert letter(*lines).subject == subject


def test_what_is_told_stands_after_what_is_asked():
    found = letter(
        a_line(1, "escalated_post", **TOLD),
        a_line(2, "escalated_coordinator", **TOLD),
        a_line(3, "overdue", **TOLD),
        a_line(4, "round_request"),
        a_line(5, "update_due"),
        a_line(6, "due_soon"),
        a_line(7, "overdue"),
    ).sections

    assert [(section.title, len(section.lines)) for section in found] == [
        ("Overdue", 1),
        ("Due soon", 1),
        ("An update is due", 1),
        ("Update round", 1),
        ("You coordinate", 2),
        ("Escalated to you", 1),
    ]


def everything(found):
    message = message_for(found)
    return message.subject + message.body + message.alternatives[0][0]


def test_a_marked_plans_details_stay_out_and_the_other_plans_lines_stay_in():
    written = everything(letter(a_line(1), a_line(2, **MARKED)))

    assert "1.1 Visit a market" in written
    assert "1 of them belongs to a plan marked OFFICIAL-SENSITIVE" in written
    assert "informant" not in written
    assert "Night plan" not in written
    # Nor how late it is, nor when it is due.
    assert "overdue" not in message_for(letter(a_line(2, **MARKED))).body.lower()


def test_each_action_has_its_words_its_dates_its_last_update_and_what_happens_next():
    following = "If there is no update by Friday 14 March, the Director is told."
    message = message_for(letter(a_line(1, next_step=following)))

    for said in (message.body, message.alternatives[0][0]):
        assert "1.1 Visit a market" in said
        assert "March 2026: due 14 March 2026" in said
        assert "obody has reported on it yet" in said
        assert following in said
        assert "Overdue" in said


def test_the_plan_is_named_where_there_are_several():
    alone = letter(a_line(1), a_line(2))
    several = letter(a_line(1), dataclasses.replace(a_line(2), plan="Grid"))

    assert "Listening plan" not in everything(alone)
    assert everything(several).count("Listening plan") == 2
    assert everything(several).count("Grid") == 2


@pytest.mark.parametrize(
    ("lines", "reply_to"),
    [
        ([a_line(1), a_line(2)], ["plans@northmoor.example"]),
        ([a_line(1, reply_to="")], ["office@northmoor.example"]),
        (
            [a_line(1, reply_to="grid@northmoor.example"), a_line(2)],
            ["grid@northmoor.example", "plans@northmoor.example"],
        ),
    ],
    ids=["the plan's", "the office's", "each plan's"],
)
def test_replies_reach_a_coordinator(lines, reply_to):
    assert message_for(letter(*lines)).reply_to == reply_to


def test_the_headers_say_that_a_machine_wrote_it_and_are_the_same_each_time():
    first, again = (message_for(letter(a_line(1))).message() for _ in range(2))

    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Message-ID"] == again["Message-ID"]
    assert first["Message-ID"].startswith("<digest-7.")
    assert first["List-Unsubscribe"] is first["Precedence"] is None


def test_only_who_answers_gets_a_way_to_answer():
    from stakeholders.links import new_link

    link = new_link(Person(pk=1, name="Lena"))
    link.pk = 12
    asked, told = letter(a_line(1), link=link), letter(a_line(1, **TOLD))

    assert "Answer now" in everything(asked)
    assert "/answer/12:" in message_for(asked).body
    assert "/answer/12:" not in asked.subject
    assert "Open the portal" in everything(told)
    assert "/answer/" not in everything(told)
    assert "You need no password" not in everything(told)


@pytest.mark.parametrize(
    ("days", "title"),
    [
        ([None], "Update round"),
        ([NEXT], "Update round: answer by 14 March"),
        ([NEXT, datetime.date(2026, 3, 9)], "Update round: answer by 9 March"),
        ([datetime.date(2027, 1, 8)], "Update round: answer by 8 January 2027"),
        ([TODAY], "Update round: answer by 3 March"),
        ([LATE], "Update round: answers were asked for by 20 February"),
    ],
)
def test_a_round_says_until_when_it_is_to_be_answered(days, title):
    lines = [a_line(number, "round_request", answer_by=day) for number, day in enumerate(days)]
    assert [section.title for section in letter(*lines).sections] == [title]


def test_read_in_the_portal_it_says_what_the_e_mail_says_but_for_the_link():
    digest = Digest(person=Person(name="Lena Lead"), on=TODAY)
    asked = letter_without_link(digest, (a_line(1),), on=TODAY, office=office())
    assert "Answer now:\n(the link in this e-mail" in asked.text()
    assert "The link works until Tuesday 17 March 2026" in asked.text()

    told = letter_without_link(digest, (a_line(1, **TOLD),), on=TODAY, office=office())
    assert "Open the portal:\nhttp" in told.text()
    assert "You sign in there" in told.text()
