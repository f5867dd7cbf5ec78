"""The preview of a place: the paper's own words and numbers around what is typed, and harmless."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from objectives.services import create_objective
from reports.building import build_revision, collect_again
from reports.collect.places import places_of
from reports.models import FormSection, Narrative, ReportRevision
from reports.previewing import draft_for, preview_of
from reports.services import request_report, write_narrative
from reports.writing import newest_of, place_at
from tests.world import build_people, sign_in

from .plans import CUT_OFF, ENTERED, QUARTER, at, build_plan
from .reading_files import pdf_text

TYPED = "People find us **more easily**.\n\n- at the market\n- at school"
# What would run, draw or read something if anybody took it for markup.
HOSTILE = """<script>alert("x")</script> <img src=x onerror=alert(1)> & &amp;

#panic("typst") #read("/etc/passwd") #set page(fill: red) $x^2$ @reference <label> `raw` \\ \\u{41}

[a](javascript:alert(1)) [b](https://example.org/"onclick="x) {{ office }} {% now "Y" %}
"""


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.action = world.add("Map the ways in", date(2025, 5, 1), number="1")
    world.draft = make(world)
    world.report = world.draft.report
    return world


def make(world, body=None, **more):
    ask = {"plan": world.plan, "period": QUARTER, "by": world.coordinator, "queue": False}
    return request_report(body=body or world.panel, at=CUT_OFF, **ask, **more)


def preview(report, key, text=TYPED):
    return preview_of(newest_of(report), place_at(report, key), text)


def words(blocks):
    """Every string among what is drawn, one to a line."""
    return "\n".join(strings(blocks))


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple) and value and hasattr(value[0], "run"):
        yield "".join(stretch.run.text for stretch in value)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)
    elif hasattr(value, "__slots__"):
        yield from strings([getattr(value, name) for name in value.__slots__])


def test_every_place_of_both_forms_shows_what_is_typed_there(world):
    FormSection.objects.create(body=world.board, position=9, title="Money")
    for report in (world.report, make(world, world.board).report):
        for place in places_of(report):
            drawn = preview(report, place.key)
            assert "at the market" in words(drawn["typed"]), place
            assert "at the market" not in words([drawn["before"], drawn["after"]]), place


def test_an_empty_place_shows_the_paper_as_it_is(world):
    for place in places_of(world.report):
        drawn = preview(world.report, place.key, "")
        assert drawn["typed"] == []
        assert drawn["title"]


def test_page_one_ends_where_the_decisions_begin(world):
    position, asked = preview(world.report, "position"), preview(world.report, "help")

    assert "Overdue" in words(position["before"])
    assert "Decisions or help needed" not in words(position["after"])
    assert words(asked["before"]).strip().endswith("Decisions or help needed")
    assert "What the words mean" not in words(asked["after"])


def test_an_objective_is_shown_alone_with_the_numbers_that_it_has_in_the_paper(world):
    second = create_objective(plan=world.plan, by=None, number="2", title="Listen", at=ENTERED)
    world.add("Hold surgeries", date(2025, 8, 1), number="1", objective=second)
    key = f"objective:{second.pk}"

    drawn = preview(world.report, key)

    assert drawn["title"] == "Key issues"
    assert drawn["before"][0]["text"] == "Objective 2. Listen"
    assert "Be easy to talk to" not in words([drawn["before"], drawn["after"]])
    write_narrative(world.report, key=key, text=TYPED, by=world.coordinator)
    paper = collect_again(ReportRevision.objects.get())
    printed = {
        number
        for _, _, blocks in paper.numbered()
        for number, block in blocks
        if getattr(block, "text", "") == "People find us more easily."
    }
    assert {drawn["typed"][0]["number"]} == printed


def test_two_objectives_of_one_title_are_told_apart_by_the_words(world):
    twin = create_objective(
        plan=world.plan, by=None, number="1", title=world.objective.title, at=ENTERED
    )
    world.add("Hold surgeries", date(2025, 8, 1), number="7", objective=twin)
    world.say(world.action, at(2025, 5, 3), comment="The first one's story.")

    first = preview(world.report, f"objective:{world.objective.pk}")
    second = preview(world.report, f"objective:{twin.pk}")

    assert "The first one's story." in words(first["after"])
    assert "The first one's story." not in words(second)
    assert len(second["typed"]) == 2


def test_words_on_an_objective_that_came_after_the_cut_off_are_said_to_be_left_out(world):
    late = create_objective(plan=world.plan, by=None, number="2", title="Listen", at=CUT_OFF)
    when = CUT_OFF + timedelta(days=1)
    world.add("Hold surgeries", date(2025, 9, 1), number="1", objective=late, when=when)

    assert preview(world.report, f"objective:{late.pk}")["left_out"]
    assert not preview(world.report, f"objective:{late.pk}", "")["left_out"]
    assert not preview(world.report, f"objective:{world.objective.pk}")["left_out"]


def test_headings_that_are_typed_do_not_cut_the_preview_short(world):
    drawn = preview(world.report, "issues", "# First\n\nOne.\n\n# Second\n\nTwo.")
    assert [block["kind"] for block in drawn["typed"]] == [
        *("subheading", "paragraph", "subheading", "paragraph"),
    ]
    assert drawn["after"][0]["kind"] == "bars"


def test_other_places_show_what_is_saved_there(world):
    write_narrative(world.report, key="help", text="Two halls.", by=world.coordinator)
    assert "Two halls." in words(preview(world.report, "help", "Two halls.")["typed"])
    assert Narrative.objects.get().text == "Two halls."


def test_the_preview_counts_up_to_the_cut_off_that_a_build_would_have(world):
    with time_machine.travel(at(2025, 5, 20), tick=False):
        early = request_report(
            plan=world.plan, body=world.board, period=QUARTER, by=None, at=at(2025, 5, 20)
        )
    world.say(world.action, at(2025, 6, 20), status="complete", comment="Mapped.")
    report = early.report

    with time_machine.travel(at(2025, 6, 1), tick=False):
        assert "1 public action: 1 overdue." in words(preview(report, "position")["before"])
    with time_machine.travel(at(2025, 9, 1), tick=False):
        drawn = preview(report, "position")
    assert "14 July 2025" in words(drawn["before"])
    assert "1 public action: 1 complete." in words(drawn["before"])


def test_the_preview_of_a_public_paper_shows_nothing_exempt(world):
    secret = world.add("Meet somebody", date(2025, 5, 1), number="2", exempt_reason="Paragraph 7")
    world.say(secret, at(2025, 5, 3), comment="The informant agreed.")
    private = make(world, private=True).report

    for place in places_of(world.report):
        assert "informant" not in words(preview(world.report, place.key))
    exempt = [words(preview(private, place.key)) for place in places_of(private)]
    assert any("informant" in text for text in exempt)


def test_a_draft_is_offered_for_page_one_and_each_objective(world):
    revision = newest_of(world.report)

    said = {place.key for place in places_of(world.report) if draft_for(revision, place)}

    assert said == {"position", "issues", f"objective:{world.objective.pk}"}
    assert "overdue" in draft_for(revision, place_at(world.report, "position"))


def test_hostile_words_are_printed_as_typed_and_do_nothing(client, world):
    sign_in(client, world.coordinator)
    url = reverse("reports:writing-preview", args=[world.report.slug, "position"])

    page = client.post(url, {"text": HOSTILE}).content.decode()

    assert "<script" not in page
    assert "<img" not in page
    assert "javascript:alert" not in page.split("href=")[-1]
    assert 'href="javascript' not in page
    assert "{{ office }}" in page.replace("&#x27;", "'")
    assert "#panic(&quot;typst&quot;)" in page


def test_hostile_words_come_through_to_the_pdf_as_typed(world):
    for place in places_of(world.report):
        write_narrative(world.report, key=place.key, text=HOSTILE, by=world.coordinator)

    revision = build_revision(world.draft.pk, at=CUT_OFF + timedelta(hours=1))

    assert revision.problem == ""
    printed = "".join(pdf_text(bytes(revision.files.get(kind="pdf").content)).split())
    for typed in (
        '<script>alert("x")</script>',
        '#panic("typst")#read("/etc/passwd")#setpage(fill:red)$x^2$@reference<label>',
        "{{office}}",
    ):
        assert printed.count(typed) >= len(places_of(world.report))


def test_the_preview_takes_more_than_can_be_saved_and_odd_characters(client, world):
    sign_in(client, world.coordinator)
    url = reverse("reports:writing-preview", args=[world.report.slug, "position"])
    for text in ("a b " * 10_000, "\x00\x1b[31m", "\u202e right to left", "> " * 500, "- " * 500):
        assert client.post(url, {"text": text}).status_code == 200
    assert not Narrative.objects.exists()


def test_the_preview_asks_a_constant_number_of_queries(client, world, django_assert_num_queries):
    sign_in(client, world.coordinator)
    url = reverse("reports:writing-preview", args=[world.report.slug, "position"])
    client.post(url, {"text": TYPED})
    with CaptureQueriesContext(connection) as few:
        client.post(url, {"text": TYPED})
    for n in range(2, 8):
        objective = create_objective(plan=world.plan, by=None, number=str(n), title="More")
        for m in range(3):
            world.add("Something", date(2025, 5, 1), number=str(m), objective=objective)
    with django_assert_num_queries(len(few)):
        client.post(url, {"text": TYPED})


def test_the_preview_takes_only_what_is_sent(client, world):
    sign_in(client, world.coordinator)
    url = reverse("reports:writing-preview", args=[world.report.slug, "position"])
    assert client.get(url).status_code == 405
    nowhere = reverse("reports:writing-preview", args=[world.report.slug, "nowhere"])
    assert client.post(nowhere, {"text": TYPED}).status_code == 404
