"""The schedule as a Word paper on A4, on its side: a table for each part of the schedule."""

import io

from objectives.exporting.paper_page import new_document
from objectives.exporting.paper_table import Line, table_xml
from objectives.importing.ours.cells import writable
from stakeholders.dates import spoken

from .collecting import PRINTED, TITLE, ScheduleExport

_WIDTHS = (5.2, 4.6, 3.4, 4.6, 4.0, 4.9)
"""centimetres, 26.7 in all"""


def write(export: ScheduleExport) -> bytes:
    document = new_document(title=TITLE, office=export.office, mark="", landscape=True)
    head = document.sections[0].header.paragraphs[0]
    head.add_run(writable(" · ".join(filter(None, [export.office, spoken(export.on)]))))
    document.add_heading(TITLE, level=1)
    for title, rows in export.tables:
        document.add_heading(writable(title), level=2)
        cells = [[_lines(text, bold=not index) for index, text in enumerate(row.cells)]
                 for row in rows]  # fmt: skip
        table = table_xml(PRINTED, cells, widths=_WIDTHS, caption=title)
        document.element.body.insert(-1, table)  # the section's own properties stay last
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lines(text: str, *, bold: bool) -> list[Line]:
    return [Line(line, bold=bold) for line in text.split("\n")] if text else []
