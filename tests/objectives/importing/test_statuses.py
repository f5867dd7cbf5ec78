import pytest

from objectives.importing.statuses import read_status

from .rows import answered, codes, read, table

HEAD = ["Action", "Lead", "Date", "Status", "RAG", "Comments"]


@pytest.mark.parametrize(
    ("text", "status", "rag", "rest"),
    [
        ("Done", "complete", "", ""),
        ("complete", "complete", "", ""),
        ("Complete - all panels are set up", "complete", "", "all panels are set up"),
        ("Completed March 2024", "complete", "", "March 2024"),
        ("100%", "complete", "", ""),
        ("Blue", "complete", "", ""),
        ("Closed - complete", "complete", "", ""),
        ("On going", "in_progress", "", ""),
        ("Not yet due", "not_started", "", ""),
        ("B", "complete", "", ""),
        ("Closed", "closed", "", ""),
        ("Superseded by the new plan", "closed", "", "by the new plan"),
        ("Started", "in_progress", "", ""),
        ("In progress", "in_progress", "", ""),
        ("in-progress: two of three", "in_progress", "", "two of three"),
        ("50% complete", "in_progress", "", ""),
        ("Ongoing", "in_progress", "", ""),
        ("Not started", "not_started", "", ""),
        ("Not yet started (waits for funds)", "not_started", "", "waits for funds"),
        ("On track", "in_progress", "green", ""),
        ("Behind schedule", "in_progress", "amber", ""),
        ("behind", "in_progress", "amber", ""),
        ("Off track", "in_progress", "red", ""),
        ("Green", "", "green", ""),
        ("A", "", "amber", ""),
        ("RAG: Red", "", "red", ""),
        ("Green - complete", "complete", "green", ""),
        ("In progress / Amber", "in_progress", "amber", ""),
        ("In progress, on track", "in_progress", "green", ""),
        ("Started - off track", "in_progress", "red", ""),
    ],
)
def test_words_of_a_status(text, status, rag, rest):
    found = read_status(text)
    assert (found.status, found.rag, found.rest) == (status, rag, rest)


@pytest.mark.parametrize(
    "text", ["", "Three meetings were held", "Open day held", "N/A", "Redo it"]
)
def test_words_that_are_no_status(text):
    assert read_status(text) is None


def first(*cells, **more):
    return read(HEAD, ["Ask", "X", "2025", *cells], ["Go", "X", "", "Done", "Red", "x"], **more)


def test_status_rag_and_comment_make_one_first_update():
    draft = first("In progress", "Amber", "Two of three wards")
    status = draft.actions[0].status
    assert (status.status, status.rag) == ("in_progress", "amber")
    assert status.words == "In progress; Amber"
    assert status.comment == "Two of three wards"
    assert draft.actions[0].notes == {}


def test_a_comment_without_a_status_is_a_note():
    action = first("", "", "Two of three wards").actions[0]
    assert action.status is None
    assert action.notes == {"Comments": "Two of three wards"}


def test_a_colour_alone_takes_its_status_from_the_comment():
    status = first("", "Red", "Not started, the post is vacant").actions[0].status
    assert (status.status, status.rag) == ("not_started", "red")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("Closed", "", ""), "may mean done"),
        (("Delayed", "", ""), "is taken as at risk"),
        (("Complete", "Red", ""), "complete and red"),
        (("Complete", "Not started", ""), "one says “Complete” and another “Not started”"),
    ],
)
def test_what_is_guessed_about_a_status_is_asked(cells, words):
    (doubt, *_) = first(*cells).doubts_of("status_assumed")
    assert words in doubt.assumed
    assert doubt.action_key == "o1.r1"


def test_an_assumed_status_is_corrected():
    rows = table(1, HEAD, ["Ask", "X", "2025", "Closed", "", ""])
    draft = answered(rows, "status_assumed", value="complete")
    assert draft.actions[0].status.status == "complete"
    assert draft.actions[0].status.words == "Closed"


def test_words_that_say_no_status_are_kept_and_asked_about():
    rows = table(
        1, HEAD, ["Ask", "X", "2025", "See above", "", ""], ["Go", "X", "", "Done", "", ""]
    )
    draft = read(*[row.cells for row in rows])
    assert draft.actions[0].status is None
    assert draft.actions[0].notes == {"Status": "See above"}
    assert "status_unreadable" in codes(draft)
    status = answered(rows, "status_unreadable", value="in_progress").actions[0].status
    assert (status.status, status.comment) == ("in_progress", "See above")


def test_a_status_where_the_date_would_be():
    draft = read(["Action", "Lead", "Date"], ["Ask", "X", "Complete"], ["Go", "X", "2025"])
    action = draft.actions[0]
    assert (action.status.status, action.deadline.certainty) == ("complete", "unreadable")
    assert "status_assumed" in codes(draft)


def test_the_day_of_completion_stands_in_the_words_or_in_a_column():
    head = ["Action", "Lead", "Date", "Status", "Date completed"]
    draft = read(
        head, ["Ask", "X", "", "Completed March 2024", ""], ["Go", "X", "", "Done", "1/2/24"]
    )
    days = [str(action.status.completed_on) for action in draft.actions]
    assert days == ["2024-03-31", "2024-02-01"]


def test_complete_with_an_open_part_is_asked_about():
    head = ["No.", "Action", "Lead", "Date", "Status"]
    draft = read(head, ["1", "Ask", "X", "", "Done"], ["1a", "One ward", "X", "", "Started"])
    assert [doubt.action_key for doubt in draft.doubts_of("complete_with_open_parts")] == ["o1.1"]


def test_a_status_in_the_comments_column_alone_counts_where_it_says_nothing_else():
    draft = read(
        HEAD,
        ["Ask", "A", "2025", "", "", "Not started"],
        ["Tell", "A", "2025", "", "Green", ""],
        ["Go", "A", "2025", "", "", "Done by all of the districts before the summer ended"],
    )
    found = [action.status and action.status.status for action in draft.actions]
    assert found == ["not_started", "in_progress", None]


@pytest.mark.parametrize("words", ["Completed/Ongoing", "Achieved and ongoing", "Amber/Green"])
def test_a_status_that_says_two_things_is_asked_about(words):
    assert read_status(words).why


def test_the_letter_y_may_mean_yes():
    assert read_status("Y") is None
