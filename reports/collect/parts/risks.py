"""Risks to the plan, the highest first: how they moved, and which of its actions lower them."""

from django.db.models import prefetch_related_objects
from django.utils import timezone

from objectives.risks import registered, risks_of
from reports.collect.listing import LONGEST_LIST, quoted, spoken_cut_off
from reports.collect.rows import word
from reports.document import Cell, Column, Note, Paragraph, Table
from reports.sentences import plural, verb
from stakeholders.dates import spoken

KEY = "risks"
TITLE = "Risks"
ABOUT = (
    "The risks to the plan, the highest score first: how they moved since the last paper, what "
    "lowers them, and whose review is late. Nothing where the plan has none."
)

COLUMNS = (
    Column("Risk", share=3),
    Column("Score", share=1.4),
    Column("What lowers it", share=2.6),
    Column("Who answers", share=1.6),
)


def blocks(reading):
    """Scores as they were given by the cut-off, movement against those given by the last one."""
    every = registered(reading.plan.risks.all(), at=reading.cut_off)
    if not every:
        return []
    shown = [one for one in every if reading.private or not one.risk.exempt_reason]
    open_ = [one for one in shown if one.is_open]
    closed = [
        one for one in shown if not one.is_open and one.risk.closed_at > reading.previous_cut_off
    ]
    private = [one for one in every if one.is_open and one not in shown]
    then = risks_of(reading.plan, at=reading.previous_cut_off)
    before = {one.risk.pk: one.score for one in then}
    return [
        *(said(open_, closed, before, reading) if open_ or closed else ()),
        *[Note("Some risks are private and left out here.")] * bool(private),
    ]


def said(open_, closed, before, reading):
    day = timezone.localdate(reading.cut_off)
    late = sum(is_late(one, day) for one in open_)
    up = sum(one.score > before.get(one.risk.pk, one.score) for one in open_)
    words = (
        f"{plural(len(open_), 'risk is', 'risks are')} open. Since {spoken_cut_off(reading)} "
        f"{up or 'none'} {verb(up, 'has', 'have')} risen and {len(closed) or 'none'} "
        f"{verb(len(closed), 'was', 'were')} closed. The review of {late or 'none'} is late."
    )
    words = words[:1].upper() + words[1:]
    if len(open_) > LONGEST_LIST:
        words += f" The first {LONGEST_LIST} are listed here."
    rows = open_[:LONGEST_LIST]
    prefetch_related_objects([one.risk for one in rows], "actions")
    table = tuple(risk_row(one, before, reading, day) for one in rows)
    return [
        Paragraph(words),
        *([Table("Risks, the highest first", COLUMNS, table)] if rows else []),
    ]


def risk_row(one, before, reading, day):
    risk = one.risk
    private = f"Private: {risk.exempt_reason}" if risk.exempt_reason else ""
    because = f"Because: {quoted(risk.cause).rstrip('.')}. Then: {quoted(risk.effect)}"
    owner = risk.owner_post.title if risk.owner_post else "Nobody yet"
    return (
        Cell(risk.title, "\n".join(filter(None, (because, private)))),
        Cell(one.score_words, moved(one, before)),
        Cell(
            lowers(risk, reading) or quoted(risk.response) or "Nothing yet", said_too(risk, reading)
        ),
        Cell(owner, review(one, day)),
    )


def moved(one, before):
    then = before.get(one.risk.pk)
    if then is None:
        return "new since the last paper"
    if then == one.score:
        return "as before"
    return f"{'up' if one.score > then else 'down'} from {then}"


def lowers(risk, reading):
    """Its actions that this paper has, each with its state at the cut-off."""
    rows = filter(None, (reading.row_of(action.pk) for action in risk.actions.all()))
    ordered = sorted(rows, key=lambda row: row.place)
    return "\n".join(
        f"{row.label} {quoted(row.text)}: {word(row.state).lower()}" for row in ordered
    )


def said_too(risk, reading):
    return quoted(risk.response) if lowers(risk, reading) else ""


def is_late(one, day):
    """Due today is not late."""
    return one.review_on < day


def review(one, day):
    if is_late(one, day):
        return (
            f"review due {spoken(one.review_on)}, {plural((day - one.review_on).days, 'day')} late"
        )
    return f"review by {spoken(one.review_on)}"
