"""Promises as pages show them: those of a post, of a line of the schedule, of one meeting."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from meetings.models import Attendance, AttendanceCommitment, Meeting
from meetings.presenting import addresses

from .reading import glances, standings
from .rotation import Proposal, next_in_turn, posts_of
from .standing import URGENCY, Standing, State, Unit

# How far ahead a page looks for the next meetings: "these five meet before July".
LOOK_AHEAD = relativedelta(months=3, day=1)


@dataclass(frozen=True)
class Shown:
    """A promise on a page, with who attends it, in order, and which of its forums meet soon.

    `address` is its page, `who` each of its posts with theirs.
    """

    standing: Standing
    posts: list
    soon: list
    address: str
    who: list


@dataclass(frozen=True)
class AtMeeting:
    """A promise beside one meeting: whether going there counts, and whose turn it is."""

    standing: Standing
    counts: bool
    turn: Proposal | None


def promises_for(person, *, on):
    """Promises that somebody may see, of lines on the schedule, that have not ended."""
    rows = AttendanceCommitment.objects.visible_to(person).on_schedule()
    return rows.exclude(ends_on__lt=on)


def shown(standings, *, on):
    before = on + LOOK_AHEAD
    address, address_of_post = addresses("commitment-detail"), addresses("commitment-post")
    found = []
    for standing in standings:
        posts = posts_of(standing)
        who = [(post.title, address_of_post(post.pk)) for post in posts]
        soon = standing.meeting_before(before)
        found.append(Shown(standing, posts, soon, address(standing.commitment.pk), who))
    return found


def most_urgent_first(standings):
    """Those alike stay in the order of the schedule."""
    return sorted(standings, key=lambda standing: URGENCY.index(standing.state))


def counts_of(values):
    """[(State, how many)], the most urgent first, without those that there are none of."""
    return [(state, values.count(state)) for state in URGENCY if state in values]


def promises_of_series(series, person, *, on):
    rows = promises_for(person, on=on).filter(series=series)
    return shown(glances(rows.with_posts(), on=on), on=on)


def promises_of_meeting(meeting, person, *, on):
    """The promises that going to this meeting would count for."""
    rows = AttendanceCommitment.objects.visible_to(person).on(meeting.held_on)
    rows = rows.filter(series=meeting.forum.series_id).with_posts()
    found = []
    for standing in standings(rows, on=max(on, meeting.held_on)):
        unit = unit_of(standing, meeting)
        ahead = meeting.is_ahead(on)
        counts = bool(ahead and unit and (unit.needed is None or unit.left))
        turn = next_in_turn(standing, meeting) if counts and meeting not in unit.covered else None
        found.append(AtMeeting(standing, counts, turn))
    return found


def unit_of(standing, meeting):
    """The unit of a promise that a meeting counts for."""
    for unit in standing.units:
        if unit.forum is None or unit.forum.pk == meeting.forum_id:
            return unit
    return None


def goers(standing):
    """{meeting's key: ["Commissioner"]}: who of the promise's posts went, or is to go."""
    rows = (
        Attendance.objects.going_or_attended()
        .filter(
            meeting__forum__series=standing.commitment.series_id,
            meeting__held_on__range=(standing.cycle.starts_on, standing.cycle.ends_on),
            post__in=[post.pk for post in posts_of(standing)],
        )
        .exclude(meeting__status=Meeting.Status.CANCELLED)
    )
    found = {}
    for attendance in rows.select_related("post").order_by("pk"):
        found.setdefault(attendance.meeting_id, []).append(attendance.post.title)
    return found


@dataclass(frozen=True)
class Line:
    """A row of a promise's own table."""

    unit: Unit
    visits: list
    """[(meeting, who went)]"""
    chance: Meeting | None
    goes: str


def lines_of(standing):
    """One for each forum, those that want a visit first, by their next chance."""
    who = goers(standing)
    lines = []
    for unit in standing.units:
        visits = [(meeting, ", ".join(who.get(meeting.pk, ()))) for meeting in unit.attended]
        chance = (unit.covered or unit.chances or (None,))[0] if unit.state != State.KEPT else None
        goes = ", ".join(who.get(chance.pk, ())) if chance else ""
        lines.append(Line(unit, visits, chance, goes))
    return sorted(lines, key=_place)


def _place(line):
    return URGENCY.index(line.unit.state), line.chance.held_on if line.chance else date.max


def meetings_of(standing):
    """Every meeting of a promise that is not counted by forum: [(meeting, word, who)]."""
    who = goers(standing)
    words = (
        ("attended", "Attended"),
        ("missed", "Nobody went"),
        ("waiting", "Not said yet"),
        ("chances", "Ahead"),
        ("declined", "Apologies sent"),
    )
    rows = [
        (meeting, word, ", ".join(who.get(meeting.pk, ())))
        for unit in standing.units
        for kind, word in words
        for meeting in getattr(unit, kind)
    ]
    return sorted(rows, key=lambda row: (row[0].held_on, row[0].pk))
