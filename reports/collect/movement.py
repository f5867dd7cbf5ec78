"""What moved since the last published cut-off: a sentence for each state, beneath that day."""

from collections import defaultdict

from objectives.states import ShownState
from reports.sentences import joined, verb

from .counts import hyphened
from .rows import word

# How an action came into a state: "2 became overdue".
BECAME = {
    ShownState.OVERDUE: ("became overdue", "became overdue"),
    ShownState.OFF_TRACK: ("went off track", "went off track"),
    ShownState.AT_RISK: ("became at risk", "became at risk"),
    ShownState.ON_TRACK: ("came on track", "came on track"),
    ShownState.NOT_REPORTED: ("came to be without a report", "came to be without a report"),
    ShownState.NOT_STARTED: ("is to start later", "are to start later"),
    ShownState.COMPLETE: ("was completed", "were completed"),
    ShownState.CLOSED: ("was closed", "were closed"),
}
# Where they went is said of so many states; a fourth would make two lines of a sentence.
MOST_WAYS = 3


def movement(reading, state):
    """ "3 more: 3 became overdue, 1 was added and 1 is now complete."."""
    rows, name, key = reading.rows, word(state), hyphened(state)
    then = [row for row in rows if row.state_before == state]
    now = [row for row in rows if row.state == state]
    came = [row for row in now if row.state_before and row.state_before != state]
    added = [row for row in now if not row.state_before]
    ways = []
    if came:
        run = reading.figures.run(f"moved-to-{key}", f"{name}, and was not before", came)
        ways.append((run, " ", verb(len(came), *BECAME[state])))
    if added:
        run = reading.figures.run(f"added-{key}", f"{name}, and new in the plan", added)
        ways.append((run, f" {verb(len(added), 'was', 'were')} added"))
    ways += left(reading, [row for row in then if row.state != state], key, name)
    if not ways:
        return ("No change.",)
    return compared(len(now) - len(then)), ": ", *joined(ways), "."


def left(reading, gone, key, name):
    to = defaultdict(list)
    for row in gone:
        to[row.state].append(row)
    most = sorted(to, key=lambda state: -len(to[state]))
    if len(most) > MOST_WAYS:
        rest = [row for state in most[MOST_WAYS - 1 :] for row in to[state]]
        most = most[: MOST_WAYS - 1]
    else:
        rest = []
    for state in most:
        run = reading.figures.run(
            f"moved-from-{key}-to-{hyphened(state)}",
            f"{word(state)}, and {name.lower()} before",
            to[state],
        )
        yield run, f" {verb(len(to[state]), 'is', 'are')} now {word(state).lower()}"
    if rest:
        run = reading.figures.run(
            f"moved-from-{key}-to-others", f"In other states, and {name.lower()} before", rest
        )
        yield run, f" {verb(len(rest), 'is', 'are')} now in another state"


def total_movement(reading):
    added = [row for row in reading.rows if not row.state_before]
    if not added:
        return ("No change.",)
    run = reading.figures.run("list-added", "New in the plan", added)
    return run, f" {verb(len(added), 'was', 'were')} added."


def compared(difference):
    if not difference:
        return "As many"
    return f"{abs(difference)} {'more' if difference > 0 else 'fewer'}"
