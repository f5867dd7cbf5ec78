"""Whoever attends, by the digest's link and signed in: their meetings, going, what they heard."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from meetings.models import Attendance, FollowUp, ReportBack
from meetings.services import record_attendance
from stakeholders import links
from stakeholders.models import Event, SignedLink
from tests.objectives.plans import noon
from tests.stakeholders.factories import PostFactory
from tests.world import sign_in

from .factories import (
    AttendanceCommitmentFactory,
    AttendanceFactory,
    FollowUpFactory,
    MeetingFactory,
    RecommendationFactory,
    ReportBackFactory,
)

TODAY = date(2026, 6, 18)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(noon(TODAY), tick=False) as clock:
        yield clock


@pytest.fixture
def post(lead):
    return lead.holdings.get().post


@pytest.fixture
def held(post):
    """A meeting that the lead's post went to, of a promise to report back."""
    held = MeetingFactory(held_on=TODAY - DAY, status="held")
    AttendanceCommitmentFactory(series=held.forum.series, reports_back=True, posts=[post])
    return AttendanceFactory(meeting=held, post=post)


@pytest.fixture
def ahead(post):
    ahead = MeetingFactory(held_on=TODAY + 3 * DAY)
    return AttendanceFactory(meeting=ahead, post=post, outcome="", expected=True)


def new_link(person):
    link = links.new_link(person)
    link.save()
    return links.token_of(link)


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


def test_one_page_has_all_that_meetings_ask_of_a_person(client, lead, post, held, ahead):
    FollowUpFactory(lead_post=post, due_on=TODAY - DAY, words="Ask for the survey")
    RecommendationFactory(owner_post=post, words="Repeat the survey")
    MeetingFactory(place="Not theirs")
    FollowUpFactory(words="Not theirs either")

    for page in (
        client.get(url("mine-by-link", new_link(lead))),
        sign_in(client, lead).get(url("mine")),
    ):
        said = page.content.decode()
        assert page.context["mine"].waiting == 3
        assert "Ask for the survey" in said
        assert "Repeat the survey" in said
        assert str(ahead.meeting.forum) in said
        assert "Not theirs" not in said
    assert url("commitment-post", post.pk) in said


def test_whoever_attends_in_turn_has_the_meetings_that_it_is_their_turn_for(client, lead, post):
    """As their calendar does: thirty forums in rotation are not all theirs."""
    always, in_turn = (MeetingFactory(held_on=TODAY + DAY) for _ in range(2))
    for meeting in (always, in_turn):
        meeting.forum.series.attending_posts.add(post)
    AttendanceCommitmentFactory(series=in_turn.forum.series, times=1, posts=[post])
    mine = sign_in(client, lead).get(url("mine")).context["mine"]
    assert [coming.meeting for coming in mine.coming] == [always]
    assert [seat.words for seat in mine.coming[0].seats] == ["attends as a rule"]

    AttendanceFactory(meeting=in_turn, post=post, outcome="", expected=True)
    mine = client.get(url("mine")).context["mine"]
    assert mine.coming_count == 2
    assert [seat.words for seat in mine.coming[1].seats] == ["is expected"]


def test_opening_the_link_changes_nothing(client, lead, held, ahead):
    token = new_link(lead)
    before = Event.objects.count()

    for page in (
        url("mine-by-link", token),
        url("going-by-link", token, ahead.meeting_id, ahead.post_id),
        url("report-back-by-link", token, held.pk),
    ):
        answer = client.get(page)
        assert answer.status_code == 200
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "sessionid" not in client.cookies

    assert Event.objects.count() == before
    assert SignedLink.objects.get().requests == 3


def test_what_was_heard_is_saved_by_the_link_with_what_has_to_be_done(client, lead, post, held):
    token = new_link(lead)
    other = PostFactory()
    given = {
        "heard": "Residents asked about speeding.",
        "came_of_it": "We ask the council.",
        "to_do": "Ask for the survey",
        "who": other.pk,
        "by_when": "30 June 2026",
    }

    answer = client.post(url("report-back-by-link", token, held.pk), given)

    assert answer.url == f"{url('mine-by-link', token)}?saved=report"
    report = ReportBack.objects.get()
    assert (report.attendance, report.by, report.heard) == (held, lead, given["heard"])
    follow_up = FollowUp.objects.get()
    assert (follow_up.meeting, follow_up.lead_post) == (held.meeting, other)
    assert follow_up.due_on == date(2026, 6, 30)
    assert Event.objects.filter(verb="reported back", actor=lead).count() == 1
    assert client.get(answer.url).context["mine"].waiting == 0

    # Sent again, or changed: it stays one report, and the follow-up is not asked for again.
    again = client.get(url("report-back-by-link", token, held.pk))
    assert "to_do" not in again.context["form"].fields
    changed = given | {"heard": "About speeding.", "version": report.version}
    client.post(url("report-back-by-link", token, held.pk), changed)
    report.refresh_from_db()
    assert report.heard == "About speeding."
    assert FollowUp.objects.count() == 1
    assert Event.objects.filter(verb="report back edited").count() == 1


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({}, "heard", "required"),
        ({"heard": "Much", "by_when": "soon"}, "to_do", "to_do_missing"),
    ],
)
def test_a_report_without_words_says_what_to_do(client, lead, held, given, field, code):
    answer = client.post(url("report-back-by-link", new_link(lead), held.pk), given)

    assert answer.status_code == 422
    assert answer.context["form"].errors.as_data()[field][0].code == code
    assert not ReportBack.objects.exists()


def test_a_stale_report_form_is_a_conflict(client, lead, held):
    report = ReportBackFactory(attendance=held, version=2)

    answer = client.post(
        url("report-back-by-link", new_link(lead), held.pk), {"heard": "Mine", "version": 1}
    )

    assert answer.status_code == 409
    report.refresh_from_db()
    assert report.heard != "Mine"


def test_another_posts_attendance_and_follow_up_are_not_there(client, lead, held, ahead):
    token = new_link(lead)
    other = AttendanceFactory(meeting=held.meeting)
    coming = AttendanceFactory(meeting=ahead.meeting, outcome="", expected=True)
    elsewhere = MeetingFactory(held_on=TODAY + DAY)

    for page in (
        url("report-back-by-link", token, other.pk),
        url("going-by-link", token, coming.meeting_id, coming.post_id),
        url("going-by-link", token, elsewhere.pk, ahead.post_id),
        url("follow-up-answer-by-link", token, FollowUpFactory().pk),
    ):
        assert client.get(page).status_code == 404
        assert client.post(page, {"heard": "Mine"}).status_code == 404


def test_the_link_gives_no_right_of_a_coordinators(client, coordinator, lead, held):
    """Their other rights ask for a password: by the link they write for their own posts alone."""
    holding = lead.holdings.get()
    holding.pk, holding.person, holding.post = None, coordinator, PostFactory()
    holding.save()

    page = url("report-back-by-link", new_link(coordinator), held.pk)

    assert client.get(page).status_code == 404
    assert sign_in(client, coordinator).get(page).status_code == 404
    assert client.get(url("report-back", held.pk)).status_code == 200


def test_the_link_dies_with_the_holding_and_lapses(client, lead, held, clock):
    token = new_link(lead)
    pages = [url("mine-by-link", token), url("report-back-by-link", token, held.pk)]
    assert [client.get(page).status_code for page in pages] == [200, 200]

    clock.move_to(noon(TODAY) + links.LIFE)
    assert [client.get(page).status_code for page in pages] == [410, 410]

    clock.move_to(noon(TODAY))
    lead.holdings.update(ends_on=TODAY - DAY)
    assert [client.get(page).status_code for page in pages] == [410, 410]
    assert client.get(url("mine-by-link", "1:forged")).status_code == 404


def test_whoever_can_not_go_sends_apologies_and_may_go_after_all(client, lead, ahead):
    page = url("going-by-link", new_link(lead), ahead.meeting_id, ahead.post_id)
    other = PostFactory(organisation=ahead.post.organisation)

    client.post(page, {"going": "cant", "substitute": other.pk})
    ahead.refresh_from_db()
    assert (ahead.outcome, ahead.substitute) == ("apologies", other)

    refused = client.post(page, {"going": "goes", "substitute": other.pk})
    assert refused.status_code == 422

    client.post(page, {"going": "goes"})
    ahead.refresh_from_db()
    assert (ahead.outcome, ahead.substitute, ahead.expected) == ("", None, True)
    assert Event.objects.filter(verb="said they will go", actor=lead).exists()


def test_a_meeting_that_has_passed_or_was_cancelled_asks_nobody(client, lead, ahead, clock):
    page = url("going-by-link", new_link(lead), ahead.meeting_id, ahead.post_id)

    ahead.meeting.status = "cancelled"
    ahead.meeting.save()
    assert client.post(page, {"going": "goes"}).status_code == 404


def test_a_follow_up_is_answered_by_the_link(client, lead, post):
    follow_up = FollowUpFactory(lead_post=post)
    page = url("follow-up-answer-by-link", new_link(lead), follow_up.pk)

    assert client.post(page, {"state": "not_yet"}).status_code == 422
    client.post(page, {"state": "not_yet", "words": "The council has not replied."})
    follow_up.refresh_from_db()
    assert follow_up.is_open
    assert follow_up.progress.get().post == post

    client.post(page, {"state": "done", "words": "It came."})
    follow_up.refresh_from_db()
    assert not follow_up.is_open
    assert client.get(page).status_code == 404


def test_a_recommendation_is_responded_to_by_the_post_that_owes_it(client, lead, post, other_lead):
    row = RecommendationFactory(owner_post=post, body=None, meeting__held_on=TODAY - 9 * DAY)
    token = new_link(lead)
    page = url("recommendation-answer-by-link", token, row.pk)
    day = {"responded_on_day": 18, "responded_on_month": 6, "responded_on_year": 2026}
    given = {"answer": "accepted", "response": "We will.", "version": 1, **day}

    assert page in client.get(url("mine-by-link", token)).content.decode()
    assert client.get(page).status_code == 200
    assert client.post(page, given | {"response": ""}).status_code == 422
    assert client.post(page, given | {"version": 0}).status_code == 409
    sign_in(client, other_lead)
    assert client.post(url("recommendation-answer", row.pk), given).status_code == 404
    assert client.post(page, given).status_code == 302

    row.refresh_from_db()
    assert (row.answer, row.response) == ("accepted", "We will.")
    assert Event.objects.about(row).first().actor == lead
    assert client.get(page).status_code == 404


def test_who_was_sent_instead_reports_back(client, lead, post, coordinator):
    meeting = MeetingFactory(held_on=TODAY - DAY, status="held")
    away = PostFactory()
    AttendanceCommitmentFactory(series=meeting.forum.series, reports_back=True, posts=[away])
    record_attendance(meeting, away, by=coordinator, outcome="apologies", substitute=post)

    page = client.get(url("mine-by-link", new_link(lead)))

    assert [row.went for row in page.context["mine"].to_report] == [post]


def test_an_auditor_with_a_post_reads_and_changes_nothing(client, auditor, lead, held, ahead):
    lead.holdings.update(person=auditor)
    sign_in(client, auditor)

    page = client.get(url("mine"))

    assert page.context["may_answer"] is False
    assert client.post(url("report-back", held.pk), {"heard": "x"}).status_code == 403


def test_the_lists_show_what_was_heard_and_who_has_still_to_say_it(
    client, coordinator, lead, other_lead, held
):
    given = ReportBackFactory(
        heard="About speeding near the school", attendance__meeting__status="held"
    )
    sign_in(client, coordinator)

    page = client.get(url("report-back-list"))
    assert page.context["owed"] == [held]
    assert page.context["owed"][0].holders == [lead]
    for where in (
        page,
        client.get(url("meeting-detail", given.attendance.meeting_id)),
        client.get(url("series-detail", given.attendance.meeting.forum.series_id)),
    ):
        assert "About speeding near the school" in where.content.decode()

    # Each sees the reports of the meetings that they may see.
    hidden = sign_in(client, other_lead).get(url("report-back-list"))
    assert hidden.context["owed"] == []
    assert "speeding" not in hidden.content.decode()


def test_a_persons_page_asks_the_same_number_of_queries_for_any_number(
    client, lead, post, held, ahead, django_assert_max_num_queries
):
    sign_in(client, lead)
    for number in range(4):
        meeting = MeetingFactory(held_on=TODAY + (number + 4) * DAY)
        AttendanceFactory(meeting=meeting, post=post, outcome="", expected=True)
        FollowUpFactory(lead_post=post)
    with django_assert_max_num_queries(18):
        client.get(url("mine"))


def test_nobody_reports_back_from_where_nobody_went(coordinator, ahead):
    from django.core.exceptions import ValidationError

    from meetings.services import report_back

    with pytest.raises(ValidationError) as refused:
        report_back(ahead, by=coordinator, heard="x")
    assert refused.value.code == "nobody_went"
    assert Attendance.objects.report_owed().count() == 0


def test_my_work_leads_to_ones_meetings(client, lead, held, ahead):
    sign_in(client, lead)

    assert url("mine") in client.get(reverse("objectives:my-work")).content.decode()
    token = new_link(lead)
    answer = client.get(reverse("objectives:answer", args=[token]))
    assert url("mine-by-link", token) in answer.content.decode()
