"""The paper as a value: frozen, and the same after it was stored."""

import dataclasses
import json
from datetime import datetime

import pytest

from reports.document import Document, Paragraph, Section

from .papers import board_paper, panel_paper


@pytest.mark.parametrize("paper", [panel_paper(), board_paper()])
def test_a_paper_read_back_is_the_same(paper):
    stored = paper.to_json()

    assert Document.from_json(stored) == paper
    # The database may keep the keys in another order.
    shuffled = json.dumps(json.loads(stored), sort_keys=False, indent=1)
    assert Document.from_json(shuffled).to_json() == stored
    assert Document.from_data(json.loads(stored)) == paper


def test_a_paper_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        panel_paper().title = "Other"


def test_paragraphs_are_numbered_through_their_section():
    paper = panel_paper(
        sections=(
            Section("a", "One", (Paragraph("x"), Paragraph("y"))),
            Section("b", "Appendix", (Paragraph("z"),), numbered=False),
            Section("c", "Two", (Paragraph("w"),)),
        )
    )

    numbers = [(number, [n for n, _ in blocks]) for number, _, blocks in paper.numbered()]

    assert numbers == [("1", ["1.1", "1.2"]), ("", [""]), ("2", ["2.1"])]


@pytest.mark.parametrize("stored", ["[]", "{}", '{"version": 99}'])
def test_a_stored_paper_of_another_version_is_refused(stored):
    with pytest.raises(ValueError):
        Document.from_json(stored)


def test_a_cut_off_without_a_time_zone_is_refused():
    with pytest.raises(ValueError):
        panel_paper(cut_off=datetime(2025, 7, 14))  # noqa: DTZ001


def test_an_unknown_form_is_refused():
    with pytest.raises(ValueError):
        panel_paper(form="letter")
