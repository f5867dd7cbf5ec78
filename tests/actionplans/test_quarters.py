import datetime as dt

import pytest

from actionplans.quarters import (
    Quarter,
    QuarterBasis,
    financial_year_dates,
    financial_year_label,
    financial_year_of,
    quarter_dates,
)


@pytest.mark.parametrize(
    ("text", "starts_on", "ends_on", "label"),
    [
        (
            "2010-Q1",
            (2010, 4, 1),
            (2010, 6, 30),
            "Quarter 1 2010/11 (April to June 2010)",
        ),
        (
            "2010-Q2",
            (2010, 7, 1),
            (2010, 9, 30),
            "Quarter 2 2010/11 (July to September 2010)",
        ),
        (
            "2010-Q3",
            (2010, 10, 1),
            (2010, 12, 31),
            "Quarter 3 2010/11 (October to December 2010)",
        ),
        (
            "2010-Q4",
            (2011, 1, 1),
            (2011, 3, 31),
            "Quarter 4 2010/11 (January to March 2011)",
        ),
        (
            "1999-Q4",
            (2000, 1, 1),
            (2000, 3, 31),
            "Quarter 4 1999/2000 (January to March 2000)",
        ),
    ],
)
def test_a_quarter_is_of_the_financial_year(text, starts_on, ends_on, label):
    quarter = Quarter.parse(text)
    assert (quarter.starts_on, quarter.ends_on) == (
        dt.date(*starts_on),
        dt.date(*ends_on),
    )
    assert quarter.label == label
    assert str(quarter) == text


@pytest.mark.parametrize("text", ["2010-q2", " 2010-Q2 ", "2010Q2", "2010 Q2"])
def test_a_quarter_may_be_written_loosely(text):
    assert Quarter.parse(text) == Quarter(2010, 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2010",
        "2010-Q5",
        "2010-Q0",
        "Q2-2010",
        "10-Q2",
        "2010-Q2x",
        "0001-Q1",
        "9999-Q4",
    ],
)
def test_what_is_no_quarter_is_refused(text):
    with pytest.raises(ValueError):
        Quarter.parse(text)


def test_every_day_lies_in_exactly_the_quarter_that_contains_it():
    day = dt.date(2007, 1, 1)
    while day < dt.date(2013, 1, 1):
        quarter = Quarter.containing(day)
        assert quarter.starts_on <= day <= quarter.ends_on
        day += dt.timedelta(days=1)


def test_quarters_follow_one_another_without_a_gap():
    quarter = Quarter(2008, 1)
    for _ in range(20):
        assert quarter.next().starts_on == quarter.ends_on + dt.timedelta(days=1)
        assert quarter.next().previous() == quarter
        assert quarter < quarter.next()
        quarter = quarter.next()


def test_a_quarter_begins_on_its_first_day_and_ends_after_its_last():
    quarter = Quarter(2010, 2)
    assert not quarter.has_begun(dt.date(2010, 6, 30))
    assert quarter.has_begun(dt.date(2010, 7, 1))
    assert not quarter.has_ended(dt.date(2010, 9, 30))
    assert quarter.has_ended(dt.date(2010, 10, 1))


def test_a_calendar_quarter_counts_from_january():
    assert quarter_dates(2010, 2, QuarterBasis.CALENDAR) == (
        dt.date(2010, 4, 1),
        dt.date(2010, 6, 30),
    )
    assert quarter_dates(2010, 4, "calendar")[1] == dt.date(2010, 12, 31)


def test_the_financial_year_turns_on_the_first_of_april():
    assert financial_year_of(dt.date(2010, 3, 31)) == 2009
    assert financial_year_of(dt.date(2010, 4, 1)) == 2010
    assert financial_year_dates(2010) == (dt.date(2010, 4, 1), dt.date(2011, 3, 31))
    assert financial_year_label(2009) == "2009/10"
