"""What was read from a schedule, in the words of whoever imports it."""

from collections import Counter

from meetings.frequency import Certainty
from objectives.importing.doubts import Doubt

from .reviewing import ScheduleReview


def summary_lines(found: ScheduleReview) -> list[str]:
    series = found.schedule.series
    sure = Counter(line.frequency.certainty for line in series)
    forums = sum(line.forums for line in series)
    promises = sum(len(line.promises) for line in series)
    lines = [
        f"{_count(len(series), 'meeting')} in {_count(len(found.schedule.categories), 'table')}, "
        f"{_count(forums, 'forum')}.",
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


def doubt_lines(doubts: tuple[Doubt, ...]) -> list[str]:
    """Every doubt with its place, its text and what was assumed, those of one kind together."""
    if not doubts:
        return ["No doubts."]
    lines = [f"{_count(len(doubts), 'doubt')}, to be checked:"]
    kinds: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        kinds.setdefault(str(doubt.code), []).append(doubt)
    for code, of_kind in kinds.items():
        lines += ["", f"{of_kind[0].label} ({code}): {len(of_kind)}"]
        for doubt in of_kind:
            text = f" “{' '.join(doubt.text.split())}”" if doubt.text.strip() else ""
            lines += [f"  {doubt.source}:{text}", f"      {doubt.assumed}"]
    return lines


def _count(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"
