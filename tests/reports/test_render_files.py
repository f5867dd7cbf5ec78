"""All five files of a paper: each says the same, none says more. No database."""

import re
from dataclasses import replace

import pytest

from reports.document import ActionTable, Bullets, Document, Note, Paragraph, Run, Section
from reports.models import ReportFile
from reports.render import FORMATS, render_file, render_files
from reports.tables import full_table

from .papers import board_paper, long_paper, panel_paper, paper_with
from .reading_files import texts_of
from .reading_pdf import assert_valid
from .sample_blocks import NARRATIVE
from .sample_plan import ACTIONS, action

ONE_LINE = re.compile(r"\s+")


def squeezed(text):
    """Without what a line's end or a mark for breaking a word adds."""
    return ONE_LINE.sub("", text.replace("\u200b", "").replace("\ufffe", ""))


def files_of(document):
    return {file.kind: file for file in render_files(document).files}


def test_a_paper_has_a_file_of_every_kind_with_its_versions():
    files = files_of(panel_paper())

    assert set(files) == set(ReportFile.Kind.values) == set(FORMATS)
    assert len({file.template_version for file in files.values()}) == 5
    for file in files.values():
        assert 0 < len(file.template_version) <= 40
        assert 0 < len(file.engine_version) <= 40


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_document_read_back_gives_the_same_bytes(kind):
    read_back = Document.from_json(board_paper().to_json())

    assert render_file(read_back, kind) == files_of(board_paper())[kind]


WORDS_OF_ALL = (
    "Ŵyl yn Ynys Môn: ŷ ŵ",
    "Zażółć gęślą jaźń",
    '#panic("stopped") $ x^2 $ *bold* <label>',
    "<script>alert(1)</script> &amp; {{ 7*7 }}",
    "=1+1",
)


@pytest.mark.parametrize("words", WORDS_OF_ALL)
def test_words_are_told_as_they_were_typed_in_every_file(words):
    paper = paper_with(
        Paragraph(words, (Run(words, strong=True),)),
        Note(words),
        Bullets((words,)),
        title=words,
        actions=(action("1", 0, "on_track", text=words, comment=words),),
    )
    for kind, text in texts_of(render_files(paper).files).items():
        assert squeezed(words) in squeezed(text), kind


def test_letters_without_a_glyph_and_controls_break_no_file():
    words = "Done 🎉 مرحبا \x00\x07\x1b\ud800 at last\x85 \ufffe"
    paper = paper_with(
        Paragraph(words, (Run(words, emphasis=True),)),
        title=words,
        plan_title=words,
        mark=words,
        actions=(action("1", 0, "on_track", text=words, leads=(words,)),),
    )

    rendered = render_files(paper)

    texts = texts_of(rendered.files)
    for kind, text in texts.items():
        assert "Done" in text, kind
        if kind in ("html", "csv"):  # the others hold pictures and fonts too
            assert not re.search("[\x00\x07\x1b\ud800]", text), kind
        if kind != "pdf":
            assert "🎉 مرحبا" in text, kind
    assert "U+1F389 party popper" in dict(rendered.replaced_characters)


def test_a_title_of_two_thousand_characters_is_whole_in_every_file():
    title = ("Working together for safer places and stronger voices " * 40)[:2000].strip()

    for kind, text in texts_of(files_of(panel_paper(title=title)).values()).items():
        if kind != "csv":  # which has the actions alone
            assert squeezed(title) in squeezed(text), kind


def test_a_paper_on_no_actions_is_a_paper():
    sections = (Section("issues", "Key issues", (Paragraph("There are no public actions."),)),)
    paper = panel_paper(sections=sections, actions=(), objectives=(), figures=(), moments=())

    files = files_of(paper)

    assert_valid(files["pdf"].bytes)
    for kind, text in texts_of(files.values()).items():
        assert ("There are no public actions." in text) == (kind in ("pdf", "html", "docx"))
    assert len(files["csv"].bytes.splitlines()) == 1


def test_an_objective_of_two_thousand_actions_is_whole_in_every_file():
    files = files_of(long_paper(2000))

    numbers = {f"1.{n}" for n in range(1, 2001)}
    for kind, text in texts_of(files.values()).items():
        assert numbers <= set(text.split()), kind


def test_a_long_row_breaks_nothing():
    paper = long_paper(3)
    long = replace(paper.actions[0], comment="What happened. " * 700, text="x" * 2000)

    files = files_of(replace(paper, actions=(long, *paper.actions[1:])))

    for kind, text in texts_of(files.values()).items():
        assert text.count("happened") >= 700, kind


def test_the_reader_of_files_finds_a_word_wherever_it_hides():
    """What the search for exempt words stands on: a word in each place is found in each file."""
    section = Section("issues", "About Wexcombe", NARRATIVE)
    paper = panel_paper(
        title="Thornbury",
        sections=(section,),
        actions=(action("1", 0, "on_track", comment="Names a witness"),),
    )

    texts = texts_of(render_files(paper).files)

    for kind in ("pdf", "html", "docx"):
        assert "About Wexcombe" in texts[kind]
        assert "halls.example" in texts[kind], kind
    for kind in ("pdf", "html", "docx", "xlsx"):
        assert "Thornbury" in texts[kind], kind
    for kind in ("csv", "xlsx"):
        assert "Names a witness" in texts[kind], kind


def test_an_alternative_text_is_found_too():
    texts = texts_of(render_files(panel_paper()).files)

    for kind in ("pdf", "html", "docx"):
        assert "Of 48 public actions, 4 are overdue" in texts[kind], kind


def test_no_reason_for_privacy_is_in_a_public_paper_of_public_actions():
    for kind, text in texts_of(render_files(panel_paper()).files).items():
        assert "Private:" not in text, kind
        assert "Why private" not in text, kind


def test_the_appendix_says_what_is_next_of_open_actions_only():
    done = action("1", 0, "complete", comment="Done.", next_step="Nothing.", date_detail="")
    silent = replace(ACTIONS[0], reported_on=None)
    paper = long_paper(0, actions=(done, ACTIONS[0], silent), sections=())

    table = full_table(paper, ActionTable((0, 1, 2)))
    assert [row[5].text.partition("Next: ")[2] for row in table.rows] == [
        "",
        "Ask for a hall with a ramp.",
        "",
    ]
    assert table.rows[2][5].text == "No update received"
