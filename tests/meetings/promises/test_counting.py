"""What stands of a promise, counted from facts that are made here: no database."""

import re
from datetime import date, timedelta

import pytest

from meetings.models import AttendanceCommitment
from meetings.promises.counting import count
from meetings.promises.cycles import cycle_of
from meetings.promises.looking import Facts, Seen, SeenForum
from meetings.promises.reading import _worded

START = date(2026, 4, 1)
END = date(2027, 3, 31)
SERIES, PCC, DEPUTY = 1, 10, 11
DAY = timedelta(days=1)


def promise(**terms):
    terms = {"times": 1, "cycle_months": 12, "starts_on": START} | terms
    return AttendanceCommitment(pk=1, series_id=SERIES, **terms)


QUARTERLY = SeenForum(1, 4, None)


def facts(meetings, forums=(QUARTERLY,), posts=(PCC,)):
    """`meetings` are (day, status, what is said of the posts, forum)."""
    found = Facts()
    found.posts[1] = list(posts)
    found.forums[SERIES] = list(forums)
    for key, (day, status, said, *forum) in enumerate(sorted(meetings, key=lambda m: m[0])):
        forum = forum[0] if forum else 1
        found.meetings[forum].append(Seen(key, forum, day, status))
        for post, words in (said or {}).items():
            expected = words == "expected"
            found.said[key, post] = (expected, "" if expected else words)
    return found


def counted(made, known, on):
    return count(made, known, cycle=cycle_of(made, on), on=on)


def at(month, day=15, year=2026):
    return date(year, month, day)


WENT = {PCC: "attended"}
JUNE = (at(6), "held", WENT)
MISSED = [(at(6), "held", {PCC: "apologies"}), (at(9), "held", None), (at(12), "held", None)]


@pytest.mark.parametrize(
    ("meetings", "terms", "on", "state", "risk"),
    [
        # One a year.
        ([], {}, at(4), "on_course", ""),
        ([JUNE], {}, at(7), "kept", ""),
        ([JUNE], {}, END + DAY - timedelta(days=365), "on_course", ""),
        ([JUNE], {}, at(6, 14), "on_course", ""),
        ([(at(6), "planned", None)], {}, at(6), "on_course", ""),
        ([], {}, at(1, 1, 2027), "at_risk", "unplanned"),
        (MISSED, {}, at(12, 20), "at_risk", "few"),
        ([*MISSED, (at(3, 9, 2027), "planned", None)], {}, at(1, 1, 2027), "at_risk", "few"),
        (
            [*MISSED, (at(3, 9, 2027), "planned", {PCC: "expected"})],
            {},
            at(1, 1, 2027),
            "on_course",
            "",
        ),
        # Apologies sent ahead: that one is no chance any more.
        (
            [*MISSED, (at(3, 9, 2027), "planned", {PCC: "apologies"})],
            {},
            at(1, 15, 2027),
            "at_risk",
            "unplanned",
        ),
        # Not confirmed as held: neither; a substitute is no outcome of the post's own.
        ([(at(6), "planned", WENT)], {}, at(7), "on_course", ""),
        ([(at(6), "held", {PCC: "absent"})], {}, END, "at_risk", "unplanned"),
        ([(at(6), "held", {DEPUTY: "attended"})], {}, END, "at_risk", "unplanned"),
        # More promised than there are meetings.
        ([], {"times": 6}, at(4), "at_risk", "unplanned"),
        ([], {"times": 400}, at(4), "broken", ""),
        ([JUNE], {"times": 3}, at(1, 1, 2027), "at_risk", "unplanned"),
        # An even pace: two of twelve after half of the year are too few.
        ([JUNE], {"times": 12, "per_year": None}, at(10), "at_risk", "pace"),
        # Every meeting.
        ([], {"times": None}, at(7), "on_course", ""),
        ([JUNE], {"times": None}, at(7), "on_course", ""),
        ([JUNE, (at(9), "held", None)], {"times": None}, at(10), "broken", ""),
        ([JUNE, (at(9), "held", {PCC: "expected"})], {"times": None}, at(10), "on_course", ""),
        (
            [JUNE, (at(9), "planned", {PCC: "apologies"})],
            {"times": None},
            at(7),
            "at_risk",
            "few",
        ),
    ],
)
def test_the_state_in_a_running_cycle(meetings, terms, on, state, risk):
    per_year = terms.pop("per_year", 4) if "per_year" in terms else 4
    known = facts(meetings, forums=(SeenForum(1, per_year, None),))
    found = counted(promise(**terms), known, on)
    assert (found.state, found.risk) == (state, risk)


@pytest.mark.parametrize(
    ("meetings", "terms", "state"),
    [
        ([JUNE], {}, "kept"),
        (MISSED, {}, "broken"),
        ([], {}, "broken"),
        ([(at(6), "planned", None)], {}, "at_risk"),
        ([(at(6), "held", {PCC: "expected"})], {}, "at_risk"),
        ([(at(6), "planned", None)], {"times": 2}, "broken"),
        ([JUNE], {"times": None}, "kept"),
        ([], {"times": None}, "kept"),
        ([JUNE, (at(9), "planned", None)], {"times": None}, "at_risk"),
        ([JUNE, (at(9), "held", None)], {"times": None}, "broken"),
    ],
)
def test_how_a_cycle_ended(meetings, terms, state):
    made = promise(**terms)
    known = facts(meetings)
    assert count(made, known, cycle=cycle_of(made, START), on=END + DAY).state == state


def test_any_one_of_the_posts_keeps_it():
    known = facts([(at(6), "held", {PCC: "apologies", DEPUTY: "attended"})], posts=(PCC, DEPUTY))
    assert counted(promise(), known, at(7)).state == "kept"


def test_words_that_give_no_number_are_never_held_against_anybody():
    made = promise(certainty="unreadable", times=None)
    assert counted(made, facts(MISSED), at(10)).state == "not_counted"


@pytest.mark.parametrize(
    ("on", "state", "done", "needed", "left_out"),
    [
        # The third forum ends on 1 October; until then it is promised a visit.
        (date(2026, 7, 1), "on_course", 1, 3, 0),
        (date(2026, 9, 1), "at_risk", 1, 3, 0),
        (date(2026, 10, 1), "on_course", 1, 2, 1),
        (END + DAY, "broken", 1, 2, 1),
    ],
)
def test_each_forum_is_a_unit_and_one_that_ended_before_its_turn_counts_for_nothing(
    on, state, done, needed, left_out
):
    forums = [SeenForum(1, 4, None), SeenForum(2, 4, None), SeenForum(3, 4, date(2026, 10, 1))]
    forums.append(SeenForum(4, 4, START))
    known = facts([(*JUNE, 2)], forums=forums)
    made = promise(each_forum=True)
    found = count(made, known, cycle=cycle_of(made, START), on=on)
    assert (found.state, found.done, found.needed) == (state, done, needed)
    assert len(found.left_out) == left_out


def test_a_forum_that_was_visited_before_it_ended_counts():
    known = facts([JUNE], forums=[SeenForum(1, 4, date(2026, 10, 1))])
    assert counted(promise(each_forum=True), known, at(11)).state == "kept"


@pytest.mark.parametrize(
    ("added_on", "meetings", "state", "needed"),
    [
        (END + DAY, [], "kept", 1),
        (END, [], "broken", 2),
        # Written down later, but it met then.
        (END + DAY, [(at(9), "held", None, 2)], "broken", 2),
    ],
)
def test_a_forum_that_is_new_since_a_cycle_breaks_nothing_in_it(added_on, meetings, state, needed):
    forums = [QUARTERLY, SeenForum(2, 4, None, "New", added_on)]
    made = promise(each_forum=True)
    cycle = cycle_of(made, START)
    found = count(made, facts([JUNE, *meetings], forums=forums), cycle=cycle, on=END + 30 * DAY)
    assert (found.state, found.needed) == (state, needed)


@pytest.mark.parametrize(("on", "owed"), [(at(6, 22), 0), (at(6, 23), 1)])
def test_a_report_is_owed_after_five_working_days(on, owed):
    found = counted(promise(reports_back=True), facts([JUNE]), on)
    assert (found.state, len(found.reports_owed)) == ("kept", owed)
    known = facts([JUNE])
    known.reported = {(0, PCC)}
    assert not counted(promise(reports_back=True), known, on).reports_owed


def still(meetings, terms, on, **known):
    made, cycle = promise(**terms), cycle_of(promise(**terms), START)
    found = count(made, facts(meetings, **known), cycle=cycle, on=on)
    left_out, reports = found.left_out, found.reports_owed
    return _worded(made, cycle, found, on, units=found.units, reports=reports, left_out=left_out)


@pytest.mark.parametrize(
    ("meetings", "terms", "on", "numbers"),
    [
        # What is needed, and of how many: never more than there are, one that waits taken off.
        ([(at(3, 9, 2027), "planned", None)], {}, at(1, 15, 2027), []),
        (
            [(at(6), "planned", None), (at(3, 9, 2027), "planned", None)],
            {"times": 2},
            at(1, 15, 2027),
            [],
        ),
        ([*MISSED, (at(3, 9, 2027), "planned", None)], {"times": 2}, at(12, 20), ["2", "1"]),
        ([], {}, END, ["1"]),
        ([], {}, END + DAY, ["1"]),
    ],
)
def test_what_is_left_to_do_is_said_in_numbers_that_there_are(meetings, terms, on, numbers):
    standing = still(meetings, terms, on)
    assert re.findall(r"\d+", standing.still) == numbers


def test_a_line_whose_forums_all_ended_has_nothing_to_visit():
    standing = still([], {"each_forum": True}, at(7), forums=[SeenForum(1, 4, at(6))])
    assert (standing.state, standing.needed, standing.still) == ("on_course", 0, "")
    assert "0 of 0" not in standing.sentence
