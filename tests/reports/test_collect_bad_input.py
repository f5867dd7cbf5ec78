"""Plans at the edge: none, many, long, private, not begun. A right paper or a clear refusal."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.quarters import Quarter
from objectives.models import Action, Deadline
from objectives.services import create_objective
from reports.document import ActionTable, Subheading
from reports.render import render_files
from reports.services import request_report
from tests.stakeholders.factories import PostFactory

from .plans import CUT_OFF, ENTERED, at, build_plan
from .test_collect import blocks_of, everything, paper_of, private_note
from .walking import position_counts, printed_figures


@pytest.fixture
def world(db):
    return build_plan()


def printed(paper):
    """It can be drawn in every format."""
    return render_files(paper).files


def test_a_plan_without_actions(world):
    paper = paper_of(world)

    assert printed(paper)
    assert (paper.actions, paper.figures, paper.objectives) == ((), (), ())
    assert "The plan has no public actions yet." in everything(paper)
    assert blocks_of(paper, "position")[-1].text == "None."


def add_many(world, number):
    actions = Action.objects.bulk_create(
        Action(
            plan=world.plan, objective=world.objective, number=str(n), position=n, text=f"Do {n}"
        )
        for n in range(number)
    )
    Deadline.objects.bulk_create(
        Deadline(
            action=action,
            kind=Deadline.Kind.PUBLISHED,
            text="1 May 2025",
            due_on=date(2025, 5, 1),
            certainty="certain",
            recorded_at=ENTERED,
        )
        for action in actions
    )


def test_one_objective_with_two_thousand_actions(world):
    def queries():
        with CaptureQueriesContext(connection) as found:
            paper = paper_of(world)
        return len(found), paper

    add_many(world, 1)
    few, _ = queries()
    add_many(world, 1999)

    many, paper = queries()

    assert many == few
    assert position_counts(paper)["Overdue"]["Q1 2025/26"] == 2000
    [table] = [b for b in blocks_of(paper, "appendix-a") if isinstance(b, ActionTable)]
    assert table.actions == tuple(range(2000))
    # What stands before the appendix stays short enough to be read.
    before = [section for section in paper.sections if section.key == "issues"]
    assert sum(len(str(block)) for section in before for block in section.blocks) < 60_000


def test_titles_of_two_thousand_characters(world):
    long = ("Engage " * 300)[:2000]
    world.plan.title = long
    objective = create_objective(plan=world.plan, by=None, number="", title=long, at=ENTERED)
    world.add(long, date(2025, 5, 1), number="1", objective=objective)
    world.add(long.replace(" ", ""), date(2025, 5, 1), number="2", objective=objective)

    paper = paper_of(world)

    assert printed(paper)
    assert all(len(figure.title) < 200 for figure in paper.figures)


def test_all_is_exempt(world):
    hidden = create_objective(
        plan=world.plan, by=None, number="2", title="Sekretziel", exempt_reason="x", at=ENTERED
    )
    post = PostFactory(title="Sekretleiter")
    world.add("Sekretmission", date(2025, 5, 1), objective=hidden, number="1", posts=[post])
    world.add("Sekretsache", number="2", exempt_reason="Geheimgrund", posts=[post])
    place = f"objective:{hidden.pk}"

    paper = paper_of(world, narratives={place: "Sekretwort"})

    assert printed(paper)
    assert "Sekret" not in everything(paper)
    assert "Geheim" not in everything(paper)
    assert (paper.actions, paper.figures, paper.objectives) == ((), (), ())
    assert "The plan has no public actions" in everything(paper)
    assert private_note(paper)
    private = paper_of(world, private=True, narratives={place: "Sekretwort"})
    assert len(private.actions) == 2
    assert "Sekretwort" in everything(private)


def test_no_figure_of_a_public_paper_counts_an_exempt_action(world):
    world.add("Open", date(2025, 5, 1), number="1")
    for number in range(2, 9):
        world.add("Sekret", date(2025, 5, 1), number=str(number), exempt_reason="x")

    numbers = {number for number, _ in printed_figures(paper_of(world))}

    assert numbers == {0, 1}


def test_a_quarter_that_was_over_before_the_plan_began_is_refused(world):
    with pytest.raises(ValidationError) as refused:
        request_report(
            plan=world.plan, body=world.panel, period=Quarter(2024, 2), by=None, at=CUT_OFF
        )

    assert refused.value.code == "period_before_plan"


def test_a_cut_off_before_the_plan_began_says_so(world):
    """A plan that begins in the middle of the quarter, whose paper is built before it does."""
    world.plan.starts_on = date(2025, 6, 1)
    world.plan.save()
    world.add("Do", date(2025, 12, 1), number="1")

    paper = paper_of(world, cut_off=at(2025, 5, 1))

    assert printed(paper)
    assert "The plan begins on 1 June 2025: nothing had to be done before." in everything(paper)
    assert set(paper.actions[0].states[1:]) == {""}


def test_hostile_words_are_printed_as_typed(world):
    typed = '<script>alert(1)</script> #panic("x") $x$ {{ x }} Łódź ŵ 😀 مرحبا'
    world.add(typed, date(2025, 5, 1), number="1")
    world.say(world.plan.actions.get(), at(2025, 6, 1), comment=typed, next_step=typed)
    places = ("position", "help", "purpose", "issues", f"objective:{world.objective.pk}")

    paper = paper_of(world, narratives=dict.fromkeys(places, f"{typed}\n\n## {typed}"))

    assert printed(paper)
    assert paper.actions[0].text == typed
    heads = [b.text for b in blocks_of(paper, "issues") if isinstance(b, Subheading)]
    assert heads.count(typed) == 2


def test_characters_that_no_database_keeps_never_reach_the_document(world):
    world.add("Do", number="1")

    paper = paper_of(world, narratives={"position": "a\x00b\x07c"})

    assert "\\u0000" not in paper.to_json()  # which PostgreSQL would not take
    assert "abc" in paper.to_json()
