"""Files on their way to a plan, for tests: read at once, in this process."""

import datetime as dt
import io

from docx import Document

from objectives.importing.background import read_draft
from objectives.services import start_import

STARTS = dt.date(2025, 4, 1)
HEADINGS = ["Objective", "This will require", "Date", "Lead"]
ROWS = [
    ["1. Hear more people", "1. Map the ways in", "Q2 2025", "Head of Hearing"],
    ["", "2. Hold street surgeries", "Q4 2025", "Head of Hearing & Head of Places"],
    ["", "3. Print a leaflet", "when it suits", "Head of Hearing"],
    ["2. Answer more people", "1. Answer within a week", "31 March 2026", ""],
]


def table_text(rows=ROWS, headings=HEADINGS):
    return "\n".join("\t".join(row) for row in [headings, *rows])


def word_file(rows=ROWS, headings=HEADINGS):
    """The same table as a Word document."""
    document = Document()
    table = document.add_table(rows=0, cols=len(headings))
    for row in [headings, *rows]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_draft(by, *, content=None, name="pasted text", title="Listening plan", read=True, **more):
    content = table_text().encode() if content is None else content
    fields = {"starts_on": STARTS} | more
    draft = start_import(by=by, name=name, content=content, title=title, **fields)
    if read:
        read_draft(draft.pk)
        draft.refresh_from_db()
    return draft
