"""What a paper's way to its readers is made of, on its own page."""

from dataclasses import dataclass

from .models import ReportRevision
from .presenting import day_time

Build = ReportRevision.Build


@dataclass(frozen=True)
class Step:
    """`page` is the name of the address where the step is taken, where it can be taken now."""

    title: str
    standing: str
    colour: str = ""
    detail: str = ""
    page: str = ""


@dataclass(frozen=True)
class Press:
    """A button or a link: its words and the name of its address."""

    words: str
    page: str


DONE = ("Done", "green")
NEXT = ("Next", "blue")
LATER = ("Later", "grey")
STOPPED = ("Stopped", "red")
WAITING = ("Waiting", "yellow")
REBUILD = Press("Build it again", "reports:report-rebuild")


def built_step(revision):
    standing = {Build.BUILT: DONE, Build.FAILED: STOPPED}.get(Build(revision.build), WAITING)
    detail = {Build.BUILT: day_time(revision.built_at)}.get(
        Build(revision.build), revision.get_build_display()
    )
    return Step("Built", *standing, detail=detail)
