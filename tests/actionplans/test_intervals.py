import datetime as dt

import pytest

from actionplans.intervals import ReviewInterval, add_months


@pytest.mark.parametrize(
    ("interval", "start", "expected"),
    [
        ("weekly", (2024, 2, 26), (2024, 3, 4)),
        ("fortnightly", (2024, 12, 20), (2025, 1, 3)),
        ("monthly", (2024, 1, 31), (2024, 2, 29)),
        ("monthly", (2023, 1, 31), (2023, 2, 28)),
        ("monthly", (2024, 12, 31), (2025, 1, 31)),
        ("two_monthly", (2024, 12, 31), (2025, 2, 28)),
        ("quarterly", (2024, 11, 30), (2025, 2, 28)),
        ("four_monthly", (2024, 10, 31), (2025, 2, 28)),
        ("six_monthly", (2024, 8, 31), (2025, 2, 28)),
        ("annually", (2024, 2, 29), (2025, 2, 28)),
    ],
)
def test_the_day_after_one_interval(interval, start, expected):
    assert ReviewInterval(interval).after(dt.date(*start)) == dt.date(*expected)


def test_every_interval_moves_forward_from_every_day():
    for interval in ReviewInterval:
        for offset in range(0, 1461, 7):
            start = dt.date(2023, 1, 1) + dt.timedelta(days=offset)
            assert interval.after(start) > start


def test_months_count_back_over_the_turn_of_a_year():
    assert add_months(dt.date(2024, 1, 31), -2) == dt.date(2023, 11, 30)
    assert add_months(dt.date(2024, 1, 31), 0) == dt.date(2024, 1, 31)
