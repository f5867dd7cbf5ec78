"""The pages on which a coordinator writes: nothing typed is ever lost, and nobody is surprised."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from objectives.services import create_objective
from reports import building
from reports.building import build_revision
from reports.models import FormSection, Narrative
from reports.services import request_report, send_for_clearance, write_narrative
from reports.services.narrating import LONGEST
from tests.world import build_people, sign_in

from .clearing import answered, published, put_on_list
from .plans import CUT_OFF, ENTERED, QUARTER, build_plan

LATER = CUT_OFF + timedelta(hours=2)


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.action = world.add("Map the ways in", date(2025, 5, 1), number="1")
    ask = {"plan": world.plan, "period": QUARTER, "by": world.coordinator, "queue": False}
    world.draft = request_report(body=world.panel, at=CUT_OFF, **ask)
    world.report = world.draft.report
    return world


@pytest.fixture
def editor(client, world):
    return sign_in(client, world.coordinator)


def url(world, name="writing-edit", key="position"):
    kwargs = {"slug": world.report.slug} | ({} if name == "writing-list" else {"key": key})
    return reverse(f"reports:{name}", kwargs=kwargs)


def write(world, text="All is well.", key="position", **more):
    return write_narrative(world.report, key=key, text=text, by=world.coordinator, **more)


def send_to_clearance(world):
    put_on_list(world.panel)
    revision = answered(world.draft, by=world.coordinator, at=CUT_OFF)
    return send_for_clearance(revision, by=world.coordinator, at=CUT_OFF)


def codes(answer):
    return [error.code for error in answer.context["form"].non_field_errors().as_data()]


def test_the_list_has_every_place_in_order_with_what_is_written(editor, world):
    write(world, key="help")

    page = editor.get(url(world, "writing-list"))

    assert [group for group, _ in page.context["groups"]] == [
        "Page one",
        "Under the headings",
        "Under each objective",
    ]
    (position, help_needed) = page.context["groups"][0][1]
    assert (position.when, help_needed.by) == ("", "Cora Coordinator")
    assert "Empty" in page.content.decode()
    assert (page.context["filled"], page.context["total"]) == (1, 11)


def test_an_auditor_reads_the_list_and_is_offered_nothing_to_write(client, world):
    write(world)

    page = sign_in(client, world.auditor).get(url(world, "writing-list"))

    assert "All is well." in page.content.decode()
    assert url(world) not in page.content.decode()
    assert client.get(url(world)).status_code == 403


def test_the_list_asks_to_build_the_draft_again_once_it_lacks_words(editor, world):
    build_revision(world.draft.pk, at=LATER)
    assert not editor.get(url(world, "writing-list")).context["build_again"]
    write(world)

    page = editor.get(url(world, "writing-list"))

    assert page.context["build_again"]
    rebuild = reverse("reports:report-rebuild", args=[world.report.slug])
    assert f'action="{rebuild}"' in page.content.decode()
    editor.post(rebuild)
    world.draft.refresh_from_db()
    assert world.draft.build == "waiting"
    assert editor.get(url(world, "writing-list")).context["building"]


def test_words_are_saved_and_lead_back_to_their_place_in_the_list(editor, world):
    answer = editor.post(url(world), {"text": "All is **well**.", "version": "0"})

    assert answer.url == f"{url(world, 'writing-list')}#place-position"
    narrative = world.report.narratives.get()
    assert (narrative.text, narrative.written_by) == ("All is **well**.", world.coordinator)
    form = editor.get(url(world)).context["form"]
    assert (form["text"].value(), form["version"].value()) == ("All is **well**.", 1)


def test_words_can_be_emptied(editor, world):
    write(world)
    editor.post(url(world), {"text": " \r\n", "version": "1"})
    assert world.report.narratives.get().text == ""
    assert editor.get(url(world, "writing-list")).context["filled"] == 0


def test_two_coordinators_at_once_lose_nothing(editor, world):
    write(world, "Theirs.")

    answer = editor.post(url(world), {"text": "Mine.", "version": "0"})

    assert answer.status_code == 409
    assert codes(answer) == ["edit_conflict"]
    assert answer.context["conflict"] == [
        {"label": "Your words", "saved": "Theirs.", "typed": "Mine."}
    ]
    form = answer.context["form"]
    assert (form["text"].value(), form["version"].value()) == ("Mine.", 1)
    editor.post(url(world), {"text": "Both.", "version": "1"})
    assert world.report.narratives.get().text == "Both."


def test_too_long_words_are_refused_and_stay_in_the_box(editor, world):
    typed = "a" * (LONGEST + 1)

    answer = editor.post(url(world), {"text": typed, "version": "0"})

    assert answer.status_code == 422
    assert answer.context["form"].errors.as_data()["text"][0].code == "max_length"
    assert answer.context["form"]["text"].value() == typed


def test_line_ends_of_a_browser_do_not_count_against_the_longest(editor, world):
    editor.post(url(world), {"text": "a\r\n" * (LONGEST // 2), "version": "0"})
    assert Narrative.objects.count() == 1


def test_a_null_character_is_dropped_and_nothing_is_refused(editor, world):
    editor.post(url(world), {"text": "One\x00 two", "version": "0"})
    assert world.report.narratives.get().text == "One two"


def test_preview_without_a_script_saves_nothing_and_keeps_what_was_typed(editor, world):
    answer = editor.post(url(world), {"text": "Not yet.", "version": "0", "preview": "yes"})

    assert answer.status_code == 200
    assert (answer.context["form"]["text"].value(), Narrative.objects.count()) == ("Not yet.", 0)
    (block,) = answer.context["preview"]["typed"]
    assert [stretch.run.text for stretch in block["said"]] == ["Not yet."]


def test_a_preview_keeps_the_version_that_was_read(editor, world):
    write(world, "Theirs.")
    typed = {"text": "Mine.", "version": "0"}

    answer = editor.post(url(world), typed | {"preview": "yes"})

    assert answer.context["form"]["version"].value() == "0"
    assert editor.post(url(world), typed).status_code == 409


def test_a_sentence_goes_to_the_end_of_what_was_typed(editor, world):
    typed = {"text": "It went well. \r\n", "version": "0", "take": "One action is overdue."}

    answer = editor.post(url(world), typed)

    expected = "It went well.\n\nOne action is overdue."
    assert answer.context["form"]["text"].value() == expected
    assert not Narrative.objects.exists()


def test_a_paper_that_went_into_clearance_meanwhile_keeps_what_was_typed(editor, world):
    send_to_clearance(world)

    answer = editor.post(url(world), {"text": "Too late.", "version": "0"})

    assert answer.status_code == 422
    assert codes(answer) == ["in_clearance"]
    assert answer.context["form"]["text"].value() == "Too late."
    assert not Narrative.objects.exists()


def test_a_place_that_is_gone_meanwhile_keeps_what_was_typed(editor, world):
    FormSection.objects.create(body=world.panel, position=0, title="Money")

    answer = editor.post(url(world, key="issues"), {"text": "Mine.", "version": "0"})

    assert (answer.status_code, codes(answer)) == (422, ["no_such_place"])
    assert answer.context["form"]["text"].value() == "Mine."
    assert editor.get(url(world, key="issues")).status_code == 404


def test_a_paper_in_clearance_says_so_and_opens_no_box(editor, world):
    send_to_clearance(world)

    page = editor.get(url(world, "writing-list"))

    assert not page.context["is_draft"]
    assert url(world) not in page.content.decode()
    assert editor.get(url(world)).url == url(world, "writing-list")


def test_a_published_paper_leads_to_a_correction(editor, world):
    published(world.draft, by=world.coordinator, at=LATER)

    page = editor.get(url(world, "writing-list")).content.decode()

    assert reverse("reports:report-correct", args=[world.report.slug]) in page


def test_a_paper_of_nobody_is_not_found(editor, world):
    assert editor.get("/reports/no-such-paper/writing/").status_code == 404
    assert editor.get("/reports/no-such-paper/writing/position/").status_code == 404
    assert editor.get(url(world, key="weather")).status_code == 404


def test_a_place_that_no_database_can_name_is_refused(editor, world):
    answer = editor.post(url(world, key="\0"), {"text": "Words.", "version": "0"})

    assert answer.status_code == 422
    assert codes(answer) == ["no_such_place"]


def test_whoever_was_signed_out_meanwhile_finds_their_words(client, world):
    answer = client.post(url(world), {"text": "An hour of work.", "version": "0"})
    assert "An hour of work." in answer.content.decode()


def test_the_pages_ask_a_constant_number_of_queries(editor, world, django_assert_num_queries):
    addresses = [url(world, "writing-list"), url(world)]
    few = []
    for address in addresses:
        editor.get(address)
        with CaptureQueriesContext(connection) as queries:
            editor.get(address)
        few.append(len(queries))
    for n in range(2, 8):
        objective = create_objective(
            plan=world.plan, by=None, number=str(n), title="More", at=ENTERED
        )
        world.add("Something", date(2025, 5, 1), objective=objective)
        write(world, key=f"objective:{objective.pk}")
    for address, count in zip(addresses, few, strict=True):
        with django_assert_num_queries(count):
            editor.get(address)


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(building, "send_build", lambda pk: None)
