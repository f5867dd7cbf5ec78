"""How an action is said in words: its state, its date, how often it slipped.

Pages, e-mails and papers take their words from here, so that the same action reads the same
everywhere. The state itself is decided in `objectives.states`.
"""

import re
from dataclasses import dataclass

from django.utils import timezone

from stakeholders.dates import spoken

from .deadlines import Certainty
from .deadlines.wording import plain
from .states import Rag, ShownState, Status

COLOURS = {Rag.GREEN: "Green", Rag.AMBER: "Amber", Rag.RED: "Red"}

# The key that every page and paper with states on it prints (domain.md, status and RAG).
KEY = (
    (ShownState.OVERDUE, "Its date has passed and it is not complete, whatever its lead says."),
    (ShownState.OFF_TRACK, "Red: its lead says it will be late or fall short."),
    (ShownState.AT_RISK, "Amber: its lead says it may be late or fall short."),
    (ShownState.ON_TRACK, "Green: its lead says it will be done as planned."),
    (ShownState.NOT_REPORTED, "It should be under way, but nobody has said how it is going."),
    (ShownState.NOT_STARTED, "Work on it has not begun."),
    (ShownState.COMPLETE, "Done. “Unconfirmed” means that a second person has still to agree."),
    (ShownState.CLOSED, "No longer part of the work: replaced or withdrawn, with a reason."),
)
UPDATE_DUE = ("update_due", "Nobody has reported on it for as long as leads agreed to report.")


@dataclass(frozen=True, slots=True)
class StateWords:
    """The state of an action on a day: its tag, and the short notes that stand beside it."""

    code: str
    word: str
    notes: tuple[str, ...] = ()
    update_due: bool = False

    def __str__(self):
        notes = [*self.notes, *(["update due"] if self.update_due else [])]
        return f"{self.word} ({', '.join(notes)})" if notes else self.word


def state_words(action, on):
    """What a list or paper says in its state column.

    Red hides nothing: the lead's own word stays beside it ("stated on track, 12 days late").
    """
    shown = ShownState(action.shown_state(on))
    update_due = action.is_update_due(on)
    notes = []
    if shown == ShownState.OVERDUE:
        notes.append(f"{stated(action, dated=update_due)}, {days_late(action.days_overdue(on))}")
    elif shown == ShownState.COMPLETE:
        if action.completed_on:
            notes.append(f"on {spoken(action.completed_on)}")
        if action.unconfirmed:
            notes.append("unconfirmed")
    elif update_due and action.rag and shown != ShownState.NOT_STARTED:
        # A colour older than its review interval is not what the lead says today.
        notes.append(f"{COLOURS[Rag(action.rag)]}, last said {said_on(action)}")
    if action.new_date_asked and action.is_open:
        notes.append("new date asked for")
    return StateWords(shown.value, shown.label, tuple(notes), update_due)


def stated(action, *, dated=False):
    """The lead's own word for an action: "stated on track", "never reported"."""
    if action.reported_at is None:
        return "never reported"
    word = Status.NOT_STARTED.label if action.status == Status.NOT_STARTED else ""
    if not word and action.rag:
        word = Rag(action.rag).label
    if not word:
        return "no colour stated"
    return f"stated {word.lower()}" + (f" on {said_on(action)}" if dated else "")


def said_on(action):
    return spoken(timezone.localdate(action.reported_at))


NO_CHANGE = re.compile(r"No change since \d{1,2} [A-Z][a-z]+ \d{4}\.")


def says_no_change(update):
    """Whether an update says that, and no more."""
    return NO_CHANGE.fullmatch(update.comment) is not None


def no_change_words(update):
    """ "No change since 3 March 2026": since something was last said that was more than that."""
    if says_no_change(update):
        return update.comment.removesuffix(".")
    return f"No change since {spoken(timezone.localdate(update.recorded_at))}"


def days_late(days):
    return f"{days} day{'' if days == 1 else 's'} late"


@dataclass(frozen=True, slots=True)
class DateWords:
    """A deadline: the published words first, and what they were taken to mean."""

    published: str
    notes: tuple[str, ...] = ()


def date_words(action, on):
    """What a list or paper says in its date column; the action's `deadline` is at hand."""
    deadline = action.deadline
    text = deadline.text.strip() if deadline else ""
    notes = []
    if action.is_open:
        notes += [words for words in (understood(deadline), slip_words(action)) if words]
    elif slipped := slip_words(action):
        notes.append(slipped)
    return DateWords(text or "No date given", tuple(notes))


def understood(deadline):
    """What the published words were taken to mean, where it adds something to them."""
    if deadline is None:
        return ""
    if deadline.due_on is not None:
        if says_the_day(deadline.text, deadline.due_on):
            return ""
        assumed = ", assumed" if deadline.certainty == Certainty.ASSUMED else ""
        return f"due {spoken(deadline.due_on)}{assumed}"
    if deadline.certainty == Certainty.UNREADABLE:
        return "no date could be read"
    return ""


def says_the_day(text, day):
    if day is None:
        return False
    words = plain(text).removeprefix("by ")
    return words in {
        f"{day.day} {day:%B %Y}".lower(),
        f"{day:%d %B %Y}".lower(),
        f"{day:%A} {day.day} {day:%B %Y}".lower(),
    }


def slip_words(action):
    """ "moved twice, 45 days later than first due": counted against the first date in delivery."""
    if not action.slips:
        return ""
    times = {1: "once", 2: "twice"}.get(action.slips, f"{action.slips} times")
    days = action.days_slipped
    if not days:
        return f"moved {times}"
    direction = "later" if days > 0 else "earlier"
    many = "day" if abs(days) == 1 else "days"
    return f"moved {times}, {abs(days)} {many} {direction} than first due"


def done_words(done, total):
    """ "2 of 3 done": how far the sub-actions of a parent are."""
    return f"{done} of {total} done" if total else ""


def count_words(counts):
    """{state: number} as "7 of 12 on track · 2 overdue · 3 complete": it adds up."""
    total = sum(counts.values())
    if not total:
        return "no actions yet"
    words = [f"{counts[ShownState.ON_TRACK]} of {total} on track"]
    words += [
        f"{number} {state.label.lower()}"
        for state, number in counts.items()
        if number and state != ShownState.ON_TRACK
    ]
    return " · ".join(words)
