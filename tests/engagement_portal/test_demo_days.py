from datetime import date, timedelta

import pytest

from engagement_portal.demo_data.days import Days

TODAY = date(2026, 11, 22)  # a Sunday in financial quarter 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", date(2026, 11, 22)),
        ("-40d", date(2026, 10, 13)),
        ("+2w", date(2026, 12, 6)),
        ("-9m+1d", date(2026, 2, 23)),
        ("m-14.start", date(2025, 9, 1)),
        ("m+3.end", date(2027, 2, 28)),
        ("q-1.end", date(2026, 9, 30)),
        ("q+1.start", date(2027, 1, 1)),
        ("r0.end", date(2026, 9, 30)),
        ("r-1.end", date(2026, 6, 30)),
        ("r0.end+28d>wed", date(2026, 10, 28)),
        ("fy0.end", date(2027, 3, 31)),
        ("jan.end", date(2027, 1, 31)),
        ("nov.end", date(2026, 11, 30)),
        ("today>work", date(2026, 11, 23)),
        ("today<work", date(2026, 11, 20)),
        ("plan.start-1y", date(2024, 9, 1)),
    ],
)
def test_a_day_is_worked_out_from_the_day_of_loading(text, expected):
    days = Days(TODAY, plan=(date(2025, 9, 1), date(2027, 8, 31)))
    assert days.day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{day:+10d}", "2 December 2026"),
        ("{dmy:-12d}", "10/11/2026"),
        ("by end {month:jan.end}", "by end January 2027"),
        ("{mon:-2m}", "Sept 2026"),
        ("{mon-yy:m-5.end}", "Jun-26"),
        ("{year:-1y} and beyond", "2025 and beyond"),
        ("FY {fy:today}", "FY 2026/27"),
        ("{fy-dash:-1y}", "2025-26"),
        ("{quarter:q+1.end}", "Q4 2026"),
        ("{fy-quarter:q+1.end}", "Q4 2026/27"),
        ("{spring:today}", "Spring 2027"),
        ("{autumn:today}", "Autumn 2026"),
        ("{winter:+1m}", "Winter 2026/27"),
        ("{winter:+4m}", "Winter 2027/28"),
        ("TBC", "TBC"),
    ],
)
def test_a_date_is_written_as_plans_write_it(text, expected):
    assert Days(TODAY).words(text) == expected


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="grammar"):
        Days(TODAY).day("soon")


@pytest.mark.parametrize("start", [date(2026, 1, 1), date(2028, 2, 1)])
def test_the_last_reported_quarter_is_over_and_its_meetings_are_past_on_every_day(start):
    for number in range(400):
        today = start + timedelta(days=number)
        days = Days(today)
        assert days.day("r0.end+28d>wed") < today <= days.day("r+1.end+28d>wed")
