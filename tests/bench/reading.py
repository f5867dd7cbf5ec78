"""A published paper read as a page, and the list behind one of its figures, by a member."""

from django.utils import timezone

from actionplans.cut_offs import last_usual_quarter
from reports.building import build_revision
from reports.models import ReportRevision
from reports.services import request_report
from tests.stakeholders.factories import BodyMembershipFactory
from tests.world import build_person

from .filling import add_plan
from .measuring import Case
from .pages import ROWS
from .papers import sizes
from .visiting import Visitor


def cases(world, *, on):
    member = build_person("Mona Member")
    BodyMembershipFactory(person=member, body=world.body)
    visitor = Visitor(member)

    def page(name, path, **more):
        return Case(
            name,
            lambda environ: visitor.ask(environ, 200),
            prepare=lambda: (visitor.environ("get", path),),
            **more,
        )

    found = [page(ROWS, "/floor/rows/")]
    for size in sizes(world):
        revision = publish(add_plan(world, size, on=on), world.body)
        paper = f"/reports/{revision.report.slug}/{revision.number}/"
        against = {"floor": ROWS, "at_most": 3}
        found.append(page(f"published paper of {size:,} actions", paper, **against))
        figure = next(row["key"] for row in revision.document["figures"] if row["actions"])
        found.append(page(f"a figure of {size:,} actions", f"{paper}actions/{figure}/", floor=ROWS))
    return found


def publish(plan, body):
    """As published: who cleared it changes nothing in what a reader is served."""
    now = timezone.now()
    period = last_usual_quarter(now)
    revision = request_report(plan=plan, body=body, period=period, by=None, queue=False)
    build_revision(revision.pk)
    ReportRevision.objects.filter(pk=revision.pk).update(status="published", published_at=now)
    return ReportRevision.objects.select_related("report").get(pk=revision.pk)
