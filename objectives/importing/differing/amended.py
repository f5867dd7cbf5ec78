"""A file held against the living plan that it amends."""

from collections.abc import Mapping
from functools import partial

from objectives.deadlines import DeadlineReading, read_deadline
from objectives.importing.differing.comparing import Difference, difference
from objectives.importing.differing.living import LivingPlan, read_living, reading_of
from objectives.importing.draft import PlanDraft
from objectives.importing.interpreting import interpret
from objectives.importing.ours import draft_of_ours, is_ours
from objectives.importing.ours.dates import Reader
from objectives.importing.ours.settling import settled
from objectives.importing.ours.sheets import SheetRow, sheet_rows
from objectives.importing.reading import FileContents
from objectives.models import Deadline


def difference_from(
    plan,
    contents: FileContents,
    *,
    mapping: Mapping | None = None,
    answers: Mapping | None = None,
) -> tuple[Difference, LivingPlan]:
    """What the file would change. Raises NotAPlan and UnreadableFile."""
    living = read_living(plan)
    draft = draft_for(plan, living, contents, mapping=mapping, answers=answers)
    found = difference(
        living.draft,
        draft,
        said_before=living.said_before(),
        # What the portal exported says the dates as well as the words; other files say words only.
        read=None if is_ours(contents) else reader_of(plan),
        gone=living.gone,
        fingerprint=living.fingerprint,
    )
    return found, living


def draft_for(plan, living: LivingPlan, contents: FileContents, **choices) -> PlanDraft:
    """The file as a draft, its words read as the plan's own words are."""
    counting = {
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "quarters": None if plan.quarter_basis_assumed else plan.quarter_basis,
        "bare_years": "financial" if plan.financial_years else "calendar",
    }
    draft = draft_of_ours(contents, title=plan.title, **counting)
    if draft is None:
        choices = {name: value for name, value in choices.items() if value}
        return interpret(contents, title=plan.title, **counting, **choices)
    if (rows := sheet_rows(contents)) is None:
        return draft
    return settled(draft, living.draft, _downloaded(living, rows), reader_of(plan))


def reader_of(plan) -> Reader:
    return partial(
        read_deadline,
        plan_starts_on=plan.starts_on,
        plan_ends_on=plan.ends_on,
        quarters=plan.quarter_basis,
        quarters_assumed=plan.quarter_basis_assumed,
        bare_years="financial" if plan.financial_years else "calendar",
    )


def _downloaded(living: LivingPlan, rows: list[SheetRow]) -> dict[str, DeadlineReading]:
    """The deadlines that the file was made from, where the portal has others by now."""
    before = {
        row.key: row.version.deadline
        for row in rows
        if row.key in living.actions
        and row.version.deadline not in (None, living.actions[row.key].deadline_id)
    }
    actions = [living.actions[key].pk for key in before]
    found = {row.pk: row for row in Deadline.objects.filter(action__in=actions)}
    return {key: reading_of(found[pk]) for key, pk in before.items() if pk in found}
