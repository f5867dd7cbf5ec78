import datetime as dt

import openpyxl
import pytest
import xlwt
from openpyxl.comments import Comment

from objectives.importing.reading import UnreadableFile, read_bytes

from .office_files import EXCEL_WITH_MACROS, saved, with_parts, xlsx


def read(content):
    return read_bytes(content, name="plan")


def told(content):
    return [(str(d.code), d.source, d.text) for d in read(content).doubts]


@pytest.fixture
def workbook():
    """A title over the table, two objectives as banners, a merged theme, and real dates."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan"
    sheet.append(["Listening plan"])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["Theme", "Action", "By when", "Lead"])
    sheet.append(["1. Listen"])
    sheet.merge_cells("A4:D4")
    sheet.append(["Streets", "Ask", dt.date(2026, 3, 31), "Press Office"])
    sheet.append([None, "Answer\nin plain words", dt.date(2026, 4, 30), 7])
    sheet.merge_cells("A5:A6")
    return book


def test_an_office_workbook(workbook):
    contents = read(saved(workbook))
    assert (contents.kind, contents.sheets, contents.doubts) == ("xlsx", ("Plan",), ())
    assert [(row.source, row.kind, row.cells) for row in contents.rows] == [
        ("sheet Plan, row 1", "banner", ("Listening plan",)),
        ("sheet Plan, row 3", "row", ("Theme", "Action", "By when", "Lead")),
        ("sheet Plan, row 4", "banner", ("1. Listen",)),
        ("sheet Plan, row 5", "row", ("Streets", "Ask", "2026-03-31", "Press Office")),
        ("sheet Plan, row 6", "row", ("", "Answer\nin plain words", "2026-04-30", "7")),
    ]
    assert [row.dates for row in contents.rows] == [set(), set(), set(), {2}, {2}]
    assert contents.rows[4].merged_from_above == {0}


def test_the_old_kind_gives_the_same():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Plan")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    month = xlwt.easyxf(num_format_str="MMM-YY")
    sheet.write_merge(0, 0, 0, 3, "Listening plan")
    for column, text in enumerate(["Theme", "Action", "By when", "Lead"]):
        sheet.write(1, column, text)
    sheet.write_merge(2, 3, 0, 0, "Streets")
    sheet.write(2, 1, "Ask")
    sheet.write(2, 2, dt.date(2026, 3, 31), day)
    sheet.write(2, 3, 1.5)
    sheet.write(3, 1, "Answer")
    sheet.write(3, 2, dt.date(2026, 3, 1), month)
    sheet.write(4, 1, "Write")
    sheet.write(4, 2, 46112)
    sheet.write(4, 3, True)
    sheet.row(4).hidden = True
    book.add_sheet("Lists").visibility = 1
    contents = read(saved(book))
    assert (contents.kind, contents.sheets) == ("xls", ("Plan",))
    assert [(row.source, row.kind, row.cells) for row in contents.rows] == [
        ("sheet Plan, row 1", "banner", ("Listening plan",)),
        ("sheet Plan, row 2", "row", ("Theme", "Action", "By when", "Lead")),
        ("sheet Plan, row 3", "row", ("Streets", "Ask", "2026-03-31", "1.5")),
        ("sheet Plan, row 4", "row", ("", "Answer", "March 2026")),
        ("sheet Plan, row 5", "row", ("", "Write", "2026-03-31", "TRUE")),
    ]
    assert contents.rows[3].merged_from_above == {0}
    assert told(saved(book)) == [
        ("date_from_number", "sheet Plan, row 5", "46112"),
        ("hidden_read", "sheet Plan", "rows 5"),
        ("sheet_hidden", "sheet Lists", "Lists"),
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (dt.date(2010, 3, 1), "mmm-yy", "March 2010"),
        (dt.date(2010, 3, 1), "[$-809]mmmm\\ yyyy;@", "March 2010"),
        (dt.date(2010, 3, 1), "mm/yyyy", "March 2010"),
        (dt.date(2010, 3, 1), "yyyy", "2010"),
        (dt.date(2010, 3, 1), "d mmm", "2010-03-01"),
        (dt.date(2010, 3, 1), '"by "dd/mm/yyyy', "2010-03-01"),
        (dt.date(2010, 3, 1), "[Red]dd/mm/yyyy", "2010-03-01"),
        (40238.4, "dd/mm/yyyy hh:mm", "2010-03-01"),
        (dt.time(9, 5), "h:mm", "09:05"),
        (2010, "General", "2010"),
        (40268, "General", "40268"),
        (1.1, "0.00", "1.10"),
        (1.1, "General", "1.1"),
        (0.1 + 0.2, "General", "0.3"),
        (0.25, "0%", "25%"),
        (0.255, "0.0%", "25.5%"),
        (7, "000", "007"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1200, "[$£-809]#,##0", "£1,200"),
        (1200, '"£"#,##0', "£1,200"),
        (-3, "0", "-3"),
        (-3, "dd/mm/yyyy", "-3"),
        (1e20, "dd/mm/yyyy", "1e+20"),
        (5, '0 "days"', "5"),
        (True, "General", "TRUE"),
    ],
)
def test_a_number_reads_as_excel_shows_it(value, number_format, text):
    book = openpyxl.Workbook()
    book.active.append(["x", value])
    book.active["B1"].number_format = number_format
    assert read(saved(book)).rows[0].cells[1] == text


def test_dates_that_lost_their_format_are_offered():
    book = openpyxl.Workbook()
    rows = [("a", dt.date(2024, 3, 31)), ("b", 45382), ("c", "45382"), ("d", 2024), ("e", 7.5)]
    for row in rows:
        book.active.append([*row, 45382])
    contents = read(saved(book))
    assert [row.cells[1] for row in contents.rows] == [*["2024-03-31"] * 3, "2024", "7.5"]
    assert {row.cells[2] for row in contents.rows} == {"45382"}, "no date stands in that column"
    assert [row.dates for row in contents.rows] == [{1}, {1}, {1}, set(), set()]
    assert told(saved(book)) == [
        ("date_from_number", "sheet Sheet, row 2", "45382"),
        ("date_from_number", "sheet Sheet, row 3", "45382"),
    ]
    assert "Sunday 31 March 2024" in contents.doubts[0].assumed


def test_a_workbook_of_the_old_macintosh_counts_from_1904():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["x", dt.date(2024, 3, 31)])
    assert read(saved(book)).rows[0].cells[1] == "2024-03-31"


def test_each_sheet_is_a_table_and_hidden_ones_are_left_out():
    book = openpyxl.Workbook()
    book.active.title = "Aim 1"
    for name, state in [("Aim 2", "visible"), ("Lists", "hidden"), ("Deep", "veryHidden")]:
        book.create_sheet(name).sheet_state = state
    for sheet in book:
        sheet.append(["Action", "Lead"])
    book.create_chartsheet("Chart")
    contents = read(saved(book))
    assert contents.sheets == ("Aim 1", "Aim 2")
    assert [(row.source, row.table) for row in contents.rows] == [
        ("sheet Aim 1, row 1", 1),
        ("sheet Aim 2, row 1", 2),
    ]
    assert told(saved(book)) == [
        ("sheet_hidden", "sheet Lists", "Lists"),
        ("sheet_hidden", "sheet Deep", "Deep"),
    ]


def test_hidden_rows_and_columns_are_read_and_told():
    book = openpyxl.Workbook()
    for number in range(1, 7):
        book.active.append([number, "x"])
    for number in (2, 3, 5, 50):
        book.active.row_dimensions[number].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.active.column_dimensions["K"].hidden = True
    assert len(read(saved(book)).rows) == 6
    assert told(saved(book)) == [
        ("hidden_read", "sheet Sheet", "rows 2 to 3, 5"),
        ("hidden_read", "sheet Sheet", "columns B"),
    ]


def test_comments_and_formulas_without_a_value_are_told():
    book = openpyxl.Workbook()
    book.active.append(["Ask", "=TODAY()"])
    book.active["A1"].comment = Comment("Is this\nstill so?", "A")
    assert read(saved(book)).rows[0].cells == ("Ask",)
    assert told(saved(book)) == [
        ("note_left_out", "sheet Sheet, row 1", "A1: Is this still so?"),
        ("formula_without_value", "sheet Sheet", "B1"),
    ]


def test_columns_left_of_the_plan_are_left_out():
    book = openpyxl.Workbook()
    book.active["C4"], book.active["D4"], book.active["D5"] = "Action", "Lead", "A"
    book.active["C5"] = dt.date(2026, 1, 2)
    book.active.merge_cells("D5:D6")
    book.active["C6"] = "more"
    rows = read(saved(book)).rows
    assert [row.cells for row in rows] == [("Action", "Lead"), ("2026-01-02", "A"), ("more",)]
    assert (rows[1].dates, rows[2].merged_from_above) == ({0}, {1})


def test_every_way_of_writing_a_cell():
    row = (
        '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>in </t><r><t>line</t></r></is></c>'
        '<c t="str"><f>A1</f><v>worked out_x000D_\nhere</v></c><c t="b"><v>0</v></c>'
        '<c t="e"><v>#REF!</v></c><c t="d"><v>2026-03-31T00:00:00</v></c><c r="H1"><v>8</v></c>'
        "<c/><c><v>odd</v></c></row>"
    )
    strings = "<si><r><t>rich</t></r><r><t> text</t></r><rPh><t>reading aid</t></rPh></si>"
    rows = read(xlsx(row, sharedStrings=strings)).rows
    assert rows[0].cells == (
        "rich text",
        "in line",
        "worked out\nhere",
        "FALSE",
        "#REF!",
        "2026-03-31",
        "",
        "8",
        "",
        "odd",
    )
    assert rows[0].dates == {5}


def test_macros_are_told_and_left_alone():
    row = '<row><c t="str"><v>Action</v></c></row>'
    content = xlsx(row, content_type=EXCEL_WITH_MACROS)
    content = with_parts(content, **{"xl__vbaProject.bin": b"Sub Auto_Open()"})
    assert read(content).rows[0].cells == ("Action",)
    assert told(content) == [("macros_left_out", "file", "")]


def test_an_empty_workbook_is_refused():
    with pytest.raises(UnreadableFile) as caught:
        read(saved(openpyxl.Workbook()))
    assert caught.value.code == "empty"


def test_rows_survive_being_put_away(workbook):
    content = saved(workbook)
    contents = read(content)
    assert type(contents).from_json(contents.as_json(), content=content) == contents
