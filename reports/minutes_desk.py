"""The way of a meeting's minutes to their readers: built, approved, published."""

from .models import ReportRevision
from .presenting import day_time
from .steps import DONE, LATER, NEXT, REBUILD, Press, Step, built_step

Build, Status = ReportRevision.Build, ReportRevision.Status
APPROVE = Press("Approve the minutes", "reports:minutes-approve")
PUBLISH = Press("Publish", "reports:report-publish")


def minutes_desk(revision, access):
    """As `reports.desk.desk_of`, for the office's staff and auditors."""
    makes = access.coordinator and not revision.is_published
    main = main_press(revision) if makes else None
    return {
        "now": "",
        "steps": tuple(steps(revision)),
        "main": main,
        "presses": tuple(other_presses(revision, main)) if makes else (),
    }


def steps(revision):
    built = revision.build == Build.BUILT
    published = revision.is_published
    approved = published or revision.status == Status.CLEARED
    yield built_step(revision)
    yield Step(
        "Approved",
        *(DONE if approved else NEXT if built else LATER),
        detail=f"By: {revision.cleared_with}" if approved else "",
        page=APPROVE.page if built and not approved else "",
    )
    yield Step(
        "Published",
        *(DONE if published else NEXT if approved and built else LATER),
        detail=day_time(revision.published_at),
        page=PUBLISH.page if approved and built and not published else "",
    )


def main_press(revision):
    approved = revision.status == Status.CLEARED
    if revision.build == Build.FAILED:
        return Press("Draw them again", "reports:report-stamp") if approved else REBUILD
    if revision.build != Build.BUILT:
        return None
    return PUBLISH if approved else APPROVE


def other_presses(revision, main):
    if revision.status != Status.DRAFT:
        yield Press("Take them back to change them", "reports:report-take-back")
    elif revision.build == Build.BUILT and main != REBUILD:
        yield REBUILD
