"""The JSON form of docs/import-format.md, read back: the one file that loses nothing."""

import datetime as dt
import json

from actionplans.intervals import ReviewInterval
from actionplans.quarters import FIRST_YEAR, LAST_YEAR, QuarterBasis
from objectives.deadlines import Certainty, DeadlineReading
from objectives.importing.draft import ActionDraft, ActivityDraft, ObjectiveDraft, PlanDraft
from objectives.importing.reading import FileContents, UnreadableFile

LONGEST = 100_000
"""characters of a text"""
MOST = 20_000
"""actions"""
_REQUIRED = object()


def is_json(contents: FileContents) -> bool:
    return contents.kind == "json"


def data_of(content: bytes) -> dict:
    """Raises UnreadableFile."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise refusal(f"It is no valid JSON: {error}.") from error
    if not isinstance(data, dict) or not isinstance(data.get("objectives"), list):
        raise refusal("It has no list “objectives”.")
    return data


def refusal(reason: str) -> UnreadableFile:
    return UnreadableFile(
        "not_the_json_form",
        f"The JSON file can't be read as a plan. {reason} A plan that was exported as JSON shows "
        "the form; docs/import-format.md describes it.",
    )


def read(
    contents: FileContents,
    *,
    title: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    quarters: str | None = None,
) -> PlanDraft:
    """Raises UnreadableFile, with the place in the file where something is not as it must be."""
    plan = _Part(data_of(contents.content), "the plan")
    draft = PlanDraft(
        title=title or " ".join(plan.text("title", required=True).split()),
        starts_on=starts_on or plan.day("starts_on", required=True),
        ends_on=ends_on or plan.day("ends_on"),
        quarters=quarters or plan.one_of("quarters", QuarterBasis.values) or "financial",
        quarters_assumed=quarters is None and plan.flag("quarters_assumed", False),
        published_title=plan.text("title"),
        objectives=tuple(_objective(part) for part in plan.parts("objectives", "objective")),
        doubts=contents.doubts,
    )
    keys = [action.key for action in draft.actions]
    if len(keys) > MOST:
        raise refusal(f"It has more than {MOST:,} actions.")
    if twice := next((key for key in keys if keys.count(key) > 1), "") if _repeats(keys) else "":
        raise refusal(f"Two actions have the key “{twice}”.")
    _check_parents(draft)
    return draft


def _repeats(keys: list[str]) -> bool:
    return len(set(keys)) < len(keys)


def _check_parents(draft: PlanDraft) -> None:
    """A parent stands before its parts, in the same objective, and is no part itself."""
    for objective in draft.objectives:
        tops: set[str] = set()
        for action in objective.actions:
            if not action.parent_key:
                tops.add(action.key)
            elif action.parent_key not in tops:
                raise refusal(
                    f"The action “{action.key}” is part of “{action.parent_key}”, which is no "
                    "action above it in the same objective."
                )


def _objective(part: "_Part") -> ObjectiveDraft:
    title = " ".join(part.text("title", required=True).split())
    return ObjectiveDraft(
        number=part.text("number", most=20),
        title=title,
        activities=tuple(
            ActivityDraft(
                each.text("number", most=20), each.text("text", required=True), each.text("key")
            )
            for each in part.parts("activities", "activity")
        ),
        actions=tuple(_action(each) for each in part.parts("actions", "action")),
        source=part.place,
        key=part.text("key"),
        exempt_reason=part.text("exempt_reason", absent=None),
    )


def _action(part: "_Part") -> ActionDraft:
    deadline = part.part("deadline")
    return ActionDraft(
        key=part.text("key", required=True, most=200),
        parent_key=part.text("parent_key") or None,
        number=part.text("number", most=20),
        text=part.text("text", required=True),
        deadline=DeadlineReading(
            text=deadline.text("text"),
            starts_on=deadline.day("starts_on"),
            due_on=deadline.day("due_on"),
            ongoing=deadline.flag("ongoing", False),
            review_interval=deadline.one_of("review_interval", ReviewInterval.values),
            certainty=deadline.one_of("certainty", Certainty.values) or Certainty.CERTAIN.value,
            note=deadline.text("note"),
        ),
        lead_text=part.text("lead_text"),
        leads=part.texts("leads", most=200),
        source=part.text("source", most=100) or part.place[:100],
        review_interval=part.one_of("review_interval", ReviewInterval.values, absent=None),
        needs_confirmation=part.flag("needs_confirmation", None),
        exempt_reason=part.text("exempt_reason", absent=None),
    )


class _Part:
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

    def texts(self, name: str, *, most: int) -> tuple[str, ...]:
        values = self.data.get(name) or []
        if not isinstance(values, list):
            raise refusal(f"“{name}” of {self.place} must be a list.")
        part = [_Part({name: value}, self.place) for value in values]
        return tuple(each.text(name, required=True, most=most) for each in part)

    def flag(self, name: str, absent: bool | None) -> bool | None:
        value = self.data.get(name)
        if value is None:
            return absent
        if not isinstance(value, bool):
            raise refusal(f"“{name}” of {self.place} must be true or false.")
        return value

    def one_of(self, name: str, values, absent: str | None = "") -> str | None:
        text = self.text(name, absent=absent)
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

    def part(self, name: str) -> "_Part":
        return _Part(self.data.get(name) or {}, f"the {name} of {self.place}")

    def parts(self, name: str, what: str) -> list["_Part"]:
        values = self.data.get(name) or []
        if not isinstance(values, list):
            raise refusal(f"“{name}” of {self.place} must be a list.")
        inside = "" if self.place == "the plan" else f" of {self.place}"
        return [_Part(value, f"{what} {n}{inside}") for n, value in enumerate(values, 1)]
