"""The fixed words of status and RAG, and the state that a page or paper shows (domain.md).

Codes and colours are fixed. The state shown is the first that fits: closed, complete, overdue,
not started, the stated RAG, "not reported". A late action shows red whatever its lead states.
"""

from django.db.models import TextChoices


class Status(TextChoices):
    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    COMPLETE = "complete", "Complete"
    CLOSED = "closed", "Closed"


OPEN_STATUSES = (Status.NOT_STARTED, Status.IN_PROGRESS)


class Rag(TextChoices):
    GREEN = "green", "On track"
    AMBER = "amber", "At risk"
    RED = "red", "Off track"


class ShownState(TextChoices):
    """In the order in which counts are listed: what needs somebody first."""

    OVERDUE = "overdue", "Overdue"
    OFF_TRACK = "off_track", "Off track"
    AT_RISK = "at_risk", "At risk"
    ON_TRACK = "on_track", "On track"
    NOT_REPORTED = "not_reported", "Not reported"
    NOT_STARTED = "not_started", "Not started"
    COMPLETE = "complete", "Complete"
    CLOSED = "closed", "Closed"


STATE_OF_RAG = {
    Rag.GREEN: ShownState.ON_TRACK,
    Rag.AMBER: ShownState.AT_RISK,
    Rag.RED: ShownState.OFF_TRACK,
}


def shown_state(*, status, rag, due_on, starts_on, reported, on):
    """The state to show on the day `on`. `reported`: whether anybody has given an update.

    An action that nobody has reported on is "not started" only while its start lies ahead:
    after that the honest word is "not reported".
    """
    if status == Status.CLOSED:
        return ShownState.CLOSED
    if status == Status.COMPLETE:
        return ShownState.COMPLETE
    if due_on is not None and due_on < on:
        return ShownState.OVERDUE
    if status == Status.NOT_STARTED and (reported or (starts_on is not None and starts_on > on)):
        return ShownState.NOT_STARTED
    return STATE_OF_RAG.get(rag, ShownState.NOT_REPORTED)
