"""The paper as a part of a page, read as a browser's parser reads it. No database."""

import itertools
import re
from dataclasses import replace

import pytest
from lxml import html

from reports.document import Bullets, Cell, Column, Heading, Note, Paragraph, Run, Table
from reports.render.html import render_html

from .papers import board_paper, panel_paper, paper_with
from .sample_plan import ACTIONS, COUNTS, FIGURES, STATES


def read(document, **options):
    return html.fromstring(render_html(document, **options))


def words_of(element) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def panel():
    return read(panel_paper())


def test_the_title_heads_the_page_and_headings_skip_no_level(panel):
    levels = [int(e.tag[1]) for e in panel.iter("h1", "h2", "h3", "h4")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    assert words_of(panel.find(".//h1")) == "Joint engagement plan: progress in quarter 1"


def test_the_contents_lead_to_every_section(panel):
    links = panel.xpath(".//nav//a/@href")
    ids = panel.xpath(".//h2/@id")

    assert [link.removeprefix("#") for link in links] == [i for i in ids if i != "contents"]
    every = panel.xpath(".//@id")
    assert len(every) == len(set(every))
    assert "5. Key issues" in words_of(panel.find(".//nav"))


def test_two_sections_of_one_name_have_addresses_of_their_own():
    (section,) = paper_with(Paragraph("Once")).sections
    page = read(panel_paper(sections=(replace(section, numbered=False),) * 2))

    assert len(set(page.xpath(".//h2/@id"))) == 3


def test_paragraphs_carry_their_numbers_as_text(panel):
    (paragraph,) = panel.xpath('.//p[@id="paragraph-5.2"]')

    assert words_of(paragraph) == "5.2 Three actions have passed their date:"


def test_a_figure_leads_to_the_actions_that_it_counts(panel):
    links = [a for a in panel.iter("a") if a.get("href").startswith("actions/")]
    known = {f"actions/{figure.key}/" for figure in FIGURES}

    assert {a.get("href") for a in links} <= known
    (first,) = panel.xpath('.//p[@id="paragraph-5.1"]/a[1]')
    assert first.get("href") == "actions/state-overdue/"
    assert words_of(first) == "4 (Overdue: the list)"
    then = panel.xpath('.//a[@href="actions/state-on-track-then-1/"]')
    assert words_of(then[0]).startswith("40 ")
    # Where nothing is counted there is no list to open.
    assert not panel.xpath('.//a[@href="actions/objective-2-state-overdue/"]')


def test_figures_can_be_left_without_links():
    page = read(panel_paper(), link_figures=False)

    assert not [a for a in page.iter("a") if a.get("href").startswith("actions/")]
    assert "4 of 48 public actions are overdue" in words_of(page)


def test_tables_say_what_they_are_and_what_their_cells_stand_under(panel):
    for table in panel.iter("table"):
        assert words_of(table.find("caption"))
        heads = [words_of(th) for th in table.findall(".//thead//th")]
        assert {th.get("scope") for th in table.findall(".//thead//th")} == {"col"}
        for row in table.findall(".//tbody/tr"):
            assert row[0].get("scope") == "row"
            assert [cell.get("data-label") for cell in row] == heads


def test_a_count_of_none_is_left_out_on_a_phone_only_where_states_stand_beside_each_other(panel):
    hidden = panel.find_class("portal-paper__zero")
    (chart,) = panel.xpath(".//table[.//th='Total']")
    (position,) = panel.xpath('.//section[h2/@id="position"]')

    assert hidden
    assert {cell.getparent().getparent().getparent() for cell in hidden} == {chart}
    assert not position.find_class("portal-paper__zero")


def test_the_appendix_has_every_action_with_its_state_as_a_word(panel):
    (appendix,) = panel.xpath('.//section[h2/@id="appendix-a"]')
    rows = appendix.findall(".//tbody/tr")

    assert [words_of(row[0]) for row in rows] == [action.number for action in ACTIONS]
    tags = [words_of(tag) for tag in appendix.findall(".//strong")]
    totals = map(sum, zip(*COUNTS, strict=True))
    assert [tags.count(state.word) for state in STATES] == list(totals)


def test_the_chart_is_drawn_and_told(panel):
    (chart,) = panel.xpath(".//figure//*[@role='img']")

    assert chart.get("aria-label").startswith("Of 48 public actions, 4 are overdue")
    widths = [float(r.get("width").rstrip("%")) for r in chart.iter("rect") if "%" in r.get("x")]
    assert max(widths) <= 100
    assert len(widths) == sum(1 for counts in COUNTS for n in counts if n)


def test_a_boards_paper_has_its_form_its_closing_box_and_its_mark():
    page = read(board_paper())
    words = words_of(page)

    for line in (
        "To Business Board",
        "Access Private report",
        "Originating officer Engagement Officer",
        "Cleared with Chief Executive, Chief Finance Officer",
    ):
        assert line in words
    assert words.startswith("OFFICIAL-SENSITIVE")
    assert words.endswith("OFFICIAL-SENSITIVE")


def test_nothing_in_it_needs_a_style_or_a_script(panel):
    assert not panel.xpath(".//@style | .//style | .//script")
    assert not [name for name in panel.xpath(".//@*") if getattr(name, "attrname", "")[:2] == "on"]


HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> \"' & {{ 7|add:7 }} {% now %}"


def test_no_text_can_break_or_run_in_the_page():
    run = Run(HOSTILE, strong=True, emphasis=True, link="https://a.example/?q='><script>")
    table = Table(HOSTILE, (Column(HOSTILE),), ((Cell(HOSTILE, HOSTILE, "on_track"),),))
    page = read(
        paper_with(
            Paragraph(HOSTILE, (run,)),
            Note(HOSTILE),
            Bullets((HOSTILE,)),
            table,
            title=HOSTILE,
            mark=HOSTILE,
            plan_title=HOSTILE,
            heading=Heading(HOSTILE, None, False, private_reason=HOSTILE, report_of=HOSTILE),
        )
    )

    assert not page.xpath(".//script | .//img | .//@onerror")
    assert words_of(page).count(" ".join(HOSTILE.split())) >= 10


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//x", "a b"])
def test_only_pages_and_mailboxes_are_linked(address):
    page = read(paper_with(Paragraph("word", (Run("word", link=address),))))

    assert not page.xpath(".//section//a")
    assert "1.1 word" in words_of(page)


def test_the_same_document_gives_the_same_page():
    assert render_html(panel_paper()) == render_html(panel_paper())


def test_a_sentence_keeps_its_spaces():
    runs = (Run("a"), Run(" b", strong=True), Run(" c, "), Run("d", link="mailto:x@y.example"))
    source = render_html(paper_with(Paragraph("a b c, d", runs)))

    assert re.search(r"a<strong> b</strong> c, <a [^>]*>d</a>", source)
