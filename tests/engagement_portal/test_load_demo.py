from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from actionplans.models import ActionPlan, Amendment, StatutoryDuty, StrategyTheme
from actionplans.quarters import Quarter
from meetings.mine import mine_of
from meetings.models import (
    AttendanceCommitment,
    FollowUp,
    Forum,
    Meeting,
    MeetingSeries,
    Recommendation,
)
from meetings.promises.reading import states
from meetings.promises.standing import State
from objectives.baselines import changes_since
from objectives.current import drift
from objectives.models import Action, Activity, Deadline, ProgressUpdate
from objectives.rounds import cut_off_of
from reports.models import Report, ReportRevision
from stakeholders.access import access_of
from stakeholders.models import Absence, Event, Person, Post, User
from stakeholders.workdays import is_working_day

from . import promises_of_engagement

pytestmark = pytest.mark.django_db

DAYS = {
    "an ordinary Sunday": (2026, 11, 22),
    "New Year's Day": (2027, 1, 1),
    "the day the clocks go forward": (2027, 3, 28),
    "the last day of the financial year": (2027, 3, 31),
    "the day the clocks go back": (2027, 10, 31),
    "the last day of the year": (2027, 12, 31),
    "a leap day": (2028, 2, 29),
}

# The five tables of a published schedule (seed 004), line by line, as the demo calls them.
SCHEDULE = {
    "Public accountability": [
        "Police and Crime Panel",
        "Accountability meeting in public",
        "Joint Audit Committee",
    ],
    "Councils and Members of Parliament": [
        "Leaders and chief executives of the five district councils",
        "Tarnshire Members of Parliament",
        "Local forums",
        "Parish and town councils",
        "Leader and portfolio holder of the county council",
        "Strategic director and portfolio holder for communities, county council",
    ],
    "Stakeholder groups": [
        "Strategic independent advisory group",
        "District independent advisory groups",
        "Disability reference group",
        "LGBT+ liaison group",
        "Faith and belief network",
        "Race equality partnership",
        "County youth council",
        "Staff associations and trade unions",
    ],
    "Voluntary organisations": [
        "Independent custody visitors",
        "Neighbourhood watch, county and area meetings",
        "Victims' services providers",
        "Voluntary sector alliance",
        "Business crime partnership",
    ],
    "Criminal justice and statutory agencies": [
        "Tarnshire Criminal Justice Board",
        "Health and Wellbeing Board",
        "County safer communities board",
        "Community safety partnerships",
    ],
}


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_on_any_day_the_demo_keeps_what_it_promises(day):
    """Loaded at one in the morning, when a clock that changes is about to."""
    with time_machine.travel(datetime(*day, 1, 0, tzinfo=UTC), tick=False):
        call_command("load_demo")
        demo = ActionPlan.objects.get(slug="joint-engagement-plan")
        for promise in PROMISES:
            promise(demo)


def led_by(email):
    person = Person.objects.get(email=email)
    return Action.objects.led_by(access_of(person, on=timezone.localdate()).posts)


def the_plan_has_the_shape_and_the_states_that_a_demo_needs(demo):
    today = timezone.localdate()
    rows = demo.actions
    assert demo.objectives.count() == 9
    assert Activity.objects.filter(objective__plan=demo).count() == 25
    assert rows.filter(parent=None).count() == 47
    assert rows.exclude(parent=None).count() == 3

    assert all(rows.count_by_state(today).values())
    late = {action.days_overdue(today) for action in rows.overdue(today)}
    assert {3, 12, 40} <= late
    assert rows.due_soon(today).count() >= 2
    assert rows.update_due(today).count() >= 3
    assert rows.filter(slips=2).count() == 2
    assert rows.filter(slips=1).count() == 1
    assert rows.filter(new_date_asked=True).count() == 2
    assert rows.filter(unconfirmed=True).count() == 1
    assert rows.exclude(exempt_reason="").count() == 1
    parts = set(rows.exclude(parent=None).values_list("status", flat=True))
    assert parts == {"complete", "in_progress"}

    first = Deadline.objects.filter(action__plan=demo, kind="published")
    assert first.filter(text="").count() == 2
    assert set(first.values_list("certainty", flat=True)) == {
        "certain",
        "assumed",
        "unreadable",
        "none",
    }
    numbers = [action.label for action in rows.all()]
    assert numbers.count("6.3") == 2

    leaves_late = {action for action in rows.overdue(today) if vacant(action, today)}
    assert leaves_late


def vacant(action, today):
    return not any(lead.post.holdings.on(today).exists() for lead in action.leads.all())


def what_is_kept_beside_an_action_is_what_its_history_says(demo):
    assert {action.pk: drift(action) for action in Action.objects.all() if drift(action)} == {}


def nothing_is_dated_in_the_future_or_before_its_plan(demo):
    now = timezone.now()
    for model, field in ((ProgressUpdate, "recorded_at"), (Deadline, "recorded_at"), (Event, "at")):
        moments = model.objects.values_list(field, flat=True)
        assert max(moments) <= now
    first = ProgressUpdate.objects.filter(action__plan=demo).earliest("recorded_at").recorded_at
    assert timezone.localdate(first) > demo.starts_on
    assert now - first > timedelta(days=250)


def amber_and_red_say_what_is_being_done(demo):
    troubled = ProgressUpdate.objects.filter(rag__in=["amber", "red"])
    assert troubled.count() > 20
    assert not troubled.filter(next_step="").exists()


def each_account_shows_its_part(demo):
    today = timezone.localdate()
    lead = led_by("lead@example.org")
    assert lead.overdue(today).exists()
    assert lead.due_soon(today).exists()
    assert lead.update_due(today).exists()
    assert led_by("lead2@example.org").filter(new_date_asked=True).count() == 2
    for email, role in [
        ("admin@example.org", "administrator"),
        ("coordinator@example.org", "coordinator"),
        ("auditor@example.org", "auditor"),
        ("panel@example.org", "bodies"),
        ("board@example.org", "bodies"),
    ]:
        assert getattr(User.objects.get(email=email).person.access, role)


def a_post_is_vacant_and_an_absent_lead_has_a_deputy(demo):
    today = timezone.localdate()
    vacant_posts = [post for post in Post.objects.all() if not post.holdings.on(today).exists()]
    assert [post.title for post in vacant_posts] == ["Digital and Media Officer"]
    away = Absence.objects.on(today).get()
    assert away.deputy is not None
    assert away.person.holdings.on(today).get().post.action_leads.exists()


def the_schedule_has_meetings_held_and_ahead(demo):
    today = timezone.localdate()
    lines = set(MeetingSeries.objects.values_list("category__title", "title"))
    assert {(table, line) for table, titles in SCHEDULE.items() for line in titles} <= lines
    assert MeetingSeries.objects.get(title="Local forums").forums.count() == 30
    assert set(Forum.objects.values_list("certainty", flat=True)) == set(Forum.Certainty.values)
    assert Meeting.objects.ahead(today).count() > 40
    assert not Meeting.objects.filter(held_on__lt=today, status="planned").exists()
    assert not Meeting.objects.filter(held_on__gte=today, status="held").exists()
    days = Meeting.objects.values_list("held_on", flat=True)
    assert [day for day in days if day.weekday() < 5 and not is_working_day(day)] == []


def every_line_is_promised_and_promises_stand_in_each_state(demo):
    promised = AttendanceCommitment.objects.values_list("series__title", flat=True)
    for titles in SCHEDULE.values():
        assert set(titles) <= set(promised)
    found = states(AttendanceCommitment.objects.all(), on=timezone.localdate())
    assert {State.KEPT, State.ON_COURSE, State.AT_RISK, State.BROKEN} <= set(found.values())


def business_of_meetings_is_late_carried_and_waiting(demo):
    today = timezone.localdate()
    assert FollowUp.objects.overdue(today).exists()
    assert Recommendation.objects.waiting().exists()
    lead = mine_of(Person.objects.get(email="lead@example.org"), on=today)
    assert lead.coming_count
    assert len(lead.to_report) == 1
    assert lead.follow_ups
    assert vacant_lead(MeetingSeries.objects.get(title="County youth council"), today)


def vacant_lead(series, today):
    return not series.lead_post.holdings.on(today).exists()


def a_second_plan_runs_under_the_same_strategy(demo):
    assert demo.strategy.plans.count() == 2


def two_past_quarters_are_published_to_the_panel_and_the_board(demo):
    now = timezone.now()
    published = ReportRevision.objects.published().select_related("report__body", "report__meeting")
    public = published.filter(report__private=False)
    current = public.filter(status="published")
    slugs = sorted(current.values_list("report__body__slug", flat=True))
    assert slugs == ["board"] * 2 + ["panel"] * 2
    for revision in published:
        report = revision.report
        assert revision.cut_off == cut_off_of(report.plan, Quarter.parse(report.period))
        assert revision.cut_off < revision.built_at < revision.published_at < now
        held_on = report.meeting.held_on
        assert report.meeting.forum.series.body == report.body
        assert held_on < timezone.localdate()
        # Five clear days: neither the day of publication nor that of the meeting counts.
        assert (held_on - timezone.localdate(revision.published_at)).days > 5
        assert revision.cleared_with
        assert bytes(revision.files.get(kind="pdf").content).startswith(b"%PDF-")
        assert revision.report.narratives.get(key="position").text
    last, first = sorted({Quarter.parse(row.report.period) for row in public}, reverse=True)
    assert first == last.previous()


def members_read_their_own_bodys_papers_and_no_private_ones(demo):
    for email, slug in [("panel@example.org", "panel"), ("board@example.org", "board")]:
        person = Person.objects.get(email=email)
        seen = Report.objects.visible_to(person)
        assert {report.body.slug for report in seen} == {slug}
        assert seen.count() == 2
        assert not seen.filter(private=True).exists()


def a_corrected_paper_keeps_its_first_revision(demo):
    old = ReportRevision.objects.get(status="superseded")
    new = old.report.revisions.get(status="published")
    assert (old.number, new.number) == (1, 2)
    assert new.correction
    assert bytes(old.files.get(kind="pdf").content) != bytes(new.files.get(kind="pdf").content)


def a_half_years_paper_waits_for_one_of_two_officers(demo):
    revision = ReportRevision.objects.get(status="in_clearance")
    assert revision.report.kind == "half_yearly"
    assert revision.cut_off < timezone.now()
    decisions = dict(revision.clearances.values_list("post__title", "decision"))
    assert decisions == {
        "Chief Finance Officer": "cleared",
        "Head of Engagement and Communications": "waiting",
    }
    waited_for = Person.objects.get(email="lead2@example.org").access.posts
    assert revision.clearances.waiting().get().post_id in waited_for


def a_draft_of_the_running_quarter_waits_for_its_answers(demo):
    draft = ReportRevision.objects.get(status="draft")
    assert draft.build == "built"
    assert not draft.exempt_answer
    assert draft.report.meeting.held_on >= timezone.localdate()
    published = Report.objects.filter(revisions__status="published")
    assert draft.report.period > max(published.values_list("period", flat=True))


def the_plan_was_endorsed_amended_and_approved(demo):
    outcomes = list(demo.endorsements.values_list("outcome", flat=True))
    assert outcomes == ["approved", "subject_to_amendments", "endorsed"]
    assert demo.stage == "in_delivery"
    amendments = Amendment.objects.filter(endorsement__plan=demo)
    assert (amendments.count(), amendments.to_be_done().count()) == (2, 0)
    slipped = [one for one in changes_since(demo.baselines.get()).deadlines if one.times]
    assert len(slipped) == demo.actions.filter(slips__gt=0).count()
    assert not StrategyTheme.objects.filter(objectives=None).exists()
    assert StatutoryDuty.objects.filter(objectives=None, actions=None).count() == 1


PROMISES = [
    the_plan_has_the_shape_and_the_states_that_a_demo_needs,
    what_is_kept_beside_an_action_is_what_its_history_says,
    nothing_is_dated_in_the_future_or_before_its_plan,
    amber_and_red_say_what_is_being_done,
    each_account_shows_its_part,
    a_post_is_vacant_and_an_absent_lead_has_a_deputy,
    the_schedule_has_meetings_held_and_ahead,
    every_line_is_promised_and_promises_stand_in_each_state,
    business_of_meetings_is_late_carried_and_waiting,
    a_second_plan_runs_under_the_same_strategy,
    the_plan_was_endorsed_amended_and_approved,
    two_past_quarters_are_published_to_the_panel_and_the_board,
    members_read_their_own_bodys_papers_and_no_private_ones,
    a_corrected_paper_keeps_its_first_revision,
    a_half_years_paper_waits_for_one_of_two_officers,
    a_draft_of_the_running_quarter_waits_for_its_answers,
    *promises_of_engagement.PROMISES,
]


def test_loaded_twice_it_changes_nothing(capsys):
    call_command("load_demo")
    before = Event.objects.count(), ReportRevision.objects.count()
    call_command("load_demo")
    assert (Event.objects.count(), ReportRevision.objects.count()) == before
    assert "already" in capsys.readouterr().out


def test_without_the_fonts_of_its_papers_it_loads_nothing_and_says_what_to_do(settings, tmp_path):
    settings.PAPER_FONTS_DIR = tmp_path
    with pytest.raises(CommandError, match="make assets"):
        call_command("load_demo")
    assert not ActionPlan.objects.exists()


def test_it_is_not_mixed_with_an_offices_own_data():
    Person.objects.create(name="Somebody of the office")
    with pytest.raises(CommandError, match="empty database"):
        call_command("load_demo")


def test_accounts_with_a_known_password_are_not_made_where_others_can_reach_them(settings):
    settings.LOCAL = False
    with pytest.raises(CommandError, match="password"):
        call_command("load_demo")
    assert not User.objects.exists()
