"""Which rows stand elsewhere in the file: the fewest that explain its order."""

import bisect

from objectives.importing.differing.entries import Moved, source_of, under
from objectives.importing.differing.matching import Node, Nodes


def moves(before: Nodes, after: Nodes) -> list[Moved]:
    """Rows under another objective or action, and the fewest whose order explains the rest."""
    moved = []
    for kind in ("objectives", "activities", "actions"):
        groups: dict[str, list[Node]] = {}
        for node in getattr(after, kind):
            if node.match is None:
                continue
            if _holder(node) != _holder(node.match, old=True):
                moved.append(_moved(node, under(node.match), under(node)))
            else:
                groups.setdefault(_holder(node), []).append(node)
        for nodes in groups.values():
            staying = _longest_rising([node.match.place for node in nodes])
            for index, node in enumerate(nodes):
                if index not in staying:
                    behind = nodes[index - 1] if index else None
                    after_words = f"after {_short(behind)}" if behind else "first"
                    moved.append(_moved(node, f"place {node.match.place + 1}", after_words))
    return moved


def _moved(node: Node, before: str, after: str) -> Moved:
    return Moved(
        key=f"move:{node.match.key}",
        what=node.what,
        label=node.match.label,
        text=node.match.text,
        source=source_of(node),
        before=before,
        after=after,
    )


def _short(node: Node) -> str:
    text = f"{node.label} {node.text}".strip()
    return text if len(text) <= 60 else text[:59].rstrip() + "…"


def _holder(node: Node, old: bool = False) -> str:
    """What the row stands under, by the name that it has in the old draft."""
    holder = node.parent or node.objective
    if holder is None:
        return ""
    if old:
        return holder.key
    return holder.match.key if holder.match else f"new {holder.key}"


def _longest_rising(places: list[int]) -> set[int]:
    """The indexes of a longest rising run in `places`: the rows that kept their order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        at = bisect.bisect_left(tails, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[at], ends[at] = place, index
    staying, index = set(), ends[-1] if ends else -1
    while index >= 0:
        staying.add(index)
        index = before[index]
    return staying
