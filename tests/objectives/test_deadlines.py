import datetime as dt
import itertools

import pytest

from actionplans.intervals import ReviewInterval
from objectives.deadlines import (
    Basis,
    Certainty,
    DeadlineReading,
    dates_within,
    deadline_doubts,
    read_deadline,
    read_start,
)
from objectives.deadlines.periods import MONTHS
from objectives.deadlines.wording import say_day

PLAN = dt.date(2010, 4, 1)


def read(text, **more):
    return read_deadline(text, **({"plan_starts_on": PLAN} | more))


def dates(reading):
    return reading.starts_on, reading.due_on


def day(text):
    return dt.date.fromisoformat(text) if text else None


DUE = [
    # a day, day first
    ("30/09/2021", "2021-09-30", "certain"),
    ("30.09.2021", "2021-09-30", "certain"),
    ("30-09-2021", "2021-09-30", "certain"),
    ("1/2/2021", "2021-02-01", "certain"),
    ("30/09/21", "2021-09-30", "certain"),
    ("2021-09-30 00:00:00", "2021-09-30", "certain"),
    ("30/09/2021 00:00", "2021-09-30", "certain"),
    ("Thu 30 Sept 2021", "2021-09-30", "certain"),
    ("44469", "2021-09-30", "assumed"),
    ("2021-09-30", "2021-09-30", "certain"),
    ("30 September 2021", "2021-09-30", "certain"),
    ("30th September 2021", "2021-09-30", "certain"),
    ("1st April 2010", "2010-04-01", "certain"),
    ("the 7th of April 2010", "2010-04-07", "certain"),
    ("30 Sept. 2021", "2021-09-30", "certain"),
    ("30-Sep-21", "2021-09-30", "certain"),
    ("30 Sep '21", "2021-09-30", "certain"),
    ("September 30, 2021", "2021-09-30", "certain"),
    ("Thursday 30 September 2021", "2021-09-30", "certain"),
    ("Friday 30 September 2021", "2021-09-30", "assumed"),
    ("29/02/2020", "2020-02-29", "certain"),
    ("30 / 9 / 21", "2021-09-30", "certain"),
    ("Thurs 30th Sept 2021", "2021-09-30", "certain"),
    ("Fri 30 September 2021", "2021-09-30", "assumed"),
    ("on or before 31 March 2011", "2011-03-31", "certain"),
    ("by 31 March 2011", "2011-03-31", "certain"),
    ("no later than 31/03/2011", "2011-03-31", "certain"),
    ("  BY   31st\u00a0march 2011 . ", "2011-03-31", "certain"),
    # a month
    ("March 2010", "2010-03-31", "certain"),
    ("MARCH 2010", "2010-03-31", "certain"),
    ("Sept 2010", "2010-09-30", "certain"),
    ("Feb 2012", "2012-02-29", "certain"),
    ("Dec-21", "2021-12-31", "certain"),
    ("Dec–21", "2021-12-31", "certain"),
    ("Apr '20", "2020-04-30", "certain"),
    ("Apr ’20", "2020-04-30", "certain"),
    ("Apr/20", "2020-04-30", "certain"),
    ("Ap 07", "2007-04-30", "assumed"),
    ("09/2021", "2021-09-30", "certain"),
    ("by end March 2022", "2022-03-31", "certain"),
    ("by the end of March 2022", "2022-03-31", "certain"),
    ("End of March, 2022", "2022-03-31", "certain"),
    ("Completed by June 2016", "2016-06-30", "certain"),
    ("Completed June 2016", "2016-06-30", "assumed"),  # or done then?
    ("end-March 2022", "2022-03-31", "certain"),
    ("before June 2011", "2011-05-31", "assumed"),
    # a year
    ("2010", "2010-12-31", "assumed"),
    ("2011", "2011-12-31", "assumed"),
    ("by 2012", "2012-12-31", "assumed"),
    ("end of 2012", "2012-12-31", "assumed"),
    ("calendar year 2012", "2012-12-31", "certain"),
    # a quarter that something is to be done by
    ("by Q2 2010", "2010-09-30", "certain"),
    ("end of Q4 2010", "2011-03-31", "certain"),
    # seasons
    ("Spring 2019", "2019-05-31", "assumed"),
    ("Summer 2019", "2019-08-31", "assumed"),
    ("autumn of 2019", "2019-11-30", "assumed"),
    ("Winter 2019/20", "2020-02-29", "assumed"),
    ("Winter 2018-19", "2019-02-28", "assumed"),
    ("Winter 2019", "2020-02-29", "assumed"),
    ("Winter 19/20", "2020-02-29", "assumed"),
    ("Spring ’19", "2019-05-31", "assumed"),
    # counted from the plan's start
    ("Immediate", "2010-05-01", "assumed"),
    ("ASAP", "2010-05-01", "assumed"),
    ("as soon as possible", "2010-05-01", "assumed"),
    ("A.S.A.P.", "2010-05-01", "assumed"),
    ("within 6 months of adoption", "2010-10-01", "assumed"),
    ("Within six months of approval", "2010-10-01", "assumed"),
    ("within 6 months", "2010-10-01", "assumed"),
    ("within 2 weeks of the start of the plan", "2010-04-15", "assumed"),
    ("within 1 year", "2011-04-01", "assumed"),
]


@pytest.mark.parametrize(("text", "due_on", "certainty"), DUE)
def test_due_on_a_day(text, due_on, certainty):
    reading = read(text)
    assert dates(reading) == (None, day(due_on))
    assert reading.certainty == certainty
    assert not reading.ongoing
    assert reading.review_interval == ""
    assert say_day(reading.due_on) in reading.note


SPANS = [
    ("2010-2011", "2010-01-01", "2011-12-31", "assumed"),
    ("2010 – 2011", "2010-01-01", "2011-12-31", "assumed"),
    ("2010 to 2012", "2010-01-01", "2012-12-31", "assumed"),
    ("2010-14", "2010-01-01", "2014-12-31", "assumed"),
    ("Throughout 2010/11", "2010-04-01", "2011-03-31", "certain"),
    ("Ongoing until March 2012", "2010-04-01", "2012-03-31", "assumed"),
    ("Q2 10/11", "2010-07-01", "2010-09-30", "certain"),
    ("from 2010 to 2012", "2010-01-01", "2012-12-31", "assumed"),
    ("2010/11", "2010-04-01", "2011-03-31", "certain"),
    ("2010-11", "2010-04-01", "2011-03-31", "certain"),
    ("2010–11", "2010-04-01", "2011-03-31", "certain"),
    ("1999/00", "1999-04-01", "2000-03-31", "certain"),
    ("FY 2010/11", "2010-04-01", "2011-03-31", "certain"),
    ("FY10/11", "2010-04-01", "2011-03-31", "certain"),
    ("financial year 2010-2011", "2010-04-01", "2011-03-31", "certain"),
    ("FY 2010", "2010-04-01", "2011-03-31", "assumed"),
    ("2010/2011", "2010-04-01", "2011-03-31", "assumed"),
    ("2021/22 academic year", "2021-09-01", "2022-08-31", "assumed"),
    ("Q1 2010", "2010-04-01", "2010-06-30", "certain"),
    ("Q2 2010", "2010-07-01", "2010-09-30", "certain"),
    ("Q3 2010", "2010-10-01", "2010-12-31", "certain"),
    ("Q4 2010", "2011-01-01", "2011-03-31", "certain"),
    ("q2  2010", "2010-07-01", "2010-09-30", "certain"),
    ("2010-Q2", "2010-07-01", "2010-09-30", "certain"),
    ("Quarter 2, 2010", "2010-07-01", "2010-09-30", "certain"),
    ("2nd quarter of 2010", "2010-07-01", "2010-09-30", "certain"),
    ("second quarter 2010", "2010-07-01", "2010-09-30", "certain"),
    ("Q2 2010/11", "2010-07-01", "2010-09-30", "certain"),
    ("Q2 10/11", "2010-07-01", "2010-09-30", "certain"),
    ("Q2 FY10/11", "2010-07-01", "2010-09-30", "certain"),
    ("Q1-Q2 2010", "2010-04-01", "2010-09-30", "certain"),
    ("Q4–Q1 2011", "2011-01-01", "2011-06-30", "assumed"),
    ("Q3 to Q4 2010", "2010-10-01", "2011-03-31", "certain"),
    ("April - June 2010", "2010-04-01", "2010-06-30", "certain"),
    ("Nov - Feb 2011", "2010-11-01", "2011-02-28", "assumed"),
    ("1 April 2010 to 31 March 2011", "2010-04-01", "2011-03-31", "certain"),
    ("between 01/04/2010 and 30/06/2010", "2010-04-01", "2010-06-30", "certain"),
    ("Year 1", "2010-04-01", "2011-03-31", "assumed"),
    ("Year 2", "2011-04-01", "2012-03-31", "assumed"),
    ("Year two", "2011-04-01", "2012-03-31", "assumed"),
    ("second year of the plan", "2011-04-01", "2012-03-31", "assumed"),
    ("by the end of Year 2", "2011-04-01", "2012-03-31", "assumed"),
    ("by end of year 2", "2011-04-01", "2012-03-31", "assumed"),
    ("in the second year", "2011-04-01", "2012-03-31", "assumed"),
]


@pytest.mark.parametrize(("text", "starts_on", "due_on", "certainty"), SPANS)
def test_a_time_with_a_start_and_an_end(text, starts_on, due_on, certainty):
    reading = read(text)
    assert dates(reading) == (day(starts_on), day(due_on))
    assert reading.certainty == certainty
    assert not reading.ongoing


ONGOING = [
    ("2009 and beyond", "2009-01-01", "", "certain"),
    ("2009 & beyond", "2009-01-01", "", "certain"),
    ("from 2009", "2009-01-01", "", "certain"),
    ("2009 onwards", "2009-01-01", "", "certain"),
    ("2009+", "2009-01-01", "", "certain"),
    ("From Aug 2021.", "2021-08-01", "", "certain"),
    ("March 2010 and ongoing", "2010-03-01", "", "certain"),
    ("from Q2 2010 onwards", "2010-07-01", "", "certain"),
    ("Ongoing", "2010-04-01", "", "certain"),
    ("On-going", "2010-04-01", "", "certain"),
    ("ON GOING", "2010-04-01", "", "certain"),
    ("Immediate and ongoing", "2010-04-01", "", "certain"),
    ("Immediate and Ongoing", "2010-04-01", "", "certain"),
    ("immediate & ongoing", "2010-04-01", "", "certain"),
    ("Immediate/ongoing", "2010-04-01", "", "certain"),
    ("continuous", "2010-04-01", "", "certain"),
    ("throughout the life of the plan", "2010-04-01", "", "certain"),
    ("Ongoing from April 2011", "2011-04-01", "", "certain"),
    ("Monthly", "2010-04-01", "monthly", "certain"),
    ("Quarterly", "2010-04-01", "quarterly", "certain"),
    ("Annually", "2010-04-01", "annually", "certain"),
    ("every year", "2010-04-01", "annually", "certain"),
    ("Weekly", "2010-04-01", "weekly", "certain"),
    ("every two weeks", "2010-04-01", "fortnightly", "certain"),
    ("every other month", None, "", "unreadable"),
    ("every 2 months", "2010-04-01", "two_monthly", "certain"),
    ("Six monthly", "2010-04-01", "six_monthly", "certain"),
    ("6-monthly", "2010-04-01", "six_monthly", "certain"),
    ("Twice a year", "2010-04-01", "six_monthly", "certain"),
    ("three times a year", "2010-04-01", "four_monthly", "certain"),
    ("Bi-monthly", "2010-04-01", "two_monthly", "assumed"),
    ("Ongoing, quarterly meetings", "2010-04-01", "quarterly", "certain"),
    ("Ongoing (reviewed annually)", "2010-04-01", "annually", "certain"),
    ("Ongoing - 6 monthly", "2010-04-01", "six_monthly", "certain"),
    ("Monthly from June 2010", "2010-06-01", "monthly", "certain"),
    ("March 2010, then quarterly", None, "", "unreadable"),
    ("March 2010, quarterly", "2010-03-01", "quarterly", "assumed"),
]


@pytest.mark.parametrize(("text", "starts_on", "interval", "certainty"), ONGOING)
def test_what_goes_on(text, starts_on, interval, certainty):
    reading = read(text)
    assert dates(reading) == (day(starts_on), None)
    assert reading.ongoing is (certainty != "unreadable")
    assert (reading.review_interval, reading.certainty) == (interval, certainty)


@pytest.mark.parametrize(
    "text",
    [
        "TBC", "tba", "to be confirmed", "n/a", "-", "?", "Q2", "March", "Spring", "10/11",
        "2010-12", "2010/13", "Q2 2010/13", "Summer 2019/20", "31/02/2020", "29/02/2021",
        "00/01/2020", "13/13/2020", "03/25/2021", "31 June 2020", "2021-02-30", "13/2021",
        "Within 3 months of appointment", "12 months", "Q2 10", "Winter 19", "Winter 19/21",
        "until March 2010", "end of the plan", "Year 0",
        "March 2010 and September 2010", "30/06/2021; 30/09/2021", "20100", "=TODAY()",
        "<b>2010</b>",
        "99999999", "01/01/9999", "31/12/1899", "Q5 2010", "June/July 2010", "soon", "x" * 5000,
        "2010 " * 5000, "٣/٤/٢٠١٠", "before 01/01/0001", "\x00", "()", "(", "+", "from ", "by",
    ],
)  # fmt: skip
def test_what_cannot_be_read_keeps_its_words_and_says_so(text):
    reading = read(text)
    assert reading.certainty == Certainty.UNREADABLE
    assert dates(reading) == (None, None)
    assert not reading.ongoing
    assert reading.review_interval == ""
    assert reading.text == text
    assert "could not be read" in reading.note
    assert len(reading.note) < 200


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0"])
def test_a_blank_is_no_deadline_and_says_so(text):
    reading = read(text)
    assert reading == DeadlineReading(text, certainty="none", note="The plan gives no date.")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("03/25/2021", "month seems to stand first"),
        ("31/02/2020", "no such day"),
        ("Q2", "without its year"),
        ("2010-12", "year after it"),
        ("within 3 months of appointment", "counted from"),
    ],
)
def test_the_note_says_why_a_date_could_not_be_read(text, reason):
    assert reason in read(text).note


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            "Q2 2010",
            "Q2 2010 taken as July to September 2010: this plan counts financial-year quarters.",
        ),
        ("March 2010", "March 2010 taken as due Wednesday 31 March 2010."),
        (
            "2010",
            "2010 taken as due Friday 31 December 2010: the end of the calendar year is assumed.",
        ),
        (
            "Ongoing",
            "Ongoing taken as ongoing, from the plan's start on Thursday 1 April 2010.",
        ),
    ],
)
def test_the_note_is_one_plain_sentence(text, note):
    assert read(text).note == note


def test_other_offices_words():
    """As the plans of other offices were seen to say it."""
    for text, due_on, certainty in [
        ("Apr '20", "2020-04-30", "certain"),
        ("Ap 07", "2007-04-30", "assumed"),
        ("Completed by June 2016", "2016-06-30", "certain"),
        ("Within 3 months of adoption", "2010-07-01", "assumed"),
        ("Within 3 months of the new Commissioner taking office", "", "unreadable"),
        ("Q1 (2010/11)", "2010-06-30", "certain"),
        ("2021/22 academic year", "2022-08-31", "assumed"),
    ]:
        reading = read(text)
        assert (reading.due_on, reading.certainty) == (day(due_on), certainty), text
    for text, starts_on, interval in [
        ("Six monthly", "2010-04-01", "six_monthly"),
        ("Twice yearly", "2010-04-01", "six_monthly"),
        ("Ongoing, quarterly meetings", "2010-04-01", "quarterly"),
        ("Ongoing quarterly meetings", "2010-04-01", "quarterly"),
        ("From Aug 2021.", "2021-08-01", ""),
    ]:
        reading = read(text)
        assert (reading.starts_on, reading.due_on) == (day(starts_on), None), text
        assert (reading.ongoing, reading.review_interval) == (True, interval), text


def test_a_month_stands_first_only_where_a_whole_column_says_so():
    assert read("03/25/2021").certainty == Certainty.UNREADABLE
    assert dates(read("03/04/2021")) == (None, day("2021-04-03"))
    reading = read("03/04/2021", month_first=True)
    assert (reading.due_on, reading.certainty) == (day("2021-03-04"), "assumed")
    assert "month first" in reading.note
    assert read("25/03/2021", month_first=True).due_on == day("2021-03-25")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Hold a fair by the end of March 2022 and in June 2023",
         ["by the end of March 2022", "in June 2023"]),
        ("Report on 31/03/2025.", ["on 31/03/2025"]),
        ("Publish the 2011 survey by 2012", ["by 2012"]),
        ("Ready in Q2 2010/11 or Winter 2019/20", ["in Q2 2010/11", "Winter 2019/20"]),
        ("Apply the 1996 Act to 3 of 4 wards, as 2 may", []),
        ("", []),
    ],
)  # fmt: skip
def test_dates_within_a_sentence(sentence, found):
    assert dates_within(sentence) == found


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("May 2010", "2010-05-01"),
        ("from 2011", "2011-01-01"),
        ("Q2 2010", "2010-07-01"),
        ("1/6/2010", "2010-06-01"),
        ("Immediately", "2010-04-01"),
        ("soon", ""),
        ("31/02/2010", ""),
        ("", ""),
    ],
)
def test_a_start_in_a_column_of_its_own(text, first):
    assert read_start(text, basis=Basis(), plan_starts_on=PLAN) == day(first)


def test_quarters_follow_the_plans_basis():
    assert dates(read("Q2 2010", quarters="calendar")) == (day("2010-04-01"), day("2010-06-30"))
    assert dates(read("Q4 2010", quarters="calendar")) == (day("2010-10-01"), day("2010-12-31"))
    assert dates(read("Q1-Q2 2010", quarters="calendar")) == (
        day("2010-01-01"),
        day("2010-06-30"),
    )
    assert dates(read("Q2 2010/11", quarters="calendar")) == (
        day("2010-07-01"),
        day("2010-09-30"),
    )


def test_an_assumed_basis_makes_a_quarter_assumed_and_nothing_else():
    assert read("Q2 2010", quarters_assumed=True).certainty == Certainty.ASSUMED
    assert "nobody has said" in read("Q2 2010", quarters_assumed=True).note
    assert read("Q2 2010/11", quarters_assumed=True).certainty == Certainty.CERTAIN
    assert read("March 2010", quarters_assumed=True).certainty == Certainty.CERTAIN


def test_a_plan_may_count_bare_years_as_financial():
    assert dates(read("2010", bare_years="financial")) == (None, day("2011-03-31"))
    assert dates(read("2010-2011", bare_years="financial"))[1] == day("2012-03-31")
    assert dates(read("2009 and beyond", bare_years="financial"))[0] == day("2009-04-01")


def test_the_end_of_the_plan_is_known_once_the_plan_says_so():
    assert dates(read("end of plan", plan_ends_on=day("2013-03-31"))) == (None, day("2013-03-31"))
    assert dates(read("Year 3", plan_ends_on=day("2012-12-31")))[1] == day("2012-12-31")


def test_a_date_without_a_year_is_never_given_one():
    for text in ("30/09", "30 September", "Sept", "end of March", "Q3", "Autumn"):
        assert read(text).certainty == Certainty.UNREADABLE


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("2009", ["due_before_plan"]),
        ("February 2010", ["due_before_plan"]),
        ("31/03/2010", ["due_before_plan"]),
        ("01/04/2010", []),
        ("2012-2010", ["due_before_start"]),
        ("2009-2008", ["due_before_start", "due_before_plan"]),
        ("2009 and beyond", []),
        ("", []),
        ("TBC", []),
    ],
)
def test_an_odd_due_date_is_kept_and_asked_about(text, codes):
    doubts = deadline_doubts(read(text), PLAN)
    assert [doubt.code for doubt in doubts] == codes


def test_every_day_is_read_back_in_every_spelling():
    names = {number: name for name, number in reversed(MONTHS.items())}
    for offset in range(0, 366 * 5, 3):
        date = dt.date(2019, 12, 25) + dt.timedelta(days=offset)
        month = names[date.month]
        for text in (
            f"{date.day}/{date.month}/{date.year}",
            f"{date:%d.%m.%Y}",
            f"{date:%d/%m/%y}",
            date.isoformat(),
            f"{date.day} {month} {date.year}",
            f"by {date.day}th of {month.upper()} '{date:%y}",
            f"{month} {date.day}, {date.year}",
            say_day(date),
        ):
            reading = read(text)
            assert (dates(reading), reading.certainty) == ((None, date), "certain"), text


def test_every_month_ends_the_day_before_the_next_begins():
    for name, number in MONTHS.items():
        for year in (1999, 2000, 2011, 2012, 2100):
            due = read(f"{name} {year}").due_on
            assert (due.year, due.month) == (year, number)
            assert (due + dt.timedelta(days=1)).day == 1


def test_every_span_of_days_keeps_both_ends():
    ends = [dt.date(2010, 4, 1), dt.date(2010, 12, 31), dt.date(2012, 2, 29)]
    for first, last in itertools.product(ends, ends):
        for join in (" to ", " - ", "–", " until "):
            reading = read(f"{first:%d/%m/%Y}{join}{last:%d/%m/%Y}")
            assert dates(reading) == (first, last)


def test_nothing_raises_and_the_words_survive():
    pieces = [
        "by", "end", "of", "Q2", "2010", "/11", "-", "and", "beyond", "31/02/2020", "ongoing",
        "monthly", "(", ")", "March", "'21", "within", "6", "months", "year", "", "\n", "é", "from",
    ]  # fmt: skip
    starts = [dt.date(1, 1, 1), dt.date(2012, 2, 29), dt.date(9999, 12, 31)]
    for words in itertools.product(pieces, repeat=3):
        for text in (" ".join(words), "".join(words)):
            reading = read(text)
            assert reading.text == text
            assert reading.note.endswith(".")
            assert reading.certainty in Certainty.values
            assert reading.review_interval in ["", *ReviewInterval.values]
            has_date = bool(reading.starts_on or reading.due_on)
            assert has_date is (reading.certainty in ("certain", "assumed"))
            assert not (reading.ongoing and reading.due_on)
    for start, text in itertools.product(starts, ["Immediate", "Year 99", "within 999 years"]):
        assert read(text, plan_starts_on=start).text == text


@pytest.mark.parametrize("text", ["March", "by end of March", "31 March", "March 31st"])
def test_a_date_without_a_year_says_what_it_lacks(text):
    reading = read(text)
    assert reading.certainty == "unreadable"
    assert "no year" in reading.note
