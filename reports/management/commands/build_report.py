import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from actionplans.models import ActionPlan
from actionplans.quarters import Quarter
from reports.building import build_revision
from reports.models import Report, ReportRevision
from reports.services import request_report
from stakeholders.models import GovernanceBody

PATIENCE_SECONDS = 10 * 60


class Command(BaseCommand):
    help = (
        "Build the quarter's paper on a plan for a body, as PDF. Example: build_report "
        "--plan joint-plan --body panel --quarter 2010-Q2 --output paper.pdf. A published paper "
        "is written as it was published."
    )

    def add_arguments(self, parser):
        parser.add_argument("--plan", required=True, help="the plan's slug, as in its address")
        parser.add_argument("--body", required=True, help="the slug of the Board or Panel")
        parser.add_argument(
            "--quarter",
            required=True,
            help="financial quarter: 2010-Q2 is July to September 2010",
        )
        parser.add_argument("--private", action="store_true", help="with exempt actions")
        parser.add_argument("--output", type=Path, help="file to write the PDF to")

    def handle(self, *, plan, body, quarter, private, output, **options):
        plan = find(ActionPlan, plan, "plan")
        body = find(GovernanceBody, body, "body", related=("contact_post",))
        try:
            quarter = Quarter.parse(quarter)
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        if output and not output.absolute().parent.is_dir():
            raise CommandError(f"The folder {output.absolute().parent} does not exist. Make it.")
        if output and output.is_dir():
            raise CommandError(f"{output} is a folder. Give the name of a file in it.")
        revision = published(plan, body, quarter, private) or self.build(
            plan, body, quarter, private
        )
        self.write(revision, output)

    def build(self, plan, body, quarter, private):
        try:
            revision = request_report(
                plan=plan, body=body, quarter=quarter, by=None, private=private, queue=False
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

    def write(self, revision, output):
        file = revision.files.get()
        if output:
            try:
                output.write_bytes(bytes(file.content))
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


def published(plan, body, quarter, private):
    return ReportRevision.objects.filter(
        report__plan=plan,
        report__body=body,
        report__kind=Report.Kind.QUARTERLY,
        report__period=str(quarter),
        report__private=private,
        status=ReportRevision.Status.PUBLISHED,
    ).first()


def fresh(revision):
    return ReportRevision.objects.select_related("report__plan", "report__body").get(pk=revision.pk)
