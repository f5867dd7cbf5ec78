"""What may be answered to each doubt, which doubts are one question, and the answers given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from objectives.importing.doubts import ACCEPT, CORRECT, LATER, Answer, Choice, Doubt, DoubtCode

QUARTERS, BARE_YEARS = "quarters", "bare_years"
_PUT_OFF = Choice(LATER, "Leave it for later")
_ALL_RIGHT = Choice(ACCEPT, "All are right as they were taken")
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

    A doubt's own answer counts before its group's, and that before its kind's. An answer that no
    choice allows is none.
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
        group = doubt.group or str(doubt.code)
        return self.of_key(doubt.key) or self.of_key(group) or self.of_key(kind_of(doubt))

    def to_all(self, several: "DoubtGroup | DoubtKind") -> Answer | None:
        """What was answered to all of them at once."""
        if isinstance(several, DoubtKind) and len(several.groups) > 1:
            return self.of_key(several.key)
        return self.of_key(several.key) or self.of_key(kind_of(several.doubts[0]))

    def correction(self, doubt: Doubt) -> str:
        """What is to be taken instead of what was assumed; empty where nothing is."""
        answer = self.to(doubt)
        return answer.value if answer and answer.choice == CORRECT else ""


def kind_of(doubt: Doubt) -> str:
    """How quarters and bare years are counted are questions of their own among the dates."""
    return doubt.group if doubt.group in (QUARTERS, BARE_YEARS) else str(doubt.code)


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


@dataclass(frozen=True)
class DoubtKind:
    """The questions of one kind, and what may be said of all of them at once."""

    name: str
    question: str
    groups: tuple[DoubtGroup, ...]

    @property
    def key(self) -> str:
        """What an answer to all of it is kept under."""
        return self.groups[0].key if len(self.groups) == 1 else self.name

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Of several questions only what is an answer to each; what is typed is right for one."""
        first, *others = (group.choices for group in self.groups)
        if not others:
            return first
        common = [choice for choice in first if all(choice in offered for offered in others)]
        if not any(choice.choice == ACCEPT for choice in common):
            common.insert(0, _ALL_RIGHT)
        return tuple(choice for choice in common if not choice.asks)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        return tuple(doubt for group in self.groups for doubt in group.doubts)

    @property
    def left(self) -> int:
        return sum(group.left for group in self.groups)


class Asked:
    """What is asked about a file, and what was answered: for a review with `doubts`, `answers`."""

    doubts: tuple[Doubt, ...]
    answers: Answers

    @cached_property
    def groups(self) -> tuple[DoubtGroup, ...]:
        return groups_of(self.doubts)

    @cached_property
    def kinds(self) -> tuple[DoubtKind, ...]:
        return kinds_of(self.groups)

    @cached_property
    def left(self) -> int:
        """How many nobody has answered."""
        return sum(doubt.answer is None for doubt in self.doubts)

    @cached_property
    def kinds_left(self) -> int:
        return sum(bool(kind.left) for kind in self.kinds)

    @cached_property
    def later(self) -> int:
        return sum(bool(doubt.answer) and doubt.answer.choice == LATER for doubt in self.doubts)

    def asked(self, key: str) -> tuple[tuple[Choice, ...], Answer | None] | None:
        """What may be answered to the doubt, group or kind of this key, and what was; None for
        none."""
        for doubt in self.doubts:
            if doubt.key == key:
                return doubt.choices, doubt.answer
        for several in (*self.groups, *self.kinds):
            if several.key == key:
                return several.choices, self.answers.to_all(several)
        return None


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


def kinds_of(groups: Iterable[DoubtGroup]) -> tuple[DoubtKind, ...]:
    """In the order in which a reader of the file meets the first of each."""
    found: dict[str, list[DoubtGroup]] = {}
    for group in groups:
        found.setdefault(kind_of(group.doubts[0]), []).append(group)
    return tuple(
        DoubtKind(name, of_one[0].question if len(of_one) == 1 else _of_all(of_one), (*of_one,))
        for name, of_one in found.items()
    )


def _of_all(groups: list[DoubtGroup]) -> str:
    doubts = [doubt for group in groups for doubt in group.doubts]
    return f"{doubts[0].label}: {len(doubts)} times"


def _question(key: str, doubts: list[Doubt]) -> str:
    texts = list(dict.fromkeys(" ".join(doubt.text.split()) for doubt in doubts))
    label = doubts[0].label
    if key == QUARTERS:
        return f"{_listed(texts, len(doubts))}: financial or calendar quarters?"
    if key == BARE_YEARS:
        return f"{_listed(texts, len(doubts))}: to the end of December or of the financial year?"
    if len(texts) == 1 and 0 < len(texts[0]) <= 80:
        label = f"{label}: “{texts[0]}”"
        return f"{label}, {len(doubts)} times" if len(doubts) > 1 else label
    return f"{label}: {len(doubts)} times" if len(doubts) > 1 else label


def _listed(texts: list[str], count: int) -> str:
    """`“Q2 2010” appears 3 times`, `“Q2 2010”, “Q4 2011” and 2 others appear 9 times`."""
    named = ", ".join(f"“{text}”" for text in texts[:3])
    more = f" and {len(texts) - 3} more" if len(texts) > 3 else ""
    often = "once" if count == 1 else f"{count} times"
    return f"{named}{more} {'appears' if len(texts) == 1 else 'appear'} {often}"
