import hashlib
import io
import tempfile
from pathlib import Path

import pytest

from objectives.importing.reading import UnreadableFile, read_bytes, read_path, read_stream

TEXT = "Action\tDate\tLead\r\nMeet café owners – £5\t2024\tHead of “Listening”\r\n"


def cells(content):
    return [row.cells for row in read_bytes(content, name="plan.txt").rows]


def codes(content):
    return [doubt.code for doubt in read_bytes(content, name="plan.txt").doubts]


def refusal(content):
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(content, name="plan.txt")
    return caught.value


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_every_usual_encoding_gives_the_same_words(encoding):
    assert cells(TEXT.encode(encoding)) == [
        ("Action", "Date", "Lead"),
        ("Meet café owners – £5", "2024", "Head of “Listening”"),
    ]


def test_a_guessed_encoding_is_a_doubt():
    assert codes(TEXT.encode("cp1252")) == ["encoding_assumed"]
    assert codes(TEXT.encode("utf-8")) == []
    assert codes(TEXT.encode("utf-16")) == []


def test_characters_lost_before_are_a_doubt():
    assert codes("caf\ufffd\t2024".encode()) == ["characters_lost"]


def test_each_row_knows_its_line_and_its_table():
    rows = read_bytes(b"A plan\n\na\tb\nc\td\n\n\ne\tf\nloose\n", name="p").rows
    assert [(row.source, row.table) for row in rows] == [
        ("line 1", None),
        ("line 3", 1),
        ("line 4", 1),
        ("line 7", 2),
        ("line 8", None),
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_counts_the_same_lines(ending):
    content = ending.join(["a\tb", "", "c\td"]).encode()
    assert [row.source for row in read_bytes(content, name="p").rows] == ["line 1", "line 3"]


def test_control_characters_are_left_out_and_told():
    contents = read_bytes(b"a\tb\x07c\x0cd\n", name="p")
    assert contents.rows[0].cells == ("a", "b c d")
    assert [(d.code, d.source) for d in contents.doubts] == [("control_characters", "line 1")]


def test_html_and_formulas_stay_as_they_are():
    line = "<script>alert(1)</script>\t=SUM(A1:A9)\t+1\t@x"
    assert cells(line.encode()) == [tuple(line.split("\t"))]


def test_the_file_is_known_by_its_hash():
    content = TEXT.encode()
    contents = read_bytes(content, name="plan.txt")
    assert contents.sha256 == hashlib.sha256(content).hexdigest()
    assert (contents.name, contents.content) == ("plan.txt", content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        ("\ufeff \n".encode(), "empty"),
        (b"PK\x03\x04rest word/document.xml", "damaged"),
        (b"PK\x03\x04rest xl/workbook.xml", "damaged"),
        (b"PK\x03\x04rest", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"),
        (b"%PDF-1.7\n", "other_kind"),
        (b"{\\rtf1\\ansi", "other_kind"),
        (b"\x89PNG\r\n\x1a\n", "other_kind"),
        (b"\x1f\x8b\x08", "other_kind"),
        (b"\xef\xbb\xbf <!DOCTYPE html><html>", "other_kind"),
        (b"a\tb\0c\n", "binary"),
        (bytes(range(256)) * 4, "binary"),
        (b"\xff\xfeA", "unknown_encoding"),
        (b"caf\xc3\xa9\ta\x81b", "unknown_encoding"),
        ("It’s here\t".encode() + b"\xe9", "unknown_encoding"),
        (b"a\tb\n" + b"x" * 20_001, "cell_too_long"),
        (b"a\tb\n" * 20_001, "too_many_rows"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content, code):
    error = refusal(content)
    assert error.code == code
    assert any(word in error.message for word in ("Save", "save", "Check"))


def test_a_word_or_excel_file_is_called_by_its_name():
    assert "a Word document" in refusal(b"PK\x03\x04 word/").message
    assert "an Excel workbook" in refusal(b"PK\x03\x04 xl/").message


def test_a_huge_file_is_refused_before_it_is_read_whole():
    with tempfile.TemporaryFile() as huge:
        huge.truncate(50 * 1024 * 1024)
        with pytest.raises(UnreadableFile) as caught:
            read_stream(huge, name="huge.txt")
        assert huge.tell() <= 20 * 1024 * 1024 + 1
    assert caught.value.code == "too_large"


def test_the_largest_file_allowed_is_read():
    line = b"a\t" + b"b" * 2045 + b"\n"
    assert len(cells(line * (10 * 1024))) == 10 * 1024


def test_a_path_is_read_by_its_own_name(tmp_path: Path):
    path = tmp_path / "our plan.txt"
    path.write_bytes(TEXT.encode())
    assert read_path(path).name == "our plan.txt"
    assert read_stream(io.BytesIO(TEXT.encode()), name="x").rows == read_path(path).rows
