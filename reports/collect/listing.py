"""How parts list actions: a sentence with its figure, and a table beneath it."""

from django.utils import timezone

from reports.document import Paragraph, Table
from reports.sentences import counted, paragraph
from reports.tables import COLUMNS
from stakeholders.dates import spoken

from .rows import table_row

# The first pages are for reading; whoever wants them all finds them in the appendix.
LONGEST_LIST = 25
LONGEST_QUOTE = 400


def listed(
    reading, key, title, rows, before, none, *, after=".", columns=COLUMNS, cells=table_row, more=()
):
    """A numbered sentence, `before` "3 actions" `after`, and its table.

    A long list is cut, and says where the rest is. `more` are stretches that end the sentence.
    """
    if not rows:
        return [Paragraph(none)]
    number = reading.figures.run(f"list-{key}", title, rows)
    cut = (
        f" The first {LONGEST_LIST} are listed here; Appendix A has them all."
        if len(rows) > LONGEST_LIST
        else ""
    )
    return [
        paragraph(f"{before}: ", *counted(number, "action"), *more, f"{after}{cut}"),
        Table("", columns, tuple(cells(row) for row in rows[:LONGEST_LIST])),
    ]


def spoken_cut_off(reading):
    return spoken(timezone.localdate(reading.previous_cut_off))


def quoted(text):
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()}…"
