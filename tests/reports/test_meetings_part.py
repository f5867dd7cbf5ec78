"""The part of a paper on meetings: held, attended, promised, and what is left to be done."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import FollowUp, Meeting, Recommendation
from meetings.services import (
    add_follow_up,
    add_recommendation,
    cancel_meeting,
    close_follow_up,
    edit_commitment,
    edit_follow_up,
    edit_meeting,
    edit_recommendation,
    end_forum,
    hold_meeting,
    make_commitment,
    plan_meeting,
    record_attendance,
    reinstate_meeting,
    reopen_follow_up,
    respond,
    take_into_plan,
)
from reports.collect.meetings import span_of
from reports.document import Document
from reports.render import render_files
from tests.meetings.factories import (
    AttendanceCommitmentFactory,
    FollowUpFactory,
    ForumFactory,
    MeetingSeriesFactory,
    RecommendationFactory,
)
from tests.stakeholders.factories import PersonFactory, PostFactory

from .parts import paper, part_called
from .plans import CUT_OFF, QUARTER, at, build_plan
from .reading_files import texts_of
from .reading_pdf import assert_valid

BEFORE = at(2025, 3, 1)
SECRET = "Zqxgeheim"


@pytest.fixture
def world(db):
    world = build_plan()
    world.add("Open thing", date(2025, 5, 1), number="1")
    world.post = PostFactory(title="Commissioner")
    world.series = MeetingSeriesFactory(title="Neighbourhood forum")
    world.forum = ForumFactory(series=world.series)
    world.forum.frequencies.create(per_year=4, recorded_at=BEFORE)
    world.promise = AttendanceCommitmentFactory(
        series=world.series, posts=[world.post], times=2, starts_on=date(2025, 4, 1)
    )
    return world


def meeting(world, day, *, held=None, attended=None, **fields):
    """Planned in March; held and attended said at the moments given."""
    made = plan_meeting(by=None, forum=world.forum, held_on=day, at=BEFORE, **fields)
    if held:
        hold_meeting(made, by=None, on=held.date(), at=held)
    if attended:
        record_attendance(made, world.post, by=None, outcome="attended", at=attended)
    return Meeting.objects.get(pk=made.pk)


def part_of(document):
    return part_called("Meetings and promises of attendance", document)


def test_nothing_stands_there_where_the_office_has_no_meetings(world):
    world.promise.delete()
    world.series.delete()
    assert part_of(paper(world)) is None


def test_held_and_attended_are_what_was_said_by_the_cut_off(world):
    meeting(world, date(2025, 4, 10), held=at(2025, 4, 11), attended=at(2025, 4, 12))
    meeting(world, date(2025, 5, 10), held=at(2025, 5, 11), attended=at(2025, 8, 1))
    meeting(world, date(2025, 6, 10), held=at(2025, 8, 1), attended=at(2025, 8, 1))

    said, tables = part_of(paper(world))

    assert tables["Meetings held and attended"] == [
        ["Neighbourhood forum", "1", "2", "1", "0", "1"]
    ]
    assert any("attended 1 of them" in words for words in said)
    [[_, state, standing]] = tables["Promises of attendance"]
    assert state == "On course"
    assert "1 of 2" in standing
    # Built again years later it says the same.
    first = paper(world)
    meeting(world, date(2025, 6, 20), held=at(2025, 9, 1))
    Meeting.objects.filter(held_on=date(2025, 6, 20)).update(status_at=at(2025, 9, 1))
    later = plan_meeting(by=None, forum=world.forum, held_on=date(2025, 11, 3), at=at(2025, 9, 1))
    record_attendance(later, world.post, by=None, outcome="apologies", at=at(2025, 9, 1))
    again = paper(world)
    rows = part_of(again)[1]["Promises of attendance"]
    assert rows == part_of(first)[1]["Promises of attendance"]


def test_a_cycle_that_ended_with_the_period_is_judged_as_ended(world):
    world.promise.times = 1
    world.promise.cycle_months = 3
    world.promise.save()
    meeting(world, date(2025, 5, 10), held=at(2025, 5, 11))

    [[_, state, _]] = part_of(paper(world))[1]["Promises of attendance"]

    assert state == "Broken"


def test_an_exempt_meeting_leaves_no_trace_in_a_public_paper(world):
    meeting(world, date(2025, 4, 10), held=at(2025, 4, 11), attended=at(2025, 4, 12))
    without = part_of(paper(world))
    hidden = meeting(
        world,
        date(2025, 5, 10),
        held=at(2025, 5, 11),
        attended=at(2025, 5, 12),
        exempt_reason=SECRET,
    )
    hidden.forum.series = world.series
    FollowUpFactory(meeting=hidden, words=SECRET, created_at=at(2025, 5, 12))
    open_one = Meeting.objects.get(held_on=date(2025, 4, 10))
    item = open_one.items.create(title=SECRET, exempt_reason=SECRET)
    for factory in (FollowUpFactory, RecommendationFactory):
        factory(meeting=open_one, item=item, words=SECRET, created_at=at(2025, 5, 12))
        factory(meeting=open_one, words=SECRET, exempt_reason=SECRET, created_at=at(2025, 5, 12))

    public = paper(world)
    said, tables = part_of(public)

    assert SECRET not in public.to_json()
    assert (said[:-1], tables) == without
    assert said[-1] == "Some matters of meetings are private and left out here."
    private = paper(world, private=True)
    assert SECRET in private.to_json()
    assert part_of(private)[1]["Meetings held and attended"][0][2:4] == ["2", "2"]
    assert "2 of 2" in part_of(private)[1]["Promises of attendance"][0][2]


def test_what_was_private_and_is_long_done_is_not_said_to_be_left_out(world):
    held = meeting(world, date(2025, 1, 10), held=at(2025, 1, 11))
    made = {"meeting": held, "created_at": at(2025, 3, 1), "exempt_reason": SECRET}
    FollowUpFactory(**made, closed_at=at(2025, 3, 2))
    RecommendationFactory(**made, answer="accepted", responded_on=date(2025, 3, 2))
    said, _ = part_of(paper(world))
    assert not [words for words in said if "left out" in words]


def test_what_is_late_stands_first_and_what_came_after_the_cut_off_is_not_there(world):
    held = meeting(world, date(2025, 4, 10), held=at(2025, 4, 11))
    made = {"meeting": held, "created_at": at(2025, 4, 11)}
    FollowUpFactory(**made, words="In time", due_text="by August", due_on=date(2025, 8, 31))
    FollowUpFactory(**made, words="Late", due_on=date(2025, 6, 30), lead_post=world.post)
    FollowUpFactory(**made, words="Closed since", closed_at=at(2025, 5, 1))
    FollowUpFactory(**made, words="Closed later", closed_at=at(2025, 8, 1))
    FollowUpFactory(meeting=held, words="New", created_at=at(2025, 8, 1))
    RecommendationFactory(**made, words="Waits", due_on=date(2025, 6, 1), owner_post=world.post)
    RecommendationFactory(
        **made,
        words="Answered",
        answer=Recommendation.Answer.PARTLY,
        response="In two of six wards.",
        responded_on=date(2025, 6, 2),
    )
    answered_later = {"answer": "accepted", "responded_on": date(2025, 8, 2)}
    RecommendationFactory(**made, words="Answered later", **answered_later)

    said, tables = part_of(paper(world))

    assert [row[0] for row in tables["Actions arising, open"]] == [
        "Late",
        "In time",
        "Closed later",
    ]
    assert tables["Actions arising, open"][0][2:] == ["Commissioner", "30 June 2025"]
    waits = [row[0] for row in tables["Recommendations that wait for a response"]]
    assert waits == ["Waits", "Answered later"]
    [[_, response]] = tables["Recommendations answered"]
    assert response == "Accepted in part: In two of six wards."
    assert any("3 are open, 1 of them past its date" in words for words in said)
    assert FollowUp.objects.count() == 5


def test_what_is_changed_after_the_cut_off_changes_nothing_in_the_same_paper(world):
    """Everything that the part prints is changed in August, by the services that people use."""
    held = meeting(world, date(2025, 4, 10), held=at(2025, 4, 11), attended=at(2025, 4, 12))
    off = meeting(world, date(2025, 5, 20))
    ahead = meeting(world, date(2025, 6, 20))
    said_at = {"by": None, "at": at(2025, 6, 1)}
    task = add_follow_up(held, words="As it was", lead_post=world.post, **said_at)
    close_follow_up(add_follow_up(held, words="Done", **said_at), by=None, note=".", at=CUT_OFF)
    asked = add_recommendation(held, kind="suggestion", words="Was asked", **said_at)
    before = part_of(paper(world))

    later = {"by": None, "at": at(2025, 8, 1)}
    reinstate_meeting(held, **later)
    reinstated = Meeting.objects.get(pk=held.pk)
    cancel_meeting(reinstated, reason="Never took place", **later)
    cancel_meeting(off, reason="Snow", **later)
    moved = {"held_on": date(2025, 7, 20)}
    edit_meeting(ahead, changes=moved, on=date(2025, 8, 1), **later)
    other = PostFactory(title="Somebody else")
    edit_follow_up(task, changes={"words": "Reworded", "lead_post": other}, **later)
    reopen_follow_up(FollowUp.objects.get(words="Done"), reason="Not yet", **later)
    take_into_plan(task, objective=world.objective, **later)
    edit_recommendation(asked, changes={"words": "Reworded", "owner_post": other}, **later)
    answer = {"answer": "accepted", "response": "Yes", "responded_on": date(2025, 6, 30)}
    respond(asked, **answer, **later)
    terms = {"series": world.series, "words": "New", "posts": [world.post]}
    make_commitment(starts_on=date(2025, 4, 1), times=1, **terms, **later)
    edit_commitment(world.promise, changes={"times": 1, "words": "Less"}, **later)
    world.forum.refresh_from_db()
    end_forum(world.forum, ended_on=date(2025, 6, 1), reason="Merged", **later)

    assert part_of(paper(world)) == before
    assert part_of(paper(world, cut_off=at(2025, 8, 2))) != before


def test_a_substitute_is_somebody_of_the_office_and_keeps_no_promise(world):
    held = meeting(world, date(2025, 4, 10), held=at(2025, 4, 11))
    sent = {"outcome": "apologies", "substitute": PostFactory(title="Deputy")}
    record_attendance(held, world.post, by=None, **sent, at=at(2025, 4, 12))
    record_attendance(held, world.post, by=None, outcome="absent", at=at(2025, 8, 1))

    _, tables = part_of(paper(world))

    assert tables["Meetings held and attended"][0][2:4] == ["1", "1"]
    assert tables["Promises of attendance"][0][2].startswith("0 of 2")


@pytest.mark.parametrize(
    ("per_year", "expected"),
    [([4], (1, 1)), ([1], (0, 1)), ([6], (1, 2)), ([4] * 30, (30, 30)), ([4, None], None)],
)
def test_how_many_are_expected_in_a_quarter(per_year, expected):
    assert span_of(per_year, QUARTER) == expected


def test_papers_name_posts_and_the_part_is_drawn_in_every_form(world):
    person = PersonFactory(name="Zqxname")
    made = meeting(world, date(2025, 4, 10), held=at(2025, 4, 11))
    record_attendance(
        made, world.post, by=person, outcome="attended", person=person, at=at(2025, 4, 12)
    )
    document = Document.from_json(paper(world).to_json())

    files = render_files(document).files

    texts = texts_of(files)
    for kind in ("pdf", "html", "docx"):
        assert "Neighbourhood forum" in texts[kind], kind
    assert not [kind for kind, text in texts.items() if "Zqxname" in text]
    assert_valid(next(file.bytes for file in files if file.kind == "pdf"))


def test_the_part_takes_the_same_queries_for_any_number_of_meetings(world):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            paper(world)
        return len(queries)

    def add():
        made = meeting(world, date(2025, 4, 10), held=at(2025, 4, 11), attended=at(2025, 4, 12))
        FollowUpFactory(meeting=made, lead_post=PostFactory(), created_at=at(2025, 4, 12))
        RecommendationFactory(meeting=made, owner_post=PostFactory(), created_at=at(2025, 4, 12))

    add()
    before = counted()
    for _ in range(3):
        world.forum = ForumFactory(series=MeetingSeriesFactory())
        AttendanceCommitmentFactory(
            series=world.forum.series, posts=[world.post], starts_on=date(2025, 4, 1)
        )
        add()
    assert counted() == before
