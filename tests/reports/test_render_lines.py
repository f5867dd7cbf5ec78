"""A figure over time: drawn alike in the page and on paper, its table beneath. No database."""

import datetime

import pytest
from lxml import html

from reports.document import Cell, Column, Document, Line, LineChart, Point, Table, Tick
from reports.render import render_files
from reports.render.html import render_html
from reports.render.lines import draw

from .papers import paper_with
from .reading_files import texts_of
from .reading_pdf import assert_valid

FOUND = (("2025-03-31", "61.5"), ("2025-06-30", "60.0"), ("2025-09-30", "63.2"))


def point(day, value):
    return Point(datetime.date.fromisoformat(day), value, f"{value}%")


def chart(found=FOUND, meant=(("2025-03-31", "61.5"), ("2026-03-31", "70"))):
    lines = (Line("Reading", tuple(point(*one) for one in found)),)
    if meant:
        lines += (Line("Meant to be", tuple(point(*one) for one in meant), dashed=True),)
    table = Table(
        "",
        (Column("Period to"), Column("Reading", share=0, figures=True)),
        tuple((Cell(day), Cell(f"{value}%")) for day, value in found),
    )
    ticks = (Tick("60", "60%"), Tick("70", "70%"))
    return LineChart("Public confidence", lines, *ticks, "Three readings, 63.2% the last", table)


def test_a_chart_comes_back_from_storage_as_it_was():
    paper = paper_with(chart())
    assert Document.from_json(paper.to_json()) == paper


def test_it_is_drawn_told_and_its_figures_stand_in_a_table_in_every_file():
    files = render_files(paper_with(chart())).files
    texts = texts_of(files)
    for kind in ("pdf", "html", "docx"):
        assert "Public confidence" in texts[kind], kind
        assert "Three readings, 63.2% the last" in texts[kind], kind
        assert "60.0%" in texts[kind], kind
    assert_valid(next(file.bytes for file in files if file.kind == "pdf"))


def test_in_the_page_each_stretch_is_a_line_and_what_was_meant_is_dashed():
    page = html.fromstring(render_html(paper_with(chart())))
    (drawing,) = page.find_class("portal-lines__drawing")
    found = [one.get("class") for one in drawing.iter("line") if "__line" in one.get("class")]

    assert [name.endswith("--meant") for name in found] == [False, False, True]
    assert len(list(drawing.iter("circle"))) == 5
    assert page.xpath(".//figure/div/@aria-label") == ["Three readings, 63.2% the last"]
    assert not page.xpath(".//@style")


@pytest.mark.parametrize(
    ("found", "meant", "places"),
    [
        (FOUND[:1], (), [("8.00%", "77.20%")]),
        (
            (("2025-03-31", "60"), ("2025-06-30", "70")),
            (),
            [("8.00%", "88.00%"), ("92.00%", "16.00%")],
        ),
    ],
)
def test_points_stand_by_day_and_height(found, meant, places):
    [line] = draw(chart(found, meant))["lines"]
    assert [(one["x"], one["y"]) for one in line["points"]] == places


def test_of_many_points_a_few_bear_their_words_and_the_last_always():
    many = [(f"20{year}-{month:02}-28", "65") for year in range(20, 24) for month in (3, 6, 9, 12)]
    [line] = draw(chart(many, ()))["lines"]
    said = [bool(one["words"]) for one in line["points"]]
    assert sum(said) == 6
    assert said[-1]


def test_figures_that_are_all_the_same_break_nothing():
    flat = LineChart(
        "Flat",
        (Line("Reading", (point("2025-03-31", "5"), point("2025-06-30", "5"))),),
        Tick("5", "5%"),
        Tick("5", "5%"),
        "Always 5%",
        Table("", (Column("Period to"),), ()),
    )
    assert {one["y"] for one in draw(flat)["lines"][0]["points"]} == {"88.00%"}


def test_an_edge_of_the_scale_is_not_written_beside_a_point_that_says_it():
    drawing = draw(chart((("2025-03-31", "60"), ("2025-06-30", "65")), ()))
    assert [one["words"] for one in drawing["scale"]] == ["", "70%"]
