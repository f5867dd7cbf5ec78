"""Rows that stand in an order that people choose, by their `position`."""

from .events import record


def next_position(rows):
    """Behind those that there are."""
    last = rows.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def move_among(row, siblings, *, by, up, at=None):
    """One place up or down among `siblings`, which are locked, or whose holder is. Returns whether
    it moved: not at the end of them, and not where it is none of them."""
    siblings = list(siblings)
    if row not in siblings:
        return False
    here = siblings.index(row)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(siblings):
        return False
    siblings[here], siblings[there] = siblings[there], siblings[here]
    for position, sibling in enumerate(siblings):
        sibling.position = position
    type(row).objects.bulk_update(siblings, ["position"])
    verb = f"{row._meta.verbose_name} moved {'up' if up else 'down'}"
    record(verb, row, by=by, before={"place": here + 1}, after={"place": there + 1}, at=at)
    return True
