"""A part of a JSON file, asked for what it must hold; what it holds else is told with its place."""

import datetime as dt

from django.utils import timezone

from actionplans.quarters import FIRST_YEAR, LAST_YEAR
from objectives.importing.reading import UnreadableFile

LONGEST = 100_000
"""characters of a text"""


def refusal(reason: str) -> UnreadableFile:
    return UnreadableFile(
        "not_the_json_form",
        f"The JSON file can't be read as a plan. {reason} A plan that was exported as JSON shows "
        "the form; docs/import-format.md describes it.",
    )


class Part:
    """An object of the file, with the place where it stands for what must be said about it."""

    def __init__(self, data: object, place: str):
        if not isinstance(data, dict):
            raise refusal(f"Where {place} should be stands something else.")
        self.data, self.place = data, place

    def text(self, name: str, *, required=False, most=LONGEST, absent="") -> str:
        value = self.data.get(name)
        if value is None and not required:
            return absent
        if not isinstance(value, str) or (required and not value.strip()):
            raise refusal(f"“{name}” of {self.place} must be a text.")
        if len(value) > most:
            raise refusal(f"“{name}” of {self.place} is longer than {most:,} characters.")
        if "\0" in value:
            raise refusal(f"“{name}” of {self.place} has a character that no text can have.")
        return value

    def _list(self, name: str) -> list:
        values = self.data.get(name)
        if values is None:
            return []
        if not isinstance(values, list):
            raise refusal(f"“{name}” of {self.place} must be a list.")
        return values

    def texts(self, name: str, *, most: int) -> tuple[str, ...]:
        values = self._list(name)
        part = [Part({name: value}, self.place) for value in values]
        return tuple(each.text(name, required=True, most=most) for each in part)

    def flag(self, name: str, absent: bool | None) -> bool | None:
        value = self.data.get(name)
        if value is None:
            return absent
        if not isinstance(value, bool):
            raise refusal(f"“{name}” of {self.place} must be true or false.")
        return value

    def address(self, name: str) -> str:
        """Of a page on the web: a link that a script could run is none."""
        text = self.text(name, most=500)
        if text and not text.startswith(("https://", "http://")):
            raise refusal(f"“{name}” of {self.place} must be the address of a page on the web.")
        return text

    def notes(self, name: str) -> dict[str, str]:
        part = self.part(name)
        return {str(heading)[:200]: part.text(heading) for heading in part.data}

    def one_of(self, name: str, values, *, required=False, absent: str | None = "") -> str | None:
        text = self.text(name, required=required, absent=absent)
        if text and text not in values:
            raise refusal(f"“{name}” of {self.place} must be one of {', '.join(values)}.")
        return text

    def day(self, name: str, *, required=False) -> dt.date | None:
        text = self.text(name, required=required)
        if not text:
            return None
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise refusal(f"“{name}” of {self.place} must be a day such as 2024-04-01.")
        return day

    def moment(self, name: str, *, required=False) -> dt.datetime | None:
        """A moment that has passed, with its time zone."""
        text = self.text(name, required=required)
        if not text:
            return None
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None or moment.year < FIRST_YEAR:
            raise refusal(
                f"“{name}” of {self.place} must be a moment such as 2024-04-01T09:30:00+00:00."
            )
        if moment > timezone.now():
            raise refusal(f"“{name}” of {self.place} lies in the future.")
        return moment

    def number(self, name: str) -> int:
        value = self.data.get(name, 0)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1000:
            raise refusal(f"“{name}” of {self.place} must be a number from 0 to 999.")
        return value

    def part(self, name: str) -> "Part":
        value = self.data.get(name)
        return Part({} if value is None else value, f"the {name} of {self.place}")

    def parts(self, name: str, what: str) -> list["Part"]:
        values = self._list(name)
        inside = "" if self.place == "the plan" else f" of {self.place}"
        return [Part(value, f"{what} {n}{inside}") for n, value in enumerate(values, 1)]
