"""What the coordinator writes in a paper: kept place by place, while it is a draft."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from objectives.services import create_objective
from reports.building import build_revision
from reports.collect.places import places_of
from reports.models import FormSection, PlanPart, ReportRevision
from reports.services import correct_report, request_report, send_for_clearance, write_narrative
from reports.services.narrating import LONGEST
from reports.writing import standing_of, written_places
from stakeholders.editing import EditConflict
from stakeholders.models import Event
from tests.world import build_people

from .clearing import answered, cleared, published, put_on_list
from .plans import CUT_OFF, ENTERED, QUARTER, build_plan

LATER = CUT_OFF + timedelta(hours=2)


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.add("Map the ways in", date(2025, 5, 1), number="1")
    world.draft = make(world)
    world.report = world.draft.report
    return world


def make(world, body=None, **more):
    ask = {"plan": world.plan, "period": QUARTER, "by": world.coordinator, "queue": False}
    return request_report(body=body or world.panel, at=CUT_OFF, **ask, **more)


def write(world, text="All is well.", *, key="position", report=None, **more):
    report = report or world.report
    return write_narrative(report, key=key, text=text, by=world.coordinator, **more)


def keys(report):
    return [place.key for place in places_of(report)]


def code_of(problem):
    return problem.value.code


def test_words_are_kept_with_who_wrote_them_and_when(world):
    narrative = write(world, "All is well.", at=LATER)

    assert (narrative.text, narrative.version) == ("All is well.", 1)
    assert (narrative.written_by, narrative.written_at) == (world.coordinator, LATER)
    event = Event.objects.about(narrative).get(verb="paper written in")
    assert (event.before, event.after) == ({"text": ""}, {"text": "All is well."})
    assert (event.actor, event.plan_id) == (world.coordinator, world.plan.pk)


def test_changed_words_leave_the_former_ones_in_the_log(world):
    write(world, "All is well.")
    narrative = write(world, "Most is well.", version=1)

    assert narrative.version == 2
    newest = Event.objects.about(narrative).order_by("-pk")[0]
    assert (newest.before, newest.after) == ({"text": "All is well."}, {"text": "Most is well."})


def test_the_same_words_again_change_nothing(world):
    first = write(world, at=CUT_OFF)
    again = write(world, " All is well.\r\n", version=0, at=LATER)

    assert (again.version, again.written_at) == (1, first.written_at)
    assert Event.objects.about(first).count() == 1


@pytest.mark.parametrize("read", [0, 1, 7])
def test_who_writes_over_words_that_they_have_not_read_is_stopped(read, world):
    write(world, "First.")
    write(world, "Second.", version=1)

    with pytest.raises(EditConflict) as conflict:
        write(world, "Mine.", version=read)

    assert (conflict.value.current.text, conflict.value.current.version) == ("Second.", 2)
    assert world.report.narratives.get().text == "Second."


def test_places_are_written_apart(world):
    write(world, "On page one.")
    write(world, "Help, please.", key="help", version=0)

    assert dict(world.report.narratives.values_list("key", "text")) == {
        "position": "On page one.",
        "help": "Help, please.",
    }


def test_a_place_that_the_paper_does_not_have_is_refused(world):
    for key in ("nowhere", "objective:0", "text:0", ""):
        with pytest.raises(ValidationError) as problem:
            write(world, key=key)
        assert code_of(problem) == "no_such_place"
    assert not world.report.narratives.exists()


def test_what_no_page_shows_is_dropped(world):
    narrative = write(world, "\x00One\x07\r\ntwo\rthree\tand\x1b\x85 four\x9f\ud800 \n")
    assert narrative.text == "One\ntwo\nthree\tand four"


def test_letters_of_all_scripts_are_kept(world):
    words = "Llŷn, Łódź, العربية, 👍🏽"
    assert write(world, words).text == words


def test_too_long_words_are_refused_and_the_longest_are_not(world):
    assert write(world, "a" * LONGEST).version == 1
    with pytest.raises(ValidationError) as problem:
        write(world, "a" * (LONGEST + 1), version=1)
    assert code_of(problem) == "max_length"


def test_a_paper_in_clearance_or_cleared_takes_no_words(world):
    put_on_list(world.panel)
    revision = answered(world.draft, by=world.coordinator, at=CUT_OFF)
    revision = send_for_clearance(revision, by=world.coordinator, at=CUT_OFF)
    with pytest.raises(ValidationError) as problem:
        write(world)
    assert code_of(problem) == "in_clearance"

    other = cleared(make(world, world.board), by=world.coordinator, at=CUT_OFF)
    with pytest.raises(ValidationError) as problem:
        write(world, report=other.report)
    assert code_of(problem) == "in_clearance"


def test_a_published_paper_takes_no_words_until_it_is_corrected(world):
    write(world, "As published.")
    published(world.draft, by=world.coordinator, at=LATER)
    with pytest.raises(ValidationError) as problem:
        write(world, "Otherwise.")
    assert code_of(problem) == "already_published"

    correct_report(world.report, by=world.coordinator, correction="A word", queue=False, at=LATER)
    assert world.report.narratives.get().text == "As published."
    assert write(world, "Corrected.", version=1).text == "Corrected."


def test_places_follow_page_one_then_the_form_then_the_objectives(world):
    assert keys(world.report) == [
        *("position", "help"),
        *("purpose", "recommendations", "terms", "background", "issues", "priorities"),
        *("documents", "appendices"),
        f"objective:{world.objective.pk}",
    ]


def test_a_heading_that_the_form_has_twice_is_one_place(world):
    board = make(world, world.board).report
    assert keys(board).count("recommendations") == 1


def test_a_bodys_own_headings_are_places_each(world):
    own = [
        FormSection.objects.create(body=world.panel, position=n, title=title)
        for n, title in enumerate(("Legal advice", "Money"))
    ]
    assert keys(world.report) == ["position", "help", f"text:{own[0].pk}", f"text:{own[1].pk}"]
    assert [place.title for place in places_of(world.report)[2:]] == ["Legal advice", "Money"]
    assert write(world, "Checked.", key=f"text:{own[1].pk}").text == "Checked."


def test_an_objective_that_is_all_exempt_is_a_place_of_the_private_paper_alone(world):
    secret = create_objective(plan=world.plan, by=None, number="2", title="Quietly", at=ENTERED)
    world.add("Meet the informant", objective=secret, exempt_reason="Paragraph 7")
    empty = create_objective(plan=world.plan, by=None, number="3", title="Empty", at=ENTERED)

    private = make(world, private=True).report

    assert f"objective:{secret.pk}" not in keys(world.report)
    assert f"objective:{secret.pk}" in keys(private)
    assert f"objective:{empty.pk}" not in keys(private)


def test_objectives_are_no_places_where_the_plan_leaves_them_out(world):
    PlanPart.objects.create(plan=world.plan, key="objectives", position=0, shown=False)
    assert f"objective:{world.objective.pk}" not in keys(world.report)


def test_words_of_a_place_that_is_gone_are_still_shown(world):
    write(world, "Their story.", key=f"objective:{world.objective.pk}")
    PlanPart.objects.create(plan=world.plan, key="objectives", position=0, shown=False)

    found = written_places(world.report)

    assert [narrative.text for narrative in found["homeless"]] == ["Their story."]
    assert found["filled"] == 0


def test_a_draft_is_to_be_built_again_once_words_were_written_after_its_build(world):
    write(world, at=CUT_OFF)
    assert not standing_of(world.report)["build_again"]  # it waits for its first build
    build_revision(world.draft.pk, at=LATER)
    assert not standing_of(world.report)["build_again"]

    write(world, "More.", at=LATER + timedelta(minutes=1))
    assert standing_of(world.report)["build_again"]

    again = make(world)
    assert again.pk == world.draft.pk
    build_revision(again.pk, at=LATER + timedelta(minutes=2))
    assert ReportRevision.objects.get().build == "built"
    assert not standing_of(world.report)["build_again"]


def test_the_number_of_queries_does_not_grow_with_the_objectives(
    world, django_assert_max_num_queries
):
    for n in range(2, 6):
        objective = create_objective(plan=world.plan, by=None, number=str(n), title="More")
        world.add("Something", objective=objective)
        write(world, "Words.", key=f"objective:{objective.pk}")
    with django_assert_max_num_queries(4):
        assert len(written_places(world.report)["groups"]) == 3
