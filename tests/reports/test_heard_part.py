"""The part of a paper on what was heard: said, done, told; and the loops that are open."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import HeardIssue
from stakeholders.events import record
from tests.meetings.engagement.factories import (
    EngagementMethodFactory,
    HeardIssueFactory,
    IssueTellingFactory,
)
from tests.stakeholders.factories import PersonFactory, PostFactory

from .parts import paper, part_called
from .plans import at, build_plan

HEARD, TOLD, LATER = at(2025, 4, 20), at(2025, 6, 20), at(2025, 8, 1)
SECRET = "Zqxgeheim"
LISTED, OPEN = "What people said, and what came of it", "Open longest"


@pytest.fixture
def world(db):
    world = build_plan()
    world.letter = EngagementMethodFactory(title="Newsletter", listens=False)
    world.owner = PostFactory(title="Head of Roads")
    return world


def part_of(document):
    return part_called("You said, we did", document)


def hear(world, title, *, day=date(2025, 4, 18), told=None, **fields):
    """Heard in April; `told` is when people were told, and it was let out with it."""
    if told:
        fields = {"response": "We put up a sign.", "closed_at": told, "published_at": told} | fields
    issue = HeardIssueFactory(title=title, heard_on=day, created_at=HEARD, **fields)
    if told:
        IssueTellingFactory(
            issue=issue,
            told_on=told.date(),
            recorded_at=told,
            method=world.letter,
            words="In the June issue",
            by=PersonFactory(name="Zqxperson"),
        )
    return issue


def test_nothing_stands_there_where_nothing_was_heard(world):
    HeardIssueFactory(created_at=LATER)
    assert part_of(paper(world)) is None


def test_said_done_and_told_and_who_waits_longest(world):
    hear(world, "Speeding", told=TOLD)
    hear(world, "Told before", told=at(2025, 4, 1))
    hear(world, "Waits", day=date(2025, 4, 10), owner_post=world.owner)
    hear(world, "Answered", day=date(2025, 5, 10), response="We did.")
    hear(world, "Told later", told=LATER)

    said, tables = part_of(paper(world, private=True))

    assert tables[LISTED] == [["Speeding", "We put up a sign.", "20 June 2025, Newsletter"]]
    assert tables[OPEN][0] == ["Waits", "10 April 2025", "Head of Roads", "An answer"]
    assert ["Answered", "10 May 2025", "Nobody yet", "People to be told"] in tables[OPEN]
    assert "first heard on 10 April 2025, 95 days before the cut-off" in said[1]


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": None},
        {"published_at": LATER},
        {"exempt_reason": SECRET},
        {"withdrawn_at": LATER},
        {"response": ""},
    ],
)
def test_a_public_paper_has_no_words_of_what_was_not_let_out(world, fields):
    hear(world, "Open and seen", told=TOLD)
    hear(world, "Zqxtitel", words="Zqxwort", told=TOLD, **fields)
    hear(world, "Zqxoffen", words="Zqxnoch", owner_post=PostFactory(title="Zqxamt"))

    document = paper(world)
    _, tables = part_of(document)

    assert [row[0] for row in tables[LISTED]] == ["Open and seen"]
    assert OPEN not in tables
    assert "zqx" not in document.to_json().lower()


def test_an_exempt_issue_is_in_no_count_of_a_public_paper(world):
    hear(world, "Speeding", told=TOLD)
    hear(world, "Waits")
    said, tables = part_of(paper(world))
    hear(world, SECRET, told=TOLD, exempt_reason=SECRET)
    hear(world, SECRET, day=date(2024, 1, 1), exempt_reason=SECRET)

    assert part_of(paper(world)) == (
        [*said, "Some of what was heard is private and left out here."],
        tables,
    )
    assert part_of(paper(world, private=True))[1][OPEN][0][0] == SECRET


def test_what_was_reworded_since_is_public_in_its_new_words_alone(world):
    """The old ones may have named somebody: that is why they were changed."""
    issue = hear(world, "Zqxname speeds", told=TOLD)
    HeardIssue.objects.filter(pk=issue.pk).update(title="Speeding", published_at=LATER)
    changed = {"before": {"title": "Zqxname speeds", "published_at": TOLD}, "after": {}}
    record("issue edited", issue, by=None, at=LATER, **changed)

    assert part_of(paper(world))[1][LISTED][0][0] == "Speeding"
    assert part_of(paper(world, private=True))[1][LISTED][0][0] == "Zqxname speeds"


def test_what_is_changed_after_the_cut_off_changes_nothing_in_the_same_paper(world):
    told, waits = hear(world, "Speeding", told=TOLD), hear(world, "Waits", owner_post=world.owner)
    other = hear(world, "Other")
    before = part_of(paper(world, private=True))

    for issue, changes in (
        (told, {"closed_at": None, "published_at": None}),
        (waits, {"response": "Done", "closed_at": LATER, "owner_post": PostFactory()}),
        (other, {"merged_into": told, "title": "New words"}),
    ):
        then = {name: getattr(issue, name) for name in changes}
        HeardIssue.objects.filter(pk=issue.pk).update(**changes)
        record("issue edited", issue, by=None, before=then, after=changes, at=LATER)
    IssueTellingFactory(issue=waits, told_on=LATER.date(), recorded_at=LATER)
    hear(world, "New").__class__.objects.filter(title="New").update(created_at=LATER)

    assert part_of(paper(world, private=True)) == before
    assert part_of(paper(world, private=True, cut_off=at(2025, 8, 2))) != before


def test_the_plans_own_action_is_named_where_the_paper_has_it(world):
    action = world.add("Slow the traffic", number="4.2")
    hidden = world.add("Zqxplan", number="7", exempt_reason=SECRET)
    hear(world, "Speeding", told=TOLD, action=action)
    hear(world, "Noise", told=TOLD, action=hidden)

    text = paper(world).to_json()

    assert f"Action {action.label} of this plan" in text
    assert f"Action {hidden.label} of this plan" not in text


def test_the_part_takes_the_same_queries_for_any_number_of_issues(world):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            paper(world, private=True)
        return len(queries)

    def add():
        hear(world, "Told", told=TOLD)
        hear(world, "Waits", owner_post=PostFactory())

    add()
    before = counted()
    for _ in range(3):
        add()
    assert counted() == before
