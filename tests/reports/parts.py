"""One part of a paper, as its tests look at it."""

from reports.collect import Particulars, collect
from reports.document import Subheading, Table

from .plans import CUT_OFF, QUARTER


def paper(world, *, private=False, period=QUARTER, cut_off=CUT_OFF):
    return collect(world.plan, world.panel, period, cut_off, Particulars(private=private))


def part_called(title, document):
    """(sentences, {caption: rows as texts}) of the part; None where it isn't there."""
    issues = next(s for s in document.sections if s.key == "issues").blocks
    titles = [n for n, block in enumerate(issues) if isinstance(block, Subheading)]
    start = next((n for n in titles if issues[n].text == title), None)
    if start is None:
        return None
    end = next((n for n in titles if n > start), len(issues))
    blocks = issues[start + 1 : end]
    tables = {
        block.caption: [[cell.text for cell in row] for row in block.rows]
        for block in blocks
        if isinstance(block, Table)
    }
    return [block.text for block in blocks if hasattr(block, "text")], tables
