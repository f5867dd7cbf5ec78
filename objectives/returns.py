"""A round as its page shows it: each lead's return, and what was told of each action in it."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils import timezone

from stakeholders.models import Post

from .holders import Seat, seats
from .models import Action, ProgressUpdate, SentBack, UpdateRound
from .rounds import Count, Return, by_post, leads_in, returns_of
from .story import stated_words


class ReturnState(TextChoices):
    """In the order in which the page lists them: who is to be asked again first."""

    NOT_ANSWERED = "not_answered", "Not answered"
    PARTLY = "partly", "Partly answered"
    VACANT = "vacant", "Vacant"
    ANSWERED = "answered", "Answered"


@dataclass
class PostReturn:
    """What one post was asked in a round; no post: the actions that none leads."""

    seat: Seat | None
    rows: list[Return]
    late: int = 0  # answers that came after the day they were asked for by
    told: list = field(default_factory=list)

    @property
    def post(self) -> Post | None:
        return self.seat.post if self.seat else None

    @property
    def asked(self):
        return len(self.rows)

    @property
    def answered(self):
        return sum(row.answered for row in self.rows)

    @property
    def sent_back(self):
        return sum(row.sent_back for row in self.rows)

    @property
    def state(self):
        if self.answered == self.asked:
            return ReturnState.ANSWERED
        if self.seat and not self.seat.holders:
            return ReturnState.VACANT
        return ReturnState.PARTLY if self.answered else ReturnState.NOT_ANSWERED


@dataclass(frozen=True)
class Said:
    """An update that was given in the round, in a state's word."""

    update: ProgressUpdate
    code: str
    word: str
    late: bool


@dataclass(frozen=True)
class Told:
    """One action of a return: what was said of it in the round, newest first, and asked back."""

    action: Action
    row: Return
    said: list[Said]
    asked_back: list[SentBack]


@dataclass(frozen=True)
class Position:
    """How a round stands on a day, or stood at its close."""

    round: UpdateRound
    returns: list[PostReturn]
    unled: PostReturn | None
    late_by: int  # days since the one that answers were asked for by; 0 once closed

    @property
    def count(self):
        states = [one.state for one in self.returns]
        return Count(leads=len(states), answered=states.count(ReturnState.ANSWERED))

    @property
    def waiting(self):
        """How many actions, each once, whoever leads it."""
        every = [*self.returns, *([self.unled] if self.unled else [])]
        return len({row.action_id for one in every for row in one.rows if not row.answered})

    def in_state(self, state):
        return [one for one in self.returns if one.state == state]


def position_of(round, *, on):
    """Every post's return, those to be asked again first: as many queries for fifty as for five."""
    rows = by_post(returns_of([round])[round.pk], leads_in([round]))
    unled = rows.pop(None, None)
    returns = [
        PostReturn(seat, rows[seat.post.pk], late_of(round, rows[seat.post.pk]))
        for seat in seats(list(rows), on=on)
    ]
    order = list(ReturnState)
    returns.sort(key=lambda one: (order.index(one.state), one.post.title.lower(), one.post.pk))
    return Position(
        round=round,
        returns=returns,
        unled=PostReturn(None, unled, late_of(round, unled)) if unled else None,
        late_by=max((on - round.answers_by).days, 0) if round.is_open else 0,
    )


def late_of(round, rows):
    """Answers whose first word came after the day for the answers: what was asked back later is
    not held against a lead who had answered in time."""
    return sum(row.first_at is not None and is_late(round, row.first_at) for row in rows)


def is_late(round, moment):
    return timezone.localdate(moment) > round.answers_by


def tell(round, returns):
    """Fill in `told` for those of the returns that are shown: three queries."""
    keys = {row.action_id for one in returns for row in one.rows}
    actions = Action.objects.select_related("objective", "deadline").in_bulk(keys)
    updates, questions = defaultdict(list), defaultdict(list)
    given = ProgressUpdate.objects.filter(action__in=keys, recorded_at__gte=round.opened_at)
    given = given.exclude(kind=ProgressUpdate.Kind.IMPORTED).select_related("by", "post")
    if not round.is_open:
        given = given.filter(recorded_at__lte=round.closed_at)
    for update in given.order_by("-recorded_at", "-pk"):
        updates[update.action_id].append(update)
    for question in round.sent_back.filter(action__in=keys).select_related("by"):
        questions[question.action_id].append(question)
    for one in returns:
        one.told = [
            Told(
                action=actions[row.action_id],
                row=row,
                said=[said_of(round, update, row) for update in updates[row.action_id]],
                asked_back=questions[row.action_id],
            )
            for row in one.rows
        ]
    return returns


def said_of(round, update, row):
    code, word = stated_words(update)
    first = update.recorded_at == row.first_at
    return Said(update, code, word, late=first and is_late(round, update.recorded_at))
