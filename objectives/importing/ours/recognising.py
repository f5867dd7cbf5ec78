"""Which files are the portal's own, and the draft that one of them is."""

import datetime as dt
from functools import partial

from actionplans.quarters import QuarterBasis
from objectives.deadlines import read_deadline
from objectives.importing.draft import PlanDraft
from objectives.importing.ours import json_form, papers
from objectives.importing.ours.sheets import sheet_rows
from objectives.importing.ours.tables import SheetReader
from objectives.importing.reading import FileContents


def is_ours(contents: FileContents) -> bool:
    return json_form.is_json(contents) or papers.is_paper(contents) or is_sheet(contents)


def is_sheet(contents: FileContents) -> bool:
    """Whether it is an exported Excel or CSV file, whose rows name those of the plan."""
    return sheet_rows(contents) is not None


def draft_of_ours(
    contents: FileContents,
    *,
    title: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    quarters: str | None = None,
    bare_years: str = "calendar",
) -> PlanDraft | None:
    """The draft of a file that the portal exported, in any of its formats; None for any other.

    Raises UnreadableFile for JSON of another kind. Only JSON may be read without a title and a
    first day: it says them itself.
    """
    basis = quarters or QuarterBasis.FINANCIAL.value
    if json_form.is_json(contents):
        return json_form.read(
            contents, title=title, starts_on=starts_on, ends_on=ends_on, quarters=quarters
        )
    read = partial(
        read_deadline,
        plan_starts_on=starts_on,
        plan_ends_on=ends_on,
        quarters=basis,
        quarters_assumed=quarters is None,
        bare_years=bare_years,
    )
    if papers.is_paper(contents):
        objectives, doubts = papers.objectives_of(contents, read)
    elif (rows := sheet_rows(contents)) is not None:
        reader = SheetReader(read)
        for row in rows:
            reader.take(row)
        objectives, doubts = reader.objectives(), reader.doubts
    else:
        return None
    return PlanDraft(
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        quarters=basis,
        quarters_assumed=quarters is None,
        published_title=title,
        objectives=objectives,
        doubts=(*contents.doubts, *doubts),
    )
