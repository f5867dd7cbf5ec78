"""What was read from a schedule, in the words of whoever imports it."""

from collections import Counter

from meetings.frequency import Certainty
from objectives.importing.summary import counted

from .reviewing import ScheduleReview


def summary_lines(found: ScheduleReview) -> list[str]:
    series = found.schedule.series
    sure = Counter(line.frequency.certainty for line in series)
    forums = sum(line.forums for line in series)
    promises = sum(len(line.promises) for line in series)
    lines = [
        f"{counted(len(series), 'meeting')} in {counted(len(found.schedule.categories), 'table')}, "
        f"{counted(forums, 'forum')}.",
        f"How often: {sure[Certainty.CERTAIN]} certain, {sure[Certainty.ASSUMED]} assumed, "
        f"{sure[Certainty.UNREADABLE]} without a number, {sure[Certainty.NONE]} not given.",
        f"Promises of attendance in the notes: {promises}.",
    ]
    compared = found.compared
    if there := len(compared.same):
        lines.append(f"On the schedule already, in the same words: {there}.")
    if kept := len(compared.kept):
        lines.append(f"On the schedule already, in other words, and left as they are: {kept}.")
    return lines
