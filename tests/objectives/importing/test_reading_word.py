import docx as python_docx
import pytest

from objectives.importing.reading import read_bytes

from .office_files import STRICT_W, WORD_WITH_MACROS, docx, p, r, saved, tbl, tc, tr

HEAD = tr("Objective", "Action", "Date", "Lead")
LEVELS = [("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%1.%2.%3"), ("bullet", "·")]
LEVELS += [("chicago", "%5")]
LISTS = (
    '<w:abstractNum w:abstractNumId="7">'
    + "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(LEVELS)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def read(content):
    return read_bytes(content, name="plan.docx")


def cells(content):
    return [row.cells for row in read(content).rows]


def told(content):
    return [(str(d.code), d.source, d.text) for d in read(content).doubts]


@pytest.fixture
def office_plan():
    """As an office would write it: title, headings, merged objectives, a table for each."""
    document = python_docx.Document()
    document.add_heading("Listening plan", level=0)
    document.add_paragraph("Agreed by the Board.")
    for number, objective in enumerate(["Listen", "Reply"], start=1):
        document.add_heading(objective, level=2)
        table = document.add_table(rows=3, cols=3)
        for cell, text in zip(table.rows[0].cells, ["Theme", "Action", "Lead"], strict=True):
            cell.text = text
        table.cell(1, 0).merge(table.cell(2, 0)).text = f"Theme {number}"
        table.cell(1, 1).text = "Ask"
        table.cell(1, 1).add_paragraph("and ask again")
        table.cell(2, 1).text = "Answer"
        banner = table.add_row()
        banner.cells[0].merge(banner.cells[2]).text = "Later"
    return saved(document)


def test_an_office_plan(office_plan):
    contents = read(office_plan)
    assert contents.kind == "docx"
    assert [(row.source, row.kind, row.level, row.cells) for row in contents.rows[:7]] == [
        ("text above table 1, paragraph 1", "text", None, ("Listening plan",)),
        ("text above table 1, paragraph 2", "text", None, ("Agreed by the Board.",)),
        ("text above table 1, paragraph 3", "text", 2, ("Listen",)),
        ("table 1, row 1", "row", None, ("Theme", "Action", "Lead")),
        ("table 1, row 2", "row", None, ("Theme 1", "Ask\nand ask again", "")),
        ("table 1, row 3", "row", None, ("", "Answer", "")),
        ("table 1, row 4", "banner", None, ("Later", "", "")),
    ]
    assert [row.table for row in contents.rows] == [None, None, None, 1, 1, 1, 1] + [None] + [2] * 4
    assert contents.rows[5].merged_from_above == {0}
    assert contents.rows[4].merged_from_above == set()
    assert contents.doubts == ()


def test_blank_is_not_merged():
    merged = tr(tc("Listen", down="restart"), "Ask", "May", "A") + tr(
        tc(down="continue"), "Answer", "", ""
    )
    rows = read(docx(tbl(HEAD, merged, tr("", "Third", "", "")))).rows
    assert [row.merged_from_above for row in rows] == [set(), set(), {0}, set()]


def test_a_merge_cut_off_by_a_page_break_begins_anew():
    first = tbl(HEAD, tr(tc("Listen", down="restart"), "Ask", "May", "A"))
    rows = read(docx(first + p("") + tbl(tr(tc("Listen", down="continue"), "b", "", "")))).rows
    assert rows[-1].cells == ("Listen", "b", "", "")
    assert (rows[-1].merged_from_above, rows[-1].table) == (set(), 2)


def test_cells_stand_in_their_columns_whatever_the_grid():
    """Dragged borders make a grid finer than the columns; rows lie on it differently."""
    body = tbl(
        tr(tc("Objective", span=2), tc("Action"), tc("Date", span=2), tc("Lead")),
        tr(tc("Listen"), tc("Ask", span=2), tc("May"), tc("A", span=2)),
        tr(tc("Both", span=3), tc("June", span=2), tc("B")),
        tr(tc("C"), before=5),
        widths=(1000, 50, 1000, 50, 900, 1000),
    )
    assert cells(docx(body)) == [
        ("Objective", "Action", "Date", "Lead"),
        ("Listen", "Ask", "May", "A"),
        ("Both", "", "June", "B"),
        ("", "", "", "C"),
    ]


def test_two_cells_under_one_heading_are_both_kept():
    body = tbl(
        tr("Action", tc("Lead", span=2)),
        tr("Ask", tc("A", span=2)),
        tr("Answer", "B", "C"),
        tr("Write", tc("D", span=2)),
        widths=(100, 100, 100),
    )
    assert cells(docx(body))[2] == ("Answer", "B\nC")


def test_a_banner_needs_the_width_and_nothing_beside_it():
    body = tbl(HEAD, tr("1", "2", "3", "4"), tr(tc("Wide", span=3), "x"), tr(tc("W", span=3), ""))
    assert [row.kind for row in read(docx(body)).rows] == ["row", "row", "row", "banner"]


def test_numbers_that_word_writes_itself():
    body = (
        p("First", numbered="1 0")
        + p("part", numbered="1 1")
        + p("part", numbered="1 1")
        + p("deep", numbered="1 2")
        + p("dot", numbered="1 3")
        + p("strange", numbered="1 4")
        + tbl(tr(tc(p("Second", numbered="1 0"), p("part", numbered="1 1")), tc("x")))
        + p("Anew", numbered="2 0")
        + p("No list", numbered="0 0")
        + p("Unknown list", numbered="99 0")
    )
    assert [row.cells[0] for row in read(docx(body, numbering=LISTS)).rows] == [
        "1. First",
        "a) part",
        "b) part",
        "1.b.i deep",
        "dot",
        "strange",
        "2. Second\na) part",
        "1. Anew",
        "No list",
        "Unknown list",
    ]


def test_a_number_column_that_word_fills():
    numbered = [tr(tc(p(numbered="1 0")), tc(text)) for text in ("Ask", "Answer")]
    unused = tr(tc(p(numbered="1 0")), tc(""))
    assert cells(docx(tbl(*numbered, unused), numbering=LISTS)) == [("1.", "Ask"), ("2.", "Answer")]


def test_styles_give_levels_and_numbers():
    styles = (
        '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Objective"/>'
        '<w:basedOn w:val="berschrift2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="x"/>'
        '<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="y"/>'
        '<w:basedOn w:val="Ring"/></w:style>'
    )
    names = ["Mine", "berschrift2", "Outlined", "Ring", "Missing"]
    body = "".join(p(name, style=name) for name in names)
    rows = read(docx(body, styles=styles, numbering=LISTS)).rows
    assert [(row.level, row.cells[0]) for row in rows] == [
        (2, "1. Mine"),
        (2, "2. berschrift2"),
        (3, "Outlined"),
        (None, "Ring"),
        (None, "Missing"),
    ]


def test_tracked_changes_are_read_as_accepted():
    body = tbl(
        HEAD,
        tr(
            tc(p("Meet ", f"<w:del>{r('old')}</w:del>", f"<w:ins>{r('new')}</w:ins>", " people")),
            tc(p(f"<w:moveFrom>{r('gone')}</w:moveFrom>", f"<w:moveTo>{r('come')}</w:moveTo>")),
            "",
            "",
        ),
        tr("struck out", "", "", "", deleted=True),
    )
    assert cells(docx(body))[1:] == [("Meet new people", "come", "", "")]
    assert told(docx(body)) == [("tracked_changes", "file", "5 changes")]
    only_a_row = tbl(HEAD, tr("kept", "", "", ""), tr("struck out", "", "", "", deleted=True))
    assert told(docx(only_a_row)) == [("tracked_changes", "file", "1 change")]


def test_footnotes_comments_and_hidden_text_are_told():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> open</w:t></w:r>'
    footnote = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    body = tbl(HEAD, tr("a", tc(p("Ask", footnote, comment, hidden, shown)), "", ""))
    content = docx(
        body,
        footnotes=f'<w:footnote w:id="2">{p("Where funds allow")}</w:footnote>',
        comments=f'<w:comment w:id="0">{p("Is this")}{p("still so?")}</w:comment>',
    )
    assert cells(content)[1] == ("a", "Ask open", "", "")
    assert told(content) == [
        ("note_left_out", "table 1, row 2", "Where funds allow"),
        ("note_left_out", "table 1, row 2", "Is this still so?"),
        ("hidden_left_out", "table 1, row 2", "secret"),
    ]


def test_a_text_box_is_read_once():
    def box(text):
        return f"<w:txbxContent>{p(text)}</w:txbxContent>"

    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box('Our aim')}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box('Our aim')}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    rows = read(docx(p("Plan", drawn) + tbl(HEAD, tr("a", tc(p("b", drawn)), "", "")))).rows
    assert [(row.source, row.kind, row.cells[0]) for row in rows if row.table is None] == [
        ("text above table 1, paragraph 1", "text", "Plan"),
        ("text box beside text above table 1, paragraph 1, paragraph 1", "text", "Our aim"),
        ("text box beside table 1, row 2, paragraph 1", "text", "Our aim"),
    ]
    assert rows[3].cells == ("a", "b", "", "")


def test_a_table_in_a_cell_becomes_its_lines():
    inner = tbl(tr("Anna’s team", "May"), tr("Press", ""))
    content = docx(tbl(HEAD, tr("a", tc(p("Ask:"), inner, p("")), "", "")))
    assert cells(content)[1] == ("a", "Ask:\nAnna’s team | May\nPress", "", "")
    assert told(content) == [("nested_table", "table 1, row 2", "Anna’s team | May\nPress")]


def test_a_table_that_only_frames_the_page_is_looked_through():
    framed = tbl(tr(tc(p("Our plan"), tbl(HEAD, tr("a", "b", "c", "d")), p(""))), tr("Foot"))
    rows = read(docx(framed)).rows
    assert [(row.source, row.cells[0]) for row in rows] == [
        ("text above table 1, paragraph 1", "Our plan"),
        ("table 1, row 1", "Objective"),
        ("table 1, row 2", "a"),
        ("text below table 1, paragraph 1", "Foot"),
    ]


def test_wrappers_show_through_and_prompts_do_not():
    def control(inner, properties=""):
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    contents = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    row = tr(
        control(tc("a")),
        tc(p(control(r("due")))),
        tc(p(control(r("Click to enter a date"), "<w:showingPlcHdr/>"))),
        tc(p("<w:hyperlink><w:r><w:t>page</w:t></w:r></w:hyperlink>", "<w:r><w:br/></w:r>", "x")),
    )
    body = control(p("Listen ... 3"), contents) + control(p("Kept")) + tbl(HEAD, control(row))
    assert cells(docx(body)) == [
        ("Kept",),
        ("Objective", "Action", "Date", "Lead"),
        ("a", "due", "", "page\nx"),
    ]


def test_marks_of_picture_fonts_and_odd_characters():
    body = p(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
        "<w:r><w:tab/><w:t>well</w:t><w:noBreakHyphen/><w:t>kept</w:t><w:softHyphen/></w:r>",
        '<w:r><w:br w:type="page"/></w:r>',
    )
    assert cells(docx(body)) == [("✓ well-kept",)]


def test_fields_give_their_result_alone():
    body = p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>DATE \\@ yyyy</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2026</w:t></w:r>'
    )
    assert cells(docx(body)) == [("2026",)]


def test_strict_and_macro_documents_open_likewise():
    body = tbl(HEAD, tr("a", "b", "c", "d"))
    assert cells(docx(body, namespace=STRICT_W)) == cells(docx(body))
    assert cells(docx(body, content_type=WORD_WITH_MACROS)) == cells(docx(body))


def test_rows_survive_being_put_away(office_plan):
    contents = read(office_plan)
    assert type(contents).from_json(contents.as_json(), content=office_plan) == contents


def test_the_points_of_a_list_stand_in_its_cell_where_there_are_several():
    document = python_docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, texts in zip(table.rows[0].cells, [["Ask", "Tell"], ["Only"]], strict=True):
        cell.paragraphs[0].text = texts[0]
        cell.paragraphs[0].style = "List Bullet"
        for text in texts[1:]:
            cell.add_paragraph(text, style="List Bullet")
    table.cell(1, 0).text = "Do both:"
    for text in ("Ask", "Tell"):
        table.cell(1, 0).add_paragraph(text, style="List Bullet")
    assert cells(saved(document)) == [("• Ask\n• Tell", "Only"), ("Do both:\n• Ask\n• Tell", "")]
