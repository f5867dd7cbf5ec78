"""Who may use the addresses by which papers are read: signed in, by link, and by everybody."""

from django.utils import timezone

from reports.models import ReportRevision
from reports.services import send_paper
from stakeholders.links import token_of
from tests.stakeholders.factories import BodyMembershipFactory, PersonFactory
from tests.world import EVERYONE, Address

from .reading import stored
from .test_reading import with_figures

STAFF = {"coordinator", "auditor"}
READERS = STAFF | {"panel_member"}


def furnish(world):
    """After addresses.py, whose published paper is read here."""
    world.office.public_page = True
    world.office.save()
    revision = ReportRevision.objects.get(report=world.paper, number=1)
    with_figures(stored(revision))
    member = PersonFactory(name="Una Unsigned")
    BodyMembershipFactory(person=member, body=world.panel)
    world.delivery = send_paper(
        revision, person=member, by=world.coordinator, queue=False, at=timezone.now()
    )


def paper(world):
    return {"slug": world.paper.slug, "number": 1}


def figure(world):
    return paper(world) | {"figure": "state-overdue"}


def file(world):
    return paper(world) | {"kind": "pdf"}


def link(world):
    return {"token": token_of(world.delivery.link)}


ADDRESSES = {
    "reports:report-read": Address(allowed=READERS, kwargs=paper),
    "reports:report-figure": Address(allowed=READERS, kwargs=figure),
    "reports:report-file": Address(allowed=READERS, kwargs=file),
    "reports:report-readers": Address(
        allowed=STAFF, kwargs=lambda world: {"slug": world.paper.slug}
    ),
    "reports:report-send": Address(
        allowed={"coordinator"},
        kwargs=lambda world: {"slug": world.paper.slug, "pk": world.panel_member.pk},
    ),
    "reports:public-list": Address(allowed=EVERYONE),
    "reports:public-feed": Address(allowed=EVERYONE),
    "reports:public-paper": Address(allowed=EVERYONE, kwargs=paper),
    "reports:public-figure": Address(allowed=EVERYONE, kwargs=figure),
    "reports:public-file": Address(allowed=EVERYONE, kwargs=file),
    "reports:linked-paper": Address(allowed=EVERYONE, kwargs=link),
    "reports:linked-figure": Address(
        allowed=EVERYONE, kwargs=lambda world: link(world) | {"figure": "state-overdue"}
    ),
    "reports:linked-file": Address(
        allowed=EVERYONE, kwargs=lambda world: link(world) | {"kind": "pdf"}
    ),
}
