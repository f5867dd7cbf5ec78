"""A date asked for in three boxes, as GOV.UK asks for dates people know: day, month, year."""

import datetime
from functools import lru_cache

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

PARTS = ("day", "month", "year")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class DateBoxes(forms.MultiWidget):
    use_fieldset = True

    def __init__(self, attrs=None):
        boxes = {part: forms.TextInput(attrs={"inputmode": "numeric"}) for part in PARTS}
        super().__init__(boxes, attrs)

    def decompress(self, value):
        if not value:
            return ["", "", ""]
        return [value.day, value.month, value.year]


class DateField(forms.MultiValueField):
    """Cleans to a `datetime.date` or None. The browser sends `name_day`, `name_month`, `name_year`.

    `name` is how errors call the date: `DateField(name="The new due date")` says "The new due date
    must include a year". An error's code names the boxes at fault (`year_missing`), which lets
    the page mark those and lead to the first.
    """

    widget = DateBoxes
    part_names = PARTS
    default_error_messages = {"required": "Enter a date"}

    def __init__(self, *, name="Date", earliest=None, latest=None, **kwargs):
        self.name = name
        self.earliest = earliest or datetime.date(1900, 1, 1)
        self.latest = latest or datetime.date(2199, 12, 31)
        boxes = [forms.CharField(required=False, max_length=20) for _ in PARTS]
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def clean(self, value):
        if self.disabled and not isinstance(value, list):
            value = self.widget.decompress(value)
        typed = [str(part or "").strip() for part in value or ["", "", ""]]
        if not any(typed):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        missing = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if missing:
            raise ValidationError(
                f"{self.name} must include a {' and '.join(missing)}",
                code="_".join(missing) + "_missing",
            )
        date = self._read(*typed)
        self.run_validators(date)
        return date

    def _read(self, day, month, year):
        if year.isdecimal() and len(year) != 4:
            raise ValidationError(
                f"{self.name}: the year must have 4 numbers",
                code="year_invalid",
            )
        try:
            date = datetime.date(int(year), month_number(month), int(day))
        except (ValueError, OverflowError):
            raise ValidationError(f"{self.name} must be a real date", code="invalid") from None
        if date < self.earliest:
            raise ValidationError(
                f"{self.name} must be {spoken(self.earliest)} or later", code="too_early"
            )
        if date > self.latest:
            raise ValidationError(
                f"{self.name} must be {spoken(self.latest)} or earlier", code="too_late"
            )
        return date

    def has_changed(self, initial, data):
        if self.disabled:
            return False
        before = [str(part) for part in self.widget.decompress(initial)]
        return before != [str(part or "").strip() for part in data or ["", "", ""]]


def month_number(text):
    """3, 03, March, mar: people type all of these. ValueError where it is no month."""
    if text.isdecimal():
        return int(text)
    word = text.lower().rstrip(".")
    if len(word) < 3:
        raise ValueError(text)
    for number, month in enumerate(MONTHS, 1):
        if month.startswith(word):
            return number
    raise ValueError(text)


@lru_cache(maxsize=4096)
def in_words(date, form):
    """`date_format` for many dates of which most were asked for before: "l j F Y"."""
    return date_format(date, form)


def spoken(date):
    return f"{date.day} {date:%B %Y}"


def clock(time):
    """`9:30am`, `2pm`, `midday`: as GOV.UK writes times."""
    half = "am" if time.hour < 12 else "pm"
    if time.minute:
        return f"{time.hour % 12 or 12}:{time.minute:02d}{half}"
    words = {0: "midnight", 12: "midday"}
    return words.get(time.hour) or f"{time.hour % 12}{half}"
