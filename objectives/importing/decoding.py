"""A file's bytes as text, or a refusal that says what to do."""

import codecs

from objectives.importing.doubts import Doubt, DoubtCode

MAX_BYTES = 10 * 1024 * 1024

SAVE_AS_TEXT = (
    "Open it in the program that made it and save it as “Text (tab delimited)”, "
    "or copy the table into a plain text file."
)
_BOMS = [
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# What UTF-8 looks like when it was damaged and is read as Windows-1252 ("â€™", "Ã©").
_GARBLED = ("â€", "Ã©", "Ã¨", "Â£", "Ã¢")


class UnreadableFile(Exception):
    """A file that can't be read as text. `code` is stable; `message` is for the user."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


def too_large() -> UnreadableFile:
    return UnreadableFile(
        "too_large",
        f"The file is larger than {MAX_BYTES // 1024 // 1024} MB, and a plan is far smaller. "
        "Check that it is the right file, and save it without pictures.",
    )


def decode(content: bytes) -> tuple[str, list[Doubt]]:
    """The text, and what had to be assumed to read it. Raises UnreadableFile."""
    if len(content) > MAX_BYTES:
        raise too_large()
    if not content.strip():
        raise UnreadableFile("empty", "The file is empty. Check that it was saved with its text.")
    _refuse_other_kinds(content)
    text, encoding = _decoded(content)
    if "\0" in text:
        raise UnreadableFile("binary", f"The file holds data that is not text. {SAVE_AS_TEXT}")
    if not text.strip():
        raise UnreadableFile("empty", "The file is empty. Check that it was saved with its text.")
    doubts = []
    if encoding == "cp1252":
        assumed = "Read as Windows text (Windows-1252): check letters with accents and £ signs."
        doubts.append(Doubt(DoubtCode.ENCODING_ASSUMED, "file", "", assumed))
    if "\ufffd" in text:
        assumed = "Kept as �: these characters were lost before the file was saved."
        doubts.append(Doubt(DoubtCode.CHARACTERS_LOST, "file", "�", assumed))
    return text, doubts


def _refuse_other_kinds(content: bytes) -> None:
    head = content[:4096]
    if head.startswith(b"PK\x03\x04"):
        if b"word/" in content:
            kind = "a Word document"
        elif b"xl/" in content:
            kind = "an Excel workbook"
        else:
            kind = "a zip file or an Office document"
    elif head.startswith(b"\xd0\xcf\x11\xe0"):
        kind = "an old Word or Excel file"
    elif head.startswith(b"%PDF"):
        kind = "a PDF"
    elif head.startswith(b"{\\rtf"):
        kind = "a rich text (RTF) document"
    elif head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")):
        kind = "a picture"
    elif head.startswith((b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        kind = "a packed file"
    elif head.lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower().startswith((b"<!doctype", b"<html")):
        kind = "a web page"
    else:
        return
    raise UnreadableFile("other_kind", f"The file is {kind}, and this reads text. {SAVE_AS_TEXT}")


def _decoded(content: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _strictly(content, encoding), encoding
    if encoding := _utf16_without_bom(content):
        return _strictly(content, encoding), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    text = _strictly(content, "cp1252")
    if any(garbled in text for garbled in _GARBLED):
        raise _unknown_encoding()
    return text, "cp1252"


def _utf16_without_bom(content: bytes) -> str:
    """English text in UTF-16 has a zero in nearly every second byte."""
    sample = content[:4096]
    if len(sample) < 4 or len(content) % 2:
        return ""
    even, odd = sample[::2], sample[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return ""


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "cp1252" and b"\0" in content:
            message = f"The file holds data that is not text. {SAVE_AS_TEXT}"
            raise UnreadableFile("binary", message) from None
        raise _unknown_encoding() from None


def _unknown_encoding() -> UnreadableFile:
    return UnreadableFile(
        "unknown_encoding",
        "The file's letters can't be made out: its encoding is damaged or unknown. "
        "Save it again as text with the encoding UTF-8.",
    )
