"""The exported Word paper and CSV, edited in Word and in Excel, and uploaded again."""

import copy
import io

import pytest
from docx import Document

from objectives.exporting import export_plan
from objectives.importing.differing.amended import difference_from
from objectives.importing.reading import read_bytes
from tests.objectives.plans import make_action, make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def plan(coordinator):
    plan = make_plan(coordinator, quarter_basis="financial")
    head = make_action(plan, coordinator, number="1", text="Fulfil the duties by", deadline="2027")
    make_action(plan, coordinator, number="1a", text="Naming a member", parent=head)
    make_action(plan, coordinator, number="2", text="Map the channels", deadline="Q2 2026/27")
    return plan


def held_against(plan, document):
    out = io.BytesIO()
    document.save(out)
    found, _ = difference_from(plan, read_bytes(out.getvalue(), name="edited.docx"))
    return [(type(e).__name__, e.label, getattr(e, "field", e.text)) for e in found.entries]


@pytest.fixture
def document(plan):
    return Document(io.BytesIO(export_plan(plan, "docx")))


def test_the_paper_has_real_headings_and_a_header_row_on_every_page(plan, document):
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name != "Normal"]
    assert headings == [
        ("Heading 1", "Listening plan"),
        ("Heading 2", "1 Hear more people"),
        ("Heading 2", "What the states mean"),
    ]
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells][:5] == [
        "Objective", "Activities", "This will require", "Date", "Lead",
    ]  # fmt: skip
    assert table.rows[0]._tr.trPr.find("{*}tblHeader") is not None
    assert document.core_properties.title == "Listening plan"


def test_the_paper_is_led_by_its_mark(coordinator):
    plan = make_plan(coordinator, mark="OFFICIAL-SENSITIVE")
    section = Document(io.BytesIO(export_plan(plan, "docx"))).sections[0]
    assert section.header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
    assert section.footer.paragraphs[0].text.startswith("OFFICIAL-SENSITIVE")


def test_words_and_dates_edited_in_word(plan, document):
    rows = document.tables[0].rows
    rows[1].cells[2].paragraphs[0].runs[0].text = "1. Fulfil all of the duties by"
    rows[3].cells[3].paragraphs[0].runs[0].text = "Q3 2026/27"
    assert held_against(plan, document) == [
        ("Changed", "1.1", "text"),
        ("Changed", "1.2", "deadline"),
    ]


def test_rows_added_in_word_with_the_office_own_numbers(plan, document):
    table = document.tables[0]
    last = table.rows[3]._tr
    for text in ("3. Count who came", "a) Print forms"):
        row = copy.deepcopy(last)
        last.addnext(row)
        cells = table.rows[-1].cells
        cells[2].paragraphs[0].runs[0].text = text
        last = row
    assert held_against(plan, document) == [
        ("Added", "1.3", "Count who came"),
        ("Added", "1.3a", "Print forms"),
    ]


def test_a_csv_saved_by_excel_says_the_same(plan):
    """Semicolons, days as they are written here, quotation marks only where they are needed."""
    text = export_plan(plan, "csv").decode("utf-8-sig")
    text = text.replace('","', ";").replace('"', "").replace("2027-12-31", "31/12/2027")
    found, _ = difference_from(plan, read_bytes(text.encode("cp1252"), name="edited.csv"))
    assert found.is_empty
