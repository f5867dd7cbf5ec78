"""Actions that mention another: "the mapping described at 2.", "see action 4.2"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from objectives.importing.doubts import Doubt, DoubtCode

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,2}(?:\.?[a-z](?![a-z]))?"
_NOUN = r"(?:actions?|items?|points?|tasks?|steps?|milestones?|measures?|nos?\.?|numbers?)"
_LIST = rf"{_NUMBER}(?:(?:, ?| and | & | or |, and ){_NUMBER})*(?![\w%])"
_NAMED = re.compile(rf"\b{_NOUN} ({_LIST})", re.IGNORECASE)
# Without a noun before it a number is a reference only where it is written like one.
_POINTED = re.compile(
    rf"\b(?:at|see|in|under|as|per|above|below|also) ({_NUMBER})"
    r"(?=[.)](?:\s|$|,)| above\b| below\b)",
    re.IGNORECASE,
)
_EACH = re.compile(_NUMBER, re.IGNORECASE)


@dataclass(frozen=True)
class Numbered:
    """An action as others may speak of it."""

    key: str
    place: int
    """of its objective within the plan"""
    objective: str
    number: str
    text: str
    source: str


def references_of(
    actions: Iterable[Numbered],
) -> tuple[dict[str, dict[str, Doubt]], tuple[Doubt, ...]]:
    """{action: {the action that it mentions: the doubt about it}}, by their keys.

    "2" is an action of the same objective, "4.2" one of another; what nobody is numbered so is
    no reference, and an action doesn't mention itself.
    """
    actions = list(actions)
    within: dict[tuple[int, str], str] = {}
    anywhere: dict[str, list[str]] = {}
    for action in actions:
        if not action.number:
            continue
        number = action.number.casefold()
        within.setdefault((action.place, number), action.key)
        before = f"{action.objective}."
        full = number if number.startswith(before) else before + number
        for name in {full, *([number] if "." in number else [])}:
            anywhere.setdefault(name, []).append(action.key)
    found: dict[str, dict[str, Doubt]] = {}
    for action in actions:
        if not any(letter.isdigit() for letter in action.text):
            continue
        for words, name in _mentions(action.text):
            keys = anywhere.get(name, [])
            key = within.get((action.place, name)) or (keys[0] if len(set(keys)) == 1 else None)
            if key and key != action.key and key not in found.get(action.key, {}):
                assumed = f"Taken as a mention of action {key}; the two are linked."
                doubt = Doubt(DoubtCode.REFERENCE, action.source, words, assumed, action.key)
                found.setdefault(action.key, {})[key] = doubt
    return found, tuple(doubt for mentions in found.values() for doubt in mentions.values())


def _mentions(text: str) -> list[tuple[str, str]]:
    """The words around each number that is spoken of, and the number."""
    found = []
    for pattern in (_NAMED, _POINTED):
        for match in pattern.finditer(text):
            words = " ".join([*text[: match.start()].split()[-2:], match[0]])
            found += [(words, number.casefold()) for number in _EACH.findall(match[1])]
    return found
