"""The styles of a paper in Word: whoever edits it changes them in one place."""

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from objectives.exporting.paper_page import NAVY, set_font

NUMBERED, FACT, NOTE = "Numbered paragraph", "Fact", "Note"
QUIET = RGBColor(0x50, 0x5A, 0x5F)
_HANGING = {NUMBERED: 1.25, FACT: 4.5}
"""centimetres"""


def add_styles(document) -> None:
    styles = document.styles
    for name, size in (("Normal", 11), ("Heading 1", 15), ("Heading 2", 12)):
        styles[name].font.size = Pt(size)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, hanging in _HANGING.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = styles["Normal"], True
        layout = style.paragraph_format
        layout.left_indent, layout.first_line_indent = Cm(hanging), Cm(-hanging)
        layout.tab_stops.add_tab_stop(Cm(hanging))
    styles[NUMBERED].paragraph_format.space_before = Pt(6)
    styles[FACT].paragraph_format.space_after = Pt(3)
    note = styles.add_style(NOTE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.quick_style = styles["Normal"], True
    note.paragraph_format.left_indent = Cm(_HANGING[NUMBERED])
    note.element.get_or_add_pPr().insert_element_before(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="8" '
            f'w:color="{NAVY}"/></w:pBdr>'
        ),
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"),
    )
    _plain_heads(styles)
    for name in ("List Bullet", "List Number"):
        styles[name].paragraph_format.left_indent = Cm(_HANGING[NUMBERED] + 0.63)
        styles[name].paragraph_format.first_line_indent = Cm(-0.63)


def _plain_heads(styles) -> None:
    """Title, subtitle and captions as the printed paper has them, without Word's ornaments."""
    for name in ("Title", "Subtitle", "Caption"):
        style = styles[name]
        set_font(style, style.font.size.pt)
        style.font.italic = False
        for ornament in (qn("w:spacing"), qn("w:kern")):
            for element in style.element.rPr.findall(ornament):
                style.element.rPr.remove(element)
    title = styles["Title"]
    title.font.bold = True
    for border in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(border)
    title.paragraph_format.space_after = Pt(6)
    styles["Subtitle"].font.color.rgb, styles["Subtitle"].font.bold = QUIET, False
    caption = styles["Caption"]
    caption.font.bold, caption.font.color.rgb = True, RGBColor(0x0B, 0x0C, 0x0C)
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(10), Pt(4)
    caption.paragraph_format.keep_with_next = True
