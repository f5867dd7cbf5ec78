"""How parts list actions: a sentence with its figure, and a table beneath it."""

from django.utils import timezone

from reports.document import Paragraph, Table
from stakeholders.dates import spoken

from .rows import COLUMNS, table_row

# The first pages are for reading; whoever wants them all finds them in the appendix.
LONGEST_LIST = 25
LONGEST_QUOTE = 400


def listed(rows, some, none, *, columns=COLUMNS, cells=table_row):
    """A numbered sentence and its table; a long list is cut, and says where the rest is."""
    if not rows:
        return [Paragraph(none)]
    text = some(len(rows))
    if len(rows) > LONGEST_LIST:
        text += f" The first {LONGEST_LIST} are listed here; Appendix A has them all."
    return [
        Paragraph(text),
        Table("", columns, tuple(cells(row) for row in rows[:LONGEST_LIST])),
    ]


def spoken_cut_off(reading):
    return spoken(timezone.localdate(reading.previous_cut_off))


def quoted(text):
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()}…"
