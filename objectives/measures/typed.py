"""A figure as somebody types it: "61,5", "61.5%", "£1,200", "1.2k". What can be read in two ways,
or bears another unit than the measure's, is refused with what to do."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError

from objectives.models import Measure

from .figures import short, with_unit

Unit = Measure.Unit
SHAPE = re.compile(
    r"(?P<minus>-)?(?P<pound>£)?(?P<minus_after>-)?(?P<number>[0-9][0-9.,]*|\.[0-9]+)"
    r"(?P<times>k|m)?(?P<unit>%|percent|percentagepoints|points|days?|pounds)?"
)
GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
COMMA_AS_POINT = re.compile(r"[0-9]+,[0-9]{1,2}")
PLAIN = re.compile(r"[0-9]*\.?[0-9]+|[0-9]+\.")
TIMES = {None: 1, "k": 1_000, "m": 1_000_000}
UNITS = {
    "%": Unit.PERCENT,
    "percent": Unit.PERCENT,
    "day": Unit.DAYS,
    "days": Unit.DAYS,
    "pounds": Unit.POUNDS,
}
MOST_DIGITS = 10
"""before the point, as the database holds them"""


def read_figure(text, measure):
    """The Decimal that `text` says. Raises ValidationError (codes `required`, `not_a_figure`,
    `wrong_unit`, `too_long`, `too_precise`)."""
    plain = re.sub(r"[\s\u00a0\u202f]+", "", text or "").lower().replace("\u2212", "-")
    plain = plain.replace("percent", "%").replace("pct", "%")
    if not plain:
        raise ValidationError("Enter the figure", code="required")
    found = SHAPE.fullmatch(plain)
    value = found and _number(found["number"])
    if value is None:
        raise ValidationError(
            f"Enter the figure in numbers, such as {example(measure)}", code="not_a_figure"
        )
    unit = Unit.POUNDS if found["pound"] else UNITS.get(found["unit"])
    if unit is not None and unit != measure.unit:
        raise ValidationError(
            f"This measure is given in another unit: {measure.get_unit_display().lower()}. Enter "
            f"the figure so, such as {example(measure)}",
            code="wrong_unit",
        )
    value *= TIMES[found["times"]]
    value = -value if found["minus"] or found["minus_after"] else value
    check_places(value, measure)
    return value


def check_places(value, measure):
    """Refuse what is longer or more exact than the measure can hold."""
    if not value.is_finite() or abs(value) >= Decimal(10) ** MOST_DIGITS:
        raise ValidationError(f"Enter a figure of at most {MOST_DIGITS} digits", code="too_long")
    places = -value.normalize().as_tuple().exponent
    if places > measure.decimals:
        few = (
            "Round it to a whole number"
            if not measure.decimals
            else f"Round it to {measure.decimals} place{'' if measure.decimals == 1 else 's'} "
            "after the point"
        )
        share = ""
        if measure.unit == Unit.PERCENT and 0 < value < 1:
            meant = short(value * 100)
            share = f"Is {short(value)} meant as {meant} per cent? Then enter {meant}. If not: "
        raise ValidationError(f"{share}{few}, as the other figures are", code="too_precise")


def example(measure):
    return with_unit("1,200" if measure.unit == Unit.POUNDS else "61", measure.unit)


def _number(text):
    if GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if COMMA_AS_POINT.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if PLAIN.fullmatch(text):
        return Decimal(text)
    return None
