"""Who goes next, and to which meetings: proposals that a coordinator accepts, all or some.

The post that attended least in this cycle goes first, then the one whose last visit is longest
ago, then the order of the promise. Forums that were visited least come first, those whose last
chance comes soonest before the others. Nobody is sent to two meetings at once.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.models import Attendance, Meeting
from stakeholders.models import Post

from .diary import read_diary
from .judging import ENDING, even_pace

# How far ahead a page proposes who goes.
AHEAD = timedelta(days=120)


@dataclass(frozen=True)
class Proposal:
    """`post` is to go to the meeting; without one nobody of the promise can, and `why` says why.

    `last_chance` is the last meeting of its forum that is planned in the cycle.
    """

    meeting: Meeting
    post: Post | None
    why: str
    last_chance: date | None = None


class Turns:
    """Whose turn it is, as visits are given out."""

    def __init__(self, posts, standing):
        self.posts = posts
        self.visits, self.last = Counter(), {}
        seen = {
            meeting.pk: meeting
            for unit in standing.units
            for meeting in (*unit.attended, *unit.covered, *unit.waiting)
        }
        rows = Attendance.objects.going_or_attended().filter(meeting__in=seen, post__in=posts)
        for key, post in rows.order_by().values_list("meeting", "post"):
            self.give(post, seen[key].held_on)

    def give(self, post, day):
        self.visits[post] += 1
        self.last[post] = max(day, self.last.get(post, date.min))

    def order(self):
        """The posts, whose turn it is first. The sort keeps the promise's own order."""
        return sorted(
            self.posts,
            key=lambda post: (self.visits[post.pk], self.last.get(post.pk, date.min)),
        )


def proposals(standing, *, on, until=None):
    """Proposals for one promise as it stands, the soonest meeting first.

    They are as many as keep an even pace until the day `until` (the cycle's end unless told), and
    every forum that is at risk, or whose last chance comes before where the cycle ends soon.
    Meetings that one of its posts is expected at already need none.
    """
    posts = posts_of(standing)
    until = min(until or standing.cycle.ends_on, standing.cycle.ends_on)
    wanted = _wanted(standing, on, until)
    if not wanted or not posts:
        return []
    diary = read_diary(posts, [meeting for _, meetings, _ in wanted for meeting in meetings])
    turns = Turns(posts, standing)
    found = []
    for unit, meetings, lacking in wanted:
        found += _propose(unit, meetings, lacking, turns, diary)
    return sorted(found, key=lambda proposal: (proposal.meeting.held_on, proposal.meeting.pk))


def next_in_turn(standing, meeting):
    """Who of a promise would go to this one meeting; nobody where it has no post."""
    posts = posts_of(standing)
    if not posts:
        return None
    return _ask(meeting, None, Turns(posts, standing), read_diary(posts, [meeting]))


def posts_of(standing):
    """The posts of a promise in the order of their rotation."""
    return [row.post for row in standing.commitment.commitment_posts.all()]


def _wanted(standing, on, until):
    """[(unit, its meetings that somebody may be sent to, how many are lacking)]."""
    units = [unit for unit in standing.units if unit.chances]
    if standing.commitment.times is None:
        return [(unit, free, len(free)) for unit in units if (free := _free(unit, until))]
    units = [unit for unit in units if unit.left > len(unit.covered)]
    units.sort(key=lambda unit: (len(unit.attended), unit.chances[-1].held_on))
    dated = sum(min(unit.left, len(unit.covered)) for unit in standing.units)
    pace = even_pace(standing.needed, cycle=standing.cycle, on=until) + 1
    room = pace - standing.done - dated
    # Before, more meetings will be planned than there are now.
    ending = (standing.cycle.ends_on - until).days * ENDING <= standing.cycle.days
    wanted = []
    for unit in units:
        free = _free(unit, until)
        lacking = min(unit.left - len(unit.covered), len(free))
        pressing = bool(unit.risk) or (ending and unit.chances[-1].held_on <= until)
        if free and (room > 0 or pressing):
            wanted.append((unit, free, lacking))
            room -= lacking
    # Turns are given out in the order of the days.
    return sorted(wanted, key=lambda row: (row[1][0].held_on, row[1][0].pk))


def _free(unit, until):
    return [
        meeting
        for meeting in unit.chances
        if meeting not in unit.covered and meeting.held_on <= until
    ]


def _propose(unit, meetings, lacking, turns, diary):
    """The first meetings that somebody can go to; where nobody can go to enough of them, also the
    first of those, so that the page says what is in the way."""
    asked = []
    for meeting in meetings:
        if sum(1 for proposal in asked if proposal.post) < lacking:
            asked.append(_ask(meeting, unit.chances[-1].held_on, turns, diary))
    good = [proposal for proposal in asked if proposal.post]
    blocked = [proposal for proposal in asked if not proposal.post]
    return good + blocked[: lacking - len(good)]


def _ask(meeting, last_chance, turns, diary):
    troubles = []
    for post in turns.order():
        if trouble := diary.trouble(post, meeting):
            troubles.append(trouble)
            continue
        why = "; ".join(troubles) or _turn(turns, post)
        turns.give(post.pk, meeting.held_on)
        diary.due[post.pk].append(meeting)
        return Proposal(meeting, post, why, last_chance)
    return Proposal(meeting, None, "; ".join(troubles), last_chance)


def _turn(turns, post):
    if len(turns.posts) == 1:
        return ""
    visits = turns.visits[post.pk]
    many = f"{visits} visit{'' if visits == 1 else 's'}" if visits else "No visit"
    return f"{many} before it in this cycle"
