"""The days that a frequency leads to: rhythm, habit, bank holidays, leap days, clocks."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from meetings.frequency import read_frequency
from meetings.planning.rules import LAST, Habit, days_after, habit_of, settled
from meetings.planning.spans import gap_days

TUESDAY, SATURDAY = 1, 5


def days(text, anchor, until):
    anchor = dt.date.fromisoformat(anchor)
    until = dt.date.fromisoformat(until)
    reading = read_frequency(text)
    return [day.isoformat() for day in days_after(anchor, reading, habit_of([anchor]), until=until)]


@pytest.mark.parametrize(
    ("text", "anchor", "until", "expected"),
    [
        # the second Tuesday stays the second Tuesday
        ("Monthly", "2026-06-09", "2026-09-30", ["2026-07-14", "2026-08-11", "2026-09-08"]),
        ("Quarterly x 30", "2026-06-18", "2026-12-31", ["2026-09-17", "2026-12-17"]),
        ("Bi-monthly", "2026-11-05", "2027-03-31", ["2027-01-07", "2027-03-04"]),
        # a fifth Friday is the last one: most months have no fifth
        ("Monthly", "2026-01-30", "2026-03-31", ["2026-02-27", "2026-03-27"]),
        ("Annual Joint Meeting", "2026-06-09", "2028-12-31", ["2027-06-08", "2028-06-13"]),
        # exactly six weeks, and not nine a year
        ("Six-weekly", "2026-01-05", "2026-04-30", ["2026-02-16", "2026-03-30"]),
        ("Every 4 weeks", "2026-01-05", "2026-03-01", ["2026-02-02"]),
        # a number without a rhythm: evenly, on the same weekday
        ("Six a year", "2026-01-08", "2026-05-31", ["2026-03-12", "2026-05-14"]),
        (
            "Eight a year",
            "2026-01-06",
            "2027-01-10",
            [
                *("2026-02-24", "2026-04-07", "2026-05-26", "2026-07-07"),
                *("2026-08-25", "2026-10-06", "2026-11-24", "2027-01-05"),
            ],
        ),
        # anchored on a leap day
        ("Annual", "2028-02-29", "2030-12-31", ["2029-02-27", "2030-02-26"]),
        ("Monthly", "2028-02-29", "2028-04-30", ["2028-03-28", "2028-04-25"]),
        ("Every four weeks", "2028-02-01", "2028-03-31", ["2028-02-29", "2028-03-28"]),
        ("Five a year", "2028-02-29", "2028-06-30", ["2028-05-09"]),
        ("Every two years", "2026-06-09", "2030-12-31", ["2028-06-13", "2030-06-11"]),
        ("As required", "2026-06-09", "2030-12-31", []),
        ("", "2026-06-09", "2030-12-31", []),
    ],
)
def test_days_follow_the_frequency(text, anchor, until, expected):
    assert days(text, anchor, until) == expected


@pytest.mark.parametrize("number", [1, 2, 3, 5, 7, 8, 9, 10, 11, 13, 24, 52, 104])
def test_so_many_a_year_are_so_many_in_every_year(number):
    found = days(f"{number} a year", "2027-01-04", "2031-01-07")
    assert len(found) == len(set(found))
    for year in range(2027, 2031):
        start, end = dt.date(year, 1, 10), dt.date(year + 1, 1, 9)
        assert sum(start <= dt.date.fromisoformat(day) <= end for day in found) in (
            number - 1,
            number,
            number + 1,
        )
    assert len(found) == pytest.approx(number * 4, abs=1)


@pytest.mark.parametrize(
    ("day", "habit", "expected"),
    [
        ("2026-05-25", TUESDAY, "2026-05-26"),  # the spring bank holiday
        ("2026-05-26", TUESDAY, "2026-05-26"),
        ("2026-04-03", TUESDAY, "2026-04-07"),  # Good Friday, and Easter Monday after it
        ("2027-03-26", TUESDAY, "2027-03-30"),  # Easter of another year
        ("2026-12-25", TUESDAY, "2026-12-29"),  # Boxing Day moves to Monday
        ("2026-06-20", TUESDAY, "2026-06-22"),  # a weekend
        ("2026-06-20", SATURDAY, "2026-06-20"),  # unless they meet at weekends
        ("2026-12-26", SATURDAY, "2026-12-27"),
        ("2028-02-29", TUESDAY, "2028-02-29"),
    ],
)
def test_days_are_moved_off_weekends_and_bank_holidays(day, habit, expected):
    assert settled(dt.date.fromisoformat(day), Habit(habit, 1)).isoformat() == expected


def test_a_habit_is_what_most_of_the_latest_meetings_share():
    moved = [dt.date(2026, 3, 10), dt.date(2026, 4, 14), dt.date(2026, 5, 20)]
    assert habit_of(moved) == Habit(TUESDAY, 2)
    assert habit_of([dt.date(2026, 6, 30)]) == Habit(TUESDAY, LAST)
    # One moved by a day: the next is on the usual weekday, weeks later and not the day after.
    found = days_after(
        dt.date(2026, 6, 15), read_frequency("Weekly"), moved_habit(), until=dt.date(2026, 6, 30)
    )
    assert found == [dt.date(2026, 6, 23), dt.date(2026, 6, 30)]


def moved_habit():
    return Habit(TUESDAY, 2)


def test_two_o_clock_is_two_o_clock_on_either_side_of_a_change_of_clocks():
    london = ZoneInfo("Europe/London")
    for anchor, until, hours in (
        ("2026-03-22", "2026-03-30", [13]),
        ("2026-10-18", "2026-10-26", [14]),
    ):
        found = days("Weekly", anchor, until)
        wall = [dt.datetime.combine(dt.date.fromisoformat(day), dt.time(14)) for day in found]
        assert [at.replace(tzinfo=london).astimezone(dt.UTC).hour for at in wall] == hours


@pytest.mark.parametrize(
    ("text", "gap"), [("Six-weekly", 42), ("Quarterly", 91), ("Eight a year", 46), ("TBC", None)]
)
def test_the_time_from_one_to_the_next(text, gap):
    found = gap_days(read_frequency(text))
    assert found is None if gap is None else round(found) == gap
