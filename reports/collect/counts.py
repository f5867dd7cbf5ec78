"""Counting: every numbered row once, so that page one adds up from the appendix."""

from objectives.presenting import KEY
from objectives.states import ShownState
from reports.document import Bar, State, StateBars
from reports.sentences import counted, joined, plural, said

from .rows import word

STATES = tuple(State(str(state), word(state), meaning) for state, meaning in KEY)


def in_state(rows, state, moment=0):
    return [row for row in rows if row.states[moment] == state]


def there(rows, moment=0):
    """Those that were in the plan at the moment."""
    return [row for row in rows if row.states[moment]]


def used_states(rows, moments=(0,)):
    """States that an action is in at one of the moments, in the order in which they are listed."""
    found = {row.states[moment] for row in rows for moment in moments}
    return [state for state in ShownState if state in found]


def state_of(state):
    return next(one for one in STATES if one.code == state)


def state_run(reading, rows, state, *, within="", about="", moment=0):
    """How many of `rows` are in the state. `within` begins the figure's key, `about` ends its
    title, where they are not all of the paper's."""
    key, title = state_key(reading, state, within=within, about=about, moment=moment)
    return reading.figures.run(key, title, in_state(rows, state, moment), moment)


def state_key(reading, state, *, within="", about="", moment=0):
    return (
        "-".join(filter(None, (within, "state", hyphened(state), then(moment)))),
        ", ".join(filter(None, (word(state), about, at_moment(reading, moment)))),
    )


def all_key(reading, *, within="", about="", moment=0):
    return (
        "-".join(filter(None, (within or "all", then(moment)))),
        ", ".join(filter(None, (about or f"All {reading.noun}", at_moment(reading, moment)))),
    )


def then(moment):
    return f"then-{moment}" if moment else ""


def at_moment(reading, moment):
    return reading.moments[moment].label if moment else ""


def hyphened(state):
    return str(state).replace("_", "-")


def sentence(reading, rows, *, within="", about=""):
    """ "7 public actions: 4 on track, 2 complete and 1 overdue", in stretches."""
    noun = reading.noun
    if not rows:
        return (f"no {noun}",)
    key, title = all_key(reading, within=within, about=about)
    states = [
        (
            state_run(reading, rows, state, within=within, about=about),
            f" {word(state).lower()}",
        )
        for state in used_states(rows)
    ]
    total = counted(reading.figures.run(key, title, rows), noun.removesuffix("s"), noun)
    return *total, ": ", *joined(states)


def bar(reading, label, rows, states, *, within="", about="", moment=0):
    """Of `rows`, those that were in the plan at the moment."""
    counts, figures = [], []
    for state in states:
        run = state_run(reading, rows, state, within=within, about=about, moment=moment)
        counts.append(int(run.text))
        figures.append(run.figure)
    key, title = all_key(reading, within=within, about=about, moment=moment)
    whole = reading.figures.key(key, title, there(rows, moment), moment)
    return Bar(label, tuple(counts), tuple(figures), whole)


def bars(reading):
    """The chart of all objectives. States that no action is in are left out of it."""
    noun = reading.noun
    states = used_states(reading.rows)
    together = said(*sentence(reading, reading.rows))[0]
    return StateBars(
        caption=f"{noun.capitalize()} by objective and state",
        states=tuple(state_of(state) for state in states),
        bars=tuple(
            bar(reading, one.title, one.rows, states, within=one.key, about=about(one))
            for one in reading.objectives
        ),
        total=bar(reading, f"All {noun}", reading.rows, states),
        alternative=f"A bar for each objective. Together: {together}. The table that follows has "
        f"the figures of each objective.",
    )


def objective_bars(reading, objective):
    """One objective's bars: now, and at the moment before where there was something to count."""
    shown = [
        (place, moment)
        for place, moment in reading.printed_moments[:2]
        if place == 0 or there(objective.rows, place)
    ]
    places = [place for place, _ in shown]
    states = used_states(objective.rows, places)
    now = said(*sentence(reading, objective.rows, within=objective.key, about=about(objective)))[0]
    return StateBars(
        caption=f"{about(objective)}: {reading.noun} by state",
        states=tuple(state_of(state) for state in states),
        bars=tuple(
            bar(
                reading,
                moment.label,
                objective.rows,
                states,
                within=objective.key,
                about=about(objective),
                moment=place,
            )
            for place, moment in shown
        ),
        alternative=f"{plural(len(shown), 'bar')}, one for each moment. Now: {now}. The table that "
        f"follows has the figures.",
        label_title="Cut-off of",
    )


def about(objective, limit=80):
    short = objective.short
    return short if len(short) <= limit else f"{short[: limit - 1].rstrip()}…"
