"""How often a meeting comes round: the table is the specification of the reading."""

import pytest

from meetings.frequency import read_frequency, stated_frequency

# words, meetings a year, certainty, forums
TABLE = [
    # As the schedule of seed 004 writes them
    ("Quarterly", 4, "certain", 1),
    ("quarterly", 4, "certain", 1),
    ("Monthly", 12, "certain", 1),
    ("Bi-monthly", 6, "assumed", 1),
    ("Annual Joint Meeting", 1, "certain", 1),
    ("Approx 6 per year", 6, "assumed", 1),
    ("As required", None, "unreadable", 1),
    ("As Required Approx 6 per year", 6, "assumed", 1),
    ("Quarterly x 30", 4, "certain", 30),
    ("Quarterly X 30", 4, "certain", 30),
    ("To be agreed", None, "unreadable", 1),
    ("", None, "none", 1),
    ("  \n ", None, "none", 1),
    # As other offices write them
    ("Weekly", 52, "certain", 1),
    ("Fortnightly", 26, "certain", 1),
    ("Every month", 12, "certain", 1),
    ("Once a month", 12, "certain", 1),
    ("Each quarter", 4, "certain", 1),
    ("On a quarterly basis", 4, "certain", 1),
    ("Quarterly meetings.", 4, "certain", 1),
    ("Half-yearly", 2, "certain", 1),
    ("Six-monthly", 2, "certain", 1),
    ("Twice a year", 2, "certain", 1),
    ("Twice yearly", 2, "certain", 1),
    ("Three times a year", 3, "certain", 1),
    ("Six meetings a year", 6, "certain", 1),
    ("4 times per annum", 4, "certain", 1),
    ("4 p.a.", 4, "certain", 1),
    ("6/year", 6, "certain", 1),
    ("Twice a quarter", 8, "certain", 1),
    ("Once per municipal year", 1, "certain", 1),
    ("Annually", 1, "certain", 1),
    ("AGM", 1, "certain", 1),
    ("Every two months", 6, "certain", 1),
    ("Every other month", 6, "certain", 1),
    ("Every 4 weeks", 13, "certain", 1),
    ("Six-weekly", 9, "assumed", 1),
    ("Every school term", 3, "assumed", 1),
    ("Termly", 3, "assumed", 1),
    ("Biweekly", 26, "assumed", 1),
    ("Bi-annual", 2, "assumed", 1),
    ("At least 4 a year", 4, "assumed", 1),
    ("Up to six times a year", 6, "assumed", 1),
    ("Usually monthly", 12, "assumed", 1),
    ("c. 10 per year", 10, "assumed", 1),
    ("4-6 per year", 4, "assumed", 1),
    ("Four to six a year", 4, "assumed", 1),
    ("About six a year, as required", 6, "assumed", 1),
    ("Annual joint meeting, and area meetings every quarter", 5, "assumed", 1),
    ("Monthly / quarterly", 16, "assumed", 1),
    ("30 x quarterly", 4, "certain", 30),
    ("Quarterly × 5", 4, "certain", 5),
    ("Quarterly for each of 30 forums", 4, "certain", 30),
    ("As required x 5", None, "unreadable", 5),
    ("Eight a year", 8, "certain", 1),
    # No number, or none that can be counted
    ("Ad hoc", None, "unreadable", 1),
    ("As and when required", None, "unreadable", 1),
    ("By arrangement", None, "unreadable", 1),
    ("TBC", None, "unreadable", 1),
    ("Every two years", None, "unreadable", 1),
    ("Biennial", None, "unreadable", 1),
    ("Every 18 months", None, "unreadable", 1),
    ("Six meetings", None, "unreadable", 1),
    ("Zero per year", None, "unreadable", 1),
    ("0 per year", None, "unreadable", 1),
    ("400 a week", None, "unreadable", 1),
    ("Quarterly x 5000", 4, "certain", 1),
    ("Quarterly x 0", 4, "certain", 1),
    ("x 30", None, "unreadable", 1),
    ("²¹ a year", 21, "certain", 1),
    ("٣ a year", None, "unreadable", 1),
    ("Wednesdays", None, "unreadable", 1),
    ("Annual report to the quarterly board", None, "unreadable", 1),
    ("<b>monthly</b>", None, "unreadable", 1),
    ("q" * 10_000, None, "unreadable", 1),
    ("every " * 3_000, None, "unreadable", 1),
]


@pytest.mark.parametrize(
    ("words", "per_year", "certainty", "forums"), TABLE, ids=[row[0][:40] for row in TABLE]
)
def test_reads_frequency_words(words, per_year, certainty, forums):
    reading = read_frequency(words)
    assert (reading.per_year, reading.certainty, reading.forums) == (per_year, certainty, forums)


@pytest.mark.parametrize(
    ("words", "interval", "unit"),
    [
        ("Weekly", 1, "week"),
        ("Fortnightly", 2, "week"),
        ("Six-weekly", 6, "week"),
        ("Every four weeks", 4, "week"),
        ("About every six weeks", 6, "week"),
        ("Monthly", 1, "month"),
        ("Once a month", 1, "month"),
        ("Bi-monthly", 2, "month"),
        ("Every other month", 2, "month"),
        ("Quarterly x 30", 3, "month"),
        ("Every quarter", 3, "month"),
        ("Six-monthly", 6, "month"),
        ("Annual Joint Meeting", 12, "month"),
        # Less than one a year is not counted, and has a rhythm all the same.
        ("Every 18 months", 18, "month"),
        ("Biennial", 24, "month"),
        ("Every other year", 24, "month"),
        # Counted, or of no one length: no rhythm.
        ("Eight a year", None, ""),
        ("Twice a quarter", None, ""),
        ("Termly", None, ""),
        ("4-6 per year", None, ""),
        ("Annual joint meeting, and area meetings every quarter", None, ""),
        ("As required", None, ""),
        ("", None, ""),
    ],
)
def test_reads_from_one_meeting_to_the_next(words, interval, unit):
    reading = read_frequency(words)
    assert (reading.interval, reading.interval_unit) == (interval, unit)


def test_words_with_several_meanings_offer_each_of_them_the_assumed_one_first():
    reading = read_frequency("Bi-monthly")
    assert reading.certainty == "assumed"
    senses = [read_frequency(sense.words) for sense in reading.alternatives]
    assert [(s.per_year, s.interval, s.certainty) for s in senses] == [
        (6, 2, "certain"),
        (6, None, "certain"),
        (24, None, "certain"),
    ]
    for words, *_ in TABLE:
        assert bool(read_frequency(words).alternatives) == words.startswith("Bi-") or words in (
            "Biweekly",
        )


@pytest.mark.parametrize(
    ("words", "given", "expected"),
    [
        ("Bi-monthly", {"per_year": 6}, (6, 2)),
        ("Bi-monthly", {"per_year": 24}, (24, None)),
        ("Bi-monthly", {"meant": "six a year"}, (6, None)),
        ("Bi-monthly", {"meant": "every two months"}, (6, 2)),
        ("Bi-annual", {"meant": "every two years"}, (None, 24)),
        ("Six-weekly", {"per_year": 8}, (8, None)),
        ("Six-weekly", {"per_year": 9}, (9, 6)),
    ],
)
def test_what_the_office_states_keeps_the_rhythm_that_the_words_share_with_it(
    words, given, expected
):
    reading = stated_frequency(words, **given)
    assert (reading.per_year, reading.interval) == expected
    assert reading.note.startswith("The office says")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Quarterly", "“Quarterly” is taken as 4 meetings a year."),
        ("Annual Joint Meeting", "“Annual Joint Meeting” is taken as 1 meeting a year."),
        (
            "Bi-monthly",
            "“Bi-monthly” is taken as 6 meetings a year: one every two months; "
            "it may also mean six a year, or twice a month.",
        ),
        (
            "Quarterly x 30",
            "“Quarterly x 30” is taken as 4 meetings a year for each of 30 forums.",
        ),
        (
            "Approx 6 per year",
            "“Approx 6 per year” is taken as 6 meetings a year: the words say “about”.",
        ),
        ("As required", "“As required” gives no number: these meetings are held when needed."),
        ("To be agreed", "“To be agreed” gives no number: how often is still to be agreed."),
        ("", "The schedule does not say how often."),
    ],
)
def test_says_in_one_sentence_how_it_was_understood(words, sentence):
    assert read_frequency(words).note == sentence


def test_every_reading_has_a_sentence_of_a_length_that_fits_a_page():
    for words, *_ in TABLE:
        note = read_frequency(words).note
        assert note.endswith(".")
        assert len(note) < 250


def test_what_the_office_states_is_certain_whatever_the_words_say():
    reading = stated_frequency("Bi-monthly x 3", 24)
    assert (reading.per_year, reading.certainty, reading.forums) == (24, "certain", 3)
    assert reading.note == "The office says 24 meetings a year."
