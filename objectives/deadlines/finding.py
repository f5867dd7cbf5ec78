"""Dates that stand inside a sentence: offered where the plan gives no date of its own."""

import re

from objectives.deadlines.periods import MONTHS, SEASONS

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:(?:19|20|21)[0-9]{2})"
_YEARS = rf"{_YEAR}(?: ?[/–-] ?(?:19|20|21)?[0-9]{{2}}(?![0-9]))?"
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_FOUND = re.compile(
    r"(?<![\w/.-])(?:(?:by|before|from|since|until|in|on|during) )?"
    r"(?:(?:the )?(?:start|end|beginning) of |end )?(?:the )?(?:"
    rf"{_DAY} (?:of )?{_MONTH},? {_YEAR}|{_MONTH} {_DAY},? {_YEAR}|{_MONTH},? (?:of )?{_YEAR}"
    rf"|[0-9]{{1,2}}([/.-])[0-9]{{1,2}}\1(?:{_YEAR}|[0-9]{{2}})|{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
    rf"|(?:q ?[1-4]|quarter [1-4]) (?:of )?{_YEARS}|(?:{'|'.join(SEASONS)}) (?:of )?{_YEARS}"
    rf"|(?:financial year |fy ?){_YEARS}|{_YEAR}/[0-9]{{2}}"
    rf"|(?:(?<=by )|(?<=end of )|(?<=end )|(?<=before )|(?<=from )){_YEARS}"
    r")(?![\w/-])",
    re.IGNORECASE,
)


def dates_within(text: str) -> list[str]:
    """The words of each date in a sentence, as they stand: `by the end of March 2022`.

    A year by itself counts only after "by", "before", "from" or "end": sentences name years of
    Acts, reports and surveys too.
    """
    return list(dict.fromkeys(found[0] for found in _FOUND.finditer(text)))
