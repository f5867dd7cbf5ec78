"""The quarter's paper: collected, drawn and stored, beside its longest table drawn plainly."""

import json
import subprocess
import sys
from unittest.mock import patch

from django.conf import settings
from django.utils import timezone

from actionplans.cut_offs import last_usual_quarter
from objectives.models import Action
from reports import building
from reports.document import ActionTable, Document
from reports.models import Report, ReportRevision
from reports.render import FORMATS, Rendered, RenderedFile, pdf, render_file
from reports.services import request_report
from reports.tables import full_table

from . import paper_memory
from .filling import add_plan
from .measuring import Case

SIZES = (50, 500, 2_000)
"""actions: with fewer in the database the larger papers are smaller too"""


def sizes(world):
    share = min(1, world.rows[Action] / SIZES[-1])
    return [max(SIZES[0], round(size * share)) for size in SIZES]


def cases(world, *, on):
    plans = {size: add_plan(world, size, on=on) for size in sizes(world)}
    found = [case for size, plan in plans.items() for case in cases_of(size, plan, world.body)]
    say_queries(plans, world.body)
    small, *_, large = plans.values()
    paper_memory.cases(ask(small, world.body), ask(large, world.body))
    forget()
    return found


def cases_of(size, plan, body):
    """The PDF against its floor; each other format by itself; all of it as a worker does it."""

    def asked():
        return (ask(plan, body),)

    (key,) = asked()
    build(key)
    document = Document.from_data(ReportRevision.objects.get(pk=key).document)
    forget()
    table = json.dumps(plain_table(document)).encode()

    def draw():
        command = [sys.executable, "-m", "tests.bench.plain_table", settings.PAPER_FONTS_DIR]
        done = subprocess.run(command, input=table, capture_output=True, check=False)
        if not done.stdout.startswith(b"%PDF-"):
            raise AssertionError(done.stderr.decode())

    def build_pdf(key):
        with patch.object(building, "render_files", pdf_alone):
            build(key)

    floor = f"floor: plain table in Typst, {size:,}"
    return [
        Case(floor, draw),
        Case(
            f"PDF of {size:,} actions, collected and stored",
            build_pdf,
            prepare=asked,
            after=forget,
            floor=floor,
            at_most=2,
        ),
        *(
            Case(f"{kind} of {size:,} actions", lambda kind=kind: render_file(document, kind))
            for kind in FORMATS
            if kind != "pdf"
        ),
        Case(f"all files of {size:,} actions", build, prepare=asked, after=forget),
    ]


def ask(plan, body):
    now = timezone.now()
    return request_report(
        plan=plan, body=body, period=last_usual_quarter(now), by=None, queue=False
    ).pk


def build(key):
    revision = building.build_revision(key)
    if revision.build != ReportRevision.Build.BUILT:
        raise AssertionError(revision.problem)


def pdf_alone(document):
    paper = pdf.render_pdf(document)
    file = RenderedFile("pdf", paper.bytes, pdf.template_version(), pdf.engine_version())
    return Rendered((file,), paper.replaced_characters)


def say_queries(plans, body):
    counts = {}
    for size, plan in plans.items():
        counts[size] = len(
            Case(
                "", build, prepare=lambda plan=plan: (ask(plan, body),), after=forget
            ).queries_run()
        )
    said = ", ".join(f"{count} for {size:,}" for size, count in counts.items())
    same = len(set(counts.values())) == 1
    print(f"  queries of a build: {said}; the same for all: {'met' if same else 'MISSED'}")


def plain_table(document):
    """The same rows as the appendix has, as strings."""
    table = full_table(document, ActionTable(tuple(range(len(document.actions)))))
    rows = [
        [" ".join(filter(None, (cell.text, cell.detail))) for cell in row] for row in table.rows
    ]
    return {"titles": [column.title for column in table.columns], "rows": rows}


def forget():
    Report.objects.all().delete()
