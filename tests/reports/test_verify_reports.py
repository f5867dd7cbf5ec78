"""`manage.py verify_reports` finds whatever is not as it was published."""

import shutil
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from reports.checksums import sha256_of_document
from reports.models import ReportFile, ReportRevision
from reports.render import FORMATS
from reports.services import request_report
from stakeholders.models import Event
from tests.world import build_people

from .clearing import answered, published
from .plans import CUT_OFF, QUARTER, build_plan

ALL = len(FORMATS)


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.action = world.add("Map the ways in", date(2025, 5, 1), number="1")
    return world


@pytest.fixture
def paper(world):
    revision = request_report(
        plan=world.plan, body=world.panel, period=QUARTER, by=None, queue=False, at=CUT_OFF
    )
    return published(revision, by=None, at=CUT_OFF)


def checked(*options):
    """(exit code, the lines that it prints)."""
    out, code = StringIO(), 0
    try:
        call_command("verify_reports", *options, stdout=out)
    except SystemExit as ended:
        code = ended.code
    return code, out.getvalue().splitlines()


def test_untouched_papers_are_drawn_again_and_are_the_same(paper):
    assert checked() == (
        0,
        [
            f"1 revision, {ALL} files: {ALL} checked by hash, {ALL} drawn again and the same, "
            "0 of another version, 0 different."
        ],
    )


def test_without_papers_it_says_so(db):
    code, [line] = checked()
    assert code == 0
    assert line.startswith("0 revisions, 0 files")


def test_drafts_are_left_out(world, paper):
    draft = request_report(
        plan=world.plan, body=world.board, period=QUARTER, by=None, queue=False, at=CUT_OFF
    )
    draft = answered(draft, by=None, at=CUT_OFF)
    draft.files.update(content=b"anything")

    assert checked("--hash-only")[0] == 0


def test_superseded_papers_are_checked_too(paper):
    ReportRevision.objects.filter(pk=paper.pk).update(status="superseded")
    ReportFile.objects.filter(revision=paper, kind="pdf").update(content=b"tampered")

    assert checked("--hash-only")[0] == 1


@pytest.mark.parametrize("kind", FORMATS)
def test_one_changed_byte_of_any_file_is_found(paper, kind):
    file = ReportFile.objects.get(revision=paper, kind=kind)
    content = bytearray(file.content)
    content[len(content) // 2] ^= 1
    ReportFile.objects.filter(pk=file.pk).update(content=bytes(content))

    code, lines = checked("--hash-only")

    assert code == 1
    assert lines[0].startswith(f"{paper.report.slug}, revision 1: {kind} ")
    assert lines[-1] == (
        f"1 revision, {ALL} files: {ALL - 1} checked by hash, 0 drawn again and the same, "
        "0 of another version, 1 different."
    )


def test_a_file_changed_with_its_checksum_is_found_by_the_log(paper):
    forged = b"%PDF- another"
    ReportFile.objects.filter(revision=paper, kind="pdf").update(
        content=forged, sha256=sha256(forged)
    )
    code, lines = checked("--hash-only")
    assert (code, len(lines)) == (1, 2)


def test_a_file_changed_with_its_checksum_and_the_log_is_found_by_drawing(paper):
    file = ReportFile.objects.get(revision=paper, kind="csv")
    forged = bytes(file.content) + b"\r\n"
    ReportFile.objects.filter(pk=file.pk).update(content=forged, sha256=sha256(forged))
    event = Event.objects.get(verb="paper published")
    after = event.after | {"sha256": event.after["sha256"] | {"csv": sha256(forged)}}
    super(type(Event.objects.all()), Event.objects.all()).update(after=after)

    assert checked("--hash-only")[0] == 0
    code, lines = checked()
    assert (code, len(lines)) == (1, 2)
    assert ": csv " in lines[0]


def sha256(content):
    import hashlib

    return hashlib.sha256(content).hexdigest()


def test_a_changed_document_is_found(paper):
    ReportRevision.objects.filter(pk=paper.pk).update(
        document=paper.document | {"title": "All is well"}
    )
    code, lines = checked("--hash-only")
    assert code == 1
    assert ": document " in lines[0]


def test_a_changed_document_with_its_checksum_is_found_by_drawing(paper):
    changed = paper.document | {"title": "All is well"}
    ReportRevision.objects.filter(pk=paper.pk).update(
        document=changed, document_sha256=sha256_of_document(changed)
    )
    code, lines = checked()
    assert code == 1
    assert {": pdf " in line for line in lines[:-1]} == {True, False}


def test_a_changed_list_behind_a_figure_is_found_by_the_log(paper):
    """No file holds these lists, so drawing the paper again shows nothing."""
    figures = [figure | {"actions": [0, 0]} for figure in paper.document["figures"]]
    changed = paper.document | {"figures": figures}
    ReportRevision.objects.filter(pk=paper.pk).update(
        document=changed, document_sha256=sha256_of_document(changed)
    )
    code, lines = checked()
    assert (code, len(lines)) == (1, 2)
    assert lines[0].endswith(": document is not what the log says was published")


def test_a_published_paper_that_is_made_a_draft_is_found(paper):
    ReportRevision.objects.filter(pk=paper.pk).update(status="draft")
    code, lines = checked("--hash-only")
    assert (code, len(lines)) == (1, 2)
    assert "revision 1: document was published" in lines[0]


def test_a_published_paper_that_is_gone_is_found(paper):
    paper.report.delete()
    code, lines = checked("--hash-only")
    assert (code, len(lines)) == (1, 2)


def test_a_missing_file_is_found(paper):
    paper.files.filter(kind="docx").delete()
    code, lines = checked("--hash-only")
    assert code == 1
    assert lines[0].endswith(": docx is missing")


def test_what_another_version_drew_is_checked_by_hash_and_counted(paper):
    paper.files.filter(kind="pdf").update(engine_version="typst 0.1")
    paper.files.filter(kind="html").update(template_version="html of old")

    code, [line] = checked()

    assert code == 0
    assert line == (
        f"1 revision, {ALL} files: {ALL} checked by hash, {ALL - 2} drawn again and the same, "
        "2 of another version, 0 different."
    )


def test_a_paper_of_before_is_checked_by_its_pdf(paper):
    """Its document is of an older shape, and the log named its PDF's checksum alone."""
    paper.files.exclude(kind="pdf").delete()
    paper.files.update(template_version="paper of old")
    old = {"version": 1, "title": "Of before"}
    ReportRevision.objects.filter(pk=paper.pk).update(
        document=old, document_sha256=sha256_of_document(old)
    )
    said = {"sha256": [paper.files.get().sha256]}
    super(type(Event.objects.all()), Event.objects.all()).update(after=said)

    code, [line] = checked()

    assert code == 0
    assert line == (
        "1 revision, 1 file: 1 checked by hash, 0 drawn again and the same, "
        "1 of another version, 0 different."
    )


@pytest.fixture
def other_fonts(paper, settings, tmp_path):
    """Those of the day the paper was drawn, without one."""
    for font in sorted(Path(settings.PAPER_FONTS_DIR).glob("*.ttf"))[:-1]:
        shutil.copy(font, tmp_path)
    settings.PAPER_FONTS_DIR = tmp_path
    return tmp_path


def test_a_paper_that_was_set_in_other_fonts_is_of_another_version(other_fonts):
    code, [line] = checked()

    assert code == 0
    assert line.endswith(f"{ALL - 1} drawn again and the same, 1 of another version, 0 different.")


def test_without_fonts_it_says_so_and_goes_on(other_fonts):
    for font in other_fonts.glob("*.ttf"):
        font.unlink()

    code, [said, line] = checked()

    assert code == 1
    assert "pdf could not be drawn again: The paper's fonts are not in" in said
    assert line.endswith(f"{ALL - 1} drawn again and the same, 0 of another version, 1 different.")
