import pytest

from objectives.importing.items import split_items


def split(cell, **more):
    found = split_items(cell, **({"objective": "4"} | more))
    return [(item.number or item.letter, item.text) for item in found.items]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("1. Listen", [("1", "Listen")]),
        ("1) Listen", [("1", "Listen")]),
        ("(1) Listen", [("1", "Listen")]),
        ("1. Listen 2. Answer", [("1", "Listen"), ("2", "Answer")]),
        ("<p>1. Listen</p> <p>2. answer</p>", [("1", "Listen"), ("2", "answer")]),
        ("<p class='x'>1. Listen</p><P>more</P>", [("1", "Listen\nmore")]),
        ("1. Listen<br/>2. Answer", [("1", "Listen"), ("2", "Answer")]),
        ("4.2 Listen", [("4.2", "Listen")]),
        ("1.1.ii Listen", [("1.1.ii", "Listen")]),
        ("a/ Listen", [("a", "Listen")]),
        ("a) Listen", [("a", "Listen")]),
        ("(i) Listen", [("i", "Listen")]),
        # what is no number of an item
        ("3 Year Plan", [("", "3 Year Plan")]),
        ("1.5 posts in wards", [("", "1.5 posts in wards")]),
        ("24/7 cover", [("", "24/7 cover")]),
        ("2010. A year", [("", "2010. A year")]),
        ("w/ partners", [("", "w/ partners")]),
        (
            "1. See the list made at 2. to find gaps",
            [("1", "See the list made at 2. to find gaps")],
        ),
        ("1. See the list made at 2. Then go", [("1", "See the list made at 2. Then go")]),
        ("1. Meet 3. Answer", [("1", "Meet 3. Answer")]),
        ("1. Cut by 2.5 points", [("1", "Cut by 2.5 points")]),
        ("<b>1. Listen</b>", [("", "<b>1. Listen</b>")]),
        ("5. Repeated 5. Again", [("5", "Repeated 5. Again")]),
    ],
)
def test_a_cells_items(cell, items):
    assert split(cell) == items


def test_a_list_goes_on_from_the_row_above():
    assert split("of every ward 3. Pass it on", last_number="2") == [
        ("", "of every ward"),
        ("3", "Pass it on"),
    ]
    assert split("b/ Send", last_letter="a") == [("b", "Send")]
    assert split("e/ Send", last_letter="a") == [("", "e/ Send")]
    assert split("ii) Send", last_letter="i") == [("ii", "Send")]


def test_numbers_left_inside_sentences_are_told_with_their_words():
    found = split_items("6. Use the list made at 2. to find gaps", objective="3")
    assert found.kept_numbers == ["list made at 2. to find gaps"]


@pytest.mark.parametrize("cell", ["", " ", "<p></p>", "1.", "1. 2. 3.", "<p", "a/", "((1)"])
def test_odd_cells_never_fail_and_keep_their_words(cell):
    split(cell)
