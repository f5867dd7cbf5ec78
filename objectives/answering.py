"""What a lead is asked on one page: which actions need a sentence, and where "no change" is one
honest press. The page of a signed link and "My work" both ask here."""

from dataclasses import dataclass, field

from .holders import Answering, answers_for
from .listing import Row, rows_of
from .models import NotMine
from .presenting import no_change_words, says_no_change
from .rounds import questions_about
from .work import Work, led_by, needs_answer, work_of


@dataclass(frozen=True)
class Answerable:
    """An action with what its lead can say of it. Without `no_change`, it asks for a sentence."""

    row: Row
    own: list[Answering]
    said: str = ""
    """what was last said, where that was more than "no change" """
    no_change: str = ""
    seen: str = ""
    """the action and its latest update, as a page sends it back: "12-345" """
    question: str = ""
    not_mine: bool = False

    @property
    def action(self):
        return self.row.action


@dataclass
class Asked:
    """A person's open actions: those that need an answer first, and how."""

    work: Work
    answering: list[Answering]
    by_action: dict[int, Answerable]
    needs_words: list[Answerable] = field(default_factory=list)
    steady: list[Answerable] = field(default_factory=list)
    answered: list[Answerable] = field(default_factory=list)
    """late or due soon, but answered this week; or said not to be theirs"""

    def of(self, actions):
        return [self.by_action[action.pk] for action in actions]

    @property
    def rest(self):
        return [*self.answered, *self.of(self.work.rest)]

    @property
    def to_confirm(self):
        return self.of(self.work.to_confirm)

    @property
    def waiting(self):
        return len(self.needs_words) + len(self.steady)

    @property
    def open_count(self):
        return len(self.work.to_answer) + len(self.work.rest)


def asked_of(person, *, on):
    """What `person` is asked, by the posts of their access, in a few queries for any number."""
    work = work_of(person, on=on)
    answering = {
        key: own for key, own in answers_for(person, on=on).items() if key in person.access.posts
    }
    actions = [*work.to_confirm, *work.to_answer, *work.rest]
    questions = questions_about(actions)
    waiting = NotMine.objects.waiting().filter(action__in=actions, post__in=person.access.posts)
    waiting = set(waiting.values_list("action", flat=True))
    needed = needs_answer(led_by(person.access.posts), on=on)
    needed = set(needed.values_list("pk", flat=True))
    by_action = {}
    for row in rows_of(actions, person=person, on=on):
        action = row.action
        asked, last = questions.get(action.pk), action.last_update
        steady = action.is_steady(on) and asked is None
        by_action[action.pk] = Answerable(
            row=row,
            own=[answering[lead.post] for lead in row.leads if lead.post in answering],
            said=last.comment if last and not says_no_change(last) else "",
            no_change=no_change_words(last) if steady else "",
            seen=f"{action.pk}-{action.last_update_id}",
            question=asked.question if asked else "",
            not_mine=action.pk in waiting,
        )
    asked = Asked(work, list(answering.values()), by_action)
    for each in asked.of(work.to_answer):
        if each.not_mine or each.action.pk not in needed:
            asked.answered.append(each)
        else:
            (asked.steady if each.no_change else asked.needs_words).append(each)
    return asked


def said_by(person, keys):
    """Those of the updates (keys) that are `person`'s own and still the latest of an action that
    they lead: what a page may say that it has just saved."""
    own = led_by(person.access.posts).filter(last_update__in=keys, last_update__by=person)
    return list(own.in_published_order())
