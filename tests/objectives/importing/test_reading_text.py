import contextlib

import pytest

from objectives.importing.reading import UnreadableFile, read_bytes

HEAD = ("Objective", "Action", "Date", "Lead")


def read(text, encoding="utf-8"):
    return read_bytes(text.encode(encoding), name="pasted text")


def cells(text):
    return [row.cells for row in read(text).rows]


def test_a_line_outside_every_table_is_text():
    rows = read("Our plan\n\na\tb\tc\n").rows
    assert [(row.kind, row.table) for row in rows] == [("text", None), ("row", 1)]


@pytest.mark.parametrize("separator", [",", ";"])
def test_commas_and_semicolons(separator):
    lines = [
        "Objective,Action,Date,Lead".replace(",", separator),
        'Listen,"Ask, and say ""thanks"";\r\nthen write",May,'.replace(",", separator, 1).replace(
            ",May,", f"{separator}May{separator}"
        ),
        f"{separator}Answer{separator}June{separator}A",
    ]
    contents = read("\r\n".join(lines))
    assert contents.kind == "csv"
    assert [(row.source, row.cells) for row in contents.rows] == [
        ("line 1", HEAD),
        ("line 2", ("Listen", 'Ask, and say "thanks";\nthen write', "May", "")),
        ("line 4", ("", "Answer", "June", "A")),
    ]


def test_semicolons_where_commas_stand_in_the_cells():
    text = "Objective;Action;Date;Lead\nListen, then act;Ask, ask;May;A, B\n;Answer;June;C"
    assert cells(text)[1] == ("Listen, then act", "Ask, ask", "May", "A, B")


def test_a_title_above_the_table_and_empty_records():
    rows = read("Our plan,,,\n,,,\nObjective,Action,Date,Lead\n,,,\na,b,c,d\n\ne,f,g,h\n").rows
    assert [(row.source, row.table) for row in rows] == [
        ("line 1", 1),
        ("line 3", 1),
        ("line 5", 1),
        ("line 7", 2),
    ]


def test_excel_may_name_the_separator_in_the_first_line():
    rows = read("sep=;\nAction;Lead\nAsk;A\n").rows
    assert [(row.source, row.cells) for row in rows] == [
        ("line 2", ("Action", "Lead")),
        ("line 3", ("Ask", "A")),
    ]


def test_unicode_text_of_excel():
    text = 'Action\tDate\tLead\r\n"Ask ""why""\nand listen"\tMay\t"Press, North"\r\nb\tJune\tc\r\n'
    rows = read(text, "utf-16").rows
    assert [(row.source, row.cells) for row in rows[1:]] == [
        ("line 2", ('Ask "why"\nand listen', "May", "Press, North")),
        ("line 4", ("b", "June", "c")),
    ]


def test_quotation_marks_that_only_quote_stay():
    text = 'Action\tDate\tLead\n"Your Voice" panels\t2025\tA\n"Ask\tMay\t"B"\nc"\tJune\t"D\n'
    assert cells(text)[1:] == [
        ('"Your Voice" panels', "2025", "A"),
        ('"Ask', "May", '"B"'),
        ('c"', "June", '"D'),
    ]


def test_sentences_with_commas_are_no_table():
    assert [row.kind for row in read("Dear Anna, hello\nWe met, once\n").rows] == ["text"] * 2


def test_a_table_of_strokes():
    text = "Our plan\n\n| Action | Date | Lead |\n|:---|---|--:|\n| Ask \\| say |  | A, B |\n"
    assert [(row.table, row.cells) for row in read(text).rows] == [
        (None, ("Our plan",)),
        (1, ("Action", "Date", "Lead")),
        (1, ("Ask | say", "", "A, B")),
    ]


def test_columns_parted_by_spaces_alone():
    text = (
        "Our plan for  this year\n\n"
        "Action         Date       Lead\n"
        "Ask people     May 2026   Press Office\n"
        "Answer them               Web Team\n"
    )
    contents = read(text)
    assert [row.cells for row in contents.rows] == [
        ("Our plan for  this year",),
        ("Action", "Date", "Lead"),
        ("Ask people", "May 2026", "Press Office"),
        ("Answer them", "", "Web Team"),
    ]
    assert [(d.code, d.source) for d in contents.doubts] == [("columns_from_spaces", "line 3")]


@pytest.mark.parametrize(
    "words",
    [
        "Don’t ask – “listen” first… then",
        "Meet café owners, the façade group and naïve déjà-vu",
        "• £5 for each – “Yes”, she said.",
        "École des jeunes: l’été",
    ],
)
def test_windows_and_mac_text_are_told_apart(words):
    for encoding, name in [("cp1252", "Windows"), ("mac_roman", "Mac")]:
        contents = read(f"Action\tDate\tLead\n{words}\tMay\tA\n", encoding)
        assert contents.rows[1].cells[0] == words
        assert name in contents.doubts[0].assumed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\tb\n" * 20_001, "too_many_rows"),
        ("a,b,c\n" * 20_001, "too_many_rows"),
        ("a\n" * 20_001, "too_many_rows"),
        ("\t".join(["a"] * 1_001), "too_many_columns"),
        ('a,b,c\na,b,"' + "x" * 20_001 + '"', "cell_too_long"),
        ("<?xml version='1.0'?><Workbook/>", "other_kind"),
        ("<table><tr><td>a</td></tr></table>", "other_kind"),
    ],
)
def test_more_than_a_plan_has(text, code):
    with pytest.raises(UnreadableFile) as caught:
        read(text)
    assert caught.value.code == code


def test_a_thousand_columns_are_read():
    assert len(cells("\t".join(["a"] * 1_000))[0]) == 1_000


@pytest.mark.parametrize("text", ['a,b,"c', '"', '""', '"\n"\n"\n', 'a\t"', 'a,b,c\n"x', "sep=,\n"])
def test_unclosed_quotation_marks_end_nothing(text):
    with contextlib.suppress(UnreadableFile):
        assert read(text).rows
