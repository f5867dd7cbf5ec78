"""Files made to do harm, damaged ones, and those no plan comes in."""

import contextlib
import io
import random
import time
import zipfile
import zlib

import openpyxl
import pytest
import xlwt

from objectives.importing.reading import UnreadableFile, read_bytes, read_in_child

from .office_files import docx, p, saved, tbl, tr, with_parts, xlsx

CELL = '<c t="str"><v>x</v></c>'
DOCUMENT = docx(tbl(tr("Action", "Lead"), tr("Ask", "A")))
WORKBOOK = xlsx(f"<row>{CELL}</row>")


def refusal(content):
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(content, name="plan")
    return caught.value.code


def old_office(*streams):
    """The beginning of an old Office file that has streams of these names."""
    entries = b""
    for name in streams:
        written = name.encode("utf-16-le")
        entry = written.ljust(64, b"\0") + (len(written) + 2).to_bytes(2, "little")
        entries += entry.ljust(128, b"\0")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


def with_text(content, text):
    return content + text.encode("utf-16-le")


def understated(content, part, size):
    """The part says that it is that long, and is longer."""
    data = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        info = file.getinfo(part)
        crc = zlib.crc32(file.read(part)[:size])
    where = data.rindex(b"PK\x01\x02", 0, data.rindex(part.encode()))
    for at in (info.header_offset + 14, where + 16):
        data[at : at + 4] = crc.to_bytes(4, "little")
        data[at + 8 : at + 12] = size.to_bytes(4, "little")
    return bytes(data)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w:document '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE = LAUGHS.replace('"ha"', 'SYSTEM "file:///etc/passwd"')


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, "<!DOCTYPE x SYSTEM 'http://127.0.0.1/x'><x/>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(text, encoding):
    declared = f"<?xml version='1.0' encoding='{encoding}'?>{text}".encode(encoding)
    assert refusal(with_parts(DOCUMENT, **{"word__document.xml": declared})) == "unsafe"
    assert refusal(with_parts(WORKBOOK, **{"xl__worksheets__sheet1.xml": declared})) == "unsafe"
    assert refusal(with_parts(WORKBOOK, **{"xl__workbook.xml": declared})) == "unsafe"


def test_an_entity_hidden_by_a_rare_encoding_is_refused():
    declared = b"<?xml version='1.0' encoding='UTF-7'?>" + LAUGHS.encode("utf-7")
    code = refusal(with_parts(DOCUMENT, **{"word__document.xml": declared}))
    assert code in ("unsafe", "damaged")


def test_a_part_that_says_it_is_huge():
    assert refusal(with_parts(DOCUMENT, **{"word__document.xml": b" " * (151 << 20)})) == (
        "too_much_inside"
    )


def test_many_parts_that_are_huge_together():
    bomb = {f"word__media__{n}.png": bytes(40 << 20) for n in range(8)}
    assert refusal(with_parts(DOCUMENT, **bomb)) == "too_much_inside"


def test_many_parts():
    many = {f"x{n}": b"" for n in range(10_001)}
    assert refusal(with_parts(DOCUMENT, **many)) == "too_much_inside"


def test_a_part_longer_than_it_says():
    long = docx(p("x" * 10_000))
    assert refusal(understated(long, "word/document.xml", 100)) == "damaged"


def test_two_parts_of_one_name():
    stream = io.BytesIO(DOCUMENT)
    with zipfile.ZipFile(stream, "a") as file:
        file.writestr("WORD/document.xml", "<x/>")
    assert refusal(stream.getvalue()) == "unsafe"


def test_an_unusual_packing():
    stream = io.BytesIO(DOCUMENT)
    packed = with_parts(DOCUMENT, **{"word__document.xml": None})
    stream = io.BytesIO(packed)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_LZMA) as file:
        file.writestr("word/document.xml", "<x/>")
    assert refusal(stream.getvalue()) == "unsafe"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (old_office("EncryptionInfo", "EncryptedPackage"), "encrypted"),
        (old_office("WordDocument"), "other_kind"),
        (with_text(old_office("WordDocument"), "Book the hall\0\0"), "other_kind"),
        (old_office("PowerPoint Document"), "other_kind"),
        (old_office("Workbook"), "damaged"),
        (old_office(), "damaged"),
        (DOCUMENT[: len(DOCUMENT) // 2], "damaged"),
        (DOCUMENT[:-30], "damaged"),
        (with_parts(DOCUMENT, **{"word__document.xml": None}), "damaged"),
        (with_parts(DOCUMENT, **{"word__document.xml": b"<w:doc"}), "damaged"),
        (with_parts(DOCUMENT, **{"word__document.xml": b"<x/>"}), "damaged"),
        (with_parts(DOCUMENT, **{"_rels__.rels": None}), "damaged"),
        (with_parts(WORKBOOK, **{"xl__worksheets__sheet1.xml": None}), "damaged"),
        (with_parts(WORKBOOK, **{"xl__worksheets__sheet1.xml": b"<a><row>"}), "damaged"),
        (xlsx('<row><c t="s"><v>5</v></c></row>'), "damaged"),
        (with_parts(DOCUMENT, **{"[Content_Types].xml": None}), "other_kind"),
        (with_parts(DOCUMENT, **{"[Content_Types].xml": b"presentationml"}), "other_kind"),
        (with_parts(DOCUMENT, **{"[Content_Types].xml": b"ms-excel.sheet.binary"}), "other_kind"),
        (xlsx('<row><c r="XFD1" t="str"><v>x</v></c></row>'), "too_many_columns"),
        (xlsx(f"<row>{CELL}</row>" * 20_001), "too_many_rows"),
        (xlsx("<row>%s</row>" % (CELL.replace(' t="str"', "") * 1_000) * 501), "too_many_cells"),
        (docx(tbl(tr("a") * 20_001)), "too_many_rows"),
        (docx(p("x" * 20_001)), "cell_too_long"),
        (docx("<w:customXml>" * 300 + p("x") + "</w:customXml>" * 300), "damaged"),
    ],
)
def test_each_is_refused_by_its_reason(content, code):
    assert refusal(content) == code


def test_an_encrypted_old_workbook():
    book = xlwt.Workbook()
    book.add_sheet("Plan").write(0, 0, "x")
    content = saved(book)
    begins = content.index(b"\x09\x08\x10\x00\x00\x06")
    # The record that says so (FILEPASS, [MS-XLS] 2.4.117), put over the first after the beginning.
    content = content[: begins + 20] + b"\x2f\x00" + content[begins + 22 :]
    assert refusal(content) == "encrypted"


def test_far_away_cells_and_endless_merges_cost_nothing():
    merge = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    far = f'<row>{CELL}{CELL}</row><row r="1048576">{CELL}</row>'
    begun = time.perf_counter()
    rows = read_bytes(xlsx(far, after=merge), name="plan").rows
    assert time.perf_counter() - begun < 5
    assert [row.source for row in rows] == ["sheet Plan, row 1", "sheet Plan, row 1048576"]


def test_merges_over_each_other_are_refused():
    merges = '<mergeCell ref="A1:XFD1048576"/>' * 5_000
    content = xlsx(f"<row>{CELL}{CELL}</row>" * 1_000, after=f"<mergeCells>{merges}</mergeCells>")
    assert refusal(content) == "too_much_inside"


def test_a_thousand_columns_are_read():
    assert len(read_bytes(xlsx(f"<row>{CELL * 1_000}</row>"), name="plan").rows[0].cells) == 1_000


def test_damage_anywhere_is_refused_or_read_and_never_raises_otherwise():
    book = openpyxl.Workbook()
    book.active.append(["Action", "Lead"])
    old = xlwt.Workbook()
    old.add_sheet("Plan").write(0, 0, "Action")
    randomly = random.Random(3)
    for whole in (DOCUMENT, WORKBOOK, saved(book), saved(old)):
        for _ in range(150):
            damaged = bytearray(whole)
            for _ in range(randomly.choice([1, 4, 40])):
                damaged[randomly.randrange(len(damaged))] = randomly.randrange(256)
            end = randomly.randrange(8, len(damaged) * 2)
            with contextlib.suppress(UnreadableFile):
                read_bytes(bytes(damaged[:end]), name="plan")


def test_a_child_reads_what_its_parent_would():
    for content in (DOCUMENT, WORKBOOK, "Action\tDate\nAsk “why”\tMay".encode()):
        assert read_in_child(content, "plan") == read_bytes(content, name="plan")


def test_a_child_hands_its_refusal_over():
    with pytest.raises(UnreadableFile) as caught:
        read_in_child(DOCUMENT[:-30], "plan.docx")
    assert caught.value.code == "damaged"
    with pytest.raises(UnreadableFile) as caught:
        read_in_child(bytes(20 * 1024 * 1024 + 1), "plan.docx")
    assert caught.value.code == "too_large"


def test_a_child_out_of_memory_or_time_is_a_refusal():
    heavy = docx("<w:p/>" * 500_000)
    with pytest.raises(UnreadableFile) as caught:
        read_in_child(heavy, "plan.docx", memory=200 << 20)
    assert caught.value.code == "too_much_inside"
    with pytest.raises(UnreadableFile) as caught:
        read_in_child(heavy, "plan.docx", seconds=0.3)
    assert caught.value.code == "too_slow"
