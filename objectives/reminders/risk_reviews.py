"""Risks that are to be looked at again: on their day, then weekly."""

from django.urls import reverse

from objectives.models import Risk
from objectives.risks import score_words
from stakeholders.dates import in_words

from .plan_gate import Source, rows_for, since_of
from .rules import Step
from .things import Thing

SOURCE, RULE = "risk", "risk_review"


def read(on, since, keys=None, plan=None):
    rows = Risk.objects.open() if on else Risk.objects.all()
    for row in rows_for(rows, keys=keys, plan=plan):
        yield thing_of(row, on)


def thing_of(risk, on):
    first = max(risk.review_on, since_of(risk.plan))
    again = risk.plan.again_after_days
    late = bool(on) and risk.review_on < on
    by = in_words(risk.review_on, "l j F Y")
    return Thing(
        key=risk.pk,
        steps=(Step(RULE, first, f"review by {risk.review_on}", every=again),) if on else (),
        section="risks",
        heading=risk.title,
        asks="look at this risk again",
        details=(f"it stands at {score_words(risk.score)}", f"{'was due' if late else 'due'} {by}"),
        post_id=risk.owner_post_id,
        private=bool(risk.exempt_reason),
        due_on=risk.review_on,
        url=reverse("objectives:risk-detail", args=[risk.pk]),
        plan=risk.plan,
    )


source = Source(SOURCE, read, "Risk", private="A private risk")
owed, describe = source.owed, source.describe
accounts, name_items = source.accounts, source.name_items
