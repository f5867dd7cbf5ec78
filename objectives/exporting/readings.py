"""The readings of a plan's measures as CSV, corrections included, for any program."""

import csv
import io

from objectives.importing.ours.cells import as_csv, writable
from objectives.models import Reading
from stakeholders.events import plain

HEADINGS = (
    *("measure", "unit", "period ends on", "figure", "note", "given by post", "given on"),
    *("stands", "why it was corrected"),
)


def readings_csv(plan, measures) -> bytes:
    """`measures` are those that the reader may see. Posts are named, people are not."""
    rows = Reading.objects.filter(measure__plan=plan, measure__in=measures)
    rows = rows.select_related("measure", "post")
    rows = list(rows.order_by("measure__position", "measure", "on", "recorded_at", "pk"))
    standing = {(row.measure_id, row.on): row.pk for row in rows}
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in rows:
        stands = standing[row.measure_id, row.on] == row.pk
        cells = (
            row.measure.title,
            row.measure.get_unit_display(),
            row.on.isoformat(),
            plain(row.value),
            row.note,
            str(row.post or ""),
            row.recorded_at.date().isoformat(),
            "yes" if stands else "no: corrected since",
            row.reason,
        )
        # A figure below nothing is a figure; of what people typed none can run as a formula.
        writer.writerow(
            [cell if n == 3 else as_csv(writable(cell)) for n, cell in enumerate(cells)]
        )
    return out.getvalue().encode("utf-8-sig")


def file_name(plan, *, on):
    return f"{plan.slug}-readings-{on.isoformat()}.csv"
