"""A plan as a Word paper on A4, on its side: the office's own table, an objective at a time."""

import io

from docx.document import Document as DocumentType

from objectives.exporting.collecting import PlanExport
from objectives.exporting.paper_page import new_document
from objectives.exporting.paper_rows import about, private, rows_of, titled
from objectives.exporting.paper_table import table_xml
from objectives.importing.ours.cells import writable
from objectives.importing.ours.layout import HEADINGS
from objectives.presenting import KEY

_WIDTHS = (3.4, 4.2, 6.3, 2.9, 3.5, 2.6, 3.8)
"""centimetres, 26.7 in all"""


def write(export: PlanExport) -> bytes:
    document = new_document(
        title=export.title, office=export.office, mark=export.mark, landscape=True
    )
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


def _add_key(document: DocumentType) -> None:
    document.add_heading("What the states mean", level=2)
    for state, words in KEY:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{state.label}: ").bold = True
        paragraph.add_run(words)
