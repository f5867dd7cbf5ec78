"""The risks of a plan as they were at a moment, the highest first."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from objectives.models import Risk, RiskReview
from objectives.presenting import days_late
from stakeholders.events import set_back

from .bands import Band, band_of, score_words

USUAL_DAYS = 91
"""from one review to the next, where nothing tells how often"""
SOONEST_DAYS = 7

# As in `measures.standing`: what it said then, but as private as it is today.
AS_IT_WAS = ("title", "cause", "effect", "response", "closed_at", "closed_reason")


@dataclass(frozen=True)
class Registered:
    """A risk with its latest review by then; `before` is the one before that."""

    risk: Risk
    review: RiskReview
    before: RiskReview | None
    on: dt.date

    @property
    def likelihood(self):
        return self.review.likelihood

    @property
    def impact(self):
        return self.review.impact

    @property
    def score(self) -> int:
        return self.review.score

    @property
    def band(self) -> Band:
        return band_of(self.score)

    @property
    def score_words(self):
        return score_words(self.score)

    @property
    def moved(self):
        """How the score changed with the latest review, in words; empty where it did not."""
        if self.before is None or self.before.score == self.score:
            return ""
        way = "up" if self.score > self.before.score else "down"
        return f"{way} from {self.before.score}"

    @property
    def is_open(self):
        return self.risk.closed_at is None

    @property
    def review_on(self):
        return self.review.review_on

    @property
    def is_review_due(self):
        return self.is_open and self.review_on <= self.on

    @property
    def review_words(self):
        """ "review 12 days late", "review due today"; empty where it is yet to come."""
        if not self.is_review_due:
            return ""
        days = (self.on - self.review_on).days
        return f"review {days_late(days)}" if days else "review due today"


def risks_of(plan, *, at=None):
    """[Registered] of the risks that were open at the moment `at`, the highest score first."""
    return [each for each in registered(plan.risks.all(), at=at) if each.is_open]


def registered(rows, *, at=None):
    """[Registered] of `rows` (a QuerySet) as of the moment: open before closed, the highest first;
    a fixed number of queries."""
    at = at or timezone.now()
    rows = rows.filter(created_at__lte=at).select_related("owner_post").order_by("position", "pk")
    rows = set_back(rows, at, AS_IT_WAS)
    latest = {}
    reviews = RiskReview.objects.filter(risk__in=rows, recorded_at__lte=at)
    for review in reviews.order_by("risk", "recorded_at", "pk"):
        latest[review.risk_id] = review, latest.get(review.risk_id, (None,))[0]
    on = timezone.localdate(at)
    found = [Registered(row, *(latest.get(row.pk) or (own_scores(row), None)), on) for row in rows]
    return sorted(found, key=lambda each: (not each.is_open, -each.score))


def own_scores(risk):
    """As a review, where none is recorded by then."""
    return RiskReview(
        likelihood=risk.likelihood, impact=risk.impact, review_on=risk.review_on, risk=risk
    )


def next_review_on(review, on):
    """When a risk is looked at again of which nothing has changed: as long after `on` as the last
    review gave it."""
    days = (review.review_on - review.reviewed_on).days if review else USUAL_DAYS
    return on + dt.timedelta(days=max(days, SOONEST_DAYS))
