"""Decisions that people are heard on before they are made, and consultations: what was asked, of
whom, what they answered, and what the office answered them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from meetings.models import Consultation, ConsultationQuestion, ConsultationReach, KeyDecision
from meetings.services.rows import refuse_withdrawn, withdraw_row
from stakeholders.editing import change_row, lock_row, made_just_now
from stakeholders.events import record, values_of
from stakeholders.ordering import move_among, next_position
from stakeholders.refusing import beside

LONGEST_ANSWER = 300


@transaction.atomic
def create_key_decision(*, by, title, at=None, **fields):
    """`fields`: about, owner_post, due_on, exempt_reason."""
    return _create(KeyDecision, "key decision created", by=by, at=at, title=title, **fields)


def edit_key_decision(decision, *, by, changes, version=None, at=None):
    """What it is about; `make_key_decision` says what came of it."""
    verb = "key decision edited"
    return _change(decision, by=by, verb=verb, changes=changes, version=version, at=at)


@transaction.atomic
def make_key_decision(decision, *, by, outcome, decided_on, influence, version=None, at=None):
    """What was decided, and what people's views changed: also that they changed nothing."""
    if decided_on > timezone.localdate(at):
        raise beside("decided_on", "Enter today or a day in the past", "decided_ahead")
    for field, said, words in (
        ("outcome", outcome, "Say what was decided"),
        ("influence", influence, "Say what people’s views changed, or that they changed nothing"),
    ):
        if not said.strip():
            raise beside(field, words, f"{field}_missing")
    changes = {"outcome": outcome, "decided_on": decided_on, "influence": influence}
    verb = "key decision made"
    return _change(decision, by=by, verb=verb, changes=changes, version=version, at=at)


def withdraw_key_decision(decision, *, by, reason, at=None):
    return withdraw_row(decision, by=by, verb="key decision withdrawn", reason=reason, at=at)


@transaction.atomic
def create_consultation(*, by, title, opens_on, closes_on, at=None, **fields):
    """`fields`: about, decision, owner_post, website, exempt_reason."""
    _check_dates(opens_on, closes_on)
    dates = {"opens_on": opens_on, "closes_on": closes_on}
    verb = "consultation created"
    return _create(Consultation, verb, by=by, at=at, title=title, **dates, **fields)


@transaction.atomic
def edit_consultation(consultation, *, by, changes, version=None, at=None):
    now = lock_row(consultation, version=version)
    _check_dates(changes.get("opens_on", now.opens_on), changes.get("closes_on", now.closes_on))
    verb = "consultation edited"
    return _change(consultation, by=by, verb=verb, changes=changes, version=version, at=at)


def withdraw_consultation(consultation, *, by, reason, at=None):
    return withdraw_row(consultation, by=by, verb="consultation withdrawn", reason=reason, at=at)


@transaction.atomic
def record_results(consultation, *, by, responses, summary, version=None, at=None):
    """How many answered, and what they said. `responses` is None while it is not known."""
    if responses is None and not summary.strip():
        raise beside("responses", "Enter how many answered, or what they said", "results_missing")
    if consultation.opens_on > timezone.localdate(at):
        raise ValidationError("This consultation has not opened yet", code="not_open_yet")
    changes = {"responses": responses, "summary": summary}
    verb = "consultation results recorded"
    return _change(consultation, by=by, verb=verb, changes=changes, version=version, at=at)


@transaction.atomic
def answer_consultation(consultation, *, by, response, answered_on, version=None, at=None):
    """What the office answered the people who took part: that closes the loop."""
    if not response.strip():
        raise beside("response", "Say what the office answered", "response_missing")
    if answered_on > timezone.localdate(at):
        raise beside("answered_on", "Enter today or a day in the past", "answered_ahead")
    if answered_on < consultation.opens_on:
        words = "Enter a day after the consultation opened"
        raise beside("answered_on", words, "answered_before_opening")
    changes = {"response": response, "answered_on": answered_on}
    verb = "consultation answered"
    return _change(consultation, by=by, verb=verb, changes=changes, version=version, at=at)


@transaction.atomic
def add_question(consultation, *, by, words, kind, answers=(), summary="", at=None):
    """`answers`: [(words, count or None)] of a question with a choice; a written one has its
    `summary` instead."""
    consultation = _in_force(consultation)
    answers = _answers(kind, answers)
    question = ConsultationQuestion(
        consultation=consultation,
        words=words,
        kind=kind,
        summary=summary if kind == ConsultationQuestion.Kind.TEXT else "",
        position=next_position(consultation.questions),
    )
    after = values_of(question, ["consultation", "words", "kind", "summary"])
    after |= {"answers": _in_words(answers)}
    verb = "consultation question added"
    if twin := made_just_now(question, verb, by=by, after=after, at=at):
        return twin
    question.save()
    _set_answers(question, answers)
    record(verb, question, by=by, after=after, at=at)
    return question


@transaction.atomic
def edit_question(question, *, by, changes, answers=None, version=None, at=None):
    """`changes` of words, kind and summary; `answers` are all of them, or None to leave them."""
    _in_force(question.consultation)
    question = lock_row(question, version=version)
    changes = dict(changes)
    kind = changes.get("kind", question.kind)
    if kind == ConsultationQuestion.Kind.CHOICE:
        changes["summary"] = ""
    before = [(answer.words, answer.count) for answer in question.answers.all()]
    after = _answers(kind, before if answers is None else answers)
    was = question.version
    verb = "consultation question edited"
    question = change_row(question, by=by, verb=verb, changes=changes, at=at)
    if after != before:
        _set_answers(question, after)
        if question.version == was:
            # Whoever opened the form before must see this, even where it was all that changed.
            question.version += 1
            question.save(update_fields=["version"])
        said = {"before": {"answers": _in_words(before)}, "after": {"answers": _in_words(after)}}
        record("consultation answers counted", question, by=by, **said, at=at)
    return question


@transaction.atomic
def move_question(question, *, by, up, at=None):
    """One place up or down. Returns whether it moved."""
    siblings = list(_in_force(question.consultation).questions.select_for_update())
    return move_among(question, siblings, by=by, up=up, at=at)


@transaction.atomic
def remove_question(question, *, by, at=None):
    _in_force(question.consultation)
    question = lock_row(question)
    before = values_of(question, ["consultation", "words", "kind", "summary"])
    before |= {"answers": _in_words((row.words, row.count) for row in question.answers.all())}
    record("consultation question removed", question, by=by, before=before, at=at)
    question.delete()


@transaction.atomic
def set_reach(consultation, *, by, counts, at=None):
    """{group: how many of the responses came from it}, as people said of themselves. A group
    that nobody counted is left out: not known is not nobody."""
    consultation = _in_force(consultation)
    before = {row.group: row.count for row in consultation.reach.select_related("group")}
    after = {group: count for group, count in counts.items() if count is not None}
    if after == before:
        return
    consultation.reach.all().delete()
    ConsultationReach.objects.bulk_create(
        ConsultationReach(consultation=consultation, group=group, count=count)
        for group, count in after.items()
    )
    record(
        "consultation reach recorded",
        consultation,
        by=by,
        before={"reach": [f"{group}: {count}" for group, count in before.items()]},
        after={"reach": [f"{group}: {count}" for group, count in after.items()]},
        at=at,
    )


def _create(model, verb, *, by, at, **fields):
    row = model(**fields)
    after = {key: value for key, value in values_of(row, fields).items() if value not in (None, "")}
    if twin := made_just_now(row, verb, by=by, after=after, at=at):
        return twin
    row.save()
    record(verb, row, by=by, after=after, at=at)
    return row


@transaction.atomic
def _change(row, *, by, verb, changes, version=None, at=None):
    refuse_withdrawn(lock_row(row, version=version))
    return change_row(row, by=by, verb=verb, changes=changes, version=version, at=at)


def _in_force(consultation):
    consultation = lock_row(consultation)
    refuse_withdrawn(consultation)
    return consultation


def _check_dates(opens_on, closes_on):
    if closes_on < opens_on:
        words = "It must close on or after the day it opens"
        raise beside("closes_on", words, "closes_before_opening")


def _answers(kind, answers):
    answers = [(words.strip(), count) for words, count in answers]
    if kind == ConsultationQuestion.Kind.TEXT:
        return []
    if len(answers) < 2:
        raise beside("answers", "Enter at least two answers, one on a line", "answers_too_few")
    if len({words.casefold() for words, _ in answers}) < len(answers):
        raise beside("answers", "Each answer must be different", "answers_alike")
    if any(not words or len(words) > LONGEST_ANSWER for words, _ in answers):
        words = f"Each answer must have words, and {LONGEST_ANSWER} characters or fewer"
        raise beside("answers", words, "answer_length")
    return answers


def _set_answers(question, answers):
    question.answers.all().delete()
    for position, (words, count) in enumerate(answers):
        question.answers.create(words=words, count=count, position=position)


def _in_words(answers):
    return [words if count is None else f"{words}: {count}" for words, count in answers]
