"""What is odd about a deadline whose dates can be read: kept as it is, and asked about."""

import datetime as dt
from dataclasses import dataclass

from objectives.deadlines.reading import Certainty, DeadlineReading
from objectives.deadlines.wording import say_day


@dataclass(frozen=True)
class DeadlineDoubt:
    code: str
    text: str
    """one sentence in the user's words"""


def deadline_doubts(reading: DeadlineReading, plan_starts_on: dt.date) -> list[DeadlineDoubt]:
    """A due date before its own start, and one before the plan began."""
    doubts = []
    due_on, starts_on = reading.due_on, reading.starts_on
    if due_on and starts_on and due_on < starts_on:
        text = f"It is due on {say_day(due_on)}, before its own start on {say_day(starts_on)}."
        doubts.append(DeadlineDoubt("due_before_start", text))
    if due_on and due_on < plan_starts_on:
        text = (
            f"It is due on {say_day(due_on)}, before the plan starts on {say_day(plan_starts_on)}."
        )
        doubts.append(DeadlineDoubt("due_before_plan", text))
    return doubts


def to_check(reading: DeadlineReading, plan_starts_on: dt.date) -> str:
    """What whoever typed a deadline should look at: what was assumed, not read, or is odd."""
    sure = reading.certainty in (Certainty.CERTAIN, Certainty.NONE)
    sentences = [] if sure else [reading.note]
    sentences += [doubt.text for doubt in deadline_doubts(reading, plan_starts_on)]
    return " ".join(sentences)
