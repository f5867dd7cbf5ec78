"""What a file is, by what is in it: a name says nothing certain."""

import codecs
import re

from .refusals import other_kind

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OTHERS = [
    ((b"%PDF",), "a PDF"),
    ((b"{\\rtf",), "a rich text (RTF) document"),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"), "a picture"),
    ((b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh"), "a packed file"),
    ((b"\t\x08\x10\0\0\x06", b"\t\x08\x08\0\0\x05"), "a very old Excel file"),
]
_MARKUP = [
    ((b"<!doctype html", b"<html", b"<table"), "a web page"),
    ((b"<?xml",), "an XML file"),
]


def looks_like_json(content: bytes) -> bool:
    """No table begins with a curly bracket and a name in quotation marks."""
    head = content[:4096].removeprefix(codecs.BOM_UTF8)
    return re.match(rb'\s*\{\s*"', head) is not None


def refuse_other_kinds(content: bytes) -> None:
    """Raises UnreadableFile for what is known to be neither Office nor text."""
    head = content[:4096]
    text = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for starts, kind in _OTHERS:
        if head.startswith(starts):
            raise other_kind(kind)
    for starts, kind in _MARKUP:
        if text.startswith(starts):
            raise other_kind(kind)
