import datetime

import pytest
from django import forms

from stakeholders.dates import DateField, clock


class Ask(forms.Form):
    due_on = DateField(name="The due date", required=False)


def ask(day="", month="", year=""):
    return Ask({"due_on_day": day, "due_on_month": month, "due_on_year": year})


@pytest.mark.parametrize("month", ["3", "03", "March", "march", "Mar", "mar."])
def test_a_month_may_be_a_number_or_a_word(month):
    form = ask("14", month, "2025")
    assert form.is_valid()
    assert form.cleaned_data["due_on"] == datetime.date(2025, 3, 14)


def test_nothing_typed_is_no_date():
    form = ask()
    assert form.is_valid()
    assert form.cleaned_data["due_on"] is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("14", "3", ""), "year_missing"),
        (("", "3", "2025"), "day_missing"),
        (("3", "", ""), "month_year_missing"),
        (("31", "2", "2025"), "invalid"),
        (("29", "2", "2023"), "invalid"),
        (("0", "1", "2025"), "invalid"),
        (("14", "Smarch", "2025"), "invalid"),
        (("14", "ma", "2025"), "invalid"),
        (("-1", "3", "2025"), "invalid"),
        (("²", "3", "2025"), "invalid"),
        (("9" * 20, "3", "2025"), "invalid"),
        (("14", "9" * 20, "2025"), "invalid"),
        (("14", "3", "<b>"), "invalid"),
        (("14", "3", "25"), "year_invalid"),
        (("14", "3", "0001"), "too_early"),
        (("14", "3", "9999"), "too_late"),
    ],
)
def test_what_is_wrong_is_told_by_its_code(typed, code):
    form = ask(*typed)
    assert not form.is_valid()
    assert [error.code for error in form.errors.as_data()["due_on"]] == [code]


def test_errors_call_the_date_by_its_name():
    assert ask("14", "3", "").errors["due_on"] == ["The due date must include a year"]


def test_a_needed_date_asks_for_itself():
    class Need(forms.Form):
        due_on = DateField()

    assert Need({}).errors["due_on"] == ["Enter a date"]


def test_only_another_day_is_a_change():
    before = {"due_on": datetime.date(2025, 3, 14)}
    same = {"due_on_day": "14", "due_on_month": "3", "due_on_year": "2025"}
    assert not Ask(same, initial=before).has_changed()
    assert Ask({**same, "due_on_day": "15"}, initial=before).has_changed()
    assert not Ask({}, initial={}).has_changed()


def test_bounds_are_said_as_dates():
    field = DateField(latest=datetime.date(2025, 3, 14))
    with pytest.raises(forms.ValidationError, match="14 March 2025 or earlier"):
        field.clean(["15", "3", "2025"])


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ((9, 30), "9:30am"),
        ((14, 0), "2pm"),
        ((12, 0), "midday"),
        ((12, 15), "12:15pm"),
        ((0, 0), "midnight"),
        ((0, 5), "12:05am"),
    ],
)
def test_times_are_said_as_people_say_them(time, words):
    assert clock(datetime.time(*time)) == words
