"""A Word table with a header row that is repeated on every page, as WordprocessingML.

python-docx's own tables take minutes for a thousand rows; written as text they take a second.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from objectives.importing.ours.cells import writable

_TWIPS = 567
"""in a centimetre"""
_GREY, _LINE = "505A5F", "B1B4B6"


@dataclass(frozen=True)
class Line:
    """A paragraph of a cell."""

    text: str
    bold: bool = False
    quiet: bool = False
    """smaller and grey: what the portal adds to the published words"""
    indent: bool = False
    right: bool = False
    """at the right edge of the cell: a figure"""
    square: str = ""
    """the colour of a small square before the text, or `outline`"""


def table_xml(
    headings: Iterable[str | Line],
    rows: Iterable[list[list[Line]]],
    *,
    widths: tuple[float, ...],
    caption: str,
):
    """The table as an element of the document's body."""
    twips = [round(width * _TWIPS) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    head = [
        [heading if isinstance(heading, Line) else Line(heading, bold=True)] for heading in headings
    ]
    body = [_row(cells, twips) for cells in rows]
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        f"<w:tblBorders>{_border('top')}{_border('bottom')}{_border('insideH')}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
        '<w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(writable(caption))}/>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{_row(head, twips, header=True)}{''.join(body)}</w:tbl>"
    )


def _border(side: str) -> str:
    return f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>'


def _row(cells: list[list[Line]], twips: list[int], *, header: bool = False) -> str:
    marked = "<w:tblHeader/>" if header else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E8ECF2"/>' if header else ""
    drawn = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"{''.join(map(_paragraph, lines)) or '<w:p/>'}</w:tc>"
        for lines, width in zip(cells, twips, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{marked}</w:trPr>{drawn}</w:tr>"


def _paragraph(line: Line) -> str:
    indent = '<w:ind w:left="200"/>' if line.indent else ""
    side = '<w:jc w:val="right"/>' if line.right else ""
    return (
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/>{indent}{side}</w:pPr>'
        f"{_square(line.square)}{_run(line)}</w:p>"
    )


def _run(line: Line) -> str:
    bold = "<w:b/>" if line.bold else ""
    colour = f'<w:color w:val="{_GREY}"/>' if line.quiet else ""
    size = 17 if line.quiet else 19
    text = escape(writable(line.text))
    return (
        f'<w:r><w:rPr>{bold}{colour}<w:sz w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{text}</w:t></w:r>'
    )


def _square(colour: str) -> str:
    if not colour:
        return ""
    mark, colour = ("□", _GREY) if colour == "outline" else ("■", colour)
    return (
        f'<w:r><w:rPr><w:color w:val="{colour}"/><w:sz w:val="19"/></w:rPr>'
        f'<w:t xml:space="preserve">{mark} </w:t></w:r>'
    )
