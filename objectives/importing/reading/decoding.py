"""The bytes of a text file as text, and what had to be assumed to read them."""

import codecs
import re

from objectives.importing.doubts import Doubt, DoubtCode

from .refusals import UnreadableFile, binary, empty

_BOMS = [
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# What UTF-8 looks like when it was damaged and is read as Windows-1252 ("â€™", "Ã©") or as Mac
# text ("‚Äô", "√©").
_GARBLED = ("â€", "Ã©", "Ã¨", "Â£", "Ã¢", "‚Ä", "√©", "√®", "¬£")

# One byte is one letter in both, and which letter it is can only be told from the letters beside
# it: 0xD5 within "don't" is an apostrophe of Mac text, 0x92 one of Windows text.
_LIKELY = re.compile(
    r"(?<=[a-z])’(?=[a-z])|[“‘](?=\w)|(?<=[\w.,!?])[”’…]|(?<=\s)[–—](?=\s)|(?<=\d)–(?=\d)"
    r"|•(?=\s)|[à-öø-ÿ]|(?<!\w)[À-Þ](?=[a-z])"
)
_UNLIKELY = re.compile(
    r"(?<=[a-zà-ÿ])[À-ÞŒŠŽŸ]|[À-ÞŒŠŽŸ](?=\s)|[∂∑∏π∫Ωªº√ƒ≈∆◊‡†‰ˆ˜¯˘˙˚¸˝˛ˇ¤¦¬¨ﬁﬂı]"
)
_ASSUMED = {
    "cp1252": "Read as Windows text (Windows-1252): check letters with accents and £ signs.",
    "mac_roman": "Read as Mac text (Mac Roman): check letters with accents and quotation marks.",
}


def decode(content: bytes) -> tuple[str, list[Doubt]]:
    """Raises UnreadableFile."""
    if not content.strip():
        raise empty()
    text, encoding = _decoded(content)
    if "\0" in text:
        raise binary()
    if not text.strip():
        raise empty()
    doubts = []
    if assumed := _ASSUMED.get(encoding):
        doubts.append(Doubt(DoubtCode.ENCODING_ASSUMED, "file", "", assumed))
    if "\ufffd" in text:
        assumed = "Kept as �: these characters were lost before the file was saved."
        doubts.append(Doubt(DoubtCode.CHARACTERS_LOST, "file", "�", assumed))
    return text, doubts


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
    if b"\0" in content:
        raise binary()
    return _of_one_byte_each(content)


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


def _of_one_byte_each(content: bytes) -> tuple[str, str]:
    """Windows text unless Mac text makes better words of it."""
    mac = content.decode("mac_roman")
    try:
        windows = content.decode("cp1252")
    except UnicodeDecodeError:
        windows = ""
    if any(garbled in text for text in (mac, windows) for garbled in _GARBLED):
        raise _unknown_encoding()
    if windows and _likeliness(windows) >= _likeliness(mac):
        return windows, "cp1252"
    if _likeliness(mac) > 0:
        return mac, "mac_roman"
    if windows:
        return windows, "cp1252"
    raise _unknown_encoding()


def _likeliness(text: str) -> int:
    return len(_LIKELY.findall(text)) - 2 * len(_UNLIKELY.findall(text))


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise _unknown_encoding() from None


def _unknown_encoding() -> UnreadableFile:
    return UnreadableFile(
        "unknown_encoding",
        "The file's letters can't be made out: its encoding is damaged or unknown. "
        "Save it again as text with the encoding UTF-8.",
    )
