"""What is held about a contact, as a file for themselves: Word, which can still be looked through
for others' data before it is handed over, and JSON, which a program reads."""

import json
from io import BytesIO

from django.utils.formats import date_format
from django.utils.timezone import localtime
from docx import Document

from .forms.fields import UNSEEN

FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


def write(held, form):
    return {"docx": as_word, "json": as_json}[form](held)


def as_json(held):
    parts = [
        {
            "title": part.title,
            "rows": [{"what": what, "words": words} for what, words, _ in part.rows],
        }
        for part in held.parts
    ]
    said = {"record": str(held.contact), "made_at": held.at.isoformat(), "parts": parts}
    return json.dumps(said, ensure_ascii=False, indent=2).encode()


def as_word(held):
    paper = Document()
    paper.add_heading("What we hold about you", level=0)
    paper.add_paragraph(f"As of {date_format(localtime(held.at), 'j F Y')}")
    for part in held.parts:
        paper.add_heading(part.title, level=1)
        if not part.rows:
            paper.add_paragraph(part.empty)
            continue
        table = paper.add_table(rows=0, cols=2, style="Table Grid")
        for what, words, _ in part.rows:
            for cell, text in zip(table.add_row().cells, (what, words), strict=True):
                # Word takes no control characters, which a pasted text may have.
                cell.text = UNSEEN.sub("", text)
    file = BytesIO()
    paper.save(file)
    return file.getvalue()
