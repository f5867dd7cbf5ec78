"""Promises as readers see them, and as a coordinator makes, changes, ends and plans them."""

import datetime

import pytest
from django.urls import reverse

from meetings import services
from meetings.models import Attendance, AttendanceCommitment
from meetings.promises import standings, states
from stakeholders.models import Event
from tests.meetings.factories import (
    AttendanceCommitmentFactory,
    AttendanceFactory,
    ForumFactory,
    MeetingFactory,
    MeetingSeriesFactory,
)
from tests.stakeholders.factories import OfficeFactory, PostFactory, PostHoldingFactory
from tests.world import sign_in

LIST = reverse("meetings:commitment-list")
TODAY = datetime.date(2026, 6, 18)
DAY = datetime.timedelta(days=1)
# The first day of a cycle of two years that is past its half.
A_YEAR_IN = datetime.date(2025, 4, 1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.datetime(2026, 6, 18, 10, tzinfo=datetime.UTC), tick=False)


@pytest.fixture
def reader(client, auditor):
    OfficeFactory()
    return sign_in(client, auditor)


@pytest.fixture
def editor(client, coordinator):
    OfficeFactory()
    return sign_in(client, coordinator)


@pytest.fixture
def posts(db):
    organisation = OfficeFactory().organisation
    posts = [PostFactory(title=t, organisation=organisation) for t in ("Commissioner", "Deputy")]
    for post in posts:
        PostHoldingFactory(post=post)
    return posts


def address(name, row):
    return reverse(f"meetings:{name}", args=[row.pk])


def in_rotation(posts, forums=3, **terms):
    """A promise of each forum; the first was visited, the second has a date, the third none."""
    series = MeetingSeriesFactory(title="Community forums")
    forums = [ForumFactory(series=series, name=f"Forum {n + 1}") for n in range(forums)]
    made = AttendanceCommitmentFactory(
        series=series,
        posts=posts,
        each_forum=True,
        cycle_months=24,
        words="Each forum in turn",
        **terms,
    )
    held = MeetingFactory(forum=forums[0], held_on=TODAY - 10 * DAY, status="held")
    AttendanceFactory(meeting=held, post=posts[0])
    MeetingFactory(forum=forums[1], held_on=TODAY + 20 * DAY)
    return made


def broken(posts):
    made = AttendanceCommitmentFactory(posts=posts, times=None, words="Every meeting")
    forum = ForumFactory(series=made.series)
    MeetingFactory(forum=forum, held_on=TODAY - DAY, status="held")
    return made


def listed(answer):
    return [row.standing.commitment.words for row in answer.context["rows"]]


def test_commitment_list_puts_first_what_needs_somebody_and_counts_the_states(reader, posts):
    in_rotation(posts), broken(posts)
    answer = reader.get(LIST)
    assert listed(answer) == ["Every meeting", "Each forum in turn"]
    assert [(state.value, n) for state, n in answer.context["counts"]] == [
        ("broken", 1),
        ("on_course", 1),
    ]
    page = answer.content.decode()
    assert "1 of 3 forums since April 2026" in page
    assert "Nobody who was promised went to the meeting on Wednesday 17 June 2026" in page


def test_commitment_list_is_filtered_by_state_post_table_words_and_what_ended(reader, posts):
    first, second = in_rotation(posts), broken(posts[:1])
    ended = AttendanceCommitmentFactory(
        posts=posts, words="Long over", ends_on=TODAY - DAY, ended_reason="Merged"
    )
    for asked, words in [
        ({"state": "broken"}, [second.words]),
        ({"post": posts[1].pk}, [first.words]),
        ({"category": first.series.category_id}, [first.words]),
        ({"text": "community"}, [first.words]),
        ({"text": "nothing like it"}, []),
        ({"ended": "on", "text": "long"}, [ended.words]),
        ({"text": "long"}, []),
    ]:
        assert listed(reader.get(LIST, asked)) == words, asked


def test_commitment_list_costs_the_same_for_one_promise_and_for_many(
    reader, posts, django_assert_num_queries, django_assert_max_num_queries
):
    in_rotation(posts)
    with django_assert_max_num_queries(30) as one:
        reader.get(LIST)
    for _ in range(4):
        in_rotation(posts), broken(posts)
    with django_assert_num_queries(len(one)):
        reader.get(LIST)


def test_standings_and_states_say_the_same_in_a_fixed_number_of_queries(
    posts, django_assert_num_queries
):
    for _ in range(3):
        in_rotation(posts), broken(posts)
    rows = list(AttendanceCommitment.objects.with_posts())
    with django_assert_num_queries(3):
        found = states(rows, on=TODAY)
    with django_assert_num_queries(5):
        whole = standings(rows, on=TODAY)
    assert {row.commitment.pk: row.state for row in whole} == found


def test_a_cut_off_counts_what_was_said_by_then(posts, coordinator):
    made = AttendanceCommitmentFactory(posts=posts, times=1)
    meeting = MeetingFactory(forum=ForumFactory(series=made.series), held_on=TODAY - 9 * DAY)
    noon, later = (datetime.datetime(2026, 6, day, 12, tzinfo=datetime.UTC) for day in (10, 12))
    services.hold_meeting(meeting, by=coordinator, on=TODAY, at=noon)
    services.record_attendance(meeting, posts[0], by=coordinator, outcome="attended", at=later)
    for moment, done in [(noon - DAY, 0), (noon, 0), (later, 1), (None, 1)]:
        assert standings([made], on=TODAY, at=moment)[0].done == done, moment


def test_commitment_post_says_what_remains_and_what_meets_soon(reader, posts):
    in_rotation(posts)
    answer = reader.get(address("commitment-post", posts[1]))
    page = answer.content.decode()
    for words in ("Deputy", "1 of 3 forums since April 2026", "These 2 remain", "Forum 3"):
        assert words in page
    assert [unit.forum.name for unit in answer.context["rows"][0].soon] == ["Forum 2"]


def test_a_holder_sees_their_own_posts_promises_and_no_other(client, lead, posts):
    own = AttendanceCommitmentFactory(posts=[lead.holdings.get().post], words="Mine")
    other = broken(posts)
    sign_in(client, lead)
    assert listed(client.get(LIST)) == ["Mine"]
    assert client.get(address("commitment-detail", own)).status_code == 200
    assert client.get(address("commitment-detail", other)).status_code == 404
    assert client.get(address("commitment-post", posts[0])).status_code == 404


def test_commitment_detail_shows_each_forum_and_how_earlier_cycles_ended(reader, posts):
    made = in_rotation(posts)
    AttendanceCommitment.objects.filter(pk=made.pk).update(
        starts_on=datetime.date(2024, 4, 1), reports_back=True
    )
    answer = reader.get(address("commitment-detail", made))
    states = [(line.unit.forum.name, line.unit.state) for line in answer.context["lines"]]
    assert states[-1] == ("Forum 1", "kept")
    assert [row.state for row in answer.context["past"]] == ["broken"]
    page = answer.content.decode()
    assert "from April 2024 to March 2026" in page
    assert "1 report still owed" in page


def test_commitment_detail_lists_the_meetings_where_forums_are_not_counted(reader, posts):
    answer = reader.get(address("commitment-detail", broken(posts)))
    assert [word for _, word, _ in answer.context["meetings"]] == ["Nobody went"]


def typed(posts, **changes):
    return {
        "words": "Either in turn, each forum once in a two-yearly cycle",
        "first": posts[1].pk,
        "second": posts[0].pk,
        "counted": "words",
        "starts_on_day": "1",
        "starts_on_month": "4",
        "starts_on_year": "2026",
    } | changes


def test_commitment_create_reads_the_words(editor, posts):
    series = MeetingSeriesFactory()
    url = f"{reverse('meetings:commitment-create')}?series={series.pk}"
    answer = editor.post(url, typed(posts))
    made = AttendanceCommitment.objects.get()
    assert answer.url == address("commitment-detail", made)
    assert (made.series, made.times, made.each_forum, made.cycle_months) == (series, 1, True, 24)
    assert [row.post for row in made.commitment_posts.all()] == posts[::-1]


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"words": ""}, "words", "required"),
        ({"first": ""}, "first", "required"),
        ({"counted": ""}, "counted", "required"),
        ({"counted": "number"}, "times", "times_missing"),
        ({"counted": "number", "times": "0"}, "times", "times_missing"),
        ({"starts_on_year": ""}, "starts_on", "year_missing"),
    ],
)
def test_commitment_create_says_what_is_missing(wrong, field, code, editor, posts):
    url = f"{reverse('meetings:commitment-create')}?series={MeetingSeriesFactory().pk}"
    answer = editor.post(url, typed(posts, **wrong))
    assert answer.status_code == 422
    assert answer.context["form"].has_error(field, code)


def test_commitment_edit_states_the_number(editor, posts):
    made = AttendanceCommitmentFactory(posts=posts, certainty="unreadable", times=None)
    url = address("commitment-edit", made)
    form = editor.get(url).context["form"]
    assert form["counted"].initial == "words"
    sent = typed(posts, counted="number", times="2", cycle_months="12", version="1")
    editor.post(url, sent)
    made.refresh_from_db()
    assert (made.times, made.cycle_months, made.certainty) == (2, 12, "certain")
    assert editor.post(url, sent).status_code == 409


def test_commitment_end_asks_for_the_last_day_and_why(editor, posts):
    made = AttendanceCommitmentFactory(posts=posts)
    sent = {"ends_on_day": "31", "ends_on_month": "3", "ends_on_year": "2027", "reason": "Merged"}
    editor.post(address("commitment-end", made), sent)
    made.refresh_from_db()
    assert (made.ends_on, made.ended_reason) == (datetime.date(2027, 3, 31), "Merged")
    assert editor.get(address("commitment-end", made)).status_code == 404


def test_commitment_rotation_sends_whoever_went_least_to_what_is_ticked(editor, posts):
    made = in_rotation(posts, starts_on=A_YEAR_IN)
    url = address("commitment-rotation", made)
    form = editor.get(url).context["form"]
    (key,) = form.initial["chosen"]
    assert form.proposals[key].post == posts[1]
    assert editor.post(url, {}).status_code == 422
    editor.post(url, {"chosen": [key]})
    expected = Attendance.objects.get(expected=True)
    assert (expected.post, expected.meeting.forum.name) == (posts[1], "Forum 2")
    assert Event.objects.about(expected).get().verb == "attendance recorded"
    # It is said already: pressed again, nothing is left to choose.
    assert not editor.get(url).context["any_able"]
    assert editor.post(url, {"chosen": [key]}).status_code == 422


def test_commitment_rotation_says_why_nobody_can_go(editor, posts):
    made = in_rotation(posts[:1], starts_on=A_YEAR_IN)
    posts[0].holdings.update(ends_on=TODAY)
    answer = editor.get(address("commitment-rotation", made))
    assert [row.why for row in answer.context["blocked"]] == ["Commissioner is vacant on that day"]


def test_series_and_meeting_show_their_promises_and_whose_turn_it_is(editor, posts):
    made = in_rotation(posts)
    page = editor.get(reverse("meetings:series-detail", args=[made.series_id])).content.decode()
    assert "1 of 3 forums since April 2026" in page
    meeting = made.series.forums.get(name="Forum 2").meetings.get()
    page = editor.get(reverse("meetings:meeting-detail", args=[meeting.pk])).content.decode()
    assert "Going to this meeting counts for it. Next in turn: Deputy" in page
