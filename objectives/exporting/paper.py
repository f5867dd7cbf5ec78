"""A plan as a Word paper on A4, on its side: the office's own table, an objective at a time."""

import io

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from objectives.exporting.collecting import PlanExport
from objectives.exporting.paper_rows import about, private, rows_of, titled
from objectives.exporting.paper_table import table_xml
from objectives.importing.ours.cells import writable
from objectives.importing.ours.layout import HEADINGS
from objectives.presenting import KEY

FONT = "Arial"
_WIDTHS = (3.4, 4.2, 6.3, 2.9, 3.5, 2.6, 3.8)
"""centimetres, 26.7 in all"""
_NAVY = RGBColor(0x16, 0x29, 0x4D)


def write(export: PlanExport) -> bytes:
    document = _document(export)
    document.add_heading(writable(export.title), level=1)
    for words in about(export):
        document.add_paragraph(words)
    for objective in export.draft.objectives:
        title = titled(objective)
        document.add_heading(title, level=2)
        for words in private(objective.exempt_reason):
            document.add_paragraph().add_run(writable(words)).bold = True
        rows = rows_of(objective, export)
        table = table_xml(HEADINGS, rows, widths=_WIDTHS, caption=title)
        document.element.body.insert(-1, table)  # the section's own properties stay last
    _add_key(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _document(export: PlanExport) -> DocumentType:
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = writable(export.title), writable(export.office)
    properties.language, properties.comments = "en-GB", ""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.8)
    for name, size in (("Normal", 10), ("Heading 1", 18), ("Heading 2", 13)):
        _set_font(document.styles[name], size)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    for name in ("Heading 1", "Heading 2"):
        document.styles[name].font.color.rgb = _NAVY
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (header, footer):
        if export.mark:
            paragraph.add_run(export.mark).bold = True
    footer.add_run("    Page ")
    _add_field(footer, "PAGE")
    footer.add_run(" of ")
    _add_field(footer, "NUMPAGES")
    return document


def _set_font(style, size: int) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):  # a theme's font would win over the one named here
            del fonts.attrib[name]
    for name in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    style.element.rPr.append(language)


def _add_field(paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _add_key(document: DocumentType) -> None:
    document.add_heading("What the states mean", level=2)
    for state, words in KEY:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{state.label}: ").bold = True
        paragraph.add_run(words)
