"""Words for what goes on, and for how often it comes round."""

import re
from dataclasses import dataclass

from actionplans.intervals import ReviewInterval
from objectives.deadlines.wording import number

_ADVERBS = {
    "weekly": ReviewInterval.WEEKLY,
    "fortnightly": ReviewInterval.FORTNIGHTLY,
    "monthly": ReviewInterval.MONTHLY,
    "quarterly": ReviewInterval.QUARTERLY,
    "half-yearly": ReviewInterval.SIX_MONTHLY,
    "half yearly": ReviewInterval.SIX_MONTHLY,
    "six-monthly": ReviewInterval.SIX_MONTHLY,
    "annually": ReviewInterval.ANNUALLY,
    "annual": ReviewInterval.ANNUALLY,
    "yearly": ReviewInterval.ANNUALLY,
    "per annum": ReviewInterval.ANNUALLY,
}
_DOUBTFUL = {
    "bi-monthly": (ReviewInterval.TWO_MONTHLY, "every two months"),
    "bimonthly": (ReviewInterval.TWO_MONTHLY, "every two months"),
    "bi-annually": (ReviewInterval.SIX_MONTHLY, "every six months"),
    "biannually": (ReviewInterval.SIX_MONTHLY, "every six months"),
    "bi-annual": (ReviewInterval.SIX_MONTHLY, "every six months"),
    "biannual": (ReviewInterval.SIX_MONTHLY, "every six months"),
    "termly": (ReviewInterval.FOUR_MONTHLY, "every four months"),
}
_BY_MONTHS = {
    1: ReviewInterval.MONTHLY,
    2: ReviewInterval.TWO_MONTHLY,
    3: ReviewInterval.QUARTERLY,
    4: ReviewInterval.FOUR_MONTHLY,
    6: ReviewInterval.SIX_MONTHLY,
    12: ReviewInterval.ANNUALLY,
}
_TIMES_A_YEAR = {
    "once": 12, "twice": 6, "two times": 6, "three times": 4, "four times": 3, "six times": 2,
}  # fmt: skip
_COUNT = r"(?P<count>[0-9]{1,2}|[a-z]+)"
_ROUND_IT = r"(?:meetings?|reviews?|reviewed|reports?|reporting|updates?|basis|thereafter)"

ONGOING = r"(?:on-?going|on going|continuous(?:ly)?|continual(?:ly)?|continuing)"
_AT_ONCE = r"(?:immediate(?:ly)?|asap|a\.s\.a\.p|as soon as possible|now)"
_WHOLE_PLAN = (
    r"(?:throughout|(?:through|throughout|for|over)? ?(?:the )?"
    r"(?:life|lifetime|duration|period|course|term) of (?:the |this )?(?:action )?plan"
    r"|throughout (?:the |this )?(?:action )?(?:plan|period|year))"
)


@dataclass(frozen=True)
class Interval:
    value: ReviewInterval
    assumed: bool = False
    why: str = ""


def read_interval(text: str) -> Interval | None:
    """`monthly`, `six-monthly`, `every two months`, `twice a year`, `quarterly meetings`."""
    text = re.sub(
        rf"^(?:(?:to be )?reviewed|review) (?:on )?(?:an? )?|^on an? | {_ROUND_IT}$", "", text
    )
    text = re.sub(rf" {_ROUND_IT}$|,$", "", text).strip()
    if text in _ADVERBS:
        return Interval(_ADVERBS[text])
    if text in _DOUBTFUL:
        value, meaning = _DOUBTFUL[text]
        return Interval(value, True, f"“{text}” is taken as {meaning}")
    if found := re.fullmatch(rf"(?:every|each) (?:{_COUNT} )?(week|month|quarter|year)s?", text):
        return _every(number(found["count"]) if found["count"] else 1, found[2])
    if found := re.fullmatch(rf"{_COUNT}[- ](?:monthly)", text):
        return _every(number(found["count"]), "month")
    if found := re.fullmatch(r"(.+?) (?:(?:a|per|each|every) year|yearly|per annum)", text):
        return _every(_TIMES_A_YEAR.get(found[1]), "month")
    return None


def _every(count: int | None, unit: str) -> Interval | None:
    if unit == "week":
        value = {1: ReviewInterval.WEEKLY, 2: ReviewInterval.FORTNIGHTLY}.get(count)
    else:
        months = {"month": 1, "quarter": 3, "year": 12}[unit]
        value = _BY_MONTHS.get(count * months if count else None)
    return Interval(value) if value else None


def says_ongoing(text: str) -> bool:
    """`ongoing`, `immediate and ongoing`, `ongoing throughout the plan`."""
    joined = rf"(?:{_AT_ONCE}(?: ?(?:and|then|&|/|-|,) ?| )?)?{ONGOING}"
    backwards = rf"{ONGOING}(?: ?(?:and|&|/|-|,) ?){_AT_ONCE}"
    whole = rf"(?:{joined}(?:,? ?-? ?{_WHOLE_PLAN})?|{backwards}|{_WHOLE_PLAN})"
    return re.fullmatch(whole, text) is not None


def says_at_once(text: str) -> bool:
    return re.fullmatch(rf"{_AT_ONCE}|urgent(?:ly)?", text) is not None
