"""Who may use which address of the papers, and the papers that the walk over them needs."""

from datetime import date

from actionplans.services import create_plan
from objectives.services import create_action, create_objective
from reports.services import request_report
from tests.world import Address

from .addresses_writing import WRITING
from .clearing import published
from .plans import CUT_OFF, ENTERED, QUARTER, reading

STAFF = {"coordinator", "auditor"}
READERS = STAFF | {"panel_member"}


def furnish(world):
    plan = create_plan(by=None, title="Plan with papers", starts_on=date(2025, 1, 6), at=ENTERED)
    objective = create_objective(plan=plan, by=None, number="1", title="Be heard", at=ENTERED)
    create_action(
        objective=objective,
        by=None,
        text="Map the ways in",
        number="1",
        reading=reading(date(2025, 5, 1)),
        posts=[world.post],
        at=ENTERED,
    )
    ask = {"plan": plan, "by": world.coordinator, "at": CUT_OFF, "queue": False}
    paper = request_report(body=world.panel, period=QUARTER, **ask)
    published(paper, by=world.coordinator, at=CUT_OFF)
    world.paper = paper.report
    world.draft_paper = request_report(body=world.board, period=QUARTER, **ask).report


def paper(world):
    return {"slug": world.paper.slug}


def draft(world):
    return {"slug": world.draft_paper.slug}


ADDRESSES = WRITING | {
    "reports:report-list": Address(allowed=READERS),
    "reports:report-request": Address(allowed={"coordinator"}),
    "reports:report-detail": Address(allowed=READERS, kwargs=paper),
    "reports:report-progress": Address(allowed=READERS, kwargs=paper),
    "reports:report-download": Address(
        allowed=READERS, kwargs=lambda world: {"slug": world.paper.slug, "number": 1}
    ),
    "reports:report-rebuild": Address(allowed={"coordinator"}, kwargs=draft),
    "reports:report-answers": Address(allowed={"coordinator"}, kwargs=draft),
    "reports:report-publish": Address(allowed={"coordinator"}, kwargs=draft),
    "reports:report-correct": Address(allowed={"coordinator"}, kwargs=paper),
}
