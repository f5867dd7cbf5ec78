"""How a file’s cells are read for the engagement log: days, people reached, times, headings."""

import contextlib
import datetime as dt
import time

import pytest

from meetings.importing.engagement.headings import is_heading
from meetings.importing.engagement.naming import KINDS, Names
from meetings.importing.engagement.values import (
    Unread,
    order_in,
    read_days,
    read_reached,
    read_time,
)

MARCH = dt.date(2026, 3, 14)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("14/03/2026", MARCH, None),
        ("14.3.26", MARCH, None),
        ("2026-03-14", MARCH, None),
        ("2026-03-14T00:00:00", MARCH, None),
        ("14/03/2026 18:30", MARCH, None),
        ("14 March 2026", MARCH, None),
        ("14th Mar, 2026", MARCH, None),
        ("14-Mar-26", MARCH, None),
        ("March 14, 2026", MARCH, None),
        ("Saturday 14 March 2026", MARCH, None),
        ("14-16 March 2026", MARCH, dt.date(2026, 3, 16)),
        ("14 to 16 March 2026", MARCH, dt.date(2026, 3, 16)),
        ("14 March – 2 April 2026", MARCH, dt.date(2026, 4, 2)),
        ("14/03/2026 - 16/03/2026", MARCH, dt.date(2026, 3, 16)),
    ],
)
def test_a_day_is_read_as_people_write_it(text, first, last):
    assert read_days(text)[:2] == (first, last)


@pytest.mark.parametrize(
    "text",
    ["March 2026", "2026", "45731", "31/02/2026", "soon", "16-14 March 2026", "Q1 2026", "3/2026"],
)
def test_what_names_no_day_is_not_guessed(text):
    with pytest.raises(Unread):
        read_days(text)


def test_a_wrong_name_of_the_day_is_told():
    assert read_days("Friday 14 March 2026")[2]


@pytest.mark.parametrize(
    ("text", "number", "counted"),
    [
        ("40", 40, True),
        ("1,204", 1204, True),
        ("40.0", 40, True),
        ("40 people", 40, True),
        ("0", 0, True),
        ("none", 0, True),
        ("about 40", 40, False),
        ("c. 40", 40, False),
        ("c40", 40, False),
        ("approx. 40", 40, False),
        ("40 (approx)", 40, False),
        ("40+", 40, False),
        ("more than 40 people", 40, False),
        ("30-40", 30, False),
        ("30 to 40", 30, False),
        ("", None, False),
        ("not known", None, False),
        ("n/a", None, False),
    ],
)
def test_people_reached_are_counted_guessed_or_not_known(text, number, counted):
    assert read_reached(text)[:2] == (number, counted)


@pytest.mark.parametrize(
    "text", ["-12", "99999999999", "lots", "40.5", "40-30", "1.2k", "9" * 50 + "-" + "9" * 51]
)
def test_no_number_of_people_is_refused(text):
    with pytest.raises(Unread):
        read_reached(text)


@pytest.mark.parametrize("read", [read_days, read_reached, lambda text: order_in([text])])
def test_a_cell_of_prose_takes_no_time(read):
    """Nor more figures than a number can have."""
    begun = time.process_time()
    for text in ("4" + " +" * 9000, ", " * 9000 + "x", "T" * 19_000, "9" * 5000 + "-" + "9" * 5001):
        with contextlib.suppress(Unread):
            read(text)
    assert time.process_time() - begun < 1


def test_times_are_read():
    assert [read_time(text) for text in ("14:30", "2pm", "2.30 pm", "noon")] == [
        dt.time(14, 30),
        dt.time(14),
        dt.time(14, 30),
        dt.time(12),
    ]
    with pytest.raises(Unread):
        read_time("14")


def test_a_known_name_may_hold_a_comma():
    names = Names(KINDS["group"], {1: ("Gypsies, Roma and Travellers",), 2: ("Young people",)})
    assert names.listed("Gypsies, Roma & Travellers, Young people, Anglers") == [
        "Gypsies, Roma & Travellers",
        "Young people",
        "Anglers",
    ]
    assert names.listed("Deaf, hard of hearing; Young people") == [
        "Deaf, hard of hearing",
        "Young people",
    ]
    assert names.one("gypsies roma AND travellers") == 1
    assert names.like("Young persons")[0] == 2


def test_headings_are_known_by_many_names():
    assert is_heading(("Event date", "Name of event", "Type of engagement", "No. of people"))
    assert not is_heading(("14/03/2026", "Stall", "Street stall"))
