"""A figure in words, with its unit: "61.5%", "£1,200", "12 days"."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from objectives.models import Measure

from .periods import reading_due_on

Unit = Measure.Unit


def figure(value, measure):
    return with_unit(number(value, measure.decimals), measure.unit)


def number(value, decimals):
    """Rounded to the places after the point; a half goes up, as people round."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{rounded + 0:,f}"  # the sum makes of minus nothing nothing


def with_unit(text, unit):
    if unit == Unit.PERCENT:
        return f"{text}%"
    if unit == Unit.POUNDS:
        return f"-£{text[1:]}" if text.startswith("-") else f"£{text}"
    if unit == Unit.DAYS:
        return f"{text} day{'' if text == '1' else 's'}"
    return text


def unit_words(measure):
    """ "per cent", "pounds"; nothing of what is just a number."""
    return "" if measure.unit == Unit.NUMBER else measure.get_unit_display().lower()


def difference(value, measure):
    """How far two figures are apart: of two shares, "3.5 points"."""
    text = number(abs(value), measure.decimals)
    if not float(text.replace(",", "")):
        text = short(abs(value))
    if measure.unit == Unit.PERCENT:
        return f"{text} point{'' if text == '1' else 's'}"
    return with_unit(text, measure.unit)


def short(value):
    """A figure with the places it needs and no more."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def late_words(measure, on, given_on):
    """ "given 11 months late" of the period that ended on `on`; empty where it was in time."""
    late = (given_on - reading_due_on(measure, on)).days
    if late <= 0:
        return ""
    return f"given {days_or_months(late)} late"


def days_or_months(days):
    if days < 60:
        return f"{days} day{'' if days == 1 else 's'}"
    months = round(dt.timedelta(days=days) / dt.timedelta(days=30.44))
    return f"{months} months"
