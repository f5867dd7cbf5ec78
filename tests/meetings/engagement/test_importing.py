"""A file’s rows on their way into the engagement log: right, wrong, asked about."""

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from meetings.importing.engagement.reviewing import review, review_of
from meetings.importing.engagement.tables import NO_HEADINGS
from meetings.importing.engagement.wrong import WrongRows, wrong_rows
from meetings.models import ActivityImport, EngagementActivity, EngagementMethod
from meetings.services.engagement import (
    answer_activity_question,
    answer_activity_questions,
    import_activities,
    save_activity_import,
)
from stakeholders.editing import EditConflict
from stakeholders.models import CommunityGroup, Event
from tests.meetings.engagement.logs import TODAY, contents_of, furnish_names, make_import, pasted
from tests.objectives.plans import noon
from tests.stakeholders.directory_factories import CommunityGroupFactory

from .factories import EngagementActivityFactory

AT = noon(TODAY)
Status = ActivityImport.Status


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
    assert (bytes(row.content), row.answers) == (b"", {})
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
    # Held to the log, a time that one of the two doesn't say tells none apart.
    said = {"held_on": dt.date(2026, 3, 14), "title": "Surgery", "place": ""}
    visit = EngagementMethod.objects.get(title="Visit")
    first = EngagementActivityFactory(**said, method=visit, starts_at=dt.time(10))
    untimed = pasted("14/03/2026||Surgery|Visit", headings=headings)
    for text, there in ((pasted(*rows, headings=headings), 2), (untimed, 1)):
        assert len(found_in(text).there) == there
    first.starts_at = None
    first.save()
    assert len(found_in(pasted(*rows, headings=headings)).there) == 3


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


def test_people_reached_are_of_a_group_that_the_row_is_with(names):
    headings = "Date|Title|Method|Groups|Reached by group"
    row = "14/03/2026|Stall|Visit|Young people"
    young = CommunityGroup.objects.get(name="Young people")
    (ready,) = found_in(pasted(f"{row}|Young people: 7", headings=headings)).ready
    assert ready.line.values["reach"] == {young.pk: 7}
    # No answer can put this right: it is listed as wrong. Of a group that is asked about it waits.
    rows = [f"{row}|Older people: 7", f"{row}; Anglers|Anglers: 7"]
    found = found_in(pasted(*rows, headings=headings))
    assert (found.mistaken, found.waiting) == (1, 1)


def test_the_rows_that_are_given_back_say_once_what_is_wrong_with_them_now(names):
    """Also where they were given back before."""
    own = ["Row in the file", "What is wrong"]
    headings = "|".join(["Date", "Title", "Method", *own])
    found = found_in(pasted("soon|Stall|Visit|line 4|Once", "late|Talk", headings=headings))
    names, rows = wrong_rows(found).table
    assert names == ["Date", "Title", "Method", *own]
    assert [row[:4] for row in rows] == [
        ["soon", "Stall", "Visit", "line 2"],
        ["late", "Talk", "", "line 3"],
    ]
    assert "Once" not in str(rows)


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
