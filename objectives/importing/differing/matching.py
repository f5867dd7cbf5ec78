"""Which row of one draft is which row of the other.

Surest first: the row's own key (our own export has it), the same text, the same number with a
text that is like it, a text that is like it. What is left belongs to nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from objectives.importing.differing.wording import Wording, spelt
from objectives.importing.draft import ActionDraft, ActivityDraft, ObjectiveDraft, PlanDraft

ALIKE = 0.6
"""how like a text must be to be taken as the same row, reworded"""
ALIKE_BY_NUMBER = 0.4
"""the same where it also has the same number"""
ALIKE_ELSEWHERE = 0.75
"""the same where it would have gone to another objective"""
CANDIDATES = 12
"""texts that each text is compared with, those with the most rare words in common"""


@dataclass
class Node:
    """One row of a draft, with the place where it stands."""

    what: str
    """objective, activity or action"""
    key: str
    number: str
    text: str
    drafted: ObjectiveDraft | ActivityDraft | ActionDraft
    objective: "Node | None" = None
    parent: "Node | None" = None
    """the action of which it is a sub-action"""
    place: int = 0
    """among those with the same objective (and parent), from 0"""
    match: "Node | None" = None
    spelling: str = ""
    wording: Wording = field(init=False, repr=False)

    def __post_init__(self):
        self.spelling = spelt(self.text)
        self.wording = Wording(self.text)

    @property
    def label(self) -> str:
        """The number as it is spoken of, "4.2": see `Action.label`."""
        if self.objective and self.number.startswith(f"{self.objective.number}."):
            return self.number
        parts = (self.objective.number if self.objective else "", self.number)
        return ".".join(part for part in parts if part)


@dataclass
class Nodes:
    objectives: list[Node]
    activities: list[Node]
    actions: list[Node]

    def all(self) -> list[Node]:
        return [*self.objectives, *self.activities, *self.actions]


def nodes_of(draft: PlanDraft) -> Nodes:
    nodes = Nodes([], [], [])
    by_key: dict[str, Node] = {}
    for index, of_plan in enumerate(draft.objectives):
        key = of_plan.key or f"o{index + 1}"
        objective = Node("objective", key, of_plan.number, of_plan.title, of_plan, place=index)
        nodes.objectives.append(objective)
        for place, activity in enumerate(of_plan.activities):
            key = activity.key or f"{objective.key}-a{place + 1}"
            row = Node("activity", key, activity.number, activity.text, activity, objective)
            row.place = place
            nodes.activities.append(row)
        places: dict[str, int] = defaultdict(int)
        for action in of_plan.actions:
            parent = by_key.get(action.parent_key) if action.parent_key else None
            row = Node("action", action.key, action.number, action.text, action, objective, parent)
            row.place = places[parent.key if parent else ""]
            places[parent.key if parent else ""] += 1
            by_key[action.key] = row
            nodes.actions.append(row)
    return nodes


def match(old: Nodes, new: Nodes) -> None:
    """Set `match` on the nodes of both sides that are the same row."""
    _match_objectives(old, new)
    for before, after in ((old.activities, new.activities), (old.actions, new.actions)):
        _by_key(before, after)
        _by_text(before, after)
        _by_likeness(before, after)


def _pair(a: Node, b: Node) -> None:
    a.match, b.match = b, a


def _free(nodes: Iterable[Node]) -> list[Node]:
    return [node for node in nodes if node.match is None]


def _by_key(old: list[Node], new: list[Node]) -> None:
    known = {node.key: node for node in old}
    for node in new:
        found = known.get(node.key)
        if found and found.match is None and _names_a_row(node.key):
            _pair(found, node)


def _names_a_row(key: str) -> bool:
    """Keys of a living plan name a row of the database; others only number a file's rows."""
    return key.startswith(("objective-", "activity-", "action-"))


def _match_objectives(old: Nodes, new: Nodes) -> None:
    _by_key(old.objectives, new.objectives)
    _by_text(old.objectives, new.objectives)
    before, after = _free(old.objectives), _free(new.objectives)
    if before and after:
        # However it was retitled, an objective whose actions are the same is the same.
        shared = _shared_actions(old, new)
        _best_first(
            [
                (score, a, b)
                for a in before
                for b in after
                if (score := max(a.wording.likeness(b.wording), shared(a, b))) >= ALIKE_BY_NUMBER
            ]
        )


def _shared_actions(old: Nodes, new: Nodes) -> Callable[[Node, Node], float]:
    texts: dict[str, set[str]] = defaultdict(set)
    counts: dict[tuple[int, str], int] = defaultdict(int)
    for side, nodes in enumerate((old, new)):
        for action in nodes.actions:
            texts[f"{side} {action.objective.key}"].add(action.spelling)
            counts[side, action.objective.key] += 1

    def shared(a: Node, b: Node) -> float:
        both = texts[f"0 {a.key}"] & texts[f"1 {b.key}"]
        return len(both) / max(counts[0, a.key], counts[1, b.key], 1)

    return shared


def _by_text(old: list[Node], new: list[Node]) -> None:
    """The same text: within the same objective first, with the same number before another."""
    for same in (_home_and_number, _home, _number, lambda node, side: ()):
        waiting: dict[tuple, list[Node]] = defaultdict(list)
        for node in _free(old):
            waiting[node.spelling, same(node, 0)].append(node)
        for node in _free(new):
            if found := waiting.get((node.spelling, same(node, 1))):
                _pair(found.pop(0), node)


def _home(node: Node, side: int):
    """The objective that a row stands under, named alike on both sides."""
    objective = node.objective
    if objective is None:
        return ""
    if side and objective.match is not None:
        return objective.match.key
    return objective.key if not side else f"new {objective.key}"


def _home_and_number(node: Node, side: int):
    return _home(node, side), node.number


def _number(node: Node, side: int):
    return node.number


def _by_likeness(old: list[Node], new: list[Node]) -> None:
    before, after = _free(old), _free(new)
    if not before or not after:
        return
    pairs = []
    for a, b in _candidates(before, after):
        at_home = _home(a, 0) == _home(b, 1)
        same_number = at_home and a.number == b.number != ""
        floor = ALIKE_BY_NUMBER if same_number else ALIKE if at_home else ALIKE_ELSEWHERE
        if a.wording.may_be(b.wording) < floor:
            continue
        likeness = a.wording.likeness(b.wording)
        if likeness >= floor:
            pairs.append((likeness + 0.2 * same_number + 0.1 * at_home, a, b))
    _best_first(pairs)


def _candidates(before: list[Node], after: list[Node]) -> Iterable[tuple[Node, Node]]:
    """Pairs worth a comparison: with the same number at home, or with rare words in common.

    Comparing every text with every other takes minutes for a plan of a thousand rows.
    """
    by_number: dict[tuple, list[Node]] = defaultdict(list)
    by_word: dict[str, list[int]] = defaultdict(list)
    for index, node in enumerate(before):
        by_number[_home_and_number(node, 0)].append(node)
        for word in node.wording.counts:
            by_word[word].append(index)
    for node in after:
        weights: dict[int, float] = defaultdict(float)
        for word in node.wording.counts:
            having = by_word.get(word, ())
            # A word that most rows have tells nothing, and would bring in all of them.
            if having and (len(having) <= 50 or len(having) * 4 < len(before)):
                for index in having[:400]:
                    weights[index] += 1 / len(having)
        best = sorted(weights, key=lambda index: -weights[index])[:CANDIDATES]
        found = {id(before[index]): before[index] for index in best}
        for numbered in by_number.get(_home_and_number(node, 1), ())[:CANDIDATES]:
            found[id(numbered)] = numbered
        for candidate in found.values():
            yield candidate, node


def _best_first(pairs: list[tuple[float, Node, Node]]) -> None:
    for _, a, b in sorted(pairs, key=lambda pair: -pair[0]):
        if a.match is None and b.match is None:
            _pair(a, b)
