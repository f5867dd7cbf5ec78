"""The paper in Word, read back by what wrote it and by its XML. No database."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from reports.document import Bullets, Cell, Column, Paragraph, Run, Table
from reports.render.word import render_word

from .papers import board_paper, panel_paper, paper_with
from .sample_plan import ACTIONS, STATES


def read(document):
    return docx.Document(BytesIO(render_word(document)))


def lines_of(word, style=None):
    return [p.text for p in word.paragraphs if style in (None, p.style.name)]


@pytest.fixture(scope="module")
def panel():
    return read(panel_paper())


def test_title_and_headings_are_real_styles(panel):
    assert lines_of(panel, "Title") == ["Joint engagement plan: progress in quarter 1"]
    headings = lines_of(panel, "Heading 1")
    assert headings[:2] == ["The position in one look", "1. Purpose"]
    assert headings[-1] == "Appendix B: what the words of state mean"
    assert sum(line.startswith("Objective ") for line in lines_of(panel, "Heading 2")) == 12


def test_numbered_paragraphs_keep_their_numbers_as_text(panel):
    numbered = lines_of(panel, "Numbered paragraph")

    assert "5.2\tThree actions have passed their date:" in numbered


def test_lists_are_lists_and_each_numbered_one_begins_with_1():
    one = Bullets(("a", "b"), ordered=True)
    word = read(paper_with(one, Paragraph("between"), one, Bullets(("c",))))

    items = [p for p in word.paragraphs if p.style.name == "List Number"]
    lists = [p._p.pPr.numPr.numId.val for p in items]
    assert lists[0] == lists[1] != lists[2] == lists[3]
    numbering = word.part.numbering_part.numbering_definitions._numbering
    for key in set(lists):
        assert numbering.num_having_numId(key).lvlOverride_lst[0].startOverride.val == 1
    assert lines_of(word, "List Bullet") == ["c"]


def test_stretches_keep_their_weight_and_links_are_links(panel):
    (paragraph,) = [p for p in panel.paragraphs if "Halls are scarce" in p.text]

    assert [run.text for run in paragraph.runs if run.bold] == ["scarce"]
    assert [run.text for run in paragraph.runs if run.italic] == ["early"]
    (link,) = paragraph.hyperlinks
    assert (link.text, link.url) == ("the booking page", "https://halls.example/book?town=a&day=1")


def test_every_table_repeats_its_header_row(panel):
    assert len(panel.tables) > 6
    for table in panel.tables:
        properties = table.rows[0]._tr.trPr
        assert properties is not None
        assert properties.find(qn("w:tblHeader")) is not None


def test_the_row_that_adds_up_the_others_is_bold():
    rows = ((Cell("Overdue"), Cell("4")), (Cell("All actions"), Cell("48")))
    (table,) = read(paper_with(Table("", (Column("State"), Column("Q1")), rows, total=True))).tables

    bold = [all(p.runs[0].bold for c in row.cells for p in c.paragraphs) for row in table.rows]
    assert bold == [True, False, True]


def test_the_appendix_lies_on_its_side_and_has_every_action(panel):
    turned = [section.orientation for section in panel.sections]
    assert turned == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]

    full = [t for t in panel.tables if t.rows[0].cells[-1].text == "Latest update"]
    numbers = [row.cells[0].text for table in full for row in table.rows[1:]]
    assert numbers == [action.number for action in ACTIONS]


def test_states_are_words_beside_a_square(panel):
    (key, *_) = [t for t in panel.tables if t.rows[0].cells[0].text == "Word"]

    words = [row.cells[0].text for row in key.rows[1:]]
    assert [word[2:] for word in words] == [state.word for state in STATES]
    assert {word[0] for word in words} == {"■", "□"}


def test_two_tables_that_touch_stay_two():
    table = Table("", (Column("No."),), ((Cell("1"),),))
    word = read(paper_with(table, table))

    assert len(word.tables) == 2
    assert word.tables[0]._tbl.getnext().tag == qn("w:p")


def test_the_mark_stands_above_and_below_and_pages_are_counted():
    word = read(board_paper())
    section = word.sections[0]

    assert section.header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
    fields = [f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "Cleared with\tChief Executive, Chief Finance Officer" in lines_of(word, "Fact")


def test_its_properties_say_what_it_is_and_no_more(panel):
    properties = panel.core_properties

    assert properties.title == "Joint engagement plan: progress in quarter 1"
    assert properties.language == "en-GB"
    assert properties.modified.isoformat() == "2025-07-14T16:00:00+00:00"
    assert (properties.last_modified_by, properties.comments) == ("", "")


def test_no_text_leaves_its_place():
    text = "<w:p/> & ]]> \x07\x00 \ud800 end\nnext line"
    word = read(
        paper_with(
            Paragraph(text, (Run(text, strong=True),)),
            Table(text, (Column(text),), ((Cell(text, text, "on_track"),),)),
            title=text,
            plan_title=text,
            mark="A & B",
        )
    )

    assert "<w:p/> & ]]>   end" in word.paragraphs[1].text
    assert word.sections[0].header.paragraphs[0].text == "A & B"


def test_the_same_document_gives_the_same_bytes():
    first = render_word(panel_paper())

    assert render_word(panel_paper()) == first
    with ZipFile(BytesIO(first)) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
