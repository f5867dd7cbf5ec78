"""What pages tell of consultations and of decisions that people are heard on."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, Prefetch, Q, Value, When

from meetings.models import (
    Consultation,
    ConsultationQuestion,
    EngagementActivity,
    HeardIssue,
    KeyDecision,
)

SHORT_DAYS = 42
"""A consultation that is open for fewer days is noted, not refused: no law sets a length."""


@dataclass(frozen=True)
class State:
    code: str
    word: str
    colour: str


OPEN = State("open", "Open now", "blue")
COMING = State("coming", "Not open yet", "grey")
UNANSWERED = State("unanswered", "Closed, not answered", "yellow")
ANSWERED = State("answered", "Answered", "green")
CONSULTATION_STATES = (UNANSWERED, OPEN, COMING, ANSWERED)
"""as they stand in the list: what waits for the office first"""
WAITING = State("waiting", "To be decided", "yellow")
DECIDED = State("decided", "Decided", "green")


def state_of(consultation, on):
    if consultation.answered_on:
        return ANSWERED
    if consultation.is_open(on):
        return OPEN
    return UNANSWERED if consultation.is_unanswered(on) else COMING


def in_order(rows, on):
    """Unanswered ones, longest closed first; open ones, soonest to close; coming; answered."""
    rank = Case(
        When(answered_on__isnull=False, then=Value(3)),
        When(opens_on__gt=on, then=Value(2)),
        When(closes_on__gte=on, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    return rows.annotate(rank=rank).order_by(
        "rank", F("answered_on").desc(nulls_first=True), "closes_on", "pk"
    )


def decisions_in_order(rows):
    """Those to come, soonest first; then those that were made, latest first."""
    return rows.order_by(
        F("decided_on").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk"
    )


@dataclass(frozen=True)
class AnswerLine:
    words: str
    count: int | None
    percent: int | None
    """of all that were counted at this question"""
    width: str


@dataclass(frozen=True)
class Result:
    question: ConsultationQuestion
    lines: list
    total: int
    uncounted: int
    doubt: str = ""


def results_of(consultation):
    """Each question with its answers counted, and what doesn't add up."""
    questions = consultation.questions.prefetch_related("answers")
    return [result_of(question, consultation.responses) for question in questions]


def result_of(question, responses):
    answers = list(question.answers.all())
    known = [answer.count for answer in answers if answer.count is not None]
    total, most = sum(known), max(known, default=0)
    lines = [
        AnswerLine(
            words=answer.words,
            count=answer.count,
            percent=round(100 * answer.count / total)
            if total and answer.count is not None
            else None,
            width=f"{100 * (answer.count or 0) / most:.3f}%" if most else "0",
        )
        for answer in answers
    ]
    doubt = ""
    if responses is not None and total > responses:
        doubt = (
            f"The answers add up to {total}, and there were {responses} responses. Check the "
            "figures, unless people could choose several answers"
        )
    return Result(question, lines, total, len(answers) - len(known), doubt)


def reach_of(consultation):
    """[(group, how many responses, whether that is more than there were)]. What was merged into
    a group counts for it."""
    found = {}
    for row in consultation.reach.select_related("group__merged_into"):
        group = row.group.merged_into or row.group
        found[group] = found.get(group, 0) + row.count
    most = consultation.responses
    return [(group, count, most is not None and count > most) for group, count in found.items()]


def notes_on(consultation):
    """What strikes one about its dates, in sentences."""
    days = (consultation.closes_on - consultation.opens_on).days + 1
    if days < SHORT_DAYS:
        yield f"Open for {days} day{'' if days == 1 else 's'}: less than six weeks"


def activities_of(person, **of):
    """Engagement that belongs to a consultation or a decision, latest first."""
    rows = EngagementActivity.objects.visible_to(person).in_force().filter(**of)
    return rows.select_related("method").prefetch_related("groups")


def issues_of(person, *, consultations, activities=()):
    """Issues heard in the consultations, or at the activities."""
    own = Q(sources__consultation__in=consultations)
    if activities:
        own |= Q(sources__activity__in=activities)
    rows = HeardIssue.objects.visible_to(person).in_force().filter(own)
    return rows.order_by("heard_on", "pk").distinct()


def decisions_in_full(person, rows):
    """With the consultations that the person may see, and how much engagement informs each."""
    seen = Consultation.objects.visible_to(person).in_force()
    heard = EngagementActivity.objects.visible_to(person).in_force().order_by().values("pk")
    return (
        rows.select_related("owner_post")
        .prefetch_related(Prefetch("consultations", seen, to_attr="seen_consultations"))
        .annotate(heard=Count("activities", filter=Q(activities__in=heard), distinct=True))
    )


def decision_of(person, consultation):
    """The decision that it is held for, where the person may see that."""
    if consultation.decision_id is None:
        return None
    rows = KeyDecision.objects.visible_to(person).in_force()
    return rows.filter(pk=consultation.decision_id).first()
