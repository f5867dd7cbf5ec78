"""A plan's measures, their readings and its risks as CSV, with all that was said of them and when.
Posts are named, people are not."""

from django.db.models import Prefetch
from django.utils import timezone

from objectives.models import Action, Measure, Objective, Reading, Risk
from objectives.risks import band_of

from .csv_file import csv_of

PRIVATE = "not for the public, because"
MEASURES = (
    *("measure", "what is counted", "source", "objectives", "unit", "places after the point"),
    *("which way is good", "may be off by", "lowest", "highest", "first period ends on"),
    *("months from reading to reading", "known after days", "who gives it"),
    *("target", "to be reached by", "set on", "stands", "why it was changed"),
    *("withdrawn on", "why it was withdrawn", PRIVATE),
)
READINGS = (
    *("measure", "unit", "period ends on", "figure", "note", "given by post", "given on"),
    *("stands", "why it was corrected"),
)
RISKS = (
    *("risk", "because of", "then", "what is done about it", "actions that lower it"),
    *("who answers for it", "looked at on", "likelihood", "impact", "score", "how high"),
    *("what has changed", "looked at by post", "look at it again on", "stands"),
    *("closed on", "why it was closed", PRIVATE),
)


def measures_csv(plan, person) -> bytes:
    """One row for each target that was ever set; a measure without one has a row of its own."""
    rows = Measure.objects.visible_to(person).filter(plan=plan).select_related("owner_post")
    objectives = Prefetch("objectives", Objective.objects.visible_to(person))
    rows = rows.prefetch_related(objectives, "targets").order_by("position", "pk")
    return csv_of(MEASURES, (cells for row in rows for cells in _measure(row)))


def _measure(row):
    said = (
        *(row.title, row.definition, row.source, _listed(row.objectives.all())),
        *(row.get_unit_display(), row.decimals, row.get_better_display(), row.tolerance),
        *(row.least, row.most, row.first_on, row.every_months, row.ready_days, row.owner_post),
    )
    ended = (_day(row.withdrawn_at), row.withdrawn_reason, row.exempt_reason)
    targets = list(row.targets.all())
    standing = {target.on: target for target in targets}
    for target in targets:
        yield *said, *_target(target, standing[target.on]), *ended
    if not targets:
        yield *said, "", "", "", "", "", *ended


def _target(target, standing):
    stands = "yes" if target == standing else "no: changed since"
    if target.value is None:
        stands = "no: taken back"
    return target.value, target.on, _day(target.recorded_at), stands, target.reason


def readings_csv(plan, person) -> bytes:
    """One row for each reading, also those that were corrected since."""
    measures = Measure.objects.visible_to(person).filter(plan=plan)
    rows = Reading.objects.filter(measure__in=measures).select_related("measure", "post")
    rows = list(rows.order_by("measure__position", "measure", "on", "recorded_at", "pk"))
    standing = {(row.measure_id, row.on): row.pk for row in rows}
    return csv_of(READINGS, (_reading(row, standing) for row in rows))


def _reading(row, standing):
    stands = standing[row.measure_id, row.on] == row.pk
    return (
        *(row.measure.title, row.measure.get_unit_display(), row.on, row.value, row.note),
        *(row.post, _day(row.recorded_at), "yes" if stands else "no: corrected since", row.reason),
    )


def risks_csv(plan, person) -> bytes:
    """One row for each time that a risk was looked at; closed risks too."""
    rows = Risk.objects.visible_to(person).filter(plan=plan).select_related("owner_post")
    actions = Prefetch("actions", Action.objects.visible_to(person).in_published_order())
    rows = rows.prefetch_related(actions, "reviews__post").order_by("position", "pk")
    return csv_of(RISKS, (cells for row in rows for cells in _risk(row)))


def _risk(row):
    said = (row.title, row.cause, row.effect, row.response, _listed(row.actions.all()))
    ended = (_day(row.closed_at), row.closed_reason, row.exempt_reason)
    reviews = list(row.reviews.all())
    for review in reviews:
        score = review.score
        yield (
            *(*said, row.owner_post, review.reviewed_on, review.likelihood, review.impact, score),
            *(band_of(score), review.words, review.post, review.review_on),
            *("yes" if review == reviews[-1] else "no: looked at again since", *ended),
        )


def _listed(rows):
    return "; ".join(map(str, rows))


def _day(moment):
    return moment and timezone.localdate(moment)


def file_name(plan, part, *, on):
    return f"{plan.slug}-{part}-{on.isoformat()}.csv"
