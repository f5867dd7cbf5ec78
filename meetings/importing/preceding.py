"""Notes that say which meeting must come first ("to precede the partnership board")."""

import re
from collections.abc import Sequence
from dataclasses import replace

from objectives.importing.asking import Answers
from objectives.importing.doubts import LATER, Doubt

from .doubts import NO, ScheduleDoubt, doubt
from .draft import SeriesDraft

_COMES_FIRST = re.compile(
    r"\b(?:precedes?|(?:meets?|held|takes place|comes) (?:\w+ )?before) (?:the |that of the )?"
    r"(?P<other>[^.;\n]+)",
    re.IGNORECASE,
)


def with_order(
    series: Sequence[SeriesDraft], answers: Answers
) -> tuple[list[SeriesDraft], list[Doubt]]:
    """Each line with the key of the one that it must precede, where the notes name just one."""
    by_name: dict[str, list[SeriesDraft]] = {}
    for line in series:
        by_name.setdefault(_plain(line.name), []).append(line)
    ordered, doubts = [], []
    for line in series:
        found = _COMES_FIRST.search(line.notes)
        others = by_name.get(_plain(found["other"]), []) if found else []
        if len(others) != 1 or others[0] is line:
            ordered.append(line)
            continue
        assumed = f"Each of its meetings must come before one of “{others[0].name}”."
        code = ScheduleDoubt.PRECEDES_ASSUMED
        made = doubt(code, line.source, found[0], assumed, key=line.key)
        doubts.append(made)
        answer = answers.to(made)
        off = answer and (answer.value == NO or answer.choice == LATER)
        ordered.append(line if off else replace(line, precedes=others[0].key))
    return ordered, doubts


def _plain(text):
    return " ".join(re.findall(r"\w+", text.casefold()))
