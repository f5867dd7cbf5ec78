"""The paper's PDF, read back: its text, its structure, its validity. No database."""

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from objectives.states import ShownState
from reports.document import Cell, Column, Document, Paragraph, Run, Table
from reports.render.pdf import TEMPLATE, render_pdf

from .papers import board_paper, panel_paper, paper_with
from .reading_pdf import assert_valid, pages_of, tags_of, words_of
from .sample_plan import BARS, STATES


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


def test_a_chart_too_long_for_its_page_goes_on_over_it_with_its_key():
    chart = replace(BARS, bars=BARS.bars * 12)

    pdf = render_pdf(paper_with(chart)).bytes

    key = " ".join(state.word for state in chart.states)
    assert sum(key in " ".join(text.split()) for text in pages_of(pdf)) > 1
    assert_valid(pdf)


def test_the_row_that_adds_up_the_others_is_strong():
    table = Table("", (Column("State"), Column("Q1")), ((Cell("Overdue"), Cell("4")),) * 2)

    def strong(table):
        pdf = render_pdf(paper_with(table)).bytes
        return [tag.name for tag in tags_of(pdf)].count("Strong")

    assert strong(replace(table, total=True)) == strong(table) + len(table.columns)


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
