"""The quarter's paper: collected, drawn and stored, beside its longest table drawn plainly."""

import json
import subprocess
import sys

from django.conf import settings
from django.utils import timezone

from actionplans.cut_offs import last_usual_quarter
from reports.building import build_revision
from reports.document import Table
from reports.models import Report, ReportRevision
from reports.services import request_report

from .measuring import Case

FLOOR = "floor: plain table in Typst"


def cases(world, *, on):
    def ask():
        now = timezone.now()
        revision = request_report(
            plan=world.plan, body=world.body, period=last_usual_quarter(now), by=None, queue=False
        )
        return (revision.pk,)

    def build(pk):
        revision = build_revision(pk)
        if revision.build != ReportRevision.Build.BUILT:
            raise AssertionError(revision.problem)

    build(*ask())
    table = json.dumps(plain_table(ReportRevision.objects.get().document)).encode()
    forget()

    def draw():
        command = [sys.executable, "-m", "tests.bench.plain_table", settings.PAPER_FONTS_DIR]
        done = subprocess.run(command, input=table, capture_output=True, check=False)
        if not done.stdout.startswith(b"%PDF-"):
            raise AssertionError(done.stderr.decode())

    return [
        Case(FLOOR, draw),
        Case("quarterly report", build, prepare=ask, after=forget, floor=FLOOR, at_most=2),
    ]


def plain_table(document):
    """The same rows as the appendix has, as strings."""
    tables = [
        block
        for section in document["sections"]
        if section["key"] == "appendix-a"
        for block in section["blocks"]
        if block["kind"] == Table.__name__.lower()
    ]
    rows = [
        [" ".join(filter(None, (cell["text"], cell["detail"]))) for cell in row]
        for table in tables
        for row in table["rows"]
    ]
    return {"titles": [column["title"] for column in tables[0]["columns"]], "rows": rows}


def forget():
    Report.objects.all().delete()
