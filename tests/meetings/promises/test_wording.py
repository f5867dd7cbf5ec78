"""Words of a promise, and what they are taken to mean: this table is the specification."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from meetings.promises.wording import read_promise, say_terms


@pytest.mark.parametrize(
    ("text", "times", "each_forum", "months", "certainty"),
    [
        ("PCC at one meeting a year of each advisory group", 1, True, 12, "certain"),
        ("PCC or DPCC in rotation, every forum once in a two-yearly cycle", 1, True, 24, "certain"),
        ("Attends one meeting a year", 1, False, 12, "certain"),
        ("Attendance of the PCC at two meetings each financial year", 2, False, 12, "certain"),
        ("Commissioner: 3 meetings per year", 3, False, 12, "certain"),
        ("Visits each of the forums twice in a 3 year cycle", 2, True, 36, "certain"),
        ("Once every other year", 1, False, 24, "certain"),
        ("Once every two years, each area group", 1, True, 24, "certain"),
        ("One of the meetings each quarter", 1, False, 3, "certain"),
        ("Deputy attends one a year", 1, False, 12, "certain"),
        ("Twice annually", 2, False, 12, "certain"),
        ("At least one meeting a month", 1, False, 1, "certain"),
        ("PCC attends every meeting", None, False, 12, "certain"),
        ("All meetings of each forum", None, True, 12, "certain"),
        ("PCC / DPCC to attend in 2 yearly cycle", 1, False, 24, "assumed"),
        ("Attends quarterly", 1, False, 3, "assumed"),
        ("Attends twice", 2, False, 12, "assumed"),
        ("Attends the annual joint meeting", 1, False, 12, "assumed"),
        ("Attends the quarterly meetings", None, False, 12, "assumed"),
        ("Ambassador attends and reports", None, False, 12, "assumed"),
        ("PCC and DPCC attend county and area meetings", None, False, 12, "assumed"),
        ("Attends whenever asked", None, False, 12, "unreadable"),
        ("Attends as required", None, False, 12, "unreadable"),
        ("By invitation, one meeting a year", None, False, 12, "unreadable"),
        ("To be agreed", None, False, 12, "unreadable"),
        ("Meets them regularly", None, False, 12, "unreadable"),
        ("Attends every other meeting", None, False, 12, "unreadable"),
        ("Does not attend", None, False, 12, "unreadable"),
        ("", None, False, 12, "none"),
        (" . ", None, False, 12, "none"),
    ],
)
def test_a_promise_is_read(text, times, each_forum, months, certainty):
    reading = read_promise(text)
    found = (reading.times, reading.each_forum, reading.cycle_months, reading.certainty)
    assert found == (times, each_forum, months, certainty)
    assert reading.note.endswith(".")


@pytest.mark.parametrize(
    ("text", "reports_back", "each_post"),
    [
        ("Ambassador attends and reports", True, False),
        ("Report from Ambassadors to the PCC", True, False),
        ("PCC and DPCC to attend every meeting", False, True),
        ("PCC, DPCC and CEx attend every meeting", False, True),
        ("PCC or DPCC attends every meeting", False, False),
        ("PCC and DPCC in rotation", False, False),
        ("PCC/DPCC attend one meeting a year", False, False),
    ],
)
def test_reports_and_several_posts_are_told(text, reports_back, each_post):
    reading = read_promise(text)
    assert (reading.reports_back, reading.each_post) == (reports_back, each_post)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ((1, True, 24), "one meeting of each forum in every two years"),
        ((2, False, 12), "2 meetings a year"),
        ((1, False, 18), "one meeting in every 18 months"),
        ((1, False, 36), "one meeting in every 3 years"),
        ((None, False, 12), "every meeting"),
    ],
)
def test_terms_are_said_in_plain_words(terms, words):
    assert say_terms(*terms) == words


@given(some.text(max_size=300))
def test_any_words_at_all_get_an_answer_that_fits_its_columns(text):
    reading = read_promise(text)
    assert reading.times is None or 1 <= reading.times <= 999
    assert 1 <= reading.cycle_months <= 999 * 12
    assert "\n" not in reading.note
