"""When a paper has to be where, counted back from its meeting by its body's rules.

    cut-off -> cleared -> handed in to whoever publishes it -> published -> the meeting

The dates are worked out each time, so they follow a meeting that is moved (decision 17).
"""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from actionplans.periods import parse_period
from meetings.models import Meeting
from objectives.rounds import cut_off_among
from stakeholders import workdays
from stakeholders.workdays import subtract_working_days

from .models import Clearance, ReportRevision

TITLES = {
    "cut_off": "Cut-off",
    "cleared": "Cleared",
    "submission": "Handed in",
    "published": "Published",
}


@dataclass(frozen=True)
class Timetable:
    """The last day on which each step is still in time."""

    cut_off_by: dt.date
    cleared_by: dt.date
    submission_by: dt.date
    published_by: dt.date


@dataclass(frozen=True)
class Step:
    key: str
    words: str
    """one sentence: what is to be done, or what was"""
    day: dt.date
    done_on: dt.date | None
    late: int
    """by how many days it was done too late or, where it is still to be done, is late so far"""
    ahead: int = 0
    """how many days are left, where it is still to be done and not late"""

    @property
    def title(self):
        return TITLES[self.key]

    @property
    def standing(self):
        """How it stands, in words that need no colour: "3 days late", "in 1 day"."""
        late = f"{_days(self.late)} late"
        if self.done_on:
            return f"Done, {late}" if self.late else "Done"
        if self.late:
            return late[0].upper() + late[1:]
        return f"In {_days(self.ahead)}" if self.ahead else "Today"


def timetable_of(report):
    """None where there is no meeting to count from, or it is cancelled; minutes follow theirs."""
    meeting = report.meeting
    if meeting is None or report.is_minutes or meeting.status == Meeting.Status.CANCELLED:
        return None
    return timetable_for(report.body, meeting.held_on)


def timetable_for(body, held_on):
    published_by = last_day_of_notice(body, held_on)
    submission_by = subtract_working_days(published_by, body.submission_days)
    cleared_by = subtract_working_days(submission_by, body.clearance_days)
    cut_off_by = subtract_working_days(cleared_by, body.drafting_days)
    return Timetable(cut_off_by, cleared_by, submission_by, published_by)


def last_day_of_notice(body, held_on):
    return workdays.last_day_of_notice(
        held_on, body.notice_days, in_working_days=body.notice_in_working_days
    )


def steps(report, revision, on):
    """The steps of a paper on the day `on`, in their order; `revision` is its newest, if any.

    None without a meeting to count from, nor for a correction: it follows no meeting. The paper's
    plan, its rounds and the revision's clearances are read, so many papers want them prefetched.
    """
    timetable = timetable_of(report)
    if timetable is None or (revision and revision.correction):
        return ()
    last_quarter = parse_period(report.period).quarters[-1]
    cut_off = cut_off_among(report.plan.rounds.all(), last_quarter)
    done = done_on(revision, cut_off)
    own_day, waits = timezone.localdate(cut_off), ""
    if own_day > timetable.cut_off_by:
        waits = f" The period's own cut-off is only on {_day(own_day)}."
    return _steps(report.body, timetable, done, on, waits=waits)


def steps_ahead(body, held_on, on):
    """The steps to a meeting for which no paper has been asked for yet."""
    return _steps(body, timetable_for(body, held_on), dict.fromkeys(TITLES), on)


def _steps(body, timetable, done, on, *, waits=""):
    found = [
        _step("cut_off", timetable.cut_off_by, done["cut_off"], on, waits=waits),
        _step("cleared", timetable.cleared_by, done["cleared"], on),
    ]
    if body.submission_days:
        to = body.publisher or "whoever publishes it"
        found.append(_step("submission", timetable.submission_by, done["submission"], on, to=to))
    notice = _notice(body)
    found.append(_step("published", timetable.published_by, done["published"], on, notice=notice))
    return tuple(found)


def _step(key, day, done, on, **words):
    late = max(((done or on) - day).days, 0)
    ahead = 0 if done else max((day - on).days, 0)
    said = (SAID_OF_DONE if done else SAID)[key].format(done=done and _day(done), **words)
    return Step(key=key, words=said, day=day, done_on=done, late=late, ahead=ahead)


SAID = {
    "cut_off": "What is reported by then is in the paper.{waits}",
    "cleared": "Every officer on the clearance list clears it by then.",
    "submission": "By then it is with {to}.",
    "published": "Its readers have it by then: {notice}.",
}
SAID_OF_DONE = {
    "cut_off": "The paper says what was reported by {done}.",
    "cleared": "The last officer cleared it on {done}.",
    "submission": "It was ready for {to} on {done}, when it was published here.",
    "published": "Its readers have had it since {done}.",
}


def done_on(revision, cut_off):
    """{step: the day on which it was done, or None} for a paper with this cut-off of its own."""
    done = dict.fromkeys(TITLES)
    if revision is None:
        return done
    Build, Status = ReportRevision.Build, ReportRevision.Status
    # A draft that was built before its time is built again at its cut-off.
    is_whole = revision.build == Build.BUILT and revision.cut_off >= cut_off
    if is_whole or revision.status != Status.DRAFT:
        done["cut_off"] = timezone.localdate(revision.cut_off)
    if revision.status in (Status.CLEARED, Status.PUBLISHED, Status.SUPERSEDED):
        done["cleared"] = _cleared_on(revision)
    if revision.published_at:
        # The portal gives a paper to its readers; that it was handed in before is not told here.
        published = timezone.localdate(revision.published_at)
        done["published"] = done["submission"] = published
        done["cleared"] = done["cleared"] or published
    return done


def _cleared_on(revision):
    decided = [
        clearance.decided_at
        for clearance in revision.clearances.all()
        if clearance.decision == Clearance.Decision.CLEARED
    ]
    return timezone.localdate(max(decided)) if decided else None


def _notice(body):
    if not body.notice_days:
        return "the working day before the meeting"
    kind = "clear working day" if body.notice_in_working_days else "clear day"
    many = "" if body.notice_days == 1 else "s"
    return f"{body.notice_days} {kind}{many} before the meeting"


def _days(count):
    return "1 day" if count == 1 else f"{count} days"


def _day(day):
    return date_format(day, "l j F Y")
