"""A draft as its coordinator goes through it: the plan as it would be, and what is in doubt."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from objectives.importing.asking import Answers, Asked, finished
from objectives.importing.doubts import Answer, Doubt
from objectives.importing.draft import PlanDraft
from objectives.importing.interpreting import NotAPlan, interpret
from objectives.importing.matching import propose_posts
from objectives.importing.ours import draft_of_ours
from objectives.importing.reading import FileContents, UnreadableFile
from objectives.importing.table import TableDraft
from objectives.models import ImportDraft


@dataclass(frozen=True)
class Review(Asked):
    contents: FileContents
    answers: Answers
    plan: PlanDraft | None
    """None where no plan was found in the file: `problem` says why"""
    problem: str = ""
    tables: tuple[TableDraft, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())


def contents_of(draft: ImportDraft) -> FileContents:
    return FileContents.from_json(draft.rows, content=bytes(draft.content))


def review(draft: ImportDraft, *, on: dt.date, contents: FileContents | None = None) -> Review:
    """Reads and interprets; writes nothing. `on` is the day whose posts the leads are held to."""
    contents = contents or contents_of(draft)
    answers = Answers(draft.answers)
    counting = {
        "title": draft.title,
        "starts_on": draft.starts_on,
        "ends_on": draft.ends_on,
        "quarters": draft.quarters or None,
        "bare_years": draft.bare_years,
    }
    try:
        plan = draft_of_ours(contents, **counting) or interpret(
            contents, mapping=draft.mapping, answers=draft.answers, **counting
        )
    except NotAPlan as refused:
        return Review(contents, answers, None, refused.message, refused.tables)
    except UnreadableFile as refused:
        return Review(contents, answers, None, refused.message)
    posts = propose_posts(plan, on=on, answers=answers)
    doubts = (*finished(plan.doubts, answers), *posts.doubts)
    return Review(contents, answers, plan, tables=plan.tables, doubts=doubts)


def mapping_before(draft: ImportDraft, tables: Iterable[TableDraft], *, on: dt.date) -> dict:
    """What the columns of the plan's last file were said to be, for `tables` with its headings."""
    saved = ImportDraft.objects.filter(plan=draft.plan_id, status=ImportDraft.Status.SAVED)
    earlier = saved.exclude(mapping={}).order_by("created_at", "pk").last()
    if earlier is None:
        return {}
    said = {
        table.headings: earlier.mapping[table.index]
        for table in review(earlier, on=on).tables
        if table.index in earlier.mapping
    }
    return {table.index: said[table.headings] for table in tables if table.headings in said}


def shown(answer: Answer | None) -> str:
    """An answer as a form remembers it."""
    return f"{answer.choice}:{answer.value}" if answer else ""
