"""The command: build_report."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from reports.building import claim
from reports.management.commands import build_report
from reports.models import ReportRevision
from reports.packing import unpack
from reports.services import request_report, send_for_clearance
from tests.stakeholders.factories import PersonFactory

from .clearing import answered, put_on_list
from .plans import QUARTER, build_plan


@pytest.fixture
def world(db):
    world = build_plan()
    world.action = world.add("Open thing", date(2025, 5, 1), number="1")
    return world


def run(world, **changes):
    out = StringIO()
    options = {
        "plan": world.plan.slug,
        "body": world.panel.slug,
        "period": "2025-Q1",
        **changes,
    }
    call_command("build_report", stdout=out, **options)
    return out.getvalue()


def test_the_paper_is_built_and_written(world, tmp_path):
    said = run(world, output=tmp_path / "paper.pdf")

    revision = ReportRevision.objects.get()
    assert (tmp_path / "paper.pdf").read_bytes() == bytes(revision.files.get(kind="pdf").content)
    assert revision.files.get(kind="pdf").sha256 in said


def test_the_same_again_gives_the_same_bytes(world, tmp_path):
    run(world, output=tmp_path / "one.pdf")
    run(world, output=tmp_path / "two.pdf")

    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize("kind", ["pdf", "html", "docx", "csv", "xlsx"])
def test_the_ending_of_the_output_says_the_form(world, tmp_path, kind):
    run(world, output=tmp_path / f"paper.{kind}")

    stored = ReportRevision.objects.get().files.get(kind=kind)
    assert (tmp_path / f"paper.{kind}").read_bytes() == unpack(kind, stored.content)


def test_another_ending_is_refused_before_anything_is_built(world, tmp_path):
    with pytest.raises(CommandError, match="Let it end in"):
        run(world, output=tmp_path / "paper.odt")

    assert not ReportRevision.objects.exists()


def test_a_paper_before_its_officers_is_written_and_stays_with_them(world, tmp_path):
    person = PersonFactory()
    run(world)
    paper = answered(ReportRevision.objects.get(), by=person, at=timezone.now())
    put_on_list(world.panel)
    send_for_clearance(paper, by=person)

    said = run(world, output=tmp_path / "paper.pdf")

    assert "in clearance" in said
    paper.refresh_from_db()
    assert paper.status == "in_clearance"
    assert paper.clearances.waiting().count() == 2


def test_a_published_paper_is_written_as_it_was_published(world, tmp_path):
    run(world)
    revision = ReportRevision.objects.get()
    ReportRevision.objects.update(status="published", published_at=revision.built_at)
    world.action.text = "Other words"
    world.action.save()

    said = run(world, output=tmp_path / "paper.pdf")

    assert "published" in said
    assert (tmp_path / "paper.pdf").read_bytes() == bytes(revision.files.get(kind="pdf").content)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"plan": "nowhere"}, "There are: joint-engagement-plan-2025."),
        ({"body": "nobody"}, "There are: northmoor-board, northmoor-panel."),
        ({"period": "soon"}, "is not a period"),
        ({"period": "2150-Q1"}, "has not begun"),
        ({"period": "2010-Q2"}, "was over before"),
    ],
)
def test_what_can_not_be_built_is_told_with_what_to_do(world, changes, words):
    with pytest.raises(CommandError, match=words):
        run(world, **changes)

    assert not ReportRevision.objects.exists()


def test_a_missing_folder_is_told_before_anything_is_built(world, tmp_path):
    with pytest.raises(CommandError, match="does not exist"):
        run(world, output=tmp_path / "no" / "paper.pdf")

    assert not ReportRevision.objects.exists()


def test_a_paper_that_a_worker_has_is_waited_for_and_it_says_so(world, monkeypatch):
    revision = request_report(
        plan=world.plan, body=world.panel, period=QUARTER, by=None, queue=False
    )
    claim(revision.pk, at=timezone.now())
    monkeypatch.setattr(build_report, "PATIENCE_SECONDS", 0)
    err = StringIO()

    with pytest.raises(CommandError, match="try again"):
        run(world, stderr=err)

    assert "Waiting for it" in err.getvalue()


def test_missing_fonts_are_told(world, settings, tmp_path):
    settings.PAPER_FONTS_DIR = tmp_path

    with pytest.raises(CommandError, match="make assets"):
        run(world)
