"""What Excel shows for a number: a date, a month, a share, or the number itself.

Excel keeps a date as the number of its day, and only the cell's format says that it is one.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - days of a calendar, in no time zone
EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_DAY = 2_958_466
# A number that lost its format is offered as a date only within a working life of today:
# 2010 is a year, 45382 the 31st of March 2024.
_SERIALS = range(20_000, 73_051)

_DATE, _MONTH, _YEAR, _TIME, _NUMBER = "date", "month", "year", "time", "number"
# ISO/IEC 29500-1 §18.8.30: the formats that a workbook uses without listing them.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    **dict.fromkeys([*range(27, 37), *range(50, 59)], "yyyy-mm-dd"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    text: str
    is_date: bool = False
    serial: int | None = None
    """the number, where it could be a date that has lost its format"""


def shown(number: float, code: str, epoch: dt.datetime = EPOCH) -> Value:
    """`code` is the cell's number format, empty where it has none."""
    shape = _shape(code)
    if not 0 <= number < _LAST_DAY:
        return Value(number_text(number, code))
    if shape == _NUMBER:
        return Value(number_text(number, code), serial=_serial(number, code))
    try:
        moment = epoch + dt.timedelta(days=number)
    except OverflowError:
        return Value(number_text(number, ""))
    if shape == _TIME:
        return Value(f"{moment:%H:%M}")
    if number < 1:
        return Value(number_text(number, ""))
    if shape == _MONTH:  # typed as "Mar 2010": the first of the month is Excel's, nobody's date
        return Value(f"{moment:%B} {moment.year}")
    if shape == _YEAR:
        return Value(str(moment.year))
    return Value(moment.date().isoformat(), is_date=True)


def typed(text: str) -> Value:
    """A text as it was typed; a date's number may have been pasted as one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    is_serial = re.fullmatch(r"[0-9]{5}", text) and int(text) in _SERIALS
    return Value(text, serial=int(text) if is_serial else None)


def day_of_serial(number: int, epoch: dt.datetime = EPOCH) -> dt.date:
    return (epoch + dt.timedelta(days=number)).date()


def number_text(number: float, code: str) -> str:
    """As far as a plan needs it: decimals, noughts in front, thousands, pounds and shares."""
    code = _without_words(code.split(";")[0])
    share = "%" in code
    if share:
        number *= 100
    decimals = re.search(r"[0#?]\.(0+)", code)
    if decimals:
        text = f"{number:,.{min(len(decimals[1]), 15)}f}"
    elif "0" in code and "." not in code and "E" not in code and "/" not in code:
        text = f"{number:,.0f}"
        if re.fullmatch(r"0{2,15}", code.strip()):
            text = f"{number:0{len(code.strip())}.0f}"
    else:
        text = f"{number:.15g}"
    if "," not in code:
        text = text.replace(",", "")
    currency = re.search(r"[£€$]", code)
    return f"{currency[0] if currency else ''}{text}{'%' if share else ''}"


def _serial(number: float, code: str) -> int | None:
    plain = code.casefold() in ("", "general", "@", "0")
    # A float is looked for in a range one by one: ask for the whole number.
    is_serial = plain and number == int(number) and int(number) in _SERIALS
    return int(number) if is_serial else None


@lru_cache(maxsize=1_000)
def _shape(code: str) -> str:
    letters = set(re.findall(r"[a-z]", _without_words(code.split(";")[0]).casefold()))
    if "general" in code.casefold():
        return _NUMBER
    if "d" in letters:
        return _DATE
    if letters & {"h", "s"}:
        return _DATE if "y" in letters else _TIME
    if "m" in letters:
        return _MONTH
    return _YEAR if "y" in letters else _NUMBER


def _without_words(code: str) -> str:
    """Without what is printed as it stands, colours and languages; currency signs stay."""
    code = re.sub(r'"([^"]*)"?', lambda match: "".join(re.findall("[£€$]", match[1])), code)
    code = re.sub(r"\[\$([^\]-]*)[^\]]*\]", lambda match: match[1], code)
    code = re.sub(r"\[(h+|m+|s+)\]", r"\1", code, flags=re.IGNORECASE)
    return re.sub(r"\[[^\]]*\]|\\.|_.|\*.", "", code)
