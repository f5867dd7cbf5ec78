"""Files that show what an update says: what is taken, how it is kept, who gets it back."""

import io
import zipfile
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from openpyxl import Workbook

from objectives import evidence
from objectives.models import EvidenceFile, ProgressUpdate
from objectives.services import edit_action, record_update
from stakeholders.models import Event
from tests.world import sign_in

from .factories import ActionFactory
from .plans import TODAY, noon
from .test_access import post_of
from .test_plan_pages import text_of
from .test_services_updates import codes, say
from .test_update_pages import at, send

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def action(lead):
    return ActionFactory(posts=[post_of(lead)])


def upload(name="minutes.txt", content=b"Twenty people came."):
    return SimpleUploadedFile(name, content)


def docx():
    stream = io.BytesIO()
    Document().save(stream)
    return stream.getvalue()


def xlsx():
    stream = io.BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


def packed(*parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, content in parts:
            file.writestr(name, content)
    return stream.getvalue()


def opendocument(end):
    return packed(("mimetype", evidence.TYPES[end]), ("content.xml", "<x/>"))


def old_office(*streams):
    return OLE + b"\0".join(name.encode("utf-16-le") for name in streams)


TAKEN = [
    ("paper.pdf", b"%PDF-1.7 ..."),
    ("paper.docx", docx()),
    ("figures.xlsx", xlsx()),
    ("paper.odt", opendocument("odt")),
    ("figures.ods", opendocument("ods")),
    ("slides.odp", opendocument("odp")),
    ("paper.doc", old_office("WordDocument")),
    ("figures.xls", old_office("Workbook")),
    ("photo.png", PNG),
    ("photo.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50),
    ("PHOTO.JPEG", b"\xff\xd8\xff\xe1" + b"\0" * 50),
    ("notes.txt", "Café, £20".encode()),
    ("notes.txt", "Café, £20".encode("cp1252")),
    ("people.csv", "place,people\nQuillham,20\n".encode("utf-16")),
    ("long.csv", "Café,20\n".encode() * 50_000),
]


@pytest.mark.parametrize(("name", "content"), TAKEN, ids=lambda value: str(value)[:12])
def test_ordinary_files_are_taken(name, content):
    assert evidence.problem_with(upload(name, content)) is None


REFUSED = [
    ("paper.pdf", b"", "evidence_empty"),
    ("paper.pdf", b"%PDF-" + b"x" * evidence.MAX_BYTES, "evidence_too_large"),
    ("program.exe", b"MZ", "evidence_kind"),
    ("page.html", b"<html>", "evidence_kind"),
    ("drawing.svg", b"<svg/>", "evidence_kind"),
    ("paper.docm", docx(), "evidence_kind"),
    ("no end", b"words", "evidence_kind"),
    ("", b"words", "evidence_kind"),
    ("paper.pdf.exe", b"%PDF-", "evidence_kind"),
    ("paper.pdf", b"MZ this is a program", "evidence_not_as_named"),
    ("photo.png", b"<html><script>", "evidence_not_as_named"),
    ("photo.png", b"\xff\xd8\xff\xe0 a JPEG", "evidence_not_as_named"),
    ("notes.txt", b"<!DOCTYPE html><script>", "evidence_not_as_named"),
    ("notes.csv", b"MZ\0\0\0\x01", "evidence_not_as_named"),
    ("paper.docx", xlsx(), "evidence_not_as_named"),
    ("paper.docx", packed(("a.txt", "a")), "evidence_not_as_named"),
    ("paper.odt", opendocument("ods"), "evidence_not_as_named"),
    ("secret.docx", old_office("EncryptedPackage"), "evidence_not_as_named"),
    ("paper.docx", docx() + b"word/vbaProject.bin", "evidence_macros"),
    ("paper.doc", old_office("WordDocument", "_VBA_PROJECT"), "evidence_macros"),
]


@pytest.mark.parametrize(("name", "content", "code"), REFUSED, ids=lambda value: str(value)[:12])
def test_what_is_not_what_it_says_is_refused(name, content, code):
    file = upload("x", content)
    file._name = name
    assert evidence.problem_with(file).code == code


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("minutes.pdf", "minutes.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\minutes.pdf", "minutes.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("gnp\u202efdp.exe", "gnpfdp.exe"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("  two   spaces .pdf", "two spaces .pdf"),
        ("Café £20.pdf", "Café £20.pdf"),
        (f"{'x' * 300}.pdf", f"{'x' * 196}.pdf"),
    ],
)
def test_a_name_is_one_line_and_no_path(sent, kept):
    file = upload("x")
    file._name = sent
    assert evidence.name_of(file) == kept


def stored():
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_file_is_kept_with_its_update_and_named_in_the_log(action, lead):
    update = say(action, lead, evidence=upload())
    row = update.evidence.get()
    assert (row.name, row.size, row.by, row.added_at) == ("minutes.txt", 19, lead, noon(TODAY))
    assert row.sha256 == evidence.digest_of(upload())
    assert row.file.read() == b"Twenty people came."
    row.file.close()
    assert Event.objects.about(action).latest("pk").after["evidence"] == "minutes.txt"
    # Where it lies says nothing of what it is.
    assert "minutes" not in row.file.name


def test_a_file_goes_where_its_update_fails(action, lead, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("The disk is full")

    monkeypatch.setattr("objectives.services.updates.record", fail)
    with pytest.raises(OSError, match="full"):
        say(action, lead, evidence=upload())
    assert not stored()
    assert not ProgressUpdate.objects.exists()


def test_a_refused_file_leaves_nothing(action, lead):
    with pytest.raises(ValidationError) as error:
        say(action, lead, evidence=upload("run.exe"))
    assert codes(error) == {"evidence": ["evidence_kind"]}
    assert not ProgressUpdate.objects.exists()
    assert not stored()


def test_complete_asks_for_a_note_or_a_file(action, lead):
    done = {"status": "complete", "rag": "", "completed_on": TODAY, "comment": ""}
    with pytest.raises(ValidationError) as error:
        say(action, lead, **done)
    assert codes(error) == {"comment": ["comment_missing"]}
    say(action, lead, evidence=upload(), **done)
    action.refresh_from_db()
    assert action.status == "complete"


# On the pages


@pytest.fixture
def desk(client, lead):
    return sign_in(client, lead)


def test_the_update_form_takes_a_file_and_the_story_shows_it(desk, action):
    send(desk, action, evidence=upload())
    row = EvidenceFile.objects.get()
    page = text_of(desk.get(at(action, "action-detail")))
    assert reverse("objectives:evidence", args=[row.pk]) in page
    assert "minutes.txt" in page


def test_the_same_update_with_its_file_sent_twice_is_one_update(desk, action):
    first = send(desk, action, evidence=upload())
    assert send(desk, action, evidence=upload()).url == first.url
    assert ProgressUpdate.objects.count() == 1
    other = send(desk, action, evidence=upload(content=b"Thirty people came."))
    assert other.status_code == 409


def test_who_must_mend_something_is_told_to_choose_the_file_again(desk, action):
    response = send(desk, action, status="at_risk", evidence=upload())
    assert response.status_code == 422
    assert "Choose the file again" in text_of(response)
    assert not stored()


@pytest.fixture
def row(action, lead):
    update = say(action, lead, evidence=upload('Notes "final".txt'))
    return update.evidence.get()


def fetch(client, row):
    return client.get(reverse("objectives:evidence", args=[row.pk]))


def test_a_file_is_saved_and_never_shown(desk, row):
    response = fetch(desk, row)
    assert response.headers["Content-Disposition"] == 'attachment; filename="Notes _final_.txt"'
    assert response.headers["Content-Type"] == "text/plain"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Length"] == str(row.size)
    assert response.getvalue() == b"Twenty people came."


def test_who_may_not_see_the_action_gets_no_file(client, row, other_lead, panel_member):
    assert fetch(client, row).status_code == 302
    assert fetch(sign_in(client, panel_member), row).status_code == 403
    response = fetch(sign_in(client, other_lead), row)
    assert response.getvalue()
    edit_action(row.update.action, by=None, changes={"exempt_reason": "Names an informant"})
    assert fetch(client, row).status_code == 404


def test_a_file_that_is_gone_is_said_to_be_missing(desk, row):
    row.file.storage.delete(row.file.name)
    assert fetch(desk, row).status_code == 404


def test_an_import_needs_no_file(action):
    assert record_update(action=action, by=None, status="not_started", kind="imported").pk
