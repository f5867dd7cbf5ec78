"""The paper's PDF, read back: its text, its structure, its validity. No database."""

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2
import pytest

from objectives.states import ShownState
from reports.document import Bullets, Cell, Column, Document, Heading, Paragraph, Run, Table
from reports.render.pdf import TEMPLATE, RenderError, render_pdf

from .papers import board_paper, panel_paper, paper_with
from .sample_plan import STATES


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [p.get_textpage().get_text_range().replace("\r\n", "\n") for p in document]


def words_of(pdf: bytes) -> str:
    """The whole text in one line, without the pages' feet."""
    texts = (re.sub(r"\n[^\n]*Page \d+ of \d+\n?$", "", text) for text in pages_of(pdf))
    return " ".join(" ".join(texts).split())


def tags_of(pdf: bytes) -> list[pikepdf.Dictionary]:
    """Every structure element, in reading order."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(node)
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot.K)
        return [_Tag(node) for node in found]


class _Tag:
    def __init__(self, node):
        self.name = str(node.S).lstrip("/")
        self.alt = str(node.Alt) if "/Alt" in node else ""
        attributes = node.A if "/A" in node else []
        if isinstance(attributes, pikepdf.Dictionary):
            attributes = [attributes]
        self.scopes = [str(a.Scope) for a in attributes if "/Scope" in a]


def assert_valid(pdf: bytes):
    """PDF/UA-1 and PDF/A-2a by a checker that the writer's makers didn't write."""
    for profile in ("ua1", "2a"):
        report = page_validation.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, [(f.rule_id, f.message) for f in report.failures]


@pytest.fixture(scope="module")
def panel():
    return render_pdf(panel_paper()).bytes


@pytest.fixture(scope="module")
def board():
    return render_pdf(board_paper()).bytes


def test_the_same_document_gives_the_same_bytes(panel):
    read_back = Document.from_json(panel_paper().to_json())

    assert read_back == panel_paper()
    assert render_pdf(read_back).bytes == panel


def test_a_panel_paper_has_the_panels_form(panel):
    first, words = pages_of(panel)[0], words_of(panel)

    for line in (
        "Fenmarch Police and Crime Panel",
        "Agenda item 10",
        "Friday 5 September 2025",
        "Public report",
        "Report of Police and Crime Commissioner for Fenmarch",
        "Contact officer Director of Public Engagement",
        "Contact details engagement@fenmarch.example",
    ):
        assert line in first
    headings = [
        "1.Purpose",
        "2.Recommendations",
        "3.Terms of reference",
        "4.Background",
        "5.Key issues",
        "6.Priorities for action",
        "7.Background documents",
        "8.Appendices",
    ]
    places = [re.search(re.escape(h).replace(r"\.", r"\.\s*"), words).start() for h in headings]
    assert places == sorted(places)
    assert re.search(r"5\.2\s*Three actions have passed their date", words)
    assert "Originating officer" not in words


def test_a_board_paper_has_the_boards_form(board):
    words = words_of(board)

    for line in (
        "To Business Board",
        "From Chief Executive",
        "Date Wednesday 6 August 2025",
        "Access Private report",
        "Why in private Paragraph 3 of Schedule 12A",
        "Bibliography Source document Contact officer",
        "Originating officer Engagement Officer",
        "Yes. Paragraph 3 (financial or business affairs)",
        "Cleared with Chief Executive, Chief Finance Officer",
    ):
        assert line in words


def test_a_marked_paper_bears_its_mark_at_the_top_and_bottom_of_every_page(board, panel):
    for text in pages_of(board):
        assert text.count("OFFICIAL-SENSITIVE") == 2
    assert "OFFICIAL" not in words_of(panel)


def test_every_page_says_which_of_how_many(panel):
    pages = pages_of(panel)

    assert len(pages) > 5
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        (
            "Volunteering and Custody Visiting Plan 2026 to 2027",
            "Custody Visiting Plan 2026 to 2027",
        ),
        ("Working together for safer places and stronger voices " * 3, "safer places and stronger"),
    ],
)
def test_the_foot_of_a_page_takes_one_line(title, printed):
    for text in pages_of(render_pdf(panel_paper(plan_title=title)).bytes):
        foot = text.splitlines()[-1]
        assert printed in foot
        assert re.search(r", Quarter 1 2025/26 Page \d+ of \d+$", foot)


def test_header_rows_are_repeated_on_every_page_of_a_table():
    rows = tuple((Cell(str(n)), Cell("What is to be done " * 6)) for n in range(120))
    table = Table("Actions", (Column("No.", share=0), Column("What it requires")), rows)

    pages = pages_of(render_pdf(paper_with(table)).bytes)

    assert len(pages) > 2
    assert all("No. What it requires" in text for text in pages)


def test_the_position_stands_first_and_ends_on_the_first_page(panel):
    first = pages_of(panel)[0]

    position = first.index("The position in one look")
    assert position < first.index("Decisions or help needed") < first.index("1. Purpose")
    for state in STATES:
        assert state.meaning.split()[0] in first[position:]
    assert "On track 21 40 39 39" in " ".join(first.split())


def test_a_narrative_keeps_its_emphasis_its_list_and_its_link(panel):
    words = words_of(panel)
    assert "Halls are scarce: see the booking page and ask early." in words
    assert "1. Write to all halls 2. Ask 3 schools" in words
    assert "4 of 48 public actions are overdue, 2 more" in words

    with pikepdf.open(BytesIO(panel)) as pdf:
        links = [
            note
            for page in pdf.pages
            for note in page.get("/Annots", ())
            if str(note.get("/Subtype")) == "/Link"
        ]
        assert [str(link.A.URI) for link in links] == ["https://halls.example/book?town=a&day=1"]
        # What a screen reader says of it: PDF/UA-1, 7.18.5.
        assert str(links[0].Contents).strip()
    names = [tag.name for tag in tags_of(panel)]
    assert {"Strong", "Em", "Link"} <= set(names)


def test_an_address_without_spaces_is_not_changed_by_where_it_may_break():
    address = "https://halls.example/" + "a" * 200

    rendered = render_pdf(paper_with(Paragraph(address, (Run(address, link=address),))))

    with pikepdf.open(BytesIO(rendered.bytes)) as pdf:
        assert {str(note.A.URI) for note in pdf.pages[0].Annots} == {address}
    assert_valid(rendered.bytes)


def test_the_counts_of_the_first_page_add_up_from_the_appendix(panel):
    pages = pages_of(panel)
    first = " ".join(pages[0].split())
    start, end = (
        next(n for n, text in enumerate(pages) if text.startswith(f"Appendix {letter}"))
        for letter in "AB"
    )
    # Only a state's own cell begins with a capital: "stated on track" is another thing.
    appendix = " ".join(" ".join(pages[start:end]).split())
    for state in STATES:
        printed = int(re.search(rf"{state.word} (\d+) \d+ \d+ \d+", first)[1])
        assert len(re.findall(rf"\b{state.word}\b", appendix)) == printed, state.word


@pytest.mark.parametrize("paper", [panel_paper, board_paper])
def test_papers_are_valid_pdf_ua_and_pdf_a(paper):
    assert_valid(render_pdf(paper()).bytes)


def test_the_structure_tree_has_what_a_screen_reader_needs(panel):
    tags = tags_of(panel)
    names = [tag.name for tag in tags]

    assert names.count("Title") == 1
    assert {"H1", "H2", "P", "L", "LI", "Table", "THead", "TBody", "TR", "TH", "TD"} <= set(names)
    levels = [int(name[1]) for name in names if re.fullmatch(r"H\d", name)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for tag in tags:
        if tag.name == "TH":
            assert tag.scopes == ["/Column"]
    figures = [tag for tag in tags if tag.name == "Figure"]
    assert [tag.alt[:30] for tag in figures] == ["Of 48 public actions, 4 are ov"]


def test_language_title_and_bookmarks_are_set(panel):
    with pikepdf.open(BytesIO(panel)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo.Title) == "Joint engagement plan: progress in quarter 1"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_outline() as outline:
            titles = [re.sub(r"\s+", " ", item.title) for item in outline.root]
            issues = next(i for i in outline.root if i.title.endswith("Key issues"))
            assert len(issues.children) == 6
    assert titles[-1] == "Appendix B: what the words of state mean"


def test_every_state_is_a_word_with_the_colour_of_the_pages(panel):
    template = TEMPLATE.read_text()
    pages = (Path(__file__).parents[2] / "static/src/_states.scss").read_text()
    for state in ShownState:
        bar = re.search(rf'"{state}": \(#\w+, #\w+, (#\w+), #\w+\)', pages).group(1)
        assert re.search(rf'\b{state}: \(fill: rgb\("{bar}"\)', template), state
    words = words_of(panel)
    for state in STATES:
        assert state.word in words


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
