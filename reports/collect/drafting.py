"""Sentences drafted from the figures, for the coordinator to take, change or leave.

They are words to begin with, not a part of the paper: what is taken is a narrative like any other,
and stays as it was written when the figures change.
"""

from objectives.states import ShownState

from .listing import spoken_cut_off
from .wording import in_words, span

State = ShownState


def drafts(reading):
    """{place: Markdown} for page one, the key issues and each objective."""
    if not reading.rows:
        return {}
    found = {
        "position": summary(reading, reading.rows, reading.noun),
        "issues": attention(reading),
    }
    for objective in reading.objectives:
        found[objective.place] = summary(reading, objective.rows, reading.noun)
    return found


def summary(reading, rows, noun):
    """ "Eleven of fifty actions are complete, three more than last quarter. Four are overdue."."""
    done, late = count(rows, State.COMPLETE), count(rows, State.OVERDUE)
    risky = count(rows, State.OFF_TRACK) + count(rows, State.AT_RISK)
    said = [
        f"{of_all(done, len(rows), noun)} complete{change(reading, rows, State.COMPLETE)}.",
        f"{number(late)} {are(late)} overdue{change(reading, rows, State.OVERDUE)}.",
    ]
    if risky:
        theirs = "its lead's" if risky == 1 else "their leads'"
        said.append(f"{number(risky)} {are(risky)} off track or at risk by {theirs} own word.")
    return " ".join(said)


def attention(reading):
    """The longest overdue, what moved, and what nobody reported on."""
    rows = reading.rows
    late = sorted((row for row in rows if row.overdue), key=lambda row: row.due_on)
    said = []
    if late:
        days = late[0].days_overdue
        longest = f"by {in_words(days)} day{'' if days == 1 else 's'}"
        which = f" ({late[0].label})" if late[0].label else ""
        if len(late) == 1:
            said.append(f"One action is overdue, {longest}{which}.")
        else:
            said.append(f"{number(len(late))} actions are overdue, the longest {longest}{which}.")
    else:
        said.append("No action is overdue.")
    if reading.has_past:
        done = sum(row.completed_since for row in rows)
        some = f"{number(done)} {'action was' if done == 1 else 'actions were'}"
        none = "No action was"
        said.append(f"{some if done else none} completed since {spoken_cut_off(reading)}.")
    silent = 0 if reading.entered_late else sum(row.no_update for row in rows)
    if silent:
        said.append(
            f"No update was received on {in_words(silent)} action{'' if silent == 1 else 's'}."
        )
    return " ".join(said)


def count(rows, state):
    return sum(row.state == state for row in rows)


def of_all(part, total, noun):
    if total == 1:
        return f"The one {noun.removesuffix('s')} is{'' if part else ' not'}"
    return f"{number(part)} of {in_words(total)} {noun} {are(part)}"


def change(reading, rows, state):
    """ ", three more than last quarter", where there is something to compare with."""
    if not any(row.state_before for row in rows):
        return ""
    more = count(rows, state) - sum(row.state_before == state for row in rows)
    if not more:
        return f", as {last(reading)}" if count(rows, state) else ""
    return f", {in_words(abs(more))} {'more' if more > 0 else 'fewer'} than {last(reading)}"


def last(reading):
    """A paper may have been left out: then movement is measured from an earlier day."""
    if reading.previous_period in (None, reading.period.previous()):
        end = "at the end of " if len(reading.period.quarters) > 1 else ""
        return f"{end}last {span(reading.period)}"
    return f"on {spoken_cut_off(reading)}"


def number(n):
    """At the beginning of a sentence."""
    words = "none" if n == 0 else in_words(n)
    return words[0].upper() + words[1:]


def are(n):
    return "is" if n in (0, 1) else "are"
