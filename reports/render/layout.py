"""A Document as the plain strings and lists that the Typst template prints."""

from reports.document import (
    ActionTable,
    Bullets,
    Document,
    LineChart,
    Note,
    Paragraph,
    StateBars,
    Table,
    encode,
)
from reports.tables import full_table

from . import lines
from .words import access, closing, facts, figures_table, meeting_day, safe, subtitle


def layout(document: Document) -> dict:
    language, _, region = document.language.partition("-")
    return {
        "form": document.form,
        "lang": language,
        "region": region,
        "title": document.title,
        "subtitle": subtitle(document),
        "description": f"{document.plan_title}, {document.period_label}",
        "running": _running(document),
        "office": document.office_name,
        "mark": document.mark,
        "heading": _heading(document),
        "sections": [_section(document, *numbered) for numbered in document.numbered()],
        "closing": closing(document),
    }


def _running(document: Document, limit: int = 60) -> str:
    """The line at each page's foot: the plan, cut where it would need a second line, and the
    quarter."""
    title = " ".join(document.plan_title.split())
    if len(title) > limit:
        title = f"{title[: limit - 1].rstrip()}…"
    return f"{title}, {document.period_label.partition(' (')[0]}"


def _heading(document: Document) -> dict:
    heading = document.heading
    return {
        "body_name": heading.body_name,
        "agenda_item": f"Agenda item {heading.agenda_item}" if heading.agenda_item else "",
        "meeting_date": meeting_day(document),
        "access": access(document),
        "facts": facts(document),
    }


def _section(document, number, section, blocks) -> dict:
    following = [*(block for _, block in blocks[1:]), None][: len(blocks)]
    return {
        "number": number,
        "title": section.title,
        "landscape": section.landscape,
        "appendix": section.key.startswith("appendix-"),
        # The position in one look keeps to the first page.
        "compact": section.key == "position",
        "blocks": [
            # What stands beneath a numbered paragraph lines up with its text.
            # A sentence that leads to a table or a list stays on its page.
            {
                **_block(document, block),
                "number": paragraph,
                "inset": section.numbered,
                "leads": isinstance(follows, Table | ActionTable | Bullets | StateBars | LineChart),
            }
            for (paragraph, block), follows in zip(blocks, following, strict=True)
        ],
    }


def _block(document, block) -> dict:
    if isinstance(block, ActionTable):
        block = full_table(document, block)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, LineChart):
        return {
            "kind": "linechart",
            "caption": block.caption,
            "alternative": block.alternative,
            "drawing": lines.draw(block),
            "table": _table(block.table),
        }
    data = encode(block)
    if isinstance(block, Paragraph | Note):
        data["runs"] = _runs(block.runs)
    if isinstance(block, Bullets):
        data["runs"] = [_runs(item) for item in block.runs]
    if isinstance(block, StateBars):
        data["table"] = _table(figures_table(block))
        data["longest"] = max((sum(bar.counts) for bar in block.bars), default=0)
    return data


def _runs(runs) -> list[dict]:
    return [encode(safe(run)) for run in runs]


# A row of more characters than this may need more than a page.
LONGEST_WHOLE_ROW = 1500


def _table(table: Table) -> dict:
    """Rows stay whole, unless one is so long that it might not fit a page.

    Written out by hand: a paper has thousands of cells, most of them a text and nothing else.
    """
    return {
        "kind": "table",
        "caption": table.caption,
        "empty": table.empty,
        "total": table.total,
        "columns": encode(table.columns),
        "rows": [
            {
                "whole": sum(len(c.text) + len(c.detail) for c in cells) < LONGEST_WHOLE_ROW,
                "cells": [
                    {"text": c.text, "detail": c.detail, "state": c.state}
                    if c.detail or c.state
                    else c.text
                    for c in cells
                ],
            }
            for cells in table.rows
        ],
    }
