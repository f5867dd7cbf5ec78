"""A figure that can hardly be meant so: 0.61 for 61 per cent, 6150 for 61.5, ten times the last."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.core.exceptions import ValidationError

from objectives.models import Measure

from .figures import figure, short, with_unit

LAST = 4
"""so many of the latest readings say what is usual"""
FAR_TIMES = 4
FAR_POINTS = 25


@dataclass(frozen=True)
class Doubt:
    """`question` is asked of whoever gave the figure; `instead` is what they may have meant."""

    code: str
    question: str
    instead: Decimal | None = None


def refuse_impossible(value, measure):
    """Outside the lowest and highest that can be, it is no figure of this measure."""
    low, high = measure.least, measure.most
    if high is not None and value > high:
        raise ValidationError(
            f"It can be {figure(high, measure)} at most. {_meant(value, measure)}", code="too_high"
        )
    if low is not None and value < low:
        raise ValidationError(
            f"It can’t be less than {figure(low, measure)}. Check the figure", code="too_low"
        )


def doubt_about(value, measure, usual):
    """The Doubt about a figure that is possible, or None. `usual` are figures known already."""
    usual = list(usual)[-LAST:]
    middle = median(usual) if usual else None
    if measure.unit == Measure.Unit.PERCENT:
        return _as_share(value, measure, middle) or _far_off_in_points(value, measure, middle)
    return _far_off(value, measure, middle)


def _as_share(value, measure, middle):
    if 0 < value <= 1 and (middle is None or middle > 2):
        meant = value * 100
        return Doubt(
            "as_share", f"Is {short(value)} meant as {short(meant)} per cent?", instead=meant
        )
    if value > 100 and measure.most is None and (middle is None or middle <= 100):
        meant = _divided(value)
        question = f"{figure(value, measure)} is more than the whole. "
        question += f"Is {short(meant)} per cent meant?" if meant else "Is it right?"
        return Doubt("above_whole", question, instead=meant)
    return None


def _far_off_in_points(value, measure, middle):
    if middle is None or abs(value - middle) <= FAR_POINTS:
        return None
    return _far(value, measure, middle)


def _far_off(value, measure, middle):
    if not middle:
        return None
    same_side = (value > 0) == (middle > 0)
    share = abs(value) / abs(middle)
    if same_side and Decimal(1) / FAR_TIMES <= share <= FAR_TIMES:
        return None
    # Two of three and one of four are far apart in share and near in number.
    if abs(value - middle) <= FAR_TIMES:
        return None
    return _far(value, measure, middle)


def _far(value, measure, middle):
    return Doubt(
        "far_off",
        f"{figure(value, measure)} is far from the figures before it, which were about "
        f"{figure(middle, measure)}. Is it right?",
    )


def _meant(value, measure):
    meant = _divided(value)
    fits = (
        measure.unit == Measure.Unit.PERCENT
        and meant is not None
        and (measure.least is None or meant >= measure.least)
    )
    said = with_unit(short(meant), measure.unit) if fits else ""
    return f"Enter {said} if that is what you mean" if fits else "Check the figure"


def _divided(value):
    """A hundredth or a tenth of it, where that is a share: 6150 was 61.5 without its point."""
    for times in (10, 100, 1000):
        if value / times <= 100:
            return value / times
    return None
