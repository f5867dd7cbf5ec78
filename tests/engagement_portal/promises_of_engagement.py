"""What the demo tells of engagement on whatever day it is loaded (`test_load_demo`)."""

from datetime import timedelta

from django.utils import timezone

from actionplans.quarters import Quarter
from meetings.engagement.grid import GapKind, grid
from meetings.engagement.heard.loops import loops
from meetings.models import Consultation, EngagementActivity, HeardIssue, Programme
from objectives.measures.standing import State, measure_standings
from objectives.models import Risk
from stakeholders.models import CommunityGroup, Contact, Person


def the_grid_finds_whom_nobody_hears(demo):
    found = grid(
        on=timezone.localdate(), person=Person.objects.get(email="coordinator@example.org")
    )
    rows = {row.name: row for row in found.rows}
    never, once, told = (
        rows[name]
        for name in (
            "British Sign Language users",
            "Eastern European communities",
            "Gypsy, Roma and Traveller families",
        )
    )
    assert [row.name for row in found.rows[:3]] == [never.name, once.name, told.name]
    assert all(row.priority and row.has(GapKind.NOT_HEARD) for row in (never, once, told))
    assert (never.last_on, never.next_on) == (None, None)
    assert once.last_heard_on
    assert once.total.done == 0
    assert told.total.done
    assert told.last_heard_on is None
    assert told.next_on
    assert any(not row.gaps for row in found.groups)


def loops_are_open_for_long_answered_and_out_in_public(demo):
    today = timezone.localdate()
    standing = loops(today)
    assert standing.longest[0].age > 365
    assert standing.waiting
    assert standing.untold
    assert HeardIssue.objects.public().count() >= 3
    assert HeardIssue.objects.open().filter(owner_post=None).exists()
    assert HeardIssue.objects.in_force().exclude(exempt_reason="").exists()


def engagement_waits_for_a_word_and_for_a_group(demo):
    today = timezone.localdate()
    rows = EngagementActivity.objects.in_force()
    assert rows.unconfirmed(today).exists()
    assert rows.filter(groups=None).exists()
    assert rows.filter(status="planned", held_on__gt=today).count() >= 5
    assert rows.filter(status="done", reached=None).exists()
    assert Programme.objects.filter(ended_on=None).count() == 3
    assert CommunityGroup.objects.exclude(merged_into=None).exists()
    consultations = Consultation.objects.in_force()
    assert consultations.open(today).count() == consultations.unanswered(today).count() == 1
    assert Contact.objects.review_due(today).count() == 2


def a_measure_is_off_its_trajectory_and_a_risk_is_to_be_looked_at(demo):
    today = timezone.localdate()
    standings = measure_standings(demo)
    assert {one.state for one in standings} == {State.OFF, State.ON}
    assert sum(one.is_off for one in standings) == 1
    # One is still to be given, which is late two weeks after its quarter has ended.
    just_ended = today - Quarter.containing(today).starts_on < timedelta(days=15)
    assert just_ended or any(one.late for one in standings)
    assert Risk.objects.filter(plan=demo).open().review_due(today).count() == 1


PROMISES = [
    the_grid_finds_whom_nobody_hears,
    loops_are_open_for_long_answered_and_out_in_public,
    engagement_waits_for_a_word_and_for_a_group,
    a_measure_is_off_its_trajectory_and_a_risk_is_to_be_looked_at,
]
