"""Counting: every numbered row once, so that page one adds up from the appendix."""

from collections import Counter

from objectives.presenting import KEY
from objectives.states import ShownState
from reports.document import Bar, State, StateBars

from .rows import plural, word

STATES = tuple(State(str(state), word(state), meaning) for state, meaning in KEY)


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
    states = tuple(ShownState)

    def pick(counts):
        return tuple(counts[place] for place in used)

    noun = reading.noun
    return StateBars(
        caption=f"{noun.capitalize()} by objective and state",
        states=tuple(State(str(states[p]), word(states[p])) for p in used),
        bars=tuple(Bar(one.title, pick(count(one.rows))) for one in reading.objectives),
        total=Bar(f"All {noun}", pick(total)),
        alternative=f"A bar for each objective. Together: {sentence(reading.rows, noun)} "
        f"The table that follows has the figures of each objective.",
    )
