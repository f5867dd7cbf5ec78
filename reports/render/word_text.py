"""The stretches of a sentence, and lists that begin with 1, as Word writes them."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from objectives.importing.ours.cells import writable
from reports.document import Run

from .words import safe

_LINK_COLOUR = "1D70B8"


def add_runs(paragraph, text: str, runs: tuple[Run, ...]) -> None:
    """A figure is a plain number in Word: there is no list to open."""
    for run in map(safe, runs or (Run(text),)):
        added = paragraph.add_run(writable(run.text))
        added.bold, added.italic = run.strong or None, run.emphasis or None
        if run.link:
            _link(paragraph, added, run.link)


def _link(paragraph, run, address: str) -> None:
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), _LINK_COLOUR)
    run._r.get_or_add_rPr().append(colour)
    run.underline = True
    run._r.addprevious(link)
    link.append(run._r)


def restarted_numbering(document):
    """What makes a paragraph an item of a new numbered list."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    usual = document.styles["List Number"].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(usual).abstractNumId.val
    num = numbering.add_num(abstract)
    num.add_lvlOverride(ilvl=0).add_startOverride(1)

    def apply(paragraph):
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = num.numId
        # A list of its own takes its place from the list, not from the style.
        layout, usual_layout = paragraph.paragraph_format, paragraph.style.paragraph_format
        layout.left_indent = usual_layout.left_indent
        layout.first_line_indent = usual_layout.first_line_indent

    return apply
