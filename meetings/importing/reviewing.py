"""A file as its coordinator goes through it: the lines as they would be, and what is in doubt."""

import datetime as dt
from dataclasses import dataclass

from meetings.models import ScheduleImport
from objectives.importing.asking import Answers, Asked
from objectives.importing.doubts import Doubt
from objectives.importing.reading import FileContents

from .draft import ScheduleDraft
from .existing import Compared, compare
from .interpreting import NotASchedule, interpret
from .matching import Proposal, propose_posts


@dataclass(frozen=True)
class ScheduleReview(Asked):
    contents: FileContents
    answers: Answers
    schedule: ScheduleDraft | None
    """None where no schedule was found in the file: `problem` says why"""
    problem: str = ""
    posts: Proposal | None = None
    compared: Compared | None = None
    doubts: tuple[Doubt, ...] = ()


def contents_of(row: ScheduleImport) -> FileContents:
    return FileContents.from_json(row.rows, content=bytes(row.content))


def review(
    row: ScheduleImport, *, on: dt.date, contents: FileContents | None = None
) -> ScheduleReview:
    """Reads and interprets; writes nothing."""
    return review_of(contents or contents_of(row), on=on, given=row.answers)


def review_of(contents: FileContents, *, on: dt.date, given=None) -> ScheduleReview:
    """`on` is the day whose posts and lines the file is held to."""
    answers = Answers(given)
    try:
        schedule = interpret(contents, answers=given)
    except NotASchedule as refused:
        return ScheduleReview(contents, answers, None, refused.message)
    compared = compare(schedule, on=on, answers=answers)
    fresh = ScheduleDraft(tuple(line for line in schedule.series if line.key not in compared.same))
    posts = propose_posts(fresh, on=on, answers=answers)
    # A line that is there in the same words was asked about when it came.
    asked = [doubt for doubt in schedule.doubts if doubt.action_key not in compared.same]
    doubts = (*asked, *compared.doubts, *posts.doubts)
    return ScheduleReview(
        contents, answers, schedule, posts=posts, compared=compared, doubts=doubts
    )
