"""Who may take a plan out as a file and bring an amended one back."""

from objectives.exporting import export_plan
from objectives.importing.reading import read_bytes
from objectives.models import ImportDraft
from tests.world import Address

from .plans import noon

READERS = {"coordinator", "auditor", "lead", "other_lead"}


def furnish_files(world):
    """An Excel file of the plan, uploaded again and read: it differs in nothing."""
    world.amendment = make_amendment(world.plan, world.coordinator)


def make_amendment(plan, by, content=None, name="plan.xlsx"):
    """A file that was uploaded to amend the plan, read as the worker would have read it."""
    content = content or export_plan(plan, "xlsx")
    contents = read_bytes(content, name=name)
    return ImportDraft.objects.create(
        plan=plan,
        amends=True,
        file_name=name,
        content=content,
        sha256=contents.sha256,
        size=len(content),
        title=plan.title,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        status=ImportDraft.Status.READY,
        rows=contents.as_json(),
        by=by,
        created_at=noon(plan.starts_on),
    )


def amendment(world):
    return {"slug": world.plan.slug, "pk": world.amendment.pk}


def coordinators(kwargs):
    return Address(allowed={"coordinator"}, kwargs=kwargs)


FILES = {
    "objectives:plan-export": Address(
        allowed=READERS, kwargs=lambda world: {"slug": world.plan.slug, "format": "csv"}
    ),
    "objectives:plan-amend": coordinators(lambda world: {"slug": world.plan.slug}),
    "objectives:plan-difference": coordinators(amendment),
    "objectives:amendment-discard": coordinators(amendment),
}
