"""What proposals would clash with, and what they would leave missing."""

from .clashes import Slot, clashes_of, slots_on
from .order import gaps
from .warnings import with_those_before


def clashes_of_proposals(proposals):
    """{key: clashes} with what is planned and with each other, in a fixed number of queries."""
    if not proposals:
        return {}
    series = proposals[0].forum.series
    posts = frozenset(series.attending_posts.all())
    slots = [
        Slot(row.key, f"{row.forum} (proposed)", row.held_on, row.starts_at, row.ends_at, posts)
        for row in proposals
    ]
    return clashes_of(slots, [*slots_on({row.held_on for row in proposals}), *slots])


def gaps_with(series, proposals, *, on):
    """What would still be missing before a meeting if all of the proposals were planned."""
    also = [(row.forum, row.held_on, row.starts_at) for row in proposals]
    return gaps(with_those_before(series), on=on, also=also)
