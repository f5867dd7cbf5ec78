"""What has to happen after a meeting: follow-ups, recommendations, publication."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from meetings import services
from meetings.models import FollowUp
from meetings.publishing import DONE, DUE, LATE, NOT_NEEDED, duties
from stakeholders.models import Event
from tests.meetings.factories import MeetingFactory
from tests.objectives.factories import ObjectiveFactory
from tests.stakeholders.factories import GovernanceBodyFactory, PostFactory

TODAY = dt.date(2026, 6, 18)
NOW = dt.datetime(2026, 6, 18, 17, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def meeting(db):
    return MeetingFactory(held_on=TODAY, status="held")


def event(row):
    return Event.objects.about(row).latest("pk")


def refusal(call):
    with pytest.raises(ValidationError) as refused:
        call()
    problem = refused.value
    if hasattr(problem, "error_dict"):
        return {field: [each.code for each in own] for field, own in problem.error_dict.items()}
    return problem.code


def test_a_follow_up_is_written_down_once_and_carried_until_it_is_closed(meeting, coordinator):
    later = MeetingFactory(forum=meeting.forum, held_on="2026-09-17")
    said = {"words": "Ask the council", "due_text": "next meeting"}
    row = services.add_follow_up(meeting, by=coordinator, **said)
    assert services.add_follow_up(meeting, by=coordinator, **said) == row
    assert row.due_on == dt.date(2026, 9, 17)
    assert event(row).verb == "follow-up added"
    assert list(FollowUp.objects.carried_to(later)) == [row]
    services.note_follow_up(row, by=coordinator, words="Asked.")
    assert event(row).verb == "follow-up reported on"
    services.note_follow_up(row, by=coordinator, words="Asked.")
    closed = services.close_follow_up(row, by=coordinator, note="They answered.")
    assert (closed.is_open, closed.closed_note, row.progress.count()) == (
        False,
        "They answered.",
        2,
    )
    assert event(row).verb == "follow-up closed"
    assert not FollowUp.objects.open().exists()
    assert not FollowUp.objects.carried_to(MeetingFactory(forum=meeting.forum, held_on="2026-12-1"))
    assert refusal(lambda: services.note_follow_up(row, by=coordinator, words="x")) == (
        "follow_up_not_open"
    )
    services.reopen_follow_up(row, by=coordinator, reason="Half of it is missing.")
    assert event(row).verb == "follow-up reopened"
    assert refusal(lambda: services.reopen_follow_up(row, by=coordinator, reason="x")) == (
        "follow_up_not_closed"
    )
    services.withdraw_follow_up(row, by=coordinator, reason="Not ours")
    assert event(row).verb == "follow-up withdrawn"


def test_edit_follow_up_reads_new_words_anew_and_keeps_what_it_cant_read(meeting, coordinator):
    row = services.add_follow_up(meeting, by=coordinator, words="Ask", due_text="1 July 2026")
    changes = {"due_text": "when the new system is there"}
    row = services.edit_follow_up(row, by=coordinator, changes=changes, version=1)
    assert (row.due_text, row.due_on) == ("when the new system is there", None)
    assert "could not be read" in row.due_note
    assert event(row).verb == "follow-up edited"


def test_take_into_plan_makes_an_action_with_lead_date_and_source(meeting, coordinator):
    post, objective = PostFactory(), ObjectiveFactory()
    row = services.add_follow_up(
        meeting,
        by=coordinator,
        words="Repeat the survey",
        lead_post=post,
        due_text="by end of July",
        exempt_reason="Names",
    )
    action = services.take_into_plan(row, by=coordinator, objective=objective)
    assert [lead.post for lead in action.leads.all()] == [post]
    assert (action.due_on, action.text) == (dt.date(2026, 7, 31), "Repeat the survey")
    assert action.source.endswith("18 June 2026")
    assert action.exempt_reason == "Names"
    row.refresh_from_db()
    assert (row.action, row.is_open) == (action, False)
    assert event(row).verb == "follow-up taken into a plan"
    assert refusal(lambda: services.take_into_plan(row, by=coordinator, objective=objective)) == (
        "follow_up_not_open"
    )


def test_take_into_plan_refuses_an_objective_that_was_withdrawn(meeting, coordinator):
    row = services.add_follow_up(meeting, by=coordinator, words="Ask")
    gone = ObjectiveFactory(withdrawn_at=NOW)
    assert refusal(lambda: services.take_into_plan(row, by=coordinator, objective=gone)) == {
        "objective": ["objective_gone"]
    }


def test_a_recommendation_waits_until_it_is_responded_to(coordinator):
    body = GovernanceBodyFactory(notice_days=5, submission_days=2)
    meeting = MeetingFactory(held_on="2026-06-11", forum__series__body=body)
    MeetingFactory(forum=meeting.forum, held_on="2026-09-17")
    said = {"kind": "recommendation", "words": "Repeat the survey"}
    row = services.add_recommendation(meeting, by=coordinator, **said)
    assert services.add_recommendation(meeting, by=coordinator, **said) == row
    # Five clear days before 17 September, and two more for whoever publishes it.
    assert (row.body, row.due_on) == (body, dt.date(2026, 9, 7))
    assert event(row).verb == "recommendation recorded"
    services.edit_recommendation(row, by=coordinator, changes={"kind": "suggestion"})
    assert event(row).verb == "recommendation edited"

    def respond(day, answer="accepted"):
        return services.respond(
            row, by=coordinator, answer=answer, response="We will.", responded_on=day
        )

    assert refusal(lambda: respond(dt.date(2026, 6, 19))) == {"responded_on": ["responded_ahead"]}
    assert refusal(lambda: respond(dt.date(2026, 6, 10))) == {
        "responded_on": ["responded_before_meeting"]
    }
    objective = ObjectiveFactory()
    assert (
        refusal(lambda: services.recommendation_into_plan(row, by=coordinator, objective=objective))
        == "not_accepted"
    )
    assert respond(TODAY).answer == "accepted"
    assert event(row).verb == "recommendation responded to"
    action = services.recommendation_into_plan(row, by=coordinator, objective=objective)
    assert action.text == "Repeat the survey"
    assert event(row).verb == "recommendation taken into a plan"
    services.withdraw_recommendation(row, by=coordinator, reason="Twice")
    assert event(row).verb == "recommendation withdrawn"
    assert refusal(lambda: respond(TODAY)) == "withdrawn_already"


def test_publication_is_marked_taken_back_and_logged(meeting, coordinator):
    assert refusal(
        lambda: services.mark_published(
            meeting, by=coordinator, kind="agenda", done_on=dt.date(2026, 6, 19)
        )
    ) == {"done_on": ["published_ahead"]}
    step = services.mark_published(
        meeting, by=coordinator, kind="agenda", done_on=TODAY, where="https://example.org/a"
    )
    assert event(meeting).verb == "publication recorded"
    assert step.where == "https://example.org/a"
    step = services.not_needed(meeting, by=coordinator, kind="agenda", reason="There was none")
    assert (step.version, step.where) == (2, "")
    assert event(meeting).verb == "publication not needed"
    assert services.unpublish(meeting, by=coordinator, kind="agenda")
    assert event(meeting).verb == "publication taken back"
    assert not services.unpublish(meeting, by=coordinator, kind="agenda")


BEFORE, AFTER = dt.date(2026, 6, 10), dt.date(2026, 7, 2)


@pytest.mark.parametrize(
    ("on", "states"),
    [
        (BEFORE, [DUE, DUE, DUE, DUE]),
        (BEFORE + dt.timedelta(days=1), [LATE, LATE, LATE, DUE]),
        (AFTER, [LATE, LATE, LATE, DUE]),
        (AFTER + dt.timedelta(days=1), [LATE, LATE, LATE, LATE]),
    ],
)
def test_duties_are_due_clear_days_before_and_working_days_after(on, states, db):
    meeting = MeetingFactory(
        held_on=TODAY,
        forum__series__publishes=True,
        forum__series__minutes_days=10,
        forum__series__body=GovernanceBodyFactory(notice_days=5),
    )
    found = duties(meeting, on)
    assert [duty.kind for duty in found] == ["notice", "agenda", "reports", "minutes"]
    assert [duty.due_on for duty in found] == [BEFORE, BEFORE, BEFORE, AFTER]
    assert [duty.state for duty in found] == states


def test_duties_of_a_line_go_before_those_of_its_body_and_what_was_done_stays_done(coordinator):
    meeting = MeetingFactory(
        held_on=TODAY,
        forum__series__publishes=True,
        forum__series__notice_days=0,
        forum__series__body=GovernanceBodyFactory(notice_days=5),
    )
    services.mark_published(meeting, by=coordinator, kind="notice", done_on=TODAY)
    services.not_needed(meeting, by=coordinator, kind="reports", reason="There were none")
    notice, agenda, reports, minutes = duties(meeting, TODAY)
    assert (notice.state, notice.late, notice.due_on) == (DONE, 1, dt.date(2026, 6, 17))
    assert (agenda.state, reports.state, minutes.state) == (LATE, NOT_NEEDED, DUE)
    assert reports.words == "There were none"
    assert all("1 day late" in duty.words for duty in (notice, agenda))


@pytest.mark.parametrize(
    ("fields", "kinds"),
    [
        ({"exempt_reason": "Names"}, ["notice"]),
        ({"openness": "private"}, ["notice"]),
        ({"status": "cancelled"}, []),
        ({"forum__series__publishes": False}, []),
    ],
)
def test_duties_are_only_what_the_law_needs(fields, kinds, db):
    meeting = MeetingFactory(**{"forum__series__publishes": True} | fields)
    assert [duty.kind for duty in duties(meeting, TODAY)] == kinds
