"""The parts of a paper: what each lists, their order, and what a form says beside them."""

from datetime import date

import pytest

from actionplans.periods import FinancialYear
from reports.collect.parts import all_parts
from reports.collect.parts.load import is_too_many
from reports.document import Bullets, Note, Paragraph, StateBars, Subheading
from reports.models import FormSection, PlanPart
from tests.stakeholders.factories import PostFactory

from .plans import QUARTER, at, build_plan
from .test_collect import after, blocks_of, everything, paper_of

Content = FormSection.Content


@pytest.fixture
def world(db):
    return build_plan()


def headings(paper):
    return [b.text for b in blocks_of(paper, "issues") if isinstance(b, Subheading)]


def test_the_parts_stand_in_their_usual_order(world):
    world.add("Do", number="1")

    assert headings(paper_of(world)) == [
        "What needs attention",
        "What was completed",
        "What changed",
        "What comes next",
        "Leads that hold many actions",
        "Each objective",
        "Objective 1. Be easy to talk to",
    ]
    assert [*all_parts()] == [
        "exceptions",
        "completed",
        "changed",
        "ahead",
        "load",
        "quarters",
        "meetings",
        "engagement",
        "heard",
        "measures",
        "risks",
        "objectives",
    ]


def test_a_plan_orders_its_parts_and_leaves_some_out(world):
    world.add("Do", number="1")
    for position, (key, shown) in enumerate([("ahead", True), ("changed", False)]):
        PlanPart.objects.create(plan=world.plan, key=key, position=position, shown=shown)

    assert headings(paper_of(world))[:3] == [
        "What comes next",
        "What needs attention",
        "What was completed",
    ]
    assert "In another state than" not in everything(paper_of(world))


@pytest.mark.parametrize(
    ("number", "total", "too_many"),
    [
        (11, 1000, True),
        (10, 1000, False),
        (5, 24, True),
        (5, 25, False),
        (4, 4, False),
        (0, 0, False),
    ],
)
def test_how_many_open_actions_are_too_many(number, total, too_many):
    assert is_too_many(number, total) == too_many


def test_leads_that_hold_many_are_named_by_post_with_what_is_late(world):
    other = PostFactory(title="Head of Halls")
    for number in range(6):
        due = date(2025, 7, 1) if number < 2 else date(2025, 12, 1)
        world.add("Do", due, number=str(number), posts=[world.post, other])
    world.say(world.add("Done", number="7"), at(2025, 6, 1), status="complete")
    for number in range(10, 14):
        world.add("Few", number=str(number), posts=[PostFactory(title=f"Post {number}")])

    rows = after(paper_of(world), "2 posts lead more than 10 open actions")

    assert [[cell.text for cell in row] for row in rows] == [
        ["Head of Engagement", "6", "2", "0", "6"],
        ["Head of Halls", "6", "2", "0", "6"],
    ]


def test_no_lead_holds_many_is_said(world):
    world.add("Do", number="1")

    assert "No post leads more than 10 open actions" in everything(paper_of(world))


def test_an_objective_has_its_bars_what_was_written_and_what_moved(world):
    moved = world.add("Move", number="1")
    world.say(moved, at(2025, 3, 1))
    world.say(moved, at(2025, 6, 1), "amber", comment="The hall is shut.")
    still = world.add("Stay", number="2")
    world.say(still, at(2025, 3, 1))
    world.say(still, at(2025, 6, 2), comment="As it was.")
    place = f"objective:{world.objective.pk}"

    paper = paper_of(world, narratives={place: "We met **twice**."})

    blocks = blocks_of(paper, "issues")
    start = blocks.index(Subheading("Objective 1. Be easy to talk to"))
    bars, words, sentence, items, others, said = blocks[start + 1 : start + 7]
    assert isinstance(bars, StateBars)
    assert [(bar.label, bar.counts) for bar in bars.bars] == [
        ("Q1 2025/26", (1, 1)),
        ("Q4 2024/25", (0, 2)),
    ]
    assert bars.total is None
    assert words.text == "We met twice."
    assert sentence.text == "Moved since 14 April 2025: 1 action."
    assert items.items == ("1.1: from on track to at risk. The hall is shut.",)
    assert others.text == "What leads say of actions that did not move:"
    assert said.items == ("1.2: As it was.",)


def test_a_year_is_told_quarter_by_quarter(world):
    first = world.add("Done in the first", date(2025, 12, 1), number="1")
    world.say(first, at(2025, 6, 1), status="complete")
    world.add("Late in the second", date(2025, 8, 1), number="2")
    world.add("New in the third", number="3", when=at(2025, 12, 1))

    rows = after(
        paper_of(world, quarter=FinancialYear(2025), cut_off=at(2026, 4, 20, 17)), "Each line"
    )

    assert [[cell.text for cell in row] for row in rows] == [
        ["Q1 2025/26", "1", "0", "0", "2"],
        ["Q2 2025/26", "0", "1", "0", "2"],
        ["Q3 2025/26", "0", "0", "1", "3"],
        ["Q4 2025/26", "0", "0", "0", "3"],
        ["2025/26, as a whole", "1", "1", "1", "3"],
    ]
    assert "Quarter by quarter" not in everything(paper_of(world, quarter=QUARTER))


def test_an_annual_paper_speaks_of_years(world):
    text = everything(paper_of(world, quarter=FinancialYear(2025), cut_off=at(2026, 4, 20, 17)))

    assert "note the progress made in the year" in text
    assert "the next year, 1 April 2026 to 31 March 2027" in text
    assert "quarterly" not in text


def form(world, *sections):
    for position, (title, content, text) in enumerate(sections):
        FormSection.objects.create(
            body=world.panel, position=position, title=title, content=content, standing_text=text
        )


def test_a_forms_standing_text_comes_first_and_what_was_written_last(world):
    form(
        world,
        ("Why", Content.PURPOSE, "As our *standing orders* ask.\n\n> Item 4"),
        ("Equality", Content.TEXT, "1. We looked.\n2. We found."),
        ("Matters", Content.ISSUES, "Read this first."),
    )
    equality = FormSection.objects.get(title="Equality")
    written = {"purpose": "And more.", f"text:{equality.pk}": "None this time.", "issues": "Look."}

    paper = paper_of(world, narratives=written)

    assert [s.title for s in paper.sections][:4] == ["The position", "Why", "Equality", "Matters"]
    standing, note, made, own = blocks_of(paper, "purpose")
    assert standing.text == "As our standing orders ask."
    assert [run.text for run in standing.runs if run.emphasis] == ["standing orders"]
    assert note == Note("Item 4")
    assert made.text.startswith("To tell the Northmoor Panel how")
    assert own == Paragraph("And more.")
    assert blocks_of(paper, "text-1") == (
        Bullets(("We looked.", "We found."), ordered=True),
        Paragraph("None this time."),
    )
    first, second, *_ = blocks_of(paper, "issues")
    assert (first.text, second.text) == ("Read this first.", "Look.")


def test_the_appendix_says_what_the_figures_count(world):
    world.add("Do", number="1")

    [words] = blocks_of(paper_of(world), "appendix-b")

    text = " ".join(words.items)
    assert "by 5pm on 14 July 2025, the cut-off" in text
    assert "What moved is measured from 14 April 2025" in text
    assert "Every numbered action once" in text
