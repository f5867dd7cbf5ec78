"""Files and pasted rows of the engagement log: what is read, asked, refused and saved."""

import contextlib
import datetime as dt
import io
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from meetings.engagement import filing
from meetings.importing.engagement.headings import is_heading
from meetings.importing.engagement.naming import KINDS, Names
from meetings.importing.engagement.questions import LEAVE_OUT, WITHOUT, choices_of
from meetings.importing.engagement.reviewing import review, review_of
from meetings.importing.engagement.tables import NO_HEADINGS
from meetings.importing.engagement.values import (
    Unread,
    order_in,
    read_days,
    read_reached,
    read_time,
)
from meetings.importing.engagement.wrong import WrongRows
from meetings.models import ActivityImport, EngagementActivity, EngagementMethod
from meetings.services.engagement import (
    answer_activity_question,
    answer_activity_questions,
    discard_activity_import,
    import_activities,
    save_activity_import,
    start_activity_import,
)
from stakeholders.editing import EditConflict
from stakeholders.models import CommunityGroup, Event
from tests.meetings.engagement.factories import EngagementActivityFactory, EngagementMethodFactory
from tests.meetings.engagement.logs import TODAY, contents_of, furnish_names, make_import, pasted
from tests.objectives.plans import noon
from tests.stakeholders.directory_factories import CommunityGroupFactory

AT = noon(TODAY)
Status = ActivityImport.Status
MARCH = dt.date(2026, 3, 14)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("14/03/2026", MARCH, None),
        ("14.3.26", MARCH, None),
        ("2026-03-14", MARCH, None),
        ("2026-03-14T00:00:00", MARCH, None),
        ("14/03/2026 18:30", MARCH, None),
        ("14 March 2026", MARCH, None),
        ("14th Mar, 2026", MARCH, None),
        ("14-Mar-26", MARCH, None),
        ("March 14, 2026", MARCH, None),
        ("Saturday 14 March 2026", MARCH, None),
        ("14-16 March 2026", MARCH, dt.date(2026, 3, 16)),
        ("14 to 16 March 2026", MARCH, dt.date(2026, 3, 16)),
        ("14 March – 2 April 2026", MARCH, dt.date(2026, 4, 2)),
        ("14/03/2026 - 16/03/2026", MARCH, dt.date(2026, 3, 16)),
    ],
)
def test_a_day_is_read_as_people_write_it(text, first, last):
    assert read_days(text)[:2] == (first, last)


@pytest.mark.parametrize(
    "text",
    ["March 2026", "2026", "45731", "31/02/2026", "soon", "16-14 March 2026", "Q1 2026", "3/2026"],
)
def test_what_names_no_day_is_not_guessed(text):
    with pytest.raises(Unread):
        read_days(text)


def test_a_wrong_name_of_the_day_is_told():
    assert read_days("Friday 14 March 2026")[2]


@pytest.mark.parametrize(
    ("text", "number", "counted"),
    [
        ("40", 40, True),
        ("1,204", 1204, True),
        ("40.0", 40, True),
        ("40 people", 40, True),
        ("0", 0, True),
        ("none", 0, True),
        ("about 40", 40, False),
        ("c. 40", 40, False),
        ("c40", 40, False),
        ("approx. 40", 40, False),
        ("40 (approx)", 40, False),
        ("40+", 40, False),
        ("more than 40 people", 40, False),
        ("30-40", 30, False),
        ("30 to 40", 30, False),
        ("", None, False),
        ("not known", None, False),
        ("n/a", None, False),
    ],
)
def test_people_reached_are_counted_guessed_or_not_known(text, number, counted):
    assert read_reached(text)[:2] == (number, counted)


@pytest.mark.parametrize(
    "text", ["-12", "99999999999", "lots", "40.5", "40-30", "1.2k", "9" * 50 + "-" + "9" * 51]
)
def test_no_number_of_people_is_refused(text):
    with pytest.raises(Unread):
        read_reached(text)


@pytest.mark.parametrize("read", [read_days, read_reached, lambda text: order_in([text])])
def test_a_cell_of_prose_takes_no_time(read):
    """Nor more figures than a number can have."""
    begun = time.process_time()
    for text in ("4" + " +" * 9000, ", " * 9000 + "x", "T" * 19_000, "9" * 5000 + "-" + "9" * 5001):
        with contextlib.suppress(Unread):
            read(text)
    assert time.process_time() - begun < 1


def test_times_are_read():
    assert [read_time(text) for text in ("14:30", "2pm", "2.30 pm", "noon")] == [
        dt.time(14, 30),
        dt.time(14),
        dt.time(14, 30),
        dt.time(12),
    ]
    with pytest.raises(Unread):
        read_time("14")


def test_a_known_name_may_hold_a_comma():
    names = Names(KINDS["group"], {1: ("Gypsies, Roma and Travellers",), 2: ("Young people",)})
    assert names.listed("Gypsies, Roma & Travellers, Young people, Anglers") == [
        "Gypsies, Roma & Travellers",
        "Young people",
        "Anglers",
    ]
    assert names.listed("Deaf, hard of hearing; Young people") == [
        "Deaf, hard of hearing",
        "Young people",
    ]
    assert names.one("gypsies roma AND travellers") == 1
    assert names.like("Young persons")[0] == 2


def test_headings_are_known_by_many_names():
    assert is_heading(("Event date", "Name of event", "Type of engagement", "No. of people"))
    assert not is_heading(("14/03/2026", "Stall", "Street stall"))


@pytest.fixture
def names(db):
    furnish_names()


def found_in(text, given=None, **more):
    return review_of(contents_of(text), on=TODAY, given=given, **more)


def test_the_sample_is_sorted_into_right_wrong_and_asked(names, coordinator):
    row = make_import(coordinator)
    found = review(row, on=TODAY)
    assert [each.line.values["title"] for each in found.ready[:2]] == [
        "Drop-in on safer parks",
        "Stall at the spring fair",
    ]
    assert (len(found.ready), len(found.there), found.mistaken, found.waiting) == (7, 1, 2, 2)
    first = found.ready[0].line.values
    assert (first["reached"], first["reached_counted"], first["status"]) == (40, False, "done")
    assert found.ready[-1].line.values["status"] == "planned"
    assert [(each.name, each.rows) for each in found.open] == [
        ("Young persons", 2),
        ("Faith comunities", 1),
    ]
    assert found.table.unknown == ()
    likely = CommunityGroup.objects.get(name="Faith communities")
    assert found.open[1].choices[0].choice == f"is:{likely.pk}"


def test_right_rows_are_saved_and_the_wrong_ones_stay_to_be_mended(
    names, coordinator, django_capture_on_commit_callbacks, broker_down
):
    row = make_import(coordinator)
    young = CommunityGroup.objects.get(name="Young people")
    found = review(row, on=TODAY)
    row = answer_activity_question(
        row, by=coordinator, key=found.open[0].key, choice=f"is:{young.pk}", was="", at=AT
    )
    row = answer_activity_questions(row, by=coordinator, kind="group", choice="new", at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        save_activity_import(row, by=coordinator, version=row.version, at=AT)
    row.refresh_from_db()
    assert (row.status, row.progress) == (Status.SAVED, "")
    assert row.summary["added"] == EngagementActivity.objects.count() == 9
    assert row.summary["made"] == {"group": ["Faith comunities"]}
    stall = EngagementActivity.objects.get(title="Stall at the spring fair")
    assert [group.name for group in stall.groups.all()] == ["Young people", "Older people"]
    assert [post.title for post in stall.posts.all()] == ["Commissioner"]
    assert stall.source == "log.csv, line 5"
    assert stall.logged_by == coordinator
    # Of the file only what was not saved is kept: it may name people.
    assert bytes(row.content) == b""
    left = WrongRows.from_json(row.rows)
    headings, rows = left.table
    assert headings[-2:] == ["Row in the file", "What is wrong"]
    assert [each[-2] for each in rows] == ["line 11", "line 13"]
    verbs = list(Event.objects.about(row).values_list("verb", flat=True))
    assert verbs[0] == "engagement imported"
    assert "engagement import confirmed" in verbs
    assert Event.objects.filter(object_type="meetings.engagementactivity").count() == 9


def test_the_same_rows_again_are_told_and_not_doubled(names, coordinator):
    text = pasted("14/03/2026|Stall|Street stall|Young people|Square|40")
    import_activities(contents=contents_of(text), found=found_in(text), by=coordinator, at=AT)
    again = text.replace("Stall\t", "STALL \t").replace("40", "41")
    found = found_in(again)
    assert (len(found.ready), len(found.there)) == (0, 1)
    row = make_import(coordinator, again)
    with pytest.raises(ValidationError) as refused:
        save_activity_import(row, by=coordinator, at=AT)
    assert refused.value.code == "nothing_to_save"
    withdrawn = EngagementActivity.objects.get()
    EngagementActivity.objects.filter(pk=withdrawn.pk).update(withdrawn_at=AT)
    assert len(found_in(again).ready) == 1


def test_two_of_one_day_at_other_times_are_two(names):
    headings = "Date|Starts at|Title|Method"
    rows = [f"14/03/2026|{time}|Surgery|Visit" for time in ("10:00", "14:00", "10:00")]
    found = found_in(pasted(*rows, headings=headings))
    assert (len(found.ready), len(found.there)) == (2, 1)


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ("|Stall|Street stall|||", True),
        ("14/03/1026|Stall|Street stall|||", True),
        ("14/03/2046|Stall|Street stall|||", True),
        ("14/03/2026|" + "x" * 201 + "|Street stall|||", True),
        ("14/03/2026|Stall|Street stall|||-1", True),
        ("14/03/2026|Stall||||", True),
        ("14/03/2026||Street stall||Square|", False),
        ("14/03/2026|Stall|street  STALL||||", False),
    ],
)
def test_a_row_is_right_or_says_what_is_wrong(names, cells, wrong):
    found = found_in(pasted(cells))
    assert len(found.wrong) == wrong
    assert all(each.words.endswith(".") for each in found.wrong)


def test_a_row_without_a_title_says_which_it_was_given(names):
    (ready,) = found_in(pasted("14/03/2026||Street stall||Square|")).ready
    assert ready.line.values["title"] == "Street stall, Square"
    assert ready.line.notes


def test_dates_with_the_month_first_are_asked_about(names):
    rows = ["03/14/2026|One|Visit|||", "04/05/2026|Two|Visit|||", "6 May 2026|Three|Visit|||"]
    found = found_in(pasted(*rows))
    assert (len(found.ready), found.mistaken) == (1, 2)
    (question,) = found.open
    found = found_in(pasted(*rows), given={question.key: {"choice": "month"}})
    assert [str(each.line.held_on) for each in found.ready] == [
        "2026-03-14",
        "2026-04-05",
        "2026-05-06",
    ]


def test_dates_that_could_be_either_are_taken_with_the_day_first_and_it_is_said(names):
    found = found_in(pasted("04/05/2026|Two|Visit|||"))
    assert str(found.ready[0].line.held_on) == "2026-05-04"
    (question,) = found.questions
    assert question.answer == "day"


def test_a_merged_group_is_taken_as_the_one_that_it_counts_for(names):
    young = CommunityGroup.objects.get(name="Young people")
    CommunityGroupFactory(name="Youth", merged_into=young, merged_at=AT)
    found = found_in(pasted("14/03/2026|Stall|Street stall|Youth||"))
    assert found.ready[0].names["group"] == (young.pk,)


def test_rows_can_be_saved_without_a_group_and_left_out_without_a_method(names):
    text = pasted("14/03/2026|Stall|Street stall|Anglers||", "15/03/2026|Talk|Palaver|||")
    asked = {each.kind: each.key for each in found_in(text).open}
    answers = {asked["group"]: {"choice": "without"}, asked["method"]: {"choice": "leave"}}
    found = found_in(text, given=answers)
    assert (len(found.ready), len(found.left), len(found.wrong)) == (1, 1, 0)
    assert found.ready[0].names["group"] == ()


def test_an_answer_must_be_one_of_those_offered_and_nobody_else_may_have_answered(
    names, coordinator
):
    row = make_import(coordinator, pasted("14/03/2026|Stall|Street stall|Anglers||"))
    key = review(row, on=TODAY).open[0].key
    for choice, code in (("is:0", "not_a_choice"), ("leave", "not_a_choice")):
        with pytest.raises(ValidationError) as refused:
            answer_activity_question(row, by=coordinator, key=key, choice=choice, at=AT)
        assert refused.value.code == code
    answer_activity_question(row, by=coordinator, key=key, choice="new", was="", at=AT)
    with pytest.raises(EditConflict):
        answer_activity_question(row, by=coordinator, key=key, choice="without", was="", at=AT)
    with pytest.raises(ValidationError) as refused:
        answer_activity_question(row, by=coordinator, key="none", choice="new", at=AT)
    assert refused.value.code == "no_question"


def workbook():
    """Headings further down, real dates, a merged cell, a formula, a hidden sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Log"
    sheet.append(["Engagement 2026"])
    sheet.append([])
    sheet.append(["When", "Event", "Type", "Audience", "Number"])
    sheet.append([dt.date(2026, 3, 14), "Stall", "Street stall", "Young people", 40])
    sheet.append([dt.date(2026, 3, 15), "Talk", "Visit", None, "=20+20"])
    sheet.merge_cells("D4:D5")
    hidden = book.create_sheet("Old")
    hidden.append(["Date", "Event", "Type"])
    hidden.append([dt.date(2025, 3, 14), "Old stall", "Street stall"])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_with_what_it_merges_and_hides(names):
    found = review_of(contents_of(workbook(), "log.xlsx"), on=TODAY)
    young = CommunityGroup.objects.get(name="Young people").pk
    assert [(str(r.line.held_on), r.names["group"]) for r in found.ready] == [
        ("2026-03-14", (young,)),
        ("2026-03-15", (young,)),
    ]
    codes = {str(doubt.code) for doubt in found.contents.doubts}
    assert codes == {"sheet_hidden", "formula_without_value"}


@pytest.mark.parametrize("text", ["a\tb\tc\n1\t2\t3", '{"plan": []}', "Just words."])
def test_what_is_no_log_is_refused_with_what_to_do(db, text):
    assert found_in(text).problem


def test_a_file_without_headings_says_that_they_are_missing(db):
    assert found_in("14/03/2026\tStall\tVisit").problem == NO_HEADINGS


def test_a_file_is_read_by_a_worker_and_refused_by_it(names, coordinator):
    rows = [
        start_activity_import(by=coordinator, name="a", content=content, at=AT)
        for content in (pasted("14/03/2026|Stall|Visit|||").encode(), b"%PDF-1.7")
    ]
    for row in rows:
        filing.read_row(row.pk, at=AT)
        row.refresh_from_db()
    assert [row.status for row in rows] == [Status.READY, Status.REFUSED]
    assert rows[1].problem
    assert Event.objects.about(rows[0]).get().verb == "engagement import started"


def saving(coordinator, **fields):
    row = make_import(coordinator, pasted("14/03/2026|Stall|Visit|||"))
    row = save_activity_import(row, by=coordinator, at=AT)
    ActivityImport.objects.filter(pk=row.pk).update(**fields)
    return row


def test_a_save_is_done_once_however_often_it_is_asked_for(names, coordinator):
    row = saving(coordinator)
    assert filing.save_row(row.pk, at=AT).status == Status.SAVED
    assert filing.save_row(row.pk, at=AT) is None
    assert EngagementActivity.objects.count() == 1


def test_a_save_whose_worker_died_is_started_again_and_given_back_in_the_end(
    names, coordinator, monkeypatch
):
    died = AT - dt.timedelta(minutes=6)
    sent = []
    monkeypatch.setattr(filing, "send", lambda *args: sent.append(args[2]))
    row = saving(coordinator, started_at=died, attempts=1)
    spent = saving(coordinator, started_at=died, attempts=3)
    young = saving(coordinator, started_at=AT - dt.timedelta(minutes=1), attempts=1)
    assert filing.sweep(AT) == 1
    assert sent == [row.pk]
    spent.refresh_from_db()
    assert (spent.status, bool(spent.problem)) == (Status.READY, True)
    assert filing.save_row(young.pk, at=AT) is None
    assert filing.save_row(row.pk, at=AT).status == Status.SAVED


def test_a_save_that_fails_leaves_nothing_and_says_so(names, coordinator, monkeypatch):
    row = saving(coordinator)
    EngagementMethod.objects.filter(title="Visit").delete()
    calls = []

    def fail(*args, **kwargs):
        calls.append(1)
        EngagementActivityFactory()
        raise RuntimeError

    monkeypatch.setattr(filing, "store_activities", fail)
    filing.save_row(row.pk, at=AT)
    row.refresh_from_db()
    assert (row.status, bool(row.problem), calls) == (Status.READY, True, [1])
    assert not EngagementActivity.objects.exists()


def test_a_file_is_discarded_and_the_rows_that_stayed_are_cleared(names, coordinator):
    row = discard_activity_import(make_import(coordinator), by=coordinator, at=AT)
    assert (row.status, bytes(row.content), row.rows) == (Status.DISCARDED, b"", None)
    assert Event.objects.about(row).first().verb == "engagement import discarded"
    row = saving(coordinator)
    with pytest.raises(ValidationError):
        discard_activity_import(row, by=coordinator, at=AT)
    row = discard_activity_import(filing.save_row(row.pk, at=AT), by=coordinator, at=AT)
    assert (row.status, row.rows) == (Status.SAVED, None)
    assert Event.objects.about(row).first().verb == "engagement import cleared"


def queries_of(count, coordinator):
    EngagementMethodFactory(title="Visit")
    rows = [f"{1 + n % 28}/03/2026|Talk {n}|Visit|Young people||{n}" for n in range(count)]
    row = make_import(coordinator, pasted(*rows))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        review(row, on=TODAY)
        save_activity_import(row, by=coordinator, at=AT)
        filing.save_row(row.pk, at=AT)
    return len(queries)


def test_many_rows_cost_as_many_queries_as_few(names, coordinator):
    few = queries_of(2, coordinator)
    assert queries_of(300, coordinator) == few
    assert EngagementActivity.objects.count() == 300


def test_a_command_brings_a_file_in_and_says_what_it_left(names, tmp_path, capsys):
    file = tmp_path / "log.txt"
    headings = "Date|Title|Method|Groups|Area|Partners|Reached"
    rows = ["14/03/2026|Stall|Fair|Anglers|Coast|Harbour trust|", "15/03/2026|Talk|Visit||||-1"]
    file.write_text(pasted(*rows, "16/03/2026|Walk|Visit||||", headings=headings))
    call_command("import_engagement", str(file), "--dry-run")
    assert not EngagementActivity.objects.exists()
    call_command("import_engagement", str(file))
    assert EngagementActivity.objects.get().title == "Walk"
    call_command("import_engagement", str(file), "--make-new")
    stall = EngagementActivity.objects.get(title="Stall")
    assert [stall.method.title, stall.groups.get().name] == ["Fair", "Anglers"]
    assert [stall.areas.get().name, stall.organisations.get().name] == ["Coast", "Harbour trust"]
    assert set(EngagementActivity.objects.values_list("title", flat=True)) == {"Stall", "Walk"}
    assert "line 3" in capsys.readouterr().out
    file.write_text("Nothing at all")
    with pytest.raises(CommandError):
        call_command("import_engagement", str(file))


def test_a_file_that_is_saved_or_discarded_is_not_saved_again(coordinator):
    row = make_import(coordinator)
    for status in ("saving", "saved", "discarded"):
        ActivityImport.objects.update(status=status)
        with pytest.raises(ValidationError) as refused:
            save_activity_import(row, by=coordinator, at=AT)
        assert refused.value.code == "not_ready"


def test_rows_can_be_saved_without_a_group_that_nobody_knows_and_never_without_a_method():
    for key, may_be_without in (("group", True), ("method", False)):
        offered, _ = choices_of(KINDS[key], "Zqx", Names(KINDS[key], {}))
        found = {one.choice for one in offered} & {WITHOUT, LEAVE_OUT}
        assert found == {WITHOUT if may_be_without else LEAVE_OUT}
