"""A plan's private paper beside its public one: what the public leaves out, and where it stood.

Both are collected now, by the same cut-off, and compared row by row; nothing of it is stored.
"""

from collections import Counter
from dataclasses import dataclass

from .building import collect_again
from .document import Action, Document


@dataclass(frozen=True)
class LeftOut:
    """`objective` is its heading; `place` says where the row would have stood in public."""

    action: Action
    objective: str
    place: str


@dataclass(frozen=True)
class Count:
    words: str
    public: int
    private: int

    @property
    def left_out(self):
        return self.private - self.public


@dataclass(frozen=True)
class Beside:
    total: Count
    by_state: tuple[Count, ...]
    by_objective: tuple[Count, ...]
    left_out: tuple[LeftOut, ...]


def side_by_side(revision):
    public = collect_again(revision, private=False)
    private = collect_again(revision, private=True)
    return Beside(
        total=Count("All actions", len(public.actions), len(private.actions)),
        by_state=tuple(_by_state(public, private)),
        by_objective=tuple(_by_objective(public, private)),
        left_out=tuple(_left_out(private)),
    )


def _by_state(public, private):
    counted = [Counter(action.states[0] for action in paper.actions) for paper in (public, private)]
    for state in private.states:
        if any(count[state.code] for count in counted):
            yield Count(state.word, *(count[state.code] for count in counted))


def _by_objective(public: Document, private: Document):
    """By the private paper's objectives; the public one has some of them, in the same order."""
    counted = Counter(a.objective for a in private.actions if not a.private_reason)
    every = Counter(action.objective for action in private.actions)
    for place, title in enumerate(private.objectives):
        yield Count(title, counted[place], every[place])


def _left_out(private):
    last = {}  # of each objective, the public row that stands last so far
    whole = {action.objective for action in private.actions if not action.private_reason}
    for action in private.actions:
        place = action.objective
        if not action.private_reason:
            last[place] = action
            continue
        if place not in whole:
            where = "The whole objective is left out"
        elif before := last.get(place):
            where = f"After {before.number} {before.text}".replace("  ", " ")
        else:
            where = "First of its objective"
        yield LeftOut(action, private.objectives[place], where)
