"""What a coordinator types becomes blocks of a paper, and nothing of it is ever run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import Bullets, Note, Paragraph, Run, Subheading
from reports.markdown import blocks_of


def texts(markdown):
    return [getattr(block, "text", None) or block.items for block in blocks_of(markdown)]


def test_paragraphs_headings_lists_and_quotes_become_blocks():
    assert blocks_of("# The _halls_\n\nOne\nline.\n\n- a\n- b\n\n1. c\n2. d\n\n> Quoted.") == (
        Subheading("The halls"),
        Paragraph("One line."),
        Bullets(("a", "b")),
        Bullets(("c", "d"), ordered=True),
        Note("Quoted."),
    )


def test_strong_and_emphasised_words_and_links_are_stretches():
    [block] = blocks_of("We met **twice**, *both* times at [the hall](https://hall.example/a).")

    assert block.text == "We met twice, both times at the hall."
    assert block.runs == (
        Run("We met "),
        Run("twice", strong=True),
        Run(", "),
        Run("both", emphasis=True),
        Run(" times at "),
        Run("the hall", link="https://hall.example/a"),
        Run("."),
    )


def test_items_and_quotes_have_stretches_too():
    bullets, note = blocks_of("- plain\n- **strong**\n\n> **strong**")

    assert bullets.runs == ((Run("plain"),), (Run("strong", strong=True),))
    assert note.runs == (Run("strong", strong=True),)


def test_a_list_within_an_item_is_said_in_its_line():
    assert texts("- halls:\n  - one\n  - two\n    1. three\n- next\n\n  and more") == [
        ("halls: one; two: three", "next and more")
    ]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/relative", "//host", "x"],
)
def test_a_link_to_anything_but_the_web_or_a_mailbox_is_text(address):
    assert blocks_of(f"[press]({address})") == (Paragraph(f"[press]({address})"),)


@pytest.mark.parametrize(
    "address", ["http://a.example", "https://a.example/?b=c", "mailto:a@b.example"]
)
def test_a_link_to_the_web_or_a_mailbox_is_one(address):
    [block] = blocks_of(f"[press]({address})")

    assert block.runs == (Run("press", link=address),)


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<b>bold</b> <!-- comment -->",
        '<div onclick="x">\nmore\n</div>',
        '#panic("x") #read("/etc/passwd") $x^2$ @ref ~ #set text(red)',
        "{{ settings.SECRET_KEY }} {% load x %}",
        "[ref]: https://a.example",
        "| a | b |",
    ],
)
def test_html_and_other_markup_are_printed_as_they_were_typed(typed):
    assert texts(typed) == [" ".join(typed.split("\n"))]


def test_code_is_plain_text():
    assert texts("Say `#panic()` twice.\n\n```\n#let x\n  = 1\n```\n\n    indented") == [
        "Say #panic() twice.",
        "#let x = 1",
        "indented",
    ]


def test_a_picture_is_its_words():
    assert texts("![A hall](https://a.example/hall.png)") == ["A hall"]


def test_a_line_of_dashes_is_no_heading_and_prints_nothing():
    assert texts("A sentence.\n---\n\n***") == ["A sentence."]


def test_control_characters_are_left_out_and_other_letters_kept():
    assert texts("a\x00b\x1b[31mc\x07 Llanfairpwll ŵ ł 😀 مرحبا\r\nnext\u2028line") == [
        "ab[31mc Llanfairpwll ŵ ł 😀 مرحبا next line"
    ]


@pytest.mark.parametrize("nothing", ["", "  \n\n ", "#", "- ", "> ", "\x00"])
def test_nothing_typed_prints_nothing(nothing):
    assert blocks_of(nothing) == ()


@pytest.mark.parametrize(
    "hard", ["*", "[", ">", "- ", "`", "[a](", "<", "_a*", "1. ", "\\", "![", "&"]
)
def test_no_text_takes_long_or_fails(hard):
    blocks_of((hard * 20_000)[:20_000])


@given(st.text(alphabet=st.sampled_from("ab *_[]()<>#`-\n1.>!\\&:/\t\x00é"), max_size=300))
def test_whatever_is_typed_its_stretches_say_its_text(typed):
    for block in blocks_of(typed):
        if isinstance(block, Bullets):
            pairs = zip(block.items, block.runs or [()] * len(block.items), strict=True)
        else:
            pairs = [(block.text, getattr(block, "runs", ()))]
        for text, runs in pairs:
            assert text.strip()
            assert not runs or "".join(run.text for run in runs) == text
