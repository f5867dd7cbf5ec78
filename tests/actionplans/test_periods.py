"""Quarters, half years and years of the financial year: what they hold, how they are written."""

from datetime import date

import pytest

from actionplans.periods import FinancialYear, HalfYear, has_begun, parse_period
from actionplans.quarters import Quarter


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2010-Q2", Quarter(2010, 2)),
        ("2010-H1", HalfYear(2010, 1)),
        ("2010h2", HalfYear(2010, 2)),
        (" 2010 - y ", FinancialYear(2010)),
        ("2010-Y", FinancialYear(2010)),
    ],
)
def test_a_period_is_read_as_it_is_written(text, period):
    assert parse_period(text) == period
    assert parse_period(str(period)) == period


@pytest.mark.parametrize("text", ["", "2010", "2010-H3", "2010-Q5", "2010-YY", "٢٠١٠-Y", "1-Y"])
def test_what_is_no_period_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="2010-H1"):
        parse_period(text)


@pytest.mark.parametrize("make", [lambda: HalfYear(2010, 3), lambda: FinancialYear(1899)])
def test_there_are_two_halves_and_some_years(make):
    with pytest.raises(ValueError):
        make()


@pytest.mark.parametrize(
    ("period", "starts", "ends", "label", "short"),
    [
        (
            HalfYear(2010, 1),
            date(2010, 4, 1),
            date(2010, 9, 30),
            "First half 2010/11 (April 2010 to September 2010)",
            "Half 1 2010/11",
        ),
        (
            HalfYear(2010, 2),
            date(2010, 10, 1),
            date(2011, 3, 31),
            "Second half 2010/11 (October 2010 to March 2011)",
            "Half 2 2010/11",
        ),
        (
            FinancialYear(1999),
            date(1999, 4, 1),
            date(2000, 3, 31),
            "Year 1999/2000 (April 1999 to March 2000)",
            "1999/2000",
        ),
    ],
)
def test_longer_periods_are_of_the_financial_year(period, starts, ends, label, short):
    assert (period.starts_on, period.ends_on) == (starts, ends)
    assert (period.label, period.short_label) == (label, short)


@pytest.mark.parametrize(
    "period", [Quarter(2010, 1), Quarter(2010, 4), HalfYear(2010, 1), HalfYear(2010, 2)]
)
def test_periods_follow_each_other_without_a_gap(period):
    assert period.next().previous() == period
    assert (period.next().starts_on - period.ends_on).days == 1
    assert (period.starts_on - period.previous().ends_on).days == 1


def test_years_follow_each_other():
    assert FinancialYear(2010).next() == FinancialYear(2011)
    assert FinancialYear(2010).previous() == FinancialYear(2009)


def test_a_longer_period_has_its_quarters():
    assert HalfYear(2010, 2).quarters == (Quarter(2010, 3), Quarter(2010, 4))
    assert [quarter.number for quarter in FinancialYear(2010).quarters] == [1, 2, 3, 4]
    assert Quarter(2010, 1).quarters == (Quarter(2010, 1),)


def test_a_period_has_begun_on_its_first_day():
    assert has_begun(FinancialYear(2010), date(2010, 4, 1))
    assert not has_begun(FinancialYear(2010), date(2010, 3, 31))
