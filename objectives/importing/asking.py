"""What may be answered to each doubt, which doubts are one question, and the answers given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from objectives.importing.doubts import ACCEPT, CORRECT, LATER, Answer, Choice, Doubt, DoubtCode

QUARTERS, BARE_YEARS = "quarters", "bare_years"
_PUT_OFF = Choice(LATER, "Leave it for later")
_KEEP = (Choice(ACCEPT, "Right as it is"), _PUT_OFF)


def choices(accept: str, correct: str = "", value: str = "", asks: str = "") -> tuple[Choice, ...]:
    """At most three: take it as it is, correct it, leave it for later."""
    middle = (Choice(CORRECT, correct, value, asks),) if correct else ()
    return (Choice(ACCEPT, accept), *middle, _PUT_OFF)


_ANOTHER_DATE = {"correct": "Give another date or other words", "asks": "deadline"}
_OTHER_LEADS = {"correct": "Give the leads, one a line", "asks": "names"}
_ANOTHER_STATUS = {"correct": "Say how it stands", "asks": "status"}
_CHOICES = {
    DoubtCode.COLUMN_JUDGED: choices("Right", "Take the columns as they are headed", "as_headed"),
    DoubtCode.ROW_SHIFTED: choices("Right", "Leave the row as it stands", "as_it_stands"),
    DoubtCode.HEADING_ASSUMED: choices("It is an objective", "It is an action", "action"),
    DoubtCode.ROW_WITHOUT_ACTION: choices(
        "Leave it out", "It belongs to the action above", "above"
    ),
    DoubtCode.JOINED: choices("One text", "Two items", "separate"),
    DoubtCode.SEVERAL_IN_CELL: choices("Several items", "One item", "one"),
    DoubtCode.REFERENCE: choices("Link the two", "No link", "no"),
    DoubtCode.DEADLINE_BLANK: choices("It has no date", "Give a date", asks="deadline"),
    DoubtCode.DEADLINE_ASSUMED: choices("Right", **_ANOTHER_DATE),
    DoubtCode.DEADLINE_UNREADABLE: choices("Leave it without a date", **_ANOTHER_DATE),
    DoubtCode.DUE_BEFORE_START: choices("Keep the date", **_ANOTHER_DATE),
    DoubtCode.DUE_BEFORE_PLAN: choices("Keep the date", **_ANOTHER_DATE),
    DoubtCode.MONTH_FIRST: choices("The month is first", "The day is first", "day_first"),
    DoubtCode.STATUS_ASSUMED: choices("Right", **_ANOTHER_STATUS),
    DoubtCode.STATUS_UNREADABLE: choices("Keep the words as a note", **_ANOTHER_STATUS),
    DoubtCode.LEAD_BLANK: choices("It has no lead", **_OTHER_LEADS),
    DoubtCode.LEAD_TOO_LONG: choices("No post is made of it", **_OTHER_LEADS),
    DoubtCode.LEADS_SPLIT: choices("Right", **_OTHER_LEADS),
    DoubtCode.LEADS_MAYBE_JOINT: choices("One post", **_OTHER_LEADS),
    DoubtCode.SPELLING_VARIANT: choices("One post", "Two posts", "separate"),
    DoubtCode.SPELLING_SIMILAR: choices("Two posts", "One post", "same"),
    DoubtCode.ABBREVIATION: choices("One post", "Two posts", "separate"),
    DoubtCode.POST_NEW: choices("Make the post", "Give its organisation", asks="organisation"),
}


class Answers:
    """What the coordinator answered, by the key of a doubt or of a group of doubts.

    A doubt's own answer counts before its group's. An answer that no choice allows is none.
    """

    def __init__(self, given: Mapping[str, Mapping] | None = None):
        self._given = given or {}

    def of_key(self, key: str) -> Answer | None:
        given = self._given.get(key)
        if not isinstance(given, Mapping) or given.get("choice") not in (ACCEPT, CORRECT, LATER):
            return None
        value = given.get("value") or ""
        if isinstance(value, (list, tuple)):
            value = "\n".join(map(str, value))
        return Answer(given["choice"], str(value).strip())

    def to(self, doubt: Doubt) -> Answer | None:
        if not self._given:
            return None
        return self.of_key(doubt.key) or self.of_key(doubt.group or str(doubt.code))

    def correction(self, doubt: Doubt) -> str:
        """What is to be taken instead of what was assumed; empty where nothing is."""
        answer = self.to(doubt)
        return answer.value if answer and answer.choice == CORRECT else ""


@dataclass(frozen=True)
class DoubtGroup:
    """Doubts that are one question."""

    key: str
    code: str
    question: str
    choices: tuple[Choice, ...]
    doubts: tuple[Doubt, ...]

    @property
    def left(self) -> int:
        return sum(doubt.answer is None for doubt in self.doubts)


def finished(doubts: Iterable[Doubt], answers: Answers) -> tuple[Doubt, ...]:
    """Each doubt with its group, its choices and the answer that it got."""
    return tuple(
        replace(
            doubt,
            group=doubt.group or str(doubt.code),
            choices=doubt.choices or _CHOICES.get(doubt.code, _KEEP),
            answer=doubt.answer or answers.to(doubt),
        )
        for doubt in doubts
    )


def groups_of(doubts: Iterable[Doubt]) -> tuple[DoubtGroup, ...]:
    """In the order in which a reader of the file meets the first of each."""
    found: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        found.setdefault(doubt.group or str(doubt.code), []).append(doubt)
    return tuple(
        DoubtGroup(key, str(of_one[0].code), _question(key, of_one), of_one[0].choices, (*of_one,))
        for key, of_one in found.items()
    )


def _question(key: str, doubts: list[Doubt]) -> str:
    texts = list(dict.fromkeys(" ".join(doubt.text.split()) for doubt in doubts))
    label = DoubtCode(doubts[0].code).label
    if key == QUARTERS:
        return f"{_listed(texts, len(doubts))}: financial or calendar quarters?"
    if key == BARE_YEARS:
        return f"{_listed(texts, len(doubts))}: to the end of December or of the financial year?"
    if len(texts) == 1 and 0 < len(texts[0]) <= 80:
        return f"{label}: {_listed(texts, len(doubts))}"
    return f"{label}: {len(doubts)} times" if len(doubts) > 1 else label


def _listed(texts: list[str], count: int) -> str:
    """`“Q2 2010” appears 3 times`, `“Q2 2010”, “Q4 2011” and 2 others appear 9 times`."""
    named = ", ".join(f"“{text}”" for text in texts[:3])
    more = f" and {len(texts) - 3} more" if len(texts) > 3 else ""
    often = "once" if count == 1 else f"{count} times"
    return f"{named}{more} {'appears' if len(texts) == 1 else 'appear'} {often}"
