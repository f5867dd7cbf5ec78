"""The addresses of clearance: a paper that is with its officers, one of whom is `lead`."""

from django.utils import timezone

from reports.building import build_revision
from reports.models import ClearancePost
from reports.services import request_report, send_for_clearance
from stakeholders import links
from tests.world import EVERYONE, Address

from .clearing import answered
from .plans import QUARTER

COORDINATORS = {"coordinator"}


def furnish(world):
    ClearancePost.objects.create(body=world.board, post=world.post)
    draft = request_report(
        plan=world.paper.plan,
        body=world.board,
        period=QUARTER.next(),
        by=world.coordinator,
        at=timezone.now(),
        queue=False,
    )
    build_revision(draft.pk)
    draft = answered(draft, by=world.coordinator, at=timezone.now())
    sent = send_for_clearance(draft, by=world.coordinator)
    world.in_clearance, world.clearance = sent.report, sent.clearances.get()
    link = links.new_link(world.lead)
    link.save()
    world.clear_token = links.token_of(link)


def in_clearance(world):
    return {"slug": world.in_clearance.slug}


def asked(world):
    return {"pk": world.clearance.pk}


def draft_of(world):
    return asked(world) | {"kind": "pdf"}


def figure_of(world):
    return asked(world) | {"figure": "all"}


def token(world):
    return {"token": world.clear_token}


ADDRESSES = {
    "reports:clearance-list": Address({"lead", "other_lead"}),
    "reports:clearance": Address({"lead"}, asked),
    "reports:clearance-read": Address({"lead"}, asked),
    "reports:clearance-figure": Address({"lead"}, figure_of),
    "reports:clearance-file": Address({"lead"}, draft_of),
    "reports:clear-list": Address(EVERYONE, token),
    "reports:clear": Address(EVERYONE, lambda world: token(world) | asked(world)),
    "reports:clear-read": Address(EVERYONE, lambda world: token(world) | asked(world)),
    "reports:clear-figure": Address(EVERYONE, lambda world: token(world) | figure_of(world)),
    "reports:clear-file": Address(EVERYONE, lambda world: token(world) | draft_of(world)),
    "reports:report-beside": Address({"coordinator", "auditor"}, in_clearance),
    "reports:report-for-clearance": Address(COORDINATORS, in_clearance),
    "reports:report-take-back": Address(COORDINATORS, in_clearance),
    "reports:report-stamp": Address(COORDINATORS, in_clearance),
    "reports:clearance-note": Address(
        COORDINATORS, lambda world: in_clearance(world) | asked(world)
    ),
}
