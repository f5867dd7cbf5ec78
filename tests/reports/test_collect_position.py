"""Page one: the position in one look, and what is asked of its readers."""

from datetime import date

import pytest

from objectives.services import ask_for_new_date
from reports.collect import drafts_for
from reports.document import Bullets, Key, Paragraph, Subheading, Table
from stakeholders.models import PostHolding
from tests.stakeholders.factories import PersonFactory, PostFactory

from .plans import CUT_OFF, ENTERED, QUARTER, at, build_plan
from .test_collect import blocks_of, everything, paper_of
from .walking import moved_words


@pytest.fixture
def world(db):
    return build_plan()


def held(title):
    post = PostFactory(title=title)
    PostHolding.objects.create(post=post, person=PersonFactory(), starts_on=date(2020, 1, 1))
    return post


def help_in(paper):
    """What stands beneath "Decisions or help needed"."""
    blocks = list(blocks_of(paper, "position"))
    start = blocks.index(Subheading("Decisions or help needed")) + 1
    found = []
    for block in blocks[start:]:
        if isinstance(block, Subheading):
            break
        found += block.items if isinstance(block, Bullets) else [block.text]
    return found


def test_the_position_comes_first_and_without_a_number(world):
    world.add("Do", number="1")

    for body in (world.panel, world.board):
        (number, section, _), *_ = paper_of(world, body).numbered()
        assert (number, section.key) == ("", "position")


def test_what_moved_is_said_of_each_state_since_the_last_cut_off(world):
    for number in range(4):  # overdue since before, one of them done since
        late = world.add("Late", date(2025, 4, 1), number=str(number))
    world.say(late, at(2025, 6, 1), status="complete")
    for number in range(5, 7):
        action = world.add("Soon late", date(2025, 6, 1), number=str(number))
        world.say(action, at(2025, 3, 1))
    world.add("New", date(2025, 9, 1), number="8", when=at(2025, 6, 1))

    paper = paper_of(world)
    moved = moved_words(paper)

    table = next(b for b in blocks_of(paper, "position") if isinstance(b, Table))
    assert table.columns[-1].title == "What moved since 14 April 2025"
    assert table.total, "its last row adds up the others"
    assert moved == {
        "Overdue": "1 more: 2 became overdue and 1 is now complete.",
        "On track": "2 fewer: 2 are now overdue.",
        "Not reported": "1 more: 1 was added.",
        "Complete": "1 more: 1 was completed.",
        "All public actions": "1 was added.",
    }


def test_as_many_may_be_others(world):
    world.say(world.add("Better", number="1"), at(2025, 3, 1), "amber")
    better = world.plan.actions.get()
    worse = world.add("Worse", number="2")
    world.say(worse, at(2025, 3, 1))
    world.say(better, at(2025, 6, 1))
    world.say(worse, at(2025, 6, 1), "amber")

    assert moved_words(paper_of(world)) == {
        "At risk": "As many: 1 became at risk and 1 is now on track.",
        "On track": "As many: 1 came on track and 1 is now at risk.",
        "Not reported": "No change.",  # so were both in January
        "All public actions": "No change.",
    }


def test_where_nothing_was_counted_before_nothing_is_said_to_have_moved(world):
    world.add("New", number="1", when=at(2025, 6, 1))

    table = next(b for b in blocks_of(paper_of(world), "position") if isinstance(b, Table))

    assert [column.title for column in table.columns] == ["State", "Q1 2025/26"]


def test_help_is_asked_for_what_the_data_shows(world):
    asked = world.add("Asked", date(2025, 7, 1), number="1", posts=[held("Head of News")])
    ask_for_new_date(asked, by=None, due_on=date(2025, 10, 1), reason="Ill", at=at(2025, 7, 2))
    world.add("Long late", date(2025, 6, 16), number="2", posts=[held("Head of Halls")])
    world.add("Not so long", date(2025, 6, 17), number="3", posts=[held("Head of Roads")])
    world.add("Nobody's", number="4", posts=[])
    world.add("Vacant", number="5")
    done = world.add("Vacant, but done", number="6")
    world.say(done, at(2025, 6, 1), status="complete")

    assert help_in(paper_of(world)) == [
        "1 new date waits for a decision: 1.1.",
        "1 action is 28 days or more overdue: 1.2.",
        "2 open actions have no lead, or a lead whose post is vacant: Head of Engagement.",
    ]


def test_no_help_needed_is_said(world):
    world.add("Held", number="1", posts=[held("Head of News")])

    [words] = help_in(paper_of(world))

    assert words.startswith("None: no new date waits for a decision")


def test_what_the_coordinator_writes_takes_the_place_of_what_the_data_asks(world):
    world.add("Vacant", number="1")

    paper = paper_of(
        world, narratives={"help": "Please *choose* a hall.", "position": "A quiet quarter."}
    )

    assert help_in(paper) == ["Please choose a hall."]
    blocks = blocks_of(paper, "position")
    assert Paragraph("A quiet quarter.") in blocks
    assert [type(block) for block in blocks[:2]] == [Paragraph, Table]  # beneath the figures
    assert "post is vacant" not in everything(paper).partition("appendix-a")[0]


def test_a_vacancy_that_came_after_the_cut_off_is_not_told(world):
    post = held("Head of News")
    world.add("Held", number="1", posts=[post])
    PostHolding.objects.filter(post=post).update(ends_on=CUT_OFF.date())

    [words] = help_in(paper_of(world))

    assert words.startswith("None")


def test_the_key_of_page_one_has_the_states_in_use_there_and_no_others(world):
    world.say(world.add("Done", number="1"), at(2025, 6, 1), status="complete")

    [key] = [b for b in blocks_of(paper_of(world), "position") if isinstance(b, Key)]

    assert [state.code for state in key.states] == ["not_reported", "complete"]


def drafts(world, **how):
    period = how.get("period", QUARTER)
    return drafts_for(world.plan, world.panel, period, how.get("cut_off", CUT_OFF))


def test_sentences_are_drafted_from_the_figures(world):
    for number in range(4):
        action = world.add("Do", date(2025, 7, 1), number=str(number))
        if number < 3:
            world.say(action, at(2025, 3 + number, 1), status="complete")
    world.say(world.add("Risky", number="9"), at(2025, 6, 1), "amber")

    found = drafts(world)

    assert found["position"] == (
        "Three of five public actions are complete, one more than last quarter. One is overdue, "
        "one more than last quarter. One is off track or at risk by its lead's own word."
    )
    assert found["issues"] == (
        "One action is overdue, by thirteen days (1.3). One action was completed since "
        "14 April 2025. No update was received on one action."
    )
    assert found[f"objective:{world.objective.pk}"] == found["position"]


def test_no_sentence_is_drafted_of_a_plan_without_actions(world):
    assert drafts(world) == {}


def test_a_draft_of_the_first_paper_compares_with_nothing(world):
    world.add("New", number="1", when=at(2025, 6, 1))

    assert drafts(world)["position"] == "The one public action is not complete. None is overdue."


def test_what_is_as_old_as_the_plan_is_not_said_to_have_been_added(world):
    world.add("Old", number="1", when=ENTERED)

    assert moved_words(paper_of(world))["All public actions"] == "No change."
