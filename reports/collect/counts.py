"""Counting: every numbered row once, so that page one adds up from the appendix."""

from collections import Counter

from objectives.states import ShownState
from reports.document import Bar, State, StateBars

from .rows import plural, word

MEANINGS = {
    ShownState.OVERDUE: "The date has passed and the action is not complete, whatever its lead "
    "says of it.",
    ShownState.OFF_TRACK: "Its lead says red: as things stand it will not be done as planned.",
    ShownState.AT_RISK: "Its lead says amber: something stands in the way and is being dealt with.",
    ShownState.ON_TRACK: "Its lead says green: it goes as planned.",
    ShownState.NOT_REPORTED: "It should have begun, and nobody has yet said how it goes.",
    ShownState.NOT_STARTED: "Its start lies ahead, or its lead says that it has not begun.",
    ShownState.COMPLETE: "Done.",
    ShownState.CLOSED: "Withdrawn, or replaced by something else.",
}
STATES = tuple(State(str(state), word(state), MEANINGS[state]) for state in ShownState)


def count(rows):
    found = Counter(row.state for row in rows)
    return tuple(found[state] for state in ShownState)


def in_words(counts):
    """“4 on track, 2 complete and 1 overdue”: only what there is."""
    parts = [f"{n} {word(s).lower()}" for s, n in zip(ShownState, counts, strict=True) if n]
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def sentence(rows, noun):
    """“7 public actions: 4 on track, 2 complete and 1 overdue.”"""
    singular = noun.removesuffix("s")
    total = plural(len(rows), singular, noun)
    return f"{total}: {in_words(count(rows))}." if rows else f"No {noun}."


def bars(reading):
    """The chart of page one. States that no action is in are left out of it."""
    total = count(reading.rows)
    used = [place for place, n in enumerate(total) if n]

    def pick(counts):
        return tuple(counts[place] for place in used)

    noun = reading.noun
    return StateBars(
        caption=f"{noun.capitalize()} by objective and state",
        states=tuple(STATES[place] for place in used),
        bars=tuple(Bar(one.title, pick(count(one.rows))) for one in reading.objectives),
        total=Bar(f"All {noun}", pick(total)),
        alternative=f"A bar for each objective. Together: {sentence(reading.rows, noun)} "
        f"The table that follows has the figures of each objective.",
    )
