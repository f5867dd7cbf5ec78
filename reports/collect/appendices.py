"""The appendices: every action in full, what the figures count, and the words of state."""

from django.utils import timezone

from reports.document import ActionTable, Bullets, Key, Paragraph, Section, Subheading
from stakeholders.dates import clock, spoken

from .asks import LONG_OVERDUE_DAYS
from .counts import STATES
from .listing import spoken_cut_off
from .wording import span


def appendices(reading):
    return (
        Section("appendix-a", title_a(reading), tuple(full(reading)), False, True),
        Section("appendix-b", TITLE_B, (Bullets(tuple(counted_words(reading))),), False),
        Section("appendix-c", TITLE_C, (Key(STATES),), False),
    )


def titles(reading):
    return [title_a(reading), TITLE_B, TITLE_C]


def title_a(reading):
    return f"Appendix A: all {reading.noun}"


TITLE_B = "Appendix B: what the figures count"
TITLE_C = "Appendix C: what the words of state mean"


def full(reading):
    if not reading.rows:
        yield Paragraph(f"There are no {reading.noun}.")
    for objective in reading.objectives:
        yield Subheading(f"Objective {objective.title}")
        yield ActionTable(tuple(row.place for row in objective.rows))


def counted_words(reading):
    local = timezone.localtime(reading.cut_off)
    yield (
        f"What was recorded by {clock(local)} on {spoken(local.date())}, the cut-off: updates, "
        f"dates, leads, and actions that were in the plan by then."
    )
    yield "Every numbered action once. A sub-action counts by itself, beside the action it is of."
    if reading.exempt_left_out:
        yield (
            "Public actions alone. Counts of former cut-offs are made anew, without what is "
            "private today, so they may differ from those that were printed then."
        )
    else:
        yield f"All {reading.noun}. Counts of former cut-offs are made anew."
    yield (
        "Former cut-offs are those of the papers published then; where there was none, the close "
        "of that quarter's update round or the usual day."
    )
    yield (
        f"What moved is measured from {spoken_cut_off(reading)}, the cut-off of the last published "
        f"paper of this kind."
        if reading.previous_period
        else f"What moved is measured from {spoken_cut_off(reading)}, the cut-off of the "
        f"{span(reading.period)} before: no paper of it was published."
    )
    yield (
        "Overdue: the date has passed and the action is neither complete nor closed, whatever its "
        "lead says. Due on the day of the cut-off is not late. A new date that was asked for and "
        "not yet accepted changes nothing."
    )
    yield (
        "Days since first due: from the date that held when delivery began to the date that holds "
        "now."
    )
    yield no_update_words(reading)
    yield (
        f"Decisions or help needed: dates that wait for a decision, actions overdue by "
        f"{LONG_OVERDUE_DAYS} days or more, and open actions whose lead's post nobody held on the "
        f"day of the cut-off."
    )


def no_update_words(reading):
    if reading.round_opened_at is None:
        return (
            "No update received: an open action whose leads were due to report, and did not since "
            "the last cut-off."
        )
    return "No update received: an open action on which nobody reported in the update round."
