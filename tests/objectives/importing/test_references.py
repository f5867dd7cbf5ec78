import pytest

from .rows import codes, read

HEAD = ["Objective", "No.", "Action", "Lead", "Date"]


def mentions(text, *, number="9"):
    draft = read(
        HEAD,
        ["1. Listen", "1", "Ask", "X", "2025"],
        ["", "2", "Map", "X", "2025"],
        ["2. Answer", "1", "Reply", "X", "2025"],
        ["", "2", "Print", "X", "2025"],
        ["", "2a", "Post", "X", "2025"],
        ["", number, text, "X", "2025"],
    )
    return draft.actions[-1].references, draft


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Use the mapping described at 2. to find gaps", ("2.2",)),
        ("Plan visits (see 1.2)", ("1.2",)),
        ("See action 1.2 and tell all", ("1.2",)),
        ("Actions 1 and 2 come first", ("2.1", "2.2")),
        ("Carry on items 1.1, 1.2 and 2a", ("1.1", "1.2", "2.2a")),
        ("As 1 above, for schools", ("2.1",)),
        ("Meet 2 groups in 2025", ()),
        ("Cut waits by 2. Then rest", ()),
        ("See action 7", ()),
        ("See action 9", ()),
        ("Raise 1.2 million", ()),
    ],
)
def test_numbers_that_mention_an_action(text, found):
    references, draft = mentions(text)
    assert references == found
    assert codes(draft).count("reference") == len(found)


def test_a_mention_is_asked_about_beside_its_row():
    _, draft = mentions("See action 1.2")
    (doubt,) = draft.doubts_of("reference")
    assert (doubt.source, doubt.action_key, doubt.text) == (
        "table 1, row 7",
        "2.9",
        "See action 1.2",
    )
