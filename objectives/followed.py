"""What a person's posts are asked beside their actions: figures of measures, and risks to look at
again. The page of a signed link and "My work" both ask here, and say what was just saved."""

from dataclasses import dataclass

from .measures import Owed, figure, late_words, period_words
from .measures.figures import unit_words
from .measures.owing import owed_by
from .models import Reading, Risk, RiskReview
from .presenting import days_late
from .risks import score_words


@dataclass(frozen=True)
class AskedFigure:
    owed: Owed
    url: str
    late: str
    unit: str


@dataclass(frozen=True)
class AskedRisk:
    risk: Risk
    url: str
    score: str
    late: str


def asked_beside(person, *, on, reading_url, risk_url):
    """Context for objectives/followed_asked.html; the two functions give the address that takes
    the answer about one of them. Three queries for any number."""
    risks = Risk.objects.asked_of(person.access.posts).review_due(on).order_by("review_on", "pk")
    return {
        "figures": [
            AskedFigure(
                owed,
                reading_url(owed.measure.pk),
                owed.late_words(on),
                unit_words(owed.measure),
            )
            for owed in owed_by(person, on)
        ],
        "risks": [
            AskedRisk(risk, risk_url(risk.pk), score_words(risk.score), days_words(risk, on))
            for risk in risks
        ],
    }


def days_words(risk, on):
    days = (on - risk.review_on).days
    return days_late(days) if days else "due today"


def just_said(person, asked):
    """What was saved by the link of an e-mail, which the address names: the person's own alone."""
    if key := _key(asked.get("figure", "")):
        own = Reading.objects.filter(by=person, post__in=person.access.posts)
        if reading := own.select_related("measure").filter(pk=key).first():
            return {"said_figure": _figure_words(reading)}
    if key := _key(asked.get("risk", "")):
        own = RiskReview.objects.filter(by=person, post__in=person.access.posts)
        if review := own.select_related("risk").filter(pk=key).first():
            words = f"{review.risk}: {score_words(review.score)}"
            return {"said_risk": words, "said_again_on": review.review_on}
    return {}


def _figure_words(reading):
    measure = reading.measure
    words = f"{measure}: {figure(reading.value, measure)}, {period_words(measure, reading.on)}"
    late = late_words(measure, reading.on, reading.recorded_at.date())
    return f"{words} ({late})" if late else words


def _key(text):
    return int(text) if text.isdecimal() and len(text) < 19 else None
