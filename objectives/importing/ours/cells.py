"""Texts in cells of a file that a spreadsheet opens: none of them can run as a formula."""

import re

# Excel, LibreOffice and Google Sheets run a cell that begins so, typed or read from CSV.
_RUNS = re.compile(r"'*[=+\-@\t\r]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
LONGEST = 19_900
"""characters, a little less than the import reads; Excel itself ends at 32,767"""
CUT = " … (the rest is in the portal)"


def writable(text: str) -> str:
    """Without characters that no Word or Excel file can hold; lines end in one character."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNWRITABLE.sub("", text)
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def may_run(text: str) -> bool:
    return bool(_RUNS.match(text))


def as_csv(text: str) -> str:
    """With an apostrophe before what a spreadsheet would run; `of_csv` takes it away again."""
    return f"'{text}" if may_run(text) else text


def of_csv(text: str) -> str:
    return text[1:] if text.startswith("'") and may_run(text) else text
