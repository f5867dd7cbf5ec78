"""Two names that turned out to be one community, and taken apart again."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from stakeholders import services
from stakeholders.editing import EditConflict
from stakeholders.models import CommunityGroup, Event
from tests.stakeholders.directory_factories import CommunityGroupFactory
from tests.stakeholders.factories import PersonFactory

START = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def by(db):
    return PersonFactory(name="Cora Coordinator")


@pytest.fixture
def play(by):
    """`play("A>B", "B>C", "B<")`: merges and unmerges, an hour apart. Says who counts for whom."""
    groups = {name: CommunityGroupFactory(name=name) for name in "ABCD"}
    hours = iter(range(100))

    def steps(*moves):
        for move in moves:
            at = START + timedelta(hours=next(hours))
            if move.endswith("<"):
                services.unmerge_group(groups[move[0]], by=by, at=at)
            else:
                services.merge_group(
                    groups[move[0]], into=groups[move[2]], by=by, reason="One of two", at=at
                )
        rows = CommunityGroup.objects.filter(merged_into__isnull=False).order_by("name")
        return [f"{row}>{row.merged_into}" for row in rows.select_related("merged_into")]

    steps.groups = groups
    return steps


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        (["A>B"], ["A>B"]),
        (["A>B", "A<"], []),
        (["A>B", "B>C"], ["A>C", "B>C"]),
        (["A>B", "B>C", "B<"], ["A>B"]),
        # What C got by itself stays with C.
        (["A>C", "B>C", "B<"], ["A>C"]),
        (["A>B", "B>C", "C>D"], ["A>D", "B>D", "C>D"]),
        (["A>B", "B>C", "C>D", "C<"], ["A>C", "B>C"]),
        (["A>B", "B>C", "C>D", "C<", "B<"], ["A>B"]),
        (["A>B", "B>C", "C>D", "B<", "C<"], ["A>B"]),
        # A was taken out, and merged anew by itself: B leaves it where it is.
        (["A>B", "B>C", "A<", "A>C", "B<"], ["A>C"]),
        (["A>B", "B>C", "A<", "B<"], []),
        # Its latest merge counts, not an earlier one.
        (["A>B", "B>C", "B<", "A<", "B>C", "A>C", "B<"], ["A>C"]),
        (["A>B", "B>C", "B<", "A<", "A>C", "B>C", "B<"], ["A>C"]),
        # Moved along to D, A's own merge is still younger than B's.
        (["A>B", "B>C", "A<", "A>C", "C>D", "B<"], ["A>D", "C>D"]),
    ],
)
def test_a_merged_group_counts_for_another_and_comes_back_as_it_was(play, moves, expected):
    assert play(*moves) == expected


@pytest.mark.parametrize(
    ("before", "move", "code"),
    [
        ([], "A>A", "merged_into_itself"),
        (["A>B"], "A>B", "merged_already"),
        (["A>B"], "A>C", "merged_already"),
        (["A>B"], "C>A", "target_not_in_force"),
        (["A>B"], "B>A", "target_not_in_force"),
        ([], "A<", "not_merged"),
    ],
)
def test_a_merge_that_would_lose_count_is_refused(play, before, move, code):
    was = play(*before)
    with pytest.raises(ValidationError) as refusal:
        play(move)
    assert refusal.value.code == code
    assert play() == was


def test_a_withdrawn_group_takes_no_other(play, by):
    services.withdraw_group(play.groups["B"], by=by, reason="Gone")
    with pytest.raises(ValidationError) as refusal:
        play("A>B")
    assert refusal.value.code == "target_not_in_force"


def test_a_merge_is_logged_for_each_group_that_counts_for_another_by_it(play):
    play("A>B", "B>C", "B<")
    assert [f"{event.object_text}: {event.verb}" for event in Event.objects.order_by("pk")] == [
        "A: group merged",
        "B: group merged",
        "A: group merged along",
        "B: group unmerged",
        "A: group unmerged along",
    ]
    assert [event.verb for event in Event.objects.filter(verb="group merged along")] == [
        "group merged along"
    ]
    merged = Event.objects.get(verb="group merged", object_text="B").after
    assert merged["reason"] == "One of two"
    assert [row["text"] for row in merged["with_it"]] == ["A"]
    last = Event.objects.get(verb="group unmerged along")
    assert (last.before["merged_into"]["text"], last.after["merged_into"]["text"]) == ("C", "B")
    assert Event.objects.get(verb="group unmerged").after == {"merged_into": None}


def test_merge_group_refuses_what_changed_since_it_was_looked_at(play, by):
    group = play.groups["A"]
    services.edit_group(group, by=by, changes={"about": "Others"})
    with pytest.raises(EditConflict):
        services.merge_group(group, into=play.groups["B"], by=by, reason="One", version=1)


@pytest.mark.postgresql
@pytest.mark.parametrize(("first", "second"), [("AB", "BA"), ("AB", "BC"), ("BC", "AB")])
def test_two_merges_at_once_leave_no_chain(transactional_db, first, second):
    groups = {name: CommunityGroupFactory(name=name) for name in "ABC"}
    by, start, odd = PersonFactory(), threading.Barrier(2), []

    def merge(pair):
        group, into = (groups[name] for name in pair)
        try:
            start.wait(60)
            services.merge_group(group, into=into, by=by, reason="One")
        except ValidationError as refusal:
            if refusal.code not in {"target_not_in_force", "merged_already"}:
                odd.append(refusal)
        except Exception as problem:
            odd.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=merge, args=[pair]) for pair in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not odd
    merged = CommunityGroup.objects.filter(merged_into__isnull=False)
    assert merged.exists()
    assert not merged.filter(merged_into__merged_into__isnull=False).exists()
