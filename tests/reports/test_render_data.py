"""The paper as CSV and as an Excel workbook. No database."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import datetime
from io import BytesIO, StringIO

import openpyxl
import pytest

from reports.render.csv_file import render_csv
from reports.render.rows import HEADINGS
from reports.render.workbook import render_workbook

from .papers import panel_paper
from .sample_plan import ACTIONS, MOMENTS, STATES, action

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1")


def rows_of(document):
    return list(csv.reader(StringIO(render_csv(document).decode("utf-8-sig"))))


def sheets_of(document):
    book = openpyxl.load_workbook(BytesIO(render_workbook(document)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def private_paper(**changes):
    heading = replace(panel_paper().heading, public=False, private_reason="Paragraph 3")
    return panel_paper(heading=heading, **changes)


def test_csv_has_a_row_for_each_action_under_its_headings():
    content = render_csv(panel_paper())
    head, *rows = rows_of(panel_paper())

    assert content.startswith(b"\xef\xbb\xbf")
    assert head == [*HEADINGS, *(f"State, {moment.label}" for moment in MOMENTS[1:])]
    assert [row[0] for row in rows] == [one.number for one in ACTIONS]
    first = dict(zip(head, rows[0], strict=True))
    assert first["Date as published"] == "March 2025"
    assert first["Date understood"] == "2025-03-31"
    assert first["Leads"] == "Head of Engagement\nThe force"
    assert (first["State"], first["RAG as stated"]) == ("Overdue", "Green")
    assert first["State, Q4 2024/25"] == "On track"
    tenth = dict(zip(head, rows[9], strict=True))
    assert tenth["State, Q2 2024/25"] == "Not in the plan yet"


def test_reasons_for_privacy_are_in_private_papers_alone():
    secret = action("1.1", 0, "on_track", private_reason="Names a witness")

    assert "Why private" not in rows_of(panel_paper(actions=(secret,)))[0]
    assert b"witness" not in render_csv(panel_paper(actions=(secret,)))
    head, row = rows_of(private_paper(actions=(secret,)))
    assert dict(zip(head, row, strict=True))["Why private"] == "Names a witness"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_runs_as_a_formula(text):
    paper = panel_paper(
        title=text,
        actions=(action(text, 0, "on_track", text=text, comment=text, days_slipped=-4, slips=1),),
    )

    row = rows_of(paper)[1]
    assert row[2].startswith("'")
    assert row[0].startswith("'")
    # A date that was brought forward is a number, not a formula.
    assert row[HEADINGS.index("Days moved")] == "-4"
    book = openpyxl.load_workbook(BytesIO(render_workbook(paper)))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert "f" not in {cell.data_type for cell in cells}
    assert text in {cell.value for cell in cells}


def test_the_position_adds_up_from_the_actions():
    sheets = sheets_of(panel_paper())
    head, *actions = sheets["Actions"]
    counted = Counter(row[head.index("State")] for row in actions)

    labels, *rows = sheets["Position"]
    assert labels == ("State", *(moment.label for moment in MOMENTS))
    assert {row[0]: row[1] for row in rows[:-1]} == {s.word: counted[s.word] for s in STATES}
    assert rows[-1][:2] == ("All public actions", len(ACTIONS))
    before = Counter(row[head.index("State, Q4 2024/25")] for row in actions)
    assert {row[0]: row[2] for row in rows[:-1]} == {s.word: before[s.word] for s in STATES}


def test_the_workbook_keeps_its_heads_in_sight_and_its_dates_as_dates():
    book = openpyxl.load_workbook(BytesIO(render_workbook(panel_paper(mark="OFFICIAL & MORE"))))

    assert book.sheetnames == ["Position", "Actions", "About"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.oddHeader.center.text == "OFFICIAL && MORE"
    (row,) = book["Actions"].iter_rows(min_row=2, max_row=2, values_only=True)
    assert row[HEADINGS.index("Date understood")] == datetime(2025, 3, 31)  # noqa: DTZ001
    about = dict(book["About"].iter_rows(values_only=True))
    assert about["Mark"] == "OFFICIAL & MORE"
    assert about["Cut-off"] == "Monday 14 July 2025"
    assert about["Overdue"] == STATES[0].meaning


def test_the_same_document_gives_the_same_bytes():
    assert render_workbook(panel_paper()) == render_workbook(panel_paper())
    assert render_csv(panel_paper()) == render_csv(panel_paper())
