"""A schedule's file on its way: read, answered, saved, given up; on commands, and taken out."""

import io
import json

import docx
import openpyxl
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from meetings.exporting import FORMATS, export_schedule
from meetings.importing import background
from meetings.importing.reviewing import review, review_of
from meetings.models import AttendanceCommitment, MeetingCategory, MeetingSeries, ScheduleImport
from meetings.services import (
    answer_schedule_doubts,
    discard_schedule_import,
    edit_series,
    import_schedule,
    save_schedule_import,
    start_schedule_import,
)
from objectives.importing import claiming
from objectives.importing.saving import ImportRefused
from stakeholders.editing import EditConflict
from stakeholders.models import Event, Post
from tests.objectives.plans import noon
from tests.stakeholders.factories import OfficeFactory, PostFactory

from .schedules import SAMPLE, TODAY, contents_of, make_import, table

pytestmark = [pytest.mark.django_db]

ONE = table("Board|Police|monthly|PCC DPCC|Clerk|PCC attends one meeting a year")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield


def doubt_of(row, code):
    return next(doubt for doubt in review(row, on=TODAY).doubts if doubt.code == code)


def answer(row, by, code, choice="correct", value="", **more):
    key = doubt_of(row, code).key
    return answer_schedule_doubts(row, by=by, key=key, choice=choice, value=value, **more)


def code_of(refused):
    return refused.value.code


def test_saving_writes_all_of_it_once_and_says_so(coordinator):
    office = OfficeFactory()
    pcc = PostFactory(title="Police and Crime Commissioner", organisation=office.organisation)
    row = make_import(coordinator)
    stored = save_schedule_import(row, by=coordinator)
    assert MeetingCategory.objects.first().title == "Holding to account"
    assert MeetingSeries.objects.count() == len(stored.added) == 18
    partnerships = MeetingSeries.objects.get(title="Safety Partnerships")
    assert partnerships.precedes.title == "Wellbeing Board"
    forums = MeetingSeries.objects.get(title="Village Forums X 12")
    assert forums.forums.count() == 12
    assert forums.source == "line 27"
    assert forums.lead_post.title == "Engagement Officer"
    assert pcc in forums.attending_posts.all()
    assert Post.objects.filter(title__in=["PCC", "CEX", "C.EX", "CEx"]).count() == 1
    rotation = AttendanceCommitment.objects.get(series=forums, each_forum=True, times=1)
    assert [p.title for p in rotation.posts.order_by("commitment_posts__position")] == [
        "Police and Crime Commissioner",
        "DPCC",
    ]
    assert (rotation.certainty, rotation.starts_on.isoformat()) == ("assumed", "2026-04-01")
    row.refresh_from_db()
    assert row.status == "saved"
    assert {"bi-monthly", "quarterly"} & {d["text"].lower() for d in row.summary["left"]}
    verbs = Event.objects.values_list("verb", flat=True)
    assert list(verbs).count("schedule imported") == 1
    assert list(verbs).count("meeting series created") == 18


def test_no_person_is_made_of_a_name_in_a_cell(coordinator):
    save_schedule_import(make_import(coordinator), by=coordinator)
    titles = " ".join(Post.objects.values_list("title", flat=True))
    assert not {"Ann", "Ben", "Cleo", "(AB)"} & set(titles.split())


def test_a_post_is_the_one_that_somebody_says(coordinator):
    PostFactory(title="The Commissioner")
    row = make_import(coordinator, ONE)
    row = answer(row, coordinator, "post_new", value="The Commissioner")
    save_schedule_import(row, by=coordinator)
    (series,) = MeetingSeries.objects.all()
    assert {post.title for post in series.attending_posts.all()} == {"The Commissioner", "DPCC"}
    left = row.summary or ScheduleImport.objects.get(pk=row.pk).summary
    assert "post_new" in {each["code"] for each in left["left"]}


def test_one_post_is_made_of_its_full_and_its_short_name(coordinator):
    text = table("Board|P|monthly|C.EX|Clerk|", "Panel|P|monthly|CEx Chief Executive|Clerk|")
    save_schedule_import(make_import(coordinator, text), by=coordinator)
    assert set(Post.objects.values_list("title", flat=True)) == {"Chief Executive", "Clerk"}


@pytest.mark.parametrize(("choice", "made"), [("accept", 1), ("later", 0)])
def test_a_promise_put_off_is_not_made(coordinator, choice, made):
    row = answer(make_import(coordinator, ONE), coordinator, "promise_assumed", choice)
    save_schedule_import(row, by=coordinator)
    assert AttendanceCommitment.objects.count() == made


def test_an_answer_over_somebody_elses_is_a_conflict(coordinator):
    row = make_import(coordinator, ONE)
    answer(row, coordinator, "promise_assumed", "accept", was="")
    with pytest.raises(EditConflict):
        answer(row, coordinator, "promise_assumed", "correct:no", was="")
    with pytest.raises(ValidationError) as refused:
        answer(row, coordinator, "post_new", "correct", " ")
    assert code_of(refused) == "empty"
    with pytest.raises(ValidationError) as refused:
        answer(row, coordinator, "promise_assumed", "correct:maybe")
    assert code_of(refused) == "not_a_choice"


def test_the_same_file_again_changes_nothing(coordinator):
    save_schedule_import(make_import(coordinator, ONE), by=coordinator)
    again = make_import(coordinator, ONE)
    with pytest.raises(ValidationError) as refused:
        save_schedule_import(again, by=coordinator)
    assert code_of(refused) == "already_imported"
    contents = contents_of(ONE)
    assert import_schedule(contents=contents, found=review_of(contents, on=TODAY)) is None


@pytest.mark.parametrize(
    ("press", "lines", "chair"),
    [("accept", 1, "Police"), ("correct:update", 1, "A resident"), ("correct:add", 2, "Police")],
)
def test_a_line_that_is_there_is_left_updated_or_added(coordinator, press, lines, chair):
    save_schedule_import(make_import(coordinator, ONE), by=coordinator)
    row = make_import(coordinator, ONE.replace("Police", "A resident").replace("monthly", "weekly"))
    row = answer(row, coordinator, "series_exists", press)
    save_schedule_import(row, by=coordinator)
    series = MeetingSeries.objects.order_by("pk")
    assert (series.count(), series[0].chair_text) == (lines, chair)
    often = series[0].forums.get().frequency_text
    assert often == ("weekly" if press.endswith("update") else "monthly")


def test_words_too_long_for_the_schedule_refuse_all_of_it(coordinator):
    text = table("Board|P|monthly|PCC|Clerk|", f"Long|{'word ' * 120}|monthly|PCC|Clerk|")
    with pytest.raises(ValidationError) as refused:
        save_schedule_import(make_import(coordinator, text), by=coordinator)
    assert code_of(refused) == "text_too_long"
    contents = contents_of(text)
    with pytest.raises(ImportRefused):
        import_schedule(contents=contents, found=review_of(contents, on=TODAY))
    assert not MeetingSeries.objects.exists()


def test_what_is_given_up_is_gone_but_for_the_log(coordinator):
    row = make_import(coordinator, ONE)
    discard_schedule_import(row, by=coordinator)
    row.refresh_from_db()
    assert (row.status, bytes(row.content), row.rows) == ("discarded", b"", None)
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"schedule import started", "schedule import discarded"} <= verbs
    with pytest.raises(ValidationError) as refused:
        discard_schedule_import(row, by=coordinator)
    assert code_of(refused) == "not_open"


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b"x" * (20 * 1024 * 1024 + 1), "too_large")]
)
def test_an_empty_or_huge_file_is_not_taken(coordinator, content, code):
    with pytest.raises(ValidationError) as refused:
        start_schedule_import(by=coordinator, name="a.txt", content=content)
    assert refused.value.error_dict["file"][0].code == code


def test_a_waiting_file_is_read_once_or_says_why_not(coordinator):
    for text, status in ((ONE, "ready"), ("Only prose.", "refused"), ("%PDF-1.7 x", "refused")):
        row = start_schedule_import(by=coordinator, name="a.txt", content=text.encode())
        done = background.read_row(row.pk)
        assert (done.status, bool(done.problem)) == (status, status == "refused")
        assert background.read_row(row.pk) is None
    with pytest.raises(ValidationError) as refused:
        save_schedule_import(row, by=coordinator)
    assert code_of(refused) == "not_ready"


def test_a_read_that_was_lost_is_started_again(coordinator, monkeypatch):
    sent = []
    monkeypatch.setattr(background, "send_read", sent.append)
    row = start_schedule_import(by=coordinator, name="a.txt", content=ONE.encode())
    ScheduleImport.objects.filter(pk=row.pk).update(changed_at="2026-07-01T12:00Z")
    assert background.sweep_stuck_reads(noon(TODAY)) == 1
    assert sent == [row.pk]


def test_a_failure_of_the_portal_is_said_and_logged(coordinator, monkeypatch, caplog):
    def fail(*args):
        raise RuntimeError("A mistake")

    monkeypatch.setattr(claiming, "read_in_child", fail)
    row = start_schedule_import(by=coordinator, name="a.txt", content=ONE.encode())
    assert background.read_row(row.pk).status == "refused"
    assert "A mistake" in caplog.text


def run(*args):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_meetings", *map(str, args), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_prints_json_and_stores_nothing_in_a_dry_run():
    out, err = run(SAMPLE, "--dry-run", "--json")
    said = json.loads(out)
    assert set(said) == {"series", "doubts"}
    assert len(said["series"]) == 18
    assert len({line["category"] for line in said["series"]}) == 5
    assert set(said["doubts"][0]) == {"code", "source", "text", "assumed"}
    assert "Nothing was stored" in err
    assert not MeetingSeries.objects.exists()


def test_the_command_stores_once(tmp_path):
    file = tmp_path / "schedule.txt"
    file.write_text(ONE)
    assert "1 meetings were added" in run(file)[0]
    assert "Nothing was changed" in run(file)[0]
    assert MeetingSeries.objects.count() == 1
    assert ScheduleImport.objects.get().by is None
    with pytest.raises(CommandError):
        run(tmp_path / "missing.txt")
    file.write_text("Only prose.")
    with pytest.raises(CommandError):
        run(file)


@pytest.fixture
def whole(coordinator):
    """The sample in the schedule, with a stated number and words that a spreadsheet would run."""
    save_schedule_import(make_import(coordinator), by=coordinator)
    board = MeetingSeries.objects.get(title="Wellbeing Board")
    edit_series(board, by=coordinator, changes={"notes": "=2+2\nSecond line"})
    return MeetingSeries.objects.in_force()


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_taken_out_comes_back_the_same(whole, format):
    content = export_schedule(whole, format, on=TODAY)
    found = review_of(contents_of(content, f"schedule.{format}"), on=TODAY)
    assert len(found.compared.same) == 18
    assert [str(doubt.code) for doubt in found.doubts] == []
    board = next(line for line in found.schedule.series if line.name == "Wellbeing Board")
    assert board.notes == "=2+2\nSecond line"


def test_a_schedule_taken_out_can_be_put_into_an_empty_portal(whole):
    content = export_schedule(whole, "docx", on=TODAY)
    contents = contents_of(content, "schedule.docx")
    MeetingSeries.objects.all().delete()
    MeetingCategory.objects.all().delete()
    found = review_of(contents, on=TODAY)
    assert len(found.schedule.series) == 18
    assert found.schedule.categories[0] == "Holding to account"
    codes = {str(doubt.code) for doubt in found.doubts}
    assert not codes & {"text_left_out", "table_turned", "headings_assumed", "category_missing"}


def test_the_files_are_safe_and_have_real_headings(whole):
    assert b"\"'=2+2" in export_schedule(whole, "csv", on=TODAY)
    book = openpyxl.load_workbook(io.BytesIO(export_schedule(whole, "xlsx", on=TODAY)))
    cells = [cell for row in book["Schedule"].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert book["Schedule"].print_title_rows == "$1:$1"
    # A program that does not fit rows to their text would lay one over the other.
    assert all(
        book["Schedule"].row_dimensions[row].height
        for row in {cell.row for cell in cells if cell.row > 1}
    )
    paper = docx.Document(io.BytesIO(export_schedule(whole, "docx", on=TODAY)))
    assert [p.style.name for p in paper.paragraphs if p.text][:2] == ["Heading 1", "Heading 2"]
    assert all(t.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for t in paper.tables)
    assert paper.sections[0].page_width > paper.sections[0].page_height


def test_taking_out_costs_the_same_for_any_number_of_lines(whole, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        export_schedule(whole, "csv", on=TODAY)
