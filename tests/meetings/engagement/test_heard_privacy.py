"""What an issue's words could tell of who said it, and what they may say without an alarm."""

import time

import pytest

from meetings.engagement.heard.privacy import (
    KINDS,
    PLACES,
    findings_of,
    forms_of,
    known_names,
    look_through,
)
from tests.stakeholders.directory_factories import ContactFactory
from tests.stakeholders.factories import PersonFactory

from .factories import HeardIssueFactory, IssueTellingFactory

KNOWN = ("Ama Okafor", "Siân O’Néill", "Mary Jane Lee", "İlker Işık")
NAMES = {form for name in KNOWN for form in forms_of(name)}


def kinds(text):
    return [finding.kind for finding in look_through([("words", text)], NAMES)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Names that the portal knows, however they are written.
        ("As Ama Okafor told us, cars are too fast.", ["known_name"]),
        ("AMA OKAFOR’S street", ["known_name"]),
        ("sian o'neill", ["known_name"]),
        ("Mary Jane Lee and Mary Lee", ["known_name", "known_name"]),
        # A title with a name.
        ("Mrs Smith was hit.", ["titled_name"]),
        ("We met Cllr. Patel-Jones there.", ["titled_name"]),
        ("PC Jones calls every week.", ["titled_name"]),
        ("Chief Constable Smith answered.", ["titled_name"]),
        ("Dr O’Brien of the surgery", ["titled_name"]),
        ("Sergeant Anne Hill", ["titled_name"]),
        # Ways to reach or find somebody.
        ("Write to a.b@example.org.", ["email"]),
        ("Ring 01234 567890 or (020) 7946 0000.", ["phone", "phone"]),
        ("Ring +44 7700 900123", ["phone"]),
        ("They live at PE29 3NR.", ["postcode"]),
        ("near pe29 3nr", ["postcode"]),
        # What somebody said.
        ("“I am afraid to go out”, we heard.", ["quotation"]),
        ('One said "never again" of it.', ["quotation"]),
        ("One said ‘I don’t go there’ at night.", ["quotation"]),
        ("One said 'not at night' of it.", ["quotation"]),
        # In disguise: letters nobody sees, other letters, other orders, spelt out.
        ("Ama\u200bOkafor, Ama Ok\u00adafor, ＡMA\u202e Okafor", ["known_name"] * 3),
        ("Okafor, Ama; A. Okafor; Ama B. Okafor; @amaokafor", ["known_name"] * 4),
        ("SIAN ONEILL and Siân O‘Néill, Mary-Jane Lee", ["known_name"] * 3),
        ("ILKER ISIK, İlker Işık, ilker ışık", ["known_name"] * 3),
        ("mr smith, Mr.Smith, MRS SMITH, Mr de Souza and Ms Öz", ["titled_name"] * 5),
        ("a.b (at) example.org, a.b＠example.org, a at b dot org", ["email"] * 3),
        ("0044 7700 900123, 07700.900.123, ٠٧٧٠٠ ٩٠٠١٢٣", ["phone"] * 3),
        ("«not at night», „not by day“ and `not at all`", ["quotation"] * 3),
        # Several, in the order of the words.
        ("Ms Hill (a@example.org): “not at night”", ["titled_name", "email", "quotation"]),
    ],
)
def test_what_could_tell_who_said_it_is_found(text, found):
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The Chief Constable agreed. The Deputy Chief Constable will report.",
        "The Chief Constable. We asked the Chief Superintendent and the Chief Inspector.",
        "The Commissioner, the Lord Lieutenant and the Lord Mayor came.",
        "A PC and a PCSO go there. PCs walk the High Street. The PC Plan is new.",
        "On 01/02/2026 and on 3 March 2026, 40 of 1,200 people were asked; 999 and 101 are known.",
        "From 2025 to 2026 it rose by 0.123456789 per cent.",
        "At the M11 5th junction, on the A14 and in the 2nd week",
        "Drivers’ speed and residents’ safety; it’s the council’s road, isn’t it?",
        "It is called “Speedwatch”.",
        "Ama asked, and so did Okafor Street.",
        "We asked on a lee shore of a street; meet us at the park at noon.",
        "Miss no chance to be a good neighbour. Sir or madam.",
    ],
)
def test_ordinary_words_raise_no_alarm(text):
    assert kinds(text) == []


def test_one_thing_in_one_place_is_said_once_and_by_place():
    found = look_through([("title", "Mrs Hill"), ("response", "Mrs Hill, Mrs Hill")], set())
    assert [(finding.place, finding.text) for finding in found] == [
        ("title", "Mrs Hill"),
        ("response", "Mrs Hill"),
    ]
    assert found[1].words == "a title with a name in what we did"
    assert all(finding.kind in KINDS and finding.place in PLACES for finding in found)
    (long,) = look_through([("words", f"“{'very ' * 100}”")], set())
    assert len(long.text) < 100


@pytest.mark.parametrize("text", ["‘a ", "“a ", "'a ", "a.", "(0", "a at ", "a@"])
def test_words_made_to_take_long_take_no_time(text):
    begun = time.process_time()
    look_through([("words", text * (4000 // len(text)))], NAMES)
    assert time.process_time() - begun < 1


def test_contacts_and_the_portals_people_are_known_and_nothing_says_which(
    db, django_assert_num_queries
):
    ContactFactory(name="Ama Okafor")
    ContactFactory(name="Gone Away", erased_at="2026-04-01T09:00Z")
    PersonFactory(name="Lena Lead")
    issue = HeardIssueFactory(title="Ama Okafor’s road", response="Lena Lead and Gone Away went.")
    IssueTellingFactory(issue=issue, words="Ama Okafor has a letter")
    with django_assert_num_queries(3):
        found = findings_of(issue)
    assert [(finding.kind, finding.place) for finding in found] == [
        ("known_name", "title"),
        ("known_name", "response"),
        ("known_name", "telling"),
    ]
    assert ("gone", "away") not in known_names()
