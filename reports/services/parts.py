"""Which parts a plan has in its papers, and in which order."""

from django.db import transaction

from reports.collect.parts import parts_of
from reports.models import PlanPart
from stakeholders.editing import lock_row
from stakeholders.events import record


@transaction.atomic
def move_part(plan, *, key, up, by, at=None):
    """One place up or down; at the end nothing moves. Returns whether it moved."""
    plan = lock_row(plan)
    before = parts_of(plan)
    here = _place(before, key)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(before):
        return False
    after = list(before)
    after[here], after[there] = after[there], after[here]
    return _keep(plan, before, after, by=by, at=at)


@transaction.atomic
def show_part(plan, *, key, shown, by, at=None):
    """Put the part into the plan's papers, or leave it out. Returns whether that is a change."""
    plan = lock_row(plan)
    before = parts_of(plan)
    here = _place(before, key)
    after = list(before)
    after[here] = (before[here][0], shown)
    return _keep(plan, before, after, by=by, at=at)


@transaction.atomic
def reset_parts(plan, *, by, at=None):
    """All parts, in the order that every plan begins with."""
    plan = lock_row(plan)
    before = parts_of(plan)
    plan.paper_parts.all().delete()
    return _record(plan, before, parts_of(plan), by=by, at=at)


def _place(parts, key):
    """KeyError where the portal has no such part."""
    for place, (part, _shown) in enumerate(parts):
        if key == part.KEY:
            return place
    raise KeyError(key)


def _keep(plan, before, after, *, by, at):
    if after == before:
        return False
    # A row of a part that the portal no longer has stays where it is, and says nothing.
    PlanPart.objects.bulk_create(
        (
            PlanPart(plan=plan, key=part.KEY, position=position, shown=shown)
            for position, (part, shown) in enumerate(after)
        ),
        update_conflicts=True,
        unique_fields=["plan", "key"],
        update_fields=["position", "shown"],
    )
    return _record(plan, before, after, by=by, at=at)


def _record(plan, before, after, *, by, at):
    if after == before:
        return False
    record(
        "parts of papers changed",
        plan,
        by=by,
        before=_in_words(before),
        after=_in_words(after),
        plan=plan,
        at=at,
    )
    return True


def _in_words(parts):
    return {
        "in its papers": [part.TITLE for part, shown in parts if shown],
        "left out of them": [part.TITLE for part, shown in parts if not shown],
    }
