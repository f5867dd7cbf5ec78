"""Who may write in a paper, and choose the parts of a plan's papers."""

from tests.world import Address

WRITERS = {"coordinator"}
STAFF = {"coordinator", "auditor"}


def draft(world):
    return {"slug": world.draft_paper.slug}


def place(world):
    return draft(world) | {"key": "position"}


def plan(world):
    return {"slug": world.paper.plan.slug}


def part(world):
    return plan(world) | {"key": "changed"}


WRITING = {
    "reports:writing-list": Address(allowed=STAFF, kwargs=draft),
    "reports:writing-edit": Address(allowed=WRITERS, kwargs=place),
    "reports:writing-preview": Address(allowed=WRITERS, kwargs=place, method="post"),
    "reports:plan-parts": Address(allowed=STAFF, kwargs=plan),
    "reports:plan-part-move": Address(allowed=WRITERS, kwargs=part, method="post"),
    "reports:plan-part-show": Address(allowed=WRITERS, kwargs=part, method="post"),
    "reports:plan-parts-reset": Address(allowed=WRITERS, kwargs=plan, method="post"),
}
