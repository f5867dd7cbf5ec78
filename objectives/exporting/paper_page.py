"""A Word document on A4 in the portal's look: its styles, margins, mark and page numbers."""

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from objectives.importing.ours.cells import writable

FONT = "Arial"
NAVY = RGBColor(0x16, 0x29, 0x4D)
_SIZES = {
    "Normal": 10,
    "Heading 1": 18,
    "Heading 2": 13,
    "Title": 22,
    "Subtitle": 11,
    "Caption": 10,
}


def new_document(*, title: str, office: str, mark: str, landscape: bool = False) -> DocumentType:
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = as_property(title), as_property(office)
    properties.language, properties.comments = "en-GB", ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.8)
    for name, size in _SIZES.items():
        set_font(document.styles[name], size)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    for name in ("Heading 1", "Heading 2", "Title"):
        document.styles[name].font.color.rgb = NAVY
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (header, footer):
        if mark:
            paragraph.add_run(writable(mark)).bold = True
    footer.add_run("    Page ")
    _add_field(footer, "PAGE")
    footer.add_run(" of ")
    _add_field(footer, "NUMPAGES")
    return document


def as_property(text: str) -> str:
    """The file's own title and the like: Word's end at 255 characters."""
    text = writable(text)
    return text if len(text) <= 255 else f"{text[:254]}…"


def set_font(style, size: int) -> None:
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
