"""A Document as the plain strings and lists that the Typst template prints."""

from datetime import date
from zoneinfo import ZoneInfo

from reports.document import (
    BOARD,
    ActionTable,
    Bullets,
    Cell,
    Column,
    Document,
    StateBars,
    Table,
    encode,
)
from reports.tables import full_table

LONDON = ZoneInfo("Europe/London")


def in_words(day: date | None) -> str:
    """ "Friday 14 March 2025"."""
    return f"{day:%A} {day.day} {day:%B %Y}" if day else ""


def layout(document: Document) -> dict:
    language, _, region = document.language.partition("-")
    return {
        "form": document.form,
        "lang": language,
        "region": region,
        "title": document.title,
        "subtitle": f"{document.plan_title}. {document.period_label}. "
        f"Progress recorded by {in_words(document.cut_off.astimezone(LONDON))}.",
        "description": f"{document.plan_title}, {document.period_label}",
        "running": _running(document),
        "office": document.office_name,
        "mark": document.mark,
        "heading": _heading(document),
        "sections": [_section(document, *numbered) for numbered in document.numbered()],
        "closing": _closing(document) if document.form == BOARD else [],
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
    access = "Public report" if heading.public else "Private report"
    day = in_words(heading.meeting_date) or "Meeting date to be set"
    if document.form == BOARD:
        facts = [
            ("To", heading.to or heading.body_name),
            ("From", heading.from_post),
            ("Date", day),
            ("Agenda item", heading.agenda_item),
            ("Access", access),
        ]
    else:
        facts = [
            ("Report of", heading.report_of),
            ("Contact officer", heading.contact_post),
            ("Contact details", heading.contact_mailbox),
        ]
    facts.append(("Why in private", "" if heading.public else heading.private_reason))
    return {
        "body_name": heading.body_name,
        "agenda_item": f"Agenda item {heading.agenda_item}" if heading.agenda_item else "",
        "meeting_date": day,
        "access": access,
        "facts": [fact for fact in facts if fact[1]],
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
                "leads": isinstance(follows, Table | ActionTable | Bullets | StateBars),
            }
            for (paragraph, block), follows in zip(blocks, following, strict=True)
        ],
    }


def _block(document, block) -> dict:
    if isinstance(block, ActionTable):
        block = full_table(document, block)
    if isinstance(block, Table):
        return _table(block)
    data = encode(block)
    if isinstance(block, StateBars):
        data["table"] = _table(figures_table(block))
        data["longest"] = max((sum(bar.counts) for bar in block.bars), default=0)
    return data


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


def figures_table(chart: StateBars) -> Table:
    """The chart's figures: for whoever can't see the bars, and for whoever wants to add up."""
    columns = (
        Column(chart.label_title),
        *(Column(state.word, share=0, figures=True) for state in chart.states),
        Column("Total", share=0, figures=True),
    )
    rows = tuple(
        (
            Cell(bar.label),
            *(Cell(str(n)) for n in bar.counts),
            Cell(str(sum(bar.counts))),
        )
        for bar in (*chart.bars, *([chart.total] if chart.total else ()))
    )
    return Table(caption="", columns=columns, rows=rows)


def _closing(document: Document) -> list[tuple[str, str]]:
    """The box that the Board's papers end with (seed 000, last page)."""
    clearance = document.clearance
    if clearance is None:
        return []
    if clearance.exempt is None:
        answer = "Not yet answered"
    elif clearance.exempt:
        answer = f"Yes. {clearance.exempt_paragraph}".strip()
    else:
        answer = "No"
    facts = [
        ("Originating officer", clearance.originating_post),
        ("Exempt information, to be heard in private", answer),
        ("Why in the public interest", clearance.public_interest),
        ("Cleared with", ", ".join(clearance.cleared_with) or "Not yet cleared"),
        ("Sent to the Board on", in_words(clearance.submitted_on)),
    ]
    return [fact for fact in facts if fact[1]]
