"""A Document as a Word file that an office can still edit: real styles, real lists, real tables."""

from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Cm

from objectives.exporting import paper_page, paper_table
from objectives.importing.ours.cells import writable
from reports.document import (
    ActionTable,
    Bullets,
    Document,
    Key,
    LineChart,
    Note,
    Paragraph,
    StateBars,
    Subheading,
    Table,
)
from reports.tables import full_table

from .versions import version_of
from .word_styles import FACT, NOTE, NUMBERED, add_styles
from .word_tables import body_table
from .word_text import add_runs, restarted_numbering
from .words import closing, facts, figures_table, key_table, meeting_day, subtitle
from .zipped import at_moment, zlib_version

MARGIN, SIDE, LONG_SIDE = 2, 21, 29.7
"""centimetres"""
PARTS = ("word.py", "word_styles.py", "word_tables.py", "word_text.py", "zipped.py")


@cache
def template_version() -> str:
    shared = (Path(module.__file__) for module in (paper_page, paper_table))
    return version_of("word", (*map(Path(__file__).with_name, PARTS), *shared))


@cache
def engine_version() -> str:
    return f"python-docx {version('python-docx')}, {zlib_version()}"


def render_word(document: Document) -> bytes:
    return at_moment(Paper(document).bytes(), document.cut_off)


class Paper:
    def __init__(self, paper: Document):
        self.paper = paper
        self.word = paper_page.new_document(
            title=paper.title, office=paper.office_name, mark=paper.mark
        )
        subject = f"{paper.plan_title}, {paper.period_label}"
        self.word.core_properties.subject = paper_page.as_property(subject)
        self.word.core_properties.last_modified_by = ""
        self.word.core_properties.language = paper.language
        self.landscape = False
        self._lay_out(self.word.sections[0])
        add_styles(self.word)

    def bytes(self) -> bytes:
        self._add_heading()
        sections = list(self.paper.numbered())
        appendices = [one for one in sections if one[1].key.startswith("appendix-")]
        for one in sections:
            if one not in appendices:
                self._add_section(*one)
        for label, words in closing(self.paper):
            self._add_fact(label, words)
        for one in appendices:
            self._turn(landscape=one[1].landscape)
            self._add_section(*one)
        out = BytesIO()
        self.word.save(out)
        return out.getvalue()

    def _add_heading(self):
        paper, heading = self.paper, self.paper.heading
        own = facts(paper)
        if not any(label == "Access" for label, _ in own):
            own = [
                ("To", heading.body_name),
                ("Date", meeting_day(paper)),
                ("Agenda item", heading.agenda_item),
                ("Access", "Public report" if heading.public else "Private report"),
                *own,
            ]
        self._add("Subtitle", paper.office_name)
        self._add("Title", paper.title)
        self._add("Subtitle", subtitle(paper))
        for label, words in own:
            if words:
                self._add_fact(label, words)

    def _add_fact(self, label, words):
        paragraph = self.word.add_paragraph(style=FACT)
        paragraph.add_run(f"{label}\t").bold = True
        paragraph.add_run(writable(words))

    def _add(self, style, words):
        return self.word.add_paragraph(writable(words), style=style)

    def _add_section(self, number, section, blocks):
        self._add("Heading 1", f"{number}. {section.title}" if number else section.title)
        after_table = False
        for paragraph, block in blocks:
            table = self._table_of(block)
            # Two tables that touch become one.
            if table and after_table and not table.caption:
                self.word.add_paragraph()
            if table:
                self._add_table(table, section.title)
            else:
                self._add_words(paragraph, block)
            after_table = bool(table and table.rows)

    def _table_of(self, block) -> Table | None:
        match block:
            case Table():
                return block
            case ActionTable():
                return full_table(self.paper, block)
            case Key():
                return key_table(block)
            case StateBars():
                self._add("Caption", block.caption)
                self._add("Normal", block.alternative)
                return figures_table(block)
            case LineChart():
                self._add("Caption", block.caption)
                self._add("Normal", block.alternative)
                return block.table
        return None

    def _add_words(self, number, block):
        match block:
            case Paragraph():
                style = NUMBERED if number else "Normal"
                paragraph = self.word.add_paragraph(f"{number}\t" if number else "", style=style)
                add_runs(paragraph, block.text, block.runs)
            case Note():
                add_runs(self.word.add_paragraph(style=NOTE), block.text, block.runs)
            case Subheading():
                self._add("Heading 2", block.text)
            case Bullets():
                self._add_list(block)

    def _add_list(self, block: Bullets):
        numbering = restarted_numbering(self.word) if block.ordered else None
        for place, item in enumerate(block.items):
            style = "List Number" if block.ordered else "List Bullet"
            paragraph = self.word.add_paragraph(style=style)
            if numbering is not None:
                numbering(paragraph)
            add_runs(paragraph, item, block.runs[place] if block.runs else ())

    def _add_table(self, table: Table, section_title: str):
        if table.caption:
            self._add("Caption", table.caption)
        if not table.rows:
            self._add("Normal", table.empty)
            return
        width = (LONG_SIDE if self.landscape else SIDE) - 2 * MARGIN
        drawn = body_table(table, width=width, caption=table.caption or section_title)
        self.word.element.body.insert(-1, drawn)  # the section's own properties stay last

    def _turn(self, *, landscape: bool):
        self.landscape = landscape
        self._lay_out(self.word.add_section(WD_SECTION.NEW_PAGE))

    def _lay_out(self, section):
        width, height = (LONG_SIDE, SIDE) if self.landscape else (SIDE, LONG_SIDE)
        section.orientation = WD_ORIENT.LANDSCAPE if self.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(width), Cm(height)
        section.left_margin = section.right_margin = Cm(MARGIN)
        # The mark stands above the text, not on it.
        section.top_margin = section.bottom_margin = Cm(2.5)
