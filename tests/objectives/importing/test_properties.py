"""Whatever stands in a cell: nothing raises, every word survives, and what comes out is sound."""

import datetime as dt
import os
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from actionplans.intervals import ReviewInterval
from objectives.deadlines import Certainty, dates_within, read_deadline
from objectives.importing.assigning import assign_leads
from objectives.importing.interpreting import NotAPlan
from objectives.importing.statuses import read_status
from objectives.states import Rag, Status

from .rows import read

# The same words every time, so that a change is judged by what it changed. EXPLORE=5000 looks for
# new ones, five thousand a test; what it finds becomes an `example`.
EXPLORE = int(os.environ.get("EXPLORE", 0))
common = {"database": None, "deadline": None, "derandomize": not EXPLORE}
thorough = settings(max_examples=EXPLORE or 400, **common)
quick = settings(max_examples=EXPLORE or 120, **common)

_DATE_WORDS = """
    by end of the 2010 2011/12 2010-2011 Q2 Q4 q1 FY quarter March Sept Apr '20 07 30/09/2021
    13/25/2021 03/04/21 31 29 February spring Winter and beyond from until to - – / ongoing monthly
    six quarterly meetings reviewed annually within 3 months years year two adoption academic
    Immediate ASAP TBC completed Completed onwards Monday ( ) , . first plan"""
DATE_WORDS = st.sampled_from(_DATE_WORDS.split())
DATES = st.one_of(
    st.text(max_size=40),
    st.lists(DATE_WORDS, max_size=7).map(" ".join),
    st.dates(dt.date(1, 1, 1)).map(lambda day: day.strftime("%d/%m/%Y")),
)
_LEAD_WORDS = """
    Head of Engagement & Comms and , / ; ( ) (lead) Lead: Support: NB PCC Force Web Team Press
    Office Chief Executive Police Crime Commissioner Officer Equality, Diversity Unit (EDU) Safer
    communities the é 7 - + • with"""
LEAD_WORDS = st.sampled_from(_LEAD_WORDS.split())
LEADS = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(LEAD_WORDS, st.just("\n")), max_size=12).map(" ".join),
)


@thorough
@given(
    text=DATES,
    starts=st.dates(),
    quarters=st.sampled_from(["financial", "calendar"]),
    assumed=st.booleans(),
    bare_years=st.sampled_from(["financial", "calendar"]),
    month_first=st.booleans(),
)
@example("Q4 9999", dt.date(9999, 12, 31), "financial", False, "calendar", False)
def test_any_deadline_is_read_or_said_to_be_unreadable(
    text, starts, quarters, assumed, bare_years, month_first
):
    reading = read_deadline(
        text,
        plan_starts_on=starts,
        quarters=quarters,
        quarters_assumed=assumed,
        bare_years=bare_years,
        month_first=month_first,
    )
    assert reading.text == text
    assert reading.note.endswith(".")
    assert reading.review_interval in ["", *ReviewInterval.values]
    dated = bool(reading.starts_on or reading.due_on)
    assert dated is (reading.certainty in (Certainty.CERTAIN, Certainty.ASSUMED))
    assert (reading.certainty == Certainty.NONE) is (not text.strip())
    assert not (reading.ongoing and reading.due_on)
    assert reading.ongoing or not reading.review_interval


@thorough
@given(
    day=st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31)), before=st.sampled_from(["", "by "])
)
def test_every_day_is_read_as_itself(day, before):
    for text in (f"{day:%d/%m/%Y}", f"{day.day} {day:%B} {day.year}", day.isoformat()):
        reading = read_deadline(before + text, plan_starts_on=dt.date(2024, 4, 1))
        assert (reading.due_on, reading.certainty) == (day, Certainty.CERTAIN)
        assert dates_within(f"Meet {before or 'on '}{text}, then report") == [
            f"{before or 'on '}{text}"
        ]


@thorough
@given(text=DATES)
def test_dates_found_in_a_sentence_are_its_own_words(text):
    for words in dates_within(text):
        assert words in text


def words_of(text):
    return re.findall(r"\w+", text)


@thorough
@example(cells=["0;_"])
@example(cells=["Web Team / TBC"])
@given(cells=st.lists(LEADS, max_size=6))
def test_any_lead_cell_is_split_without_losing_a_name(cells):
    lines = [(str(place), f"line {place}", cell) for place, cell in enumerate(cells)]
    leads, doubts = assign_leads(lines)
    for key, source, cell in lines:
        names = leads[key]
        assert all(name.strip() and len(name) <= 200 for name in names)
        assert len(set(names)) == len(names)
        asked = {str(doubt.code) for doubt in doubts if doubt.source == source}
        if len(names) > 1:
            assert "leads_split" in asked
        if not names and len(cell) <= 200:
            assert "lead_blank" in asked
    # One cell alone has no other names to be called by: each of its words is in a name.
    for cell in cells:
        found, doubts = assign_leads([("1", "line 1", cell)])
        (names,) = found.values()
        marks = {"lead", "support", "supported", "with", "and", "accountable", "owner", "by"}
        kept = {word.casefold() for name in names for word in words_of(name)}
        if max(map(len, names), default=0) < 200 and len(names) < 2:
            lost = {word.casefold() for word in words_of(cell)} - kept - marks
            # "TBC" beside a lead is no post, and is told.
            told = any(doubt.code == "leads_split" for doubt in doubts)
            assert told or not names or not any(map(str.isalnum, "".join(lost)))


@thorough
@given(text=st.one_of(DATES, st.text(max_size=40)))
def test_any_status_is_read_or_left(text):
    found = read_status(text)
    if found is not None:
        assert found.status in ["", *Status.values]
        assert found.rag in ["", *Rag.values]
        assert found.status or found.rag


CELL = st.one_of(
    DATES,
    LEADS,
    st.sampled_from(
        ["", "", "1. Ask", "2. Tell 3. Go", "a/ one", "• x\n• y", "See action 1.", "Done", "=A1"]
    ),
)


@quick
@example(
    head=["Action", "Date", "Status", "Lead", "Cost", "Start", "Objective"],
    rows=[["Ask people"], ["", "Complete", "Half way there"]],
)
@given(
    head=st.permutations(["Objective", "Action", "Date", "Lead", "Start", "Status", "Cost"]),
    rows=st.lists(st.lists(CELL, max_size=9), max_size=6),
)
def test_any_table_is_interpreted_and_every_word_is_kept(head, rows):
    try:
        draft = read(head, *rows)
    except NotAPlan:
        return
    said = " ".join(str(value) for value in _values(draft.as_json()))
    kept = set(words_of(said))
    for row in rows:
        for cell in row:
            lost = [word for word in words_of(cell) if word not in kept]
            assert not [word for word in lost if not word.isdigit() and len(word) > 1], (lost, cell)
    keys = [action.key for action in draft.actions]
    assert len(set(keys)) == len(keys)
    for action in draft.actions:
        assert action.parent_key in (None, *keys)
        assert set(action.references) <= set(keys)


def _values(data):
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _values(value)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value)
    elif data is not None:
        yield data
