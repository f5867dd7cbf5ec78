"""A year of engagement, played day by day: what the portal says at each quarter's cut-off is what
was played, and nobody is written to twice on a day. From 1 April 2026, a Wednesday."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
import time_machine

from actionplans.cut_offs import usual_cut_off
from actionplans.quarters import Quarter
from meetings.engagement.grid import GapKind, grid
from meetings.engagement.heard import loops
from meetings.models import HeardIssue
from objectives.measures import measure_standings
from objectives.risks import risks_of
from reports.building import build_revision
from reports.models import ReportFile
from reports.services import request_report
from stakeholders import reminding
from stakeholders.models import DigestItem
from tests.objectives.plans import noon
from tests.objectives.test_reminder_year import every_day, sent_on, weekly
from tests.reports.parts import part_called
from tests.reports.test_engagement_part import BY_GROUP, BY_METHOD, part_of

from .year import AIMS, DECEMBER, FIRST, JUNE, LAST, MERGED_ON, TARGET_ON, Year

pytestmark = pytest.mark.django_db

QUARTERS = [Quarter(2026, number) for number in (1, 2, 3, 4)]

# What each cut-off finds, from the story alone: 14 July, 14 October, 15 January and 14 April.
# (without an answer, answered and not told, closed); the private one waits all the year.
LOOPS = [(2, 0, 1), (1, 1, 1), (2, 1, 1), (2, 0, 2)]
PUBLIC_LOOPS = [(waiting - 1, untold, closed) for waiting, untold, closed in LOOPS]
# Confidence is to rise from 61.5 to 70, give or take 1; the wait is to fall from 20 days to 10.
STANDINGS = [
    [("on_trajectory", "61.5"), ("on_trajectory", "20")],
    [("on_trajectory", "63"), ("off_trajectory", "19")],
    [("off_trajectory", "54.6"), ("on_trajectory", "11")],
    [("on_trajectory", "68.2"), ("off_trajectory", "10.5")],
]
RISKS = [
    [(6, "medium", False), (4, "low", False)],
    [(16, "high", False), (4, "low", False)],
    [(4, "low", False)],
    [(4, "low", True)],
]

# Days beside Mondays on which somebody is written to.
READING_LATE = [date(2026, 10, 30), date(2026, 11, 6), date(2026, 11, 13), date(2026, 11, 20)]
RISK_DUE = [JUNE, DECEMBER, date(2027, 1, 7)]
SMALL_RISK_DUE = [TARGET_ON, date(2027, 4, 7), LAST]
SOON = date(2026, 6, 16)
DUE = [*READING_LATE, *RISK_DUE, *SMALL_RISK_DUE, SOON]


@pytest.fixture
def year(coordinator, lead, other_lead, panel_member):
    return Year(coordinator, lead, other_lead, panel_member.memberships.get().body)


def names_of(*, merged):
    """{group: the names that count for it}; what was with none comes last."""
    found = {name: {name} for name in AIMS}
    if merged:
        found["Farmers"] = {"Farmers", "Farming families"}
    else:
        found["Farming families"] = {"Farming families"}
    return found | {None: set()}


def assert_as_played(year, quarter, *, merged):
    """Grid, gaps and both papers of the quarter at its cut-off."""
    at, played = usual_cut_off(quarter), year.played
    first, last = quarter.starts_on, quarter.ends_on
    span = (first, last, at)
    found = grid(on=at.date(), starts_on=first, ends_on=last, at=at)
    rows = {row.group_id and row.name: row for row in found.rows}
    names = names_of(merged=merged)
    for name, counted in names.items():
        own = played.figures(*span, counted)
        if name is None and not (own.done or own.missed or own.ahead):
            assert None not in rows
            continue
        due = AIMS[name] * ((last - first).days + 1) // 365 if name in AIMS else None
        total = rows[name].total
        assert (total.done, total.not_done, total.planned_ahead) == (own.done, own.missed, 0), name
        assert (total.reached, total.reached_unknown) == (own.reached, own.unknown), name
        assert total.aim == due, name
        missing = {
            GapKind.NOT_HEARD: name and not own.heard,
            GapKind.BELOW_AIM: own.done < (due or 0),
        }
        assert {gap.kind for gap in rows[name].gaps} == {k for k, is_so in missing.items() if is_so}
    everything = played.figures(*span)
    assert (found.total.done, found.total.reached) == (everything.done, everything.reached)

    following = (quarter.next().starts_on, quarter.next().ends_on, at)
    for private in (False, True):
        tables = part_of(year.paper(quarter, private))[1]
        printed = {row[0]: row[1:] for row in tables[BY_GROUP]}
        for name, counted in names.items():
            own = played.figures(*span, counted, public=not private)
            ahead = played.figures(*following, counted, public=not private).ahead
            if name or own.done:
                figures = [own.words, str(own.done), str(own.missed), str(ahead)]
                assert printed.pop(name or "No group named") == figures, (name, private)
        assert not printed
        own = played.figures(*span, public=not private)
        assert tables[BY_METHOD][-1][1:4] == [own.words, str(own.done), str(own.missed)]


def assert_the_rest(year, number):
    at = usual_cut_off(QUARTERS[number])
    for public, expected in ((False, LOOPS), (True, PUBLIC_LOOPS)):
        found = loops(at.date(), public=public)
        assert (found.waiting, found.untold, found.closed) == expected[number]
    said = " ".join(part_called("You said, we did", year.paper(QUARTERS[number]))[0])
    waiting, untold, _ = PUBLIC_LOOPS[number]
    if waiting or untold:
        assert f"{waiting or 'none'} without an answer, {untold or 'none'} answered" in said
    assert standings(year, at) == STANDINGS[number]
    assert risks(year, at) == RISKS[number]


def standings(year, at):
    found = measure_standings(year.plan, at=at)
    return [(one.state.value, f"{one.latest.value.normalize():f}") for one in found]


def risks(year, at):
    return [(one.score, one.band.word, one.is_review_due) for one in risks_of(year.plan, at=at)]


def told():
    """{(rule, what it is of): [days]} of all that was sent."""
    found = defaultdict(list)
    rows = DigestItem.objects.filter(digest__status="sent", withdrawn_because="")
    rows = rows.order_by("digest__on").values_list("source", "rule", "object_id", "digest__on")
    for source, rule, key, day in rows:
        found[source, rule, key].append(day)
    return dict(found)


def sent(first, last=LAST):
    return [sent_on(day) for day in weekly(first, last)]


def test_a_year_of_engagement(year, mailoutbox, monkeypatch):
    cut_offs = {usual_cut_off(quarter).date(): n for n, quarter in enumerate(QUARTERS)}
    assert list(cut_offs) == [
        date(2026, 7, 14), date(2026, 10, 14), date(2027, 1, 15), LAST,
    ]  # fmt: skip
    monkeypatch.setattr("reports.building.send_build", lambda pk: None)
    papers, frozen = {}, None
    # What was not sent on its day would be sent on the next of these.
    matter = {*sent(date(2026, 4, 6)), *DUE, *cut_offs, *year.days}
    for day in every_day(FIRST, LAST):
        mailoutbox.clear()
        if day in matter and day == sent_on(day):
            with time_machine.travel(noon(day) - timedelta(hours=5), tick=False):
                reminding.run(day)
        if happenings := year.days.pop(day, ()):
            with time_machine.travel(noon(day), tick=False):
                for happens in happenings:
                    happens()
                reminding.run(day)
        people = [message.to[0] for message in mailoutbox]
        assert len(people) == len(set(people)), f"twice on {day}"
        if day not in cut_offs:
            continue
        number = cut_offs[day]
        quarter = QUARTERS[number]
        with time_machine.travel(usual_cut_off(quarter), tick=False):
            assert_as_played(year, quarter, merged=day >= MERGED_ON)
            assert_the_rest(year, number)
            papers[number] = year.paper(quarter)
            if number == 0:
                asked = request_report(plan=year.plan, body=year.body, period=quarter, by=year.by)
                frozen = build_revision(asked.pk)
                files = contents(frozen)
                assert files
    assert not year.days

    # The paper that was built in summer is what it was; collected anew, each is that of its day,
    # but that farming families count with the farmers now.
    assert contents(frozen) == files
    for number, quarter in enumerate(QUARTERS):
        assert_as_played(year, quarter, merged=True)
        assert standings(year, usual_cut_off(quarter)) == STANDINGS[number]
        for title in ("You said, we did", "Measures", "Risks"):
            assert part_called(title, year.paper(quarter)) == part_called(title, papers[number]), (
                title
            )
    assert_what_was_sent(year)


def contents(revision):
    return {row.kind: bytes(row.content) for row in ReportFile.objects.filter(revision=revision)}


def assert_what_was_sent(year):
    issues = dict(HeardIssue.objects.values_list("title", "pk"))
    bus, late = issues["No bus to the surgery"], year.forgotten
    assert late.held_on.strftime("%A") == "Friday"
    on_monday = late.held_on + timedelta(days=3)
    assert told() == {
        ("measure", "reading_due", year.confidence.pk): READING_LATE,
        ("risk", "risk_review", year.risk.pk): RISK_DUE,
        ("risk", "risk_review", year.small.pk): SMALL_RISK_DUE,
        ("issue", "due_soon", year.speeding.pk): [SOON],
        ("issue", "update_due", issues["A threat"]): sent(date(2026, 6, 1)),
        ("issue", "update_due", bus): sent(date(2026, 8, 10), date(2026, 10, 5)),
        ("issue", "untold", bus): sent(date(2026, 10, 19), date(2027, 2, 18)),
        ("issue", "update_due", issues["Nobody answers the door"]): sent(date(2026, 12, 28)),
        ("engagement", "engagement_unconfirmed", late.row.pk): sent(on_monday),
    }
