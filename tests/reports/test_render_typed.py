"""Whatever was typed into a plan, its paper's PDF prints it and stays valid. No database."""

import re

import pypdfium2
import pytest

from reports.document import Bullets, Cell, Column, Heading, Paragraph, Table
from reports.render.pdf import RenderError, render_pdf

from .papers import panel_paper, paper_with
from .reading_pdf import assert_valid, tags_of, words_of

HOSTILE = (
    '#panic("stopped") #read("/etc/passwd") #import "x": y $ x^2 $ *bold* _it_ `raw` @ref <label>',
    "= Heading\n- item\n+ item\n/ term: x\n\\ \\u{41} // comment /* comment */ ~ --- ...",
    "<script>alert(1)</script> <b>bold</b> &amp; {{ 7*7 }} {% now %} =1+1 \"quoted\" 'single'",
    '"})#panic()#(("] ) } [ ( {',
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_printed_as_typed(text):
    paper = paper_with(
        Paragraph(text),
        Bullets((text,)),
        Table(text, (Column(text),), ((Cell(text, text, "on_track"),),)),
        title=text,
        plan_title=text,
        office_name=text,
        heading=Heading(body_name=text, meeting_date=None, public=False, private_reason=text),
    )

    rendered = render_pdf(paper)

    words = words_of(rendered.bytes).replace(" ", "")
    assert words.count("".join(text.split())) >= 8
    assert_valid(rendered.bytes)
    # A cell that tells no state is drawn apart from those that do.
    plain = render_pdf(paper_with(Table("", (Column("No."),), ((Cell(text, text),),)))).bytes
    assert words_of(plain).replace(" ", "").count("".join(text.split())) == 2


def test_letters_of_other_languages_are_printed():
    text = (
        "Ŵyl yn Ynys Môn: ŷ ŵ. Zażółć gęślą jaźń. Ēriks, Șerban, Ñ, naïve, “quoted”, £5, ½, e\u0301"
    )

    rendered = render_pdf(paper_with(Paragraph(text)))

    assert rendered.replaced_characters == ()
    assert text.replace("e\u0301", "é") in words_of(rendered.bytes)


def test_a_character_without_a_glyph_is_replaced_and_reported():
    text = "Well done 🎉🎉 مرحبا 👩‍👧 done\x07\x00 at\u200b last\ud800"

    rendered = render_pdf(paper_with(Paragraph(text)))

    assert "Well done □□ □□□□□ □□ done at last□" in words_of(rendered.bytes)
    assert ("U+1F389 party popper", 2) in rendered.replaced_characters
    assert ("U+0645 arabic letter meem", 1) in rendered.replaced_characters
    assert_valid(rendered.bytes)


def test_a_title_of_two_thousand_characters_is_printed_whole():
    title = ("Working together for safer places and stronger voices " * 40)[:2000].strip()

    rendered = render_pdf(panel_paper(title=title))

    assert title in words_of(rendered.bytes)
    assert_valid(rendered.bytes)


def test_one_very_long_word_and_one_very_long_cell_do_not_break_a_page():
    word, text = "x" * 3000, "What happened in the quarter. " * 700
    table = Table("", (Column("No."), Column("Update")), ((Cell(word), Cell(text)),))

    rendered = render_pdf(paper_with(Paragraph(word), table))

    assert words_of(rendered.bytes).count("x") > 6000
    with pypdfium2.PdfDocument(rendered.bytes) as document:
        for sheet in document:
            text = sheet.get_textpage()
            right = max(text.get_rect(n)[2] for n in range(text.count_rects()))
            assert right < sheet.get_width() - 60
    assert len(re.findall(r"\bhappened\b", words_of(rendered.bytes))) == 700


def test_an_empty_table_says_so():
    table = Table("Overdue", (Column("No."),), (), empty="Nothing is overdue.")

    rendered = render_pdf(paper_with(table))

    assert "Nothing is overdue." in words_of(rendered.bytes)
    assert "Table" not in {tag.name for tag in tags_of(rendered.bytes)}


def test_an_empty_paper_is_still_a_paper():
    assert_valid(render_pdf(panel_paper(sections=())).bytes)


def test_missing_fonts_are_told_with_what_to_do(tmp_path):
    with pytest.raises(RenderError, match="make assets"):
        render_pdf(panel_paper(), fonts_dir=tmp_path)


def test_other_fonts_without_ours_are_told_too(tmp_path):
    (tmp_path / "broken.ttf").write_bytes(b"no font at all")

    with pytest.raises(RenderError, match="make assets"):
        render_pdf(panel_paper(), fonts_dir=tmp_path)


def test_a_paper_that_takes_too_long_is_stopped():
    with pytest.raises(RenderError, match="longer than"):
        render_pdf(panel_paper(), timeout=0.001)
