"""A Document as a part of a page: the portal puts its frame around it.

The words are escaped by the templates, figures lead to the actions behind them by an address
relative to the paper's own, and nothing in it needs a style or script of its own.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import django
from django.template.loader import get_template, render_to_string

from reports.document import (
    ActionTable,
    Bullets,
    Document,
    Key,
    LineChart,
    Note,
    Paragraph,
    Run,
    StateBars,
    Subheading,
    Table,
)
from reports.tables import full_table

from . import lines
from .bars import draw
from .versions import version_of
from .words import access, closing, facts, figures_table, key_table, meeting_day, safe, subtitle

FOLDER = "reports/paper"
# No page may hold these, and no reader would see them.
NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
TEMPLATES = (
    *("paper.html", "block.html", "table.html", "bars.html", "lines.html", "said.html"),
    "section.html",
)
DRAWN_BY = ("html.py", "bars.py", "lines.py")


@cache
def template_version() -> str:
    templates = (Path(get_template(f"{FOLDER}/{name}").origin.name) for name in TEMPLATES)
    return version_of("html", (*templates, *map(Path(__file__).with_name, DRAWN_BY)))


@cache
def engine_version() -> str:
    return f"django {django.__version__}"


def render_html(document: Document, *, link_figures: bool = True) -> str:
    """The whole paper. Without links where the lists behind its figures have no address yet."""
    links = Links(document) if link_figures else None
    sections = list(_sections(document, links))
    context = {
        "paper": document,
        "facts": _facts(document),
        "subtitle": subtitle(document),
        "contents": sections,
        "body": [one for one in sections if not one["appendix"]],
        "appendices": [one for one in sections if one["appendix"]],
        "closing": closing(document),
    }
    return NO_CHARACTER.sub("", render_to_string(f"{FOLDER}/paper.html", context))


def draw_section(document: Document, place: int) -> dict:
    """One section as the templates print it: its number and title, its blocks with theirs."""
    return next(islice(_sections(document, None), place, None))


class Links:
    """Where a figure leads: nowhere, if it counts nothing."""

    def __init__(self, document: Document):
        self.figures = {figure.key: figure for figure in document.figures if figure.actions}

    def of(self, key: str) -> dict | None:
        figure = self.figures.get(key)
        return figure and {"href": f"actions/{figure.key}/", "title": figure.title}


def _facts(document: Document) -> list[tuple[str, str]]:
    """The Panel's form has these in a frame of their own."""
    known = facts(document)
    if any(label == "Access" for label, _ in known):
        return known
    heading = document.heading
    first = [("Meeting", meeting_day(document)), ("Agenda item", heading.agenda_item)]
    return [*(fact for fact in first if fact[1]), ("Access", access(document)), *known]


def _sections(document: Document, links):
    taken = set()
    for number, section, blocks in document.numbered():
        anchor = f"section-{number}" if number else section.key
        while anchor in taken:
            anchor += "-again"
        taken.add(anchor)
        heading = section.title
        drawn = []
        for paragraph, block in blocks:
            if isinstance(block, Subheading):
                heading = block.text
            drawn.append(_block(document, block, links, number=paragraph, heading=heading))
        yield {
            "anchor": anchor,
            "number": number,
            "title": section.title,
            "appendix": section.key.startswith("appendix-"),
            "blocks": drawn,
        }


def _block(document, block, links, *, number, heading) -> dict:
    match block:
        case Paragraph() | Note():
            said = _said(block.text, block.runs, links)
            return {"kind": type(block).__name__.lower(), "number": number, "said": said}
        case Bullets():
            runs = block.runs or ((),) * len(block.items)
            items = [_said(*pair, links) for pair in zip(block.items, runs, strict=True)]
            return {"kind": "bullets", "items": items, "ordered": block.ordered}
        case Subheading():
            return {"kind": "subheading", "text": block.text}
        case Table():
            return _table(block, links, heading)
        case ActionTable():
            return _table(full_table(document, block), links, heading)
        case StateBars():
            return {
                "kind": "bars",
                "chart": block,
                "rows": draw(block),
                "table": _table(figures_table(block), links, block.caption) | {"by_state": True},
            }
        case LineChart():
            return {
                "kind": "lines",
                "chart": block,
                "drawing": lines.draw(block),
                "table": _table(block.table, links, block.caption),
            }
        case Key():
            words = _table(key_table(block), links, "What the words of state mean")
            return words | {"plain": True}
    raise TypeError(f"There is no drawing of {type(block).__name__} in a page.")


@dataclass(frozen=True, slots=True)
class Stretch:
    run: Run
    figure: dict | None


def _said(text, runs, links) -> list[Stretch]:
    runs = map(safe, runs or (Run(text),))
    return [Stretch(run, links.of(run.figure) if links and run.figure else None) for run in runs]


def _table(table: Table, links, heading: str) -> dict:
    """`heading` names a table without a caption to whoever can't see what it stands under.

    In a `wide` one the columns of dates and posts keep a width in which a date fits.
    """
    return {
        "kind": "table",
        "caption": table.caption,
        "heading": heading,
        "columns": table.columns,
        "empty": table.empty,
        "total": table.total,
        "wide": len(table.columns) > 4,
        "rows": [
            [
                {
                    "cell": cell,
                    "column": column,
                    "figure": links.of(cell.figure) if links and cell.figure else None,
                    "said": _said(cell.text, cell.runs, links) if cell.runs else None,
                }
                for column, cell in zip(table.columns, row, strict=True)
            ]
            for row in table.rows
        ],
    }
