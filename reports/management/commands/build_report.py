import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from actionplans.models import ActionPlan
from actionplans.periods import parse_period
from reports.building import build_revision
from reports.models import Report, ReportFile, ReportRevision
from reports.packing import unpack
from reports.services import request_report
from stakeholders.models import GovernanceBody

PATIENCE_SECONDS = 10 * 60


class Command(BaseCommand):
    help = (
        "Build a period's paper on a plan for a body. Example: build_report --plan joint-plan "
        "--body panel --period 2010-Q2 --output paper.pdf; paper.docx, .html, .csv and .xlsx are "
        "the same paper in other forms. A paper that is published, or in clearance, is written as "
        "it stands."
    )

    def add_arguments(self, parser):
        parser.add_argument("--plan", required=True, help="the plan's slug, as in its address")
        parser.add_argument("--body", required=True, help="the slug of the Board or Panel")
        parser.add_argument(
            "--period",
            "--quarter",
            required=True,
            help="of the financial year: 2010-Q2 is July to September 2010, 2010-H1 April to "
            "September 2010, 2010-Y April 2010 to March 2011",
        )
        parser.add_argument("--private", action="store_true", help="with exempt actions")
        parser.add_argument("--output", type=Path, help="file to write the paper to")

    def handle(self, *, plan, body, period, private, output, **options):
        plan = find(ActionPlan, plan, "plan")
        body = find(GovernanceBody, body, "body", related=("contact_post",))
        try:
            period = parse_period(period)
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        if output and not output.absolute().parent.is_dir():
            raise CommandError(f"The folder {output.absolute().parent} does not exist. Make it.")
        if output and output.is_dir():
            raise CommandError(f"{output} is a folder. Give the name of a file in it.")
        kind = output.suffix.lower().removeprefix(".") if output else ReportFile.Kind.PDF
        if kind not in ReportFile.Kind.values:
            raise CommandError(
                f"{output.name} ends in no form that a paper has. Let it end in .pdf, .docx, "
                f".html, .csv or .xlsx."
            )
        revision = standing(plan, body, period, private) or self.build(plan, body, period, private)
        self.write(revision, kind, output)

    def build(self, plan, body, period, private):
        try:
            revision = request_report(
                plan=plan, body=body, period=period, by=None, private=private, queue=False
            )
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        # A worker may have it already; then this waits for the worker.
        build_revision(revision.pk)
        if fresh(revision).build == ReportRevision.Build.RUNNING:
            self.stderr.write("A worker is building this paper already. Waiting for it ...")
        give_up = time.monotonic() + PATIENCE_SECONDS
        while (revision := fresh(revision)).build in (
            ReportRevision.Build.WAITING,
            ReportRevision.Build.RUNNING,
        ):
            if time.monotonic() > give_up:
                raise CommandError(
                    "A worker has had this paper for ten minutes and has not built it. If it "
                    "died, the paper is started again by itself within a quarter of an hour. "
                    "Look whether the worker and the scheduler run, then try again."
                )
            time.sleep(0.5)
        if revision.build == ReportRevision.Build.FAILED:
            raise CommandError(revision.problem)
        return revision

    def write(self, revision, kind, output):
        file = revision.files.filter(kind=kind).first()
        if file is None:
            raise CommandError(f"This paper was published without a file of the form {kind}.")
        if output:
            try:
                output.write_bytes(unpack(file.kind, file.content))
            except OSError as problem:
                raise CommandError(f"{output} could not be written: {problem.strerror}.") from None
        where = f" Written to {output}." if output else ""
        self.stdout.write(
            f"{revision}: {revision.get_build_display().lower()}, "
            f"{revision.get_status_display().lower()}, {file.size:,} bytes, "
            f"SHA-256 {file.sha256}.{where}"
        )
        if revision.replaced_characters:
            self.stdout.write(f"No font has these characters: {revision.replaced_characters}")


def find(model, slug, noun, related=()):
    row = model.objects.select_related(*related).filter(slug=slug).first()
    if row is None:
        known = ", ".join(model.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(
            f"There is no {noun} “{slug}”. " + (f"There are: {known}." if known else "None is yet.")
        )
    return row


def standing(plan, body, period, private):
    """The revision that is not to be built again: published, or else before its officers."""
    revisions = ReportRevision.objects.filter(
        report__plan=plan,
        report__body=body,
        report__kind=Report.kind_of(period),
        report__period=str(period),
        report__private=private,
    )
    status = ReportRevision.Status
    before_officers = revisions.filter(
        status__in=(status.IN_CLEARANCE, status.CLEARED), build=ReportRevision.Build.BUILT
    )
    return revisions.filter(status=status.PUBLISHED).first() or before_officers.first()


def fresh(revision):
    return ReportRevision.objects.select_related("report__plan", "report__body").get(pk=revision.pk)
