"""A plan brought in from a workbook: read, shown with its doubts, and stored for good.

Reading is held against openpyxl, which reads the same cells and does nothing with them; storing
against as many actions written with one INSERT.
"""

import hashlib
import io
import json
import subprocess
import sys
from itertools import product
from random import Random

import openpyxl
from django.utils import timezone

from objectives.importing.background import read_draft
from objectives.importing.reading import child
from objectives.models import Action, ImportDraft
from objectives.services import save_import, undo_import
from stakeholders.access import COORDINATOR
from tests.world import build_person

from .filling import PLACES, THINGS
from .measuring import Case
from .visiting import Visitor

HEADINGS = ["Objective", "This will require", "Deadline", "Lead officer", "Status"]
DATES = ["31 March 2027", "Q2 2026/27", "by end June 2027", "Ongoing", "30/09/2026", "2027"]
STATUSES = ["On track", "Not started", "Complete", "Behind", ""]
IMPORTED, FEW, MANY = 500, 1_000, 10_000
WHOLE = 10_000
"""actions: with fewer in the database the workbooks are smaller too"""
# What the child reports is its own: `ru_maxrss` would count what its parent had when it forked.
CHILD = """
import re, sys
from objectives.importing.reading.worker import main
main()
print(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1], file=sys.stderr)
"""


def cases(world, *, on):
    share = min(1, world.rows[Action] / WHOLE)
    imported, few, many = (max(10, round(rows * share)) for rows in (IMPORTED, FEW, MANY))
    coordinator = build_person("Cora Coordinator", COORDINATOR)
    visitor = Visitor(coordinator)
    largest = workbook(many)
    print(
        f"The process that reads {many:,} rows ({len(largest) // 1000:,} kB) takes "
        f"{peak(largest):.0f} MB at most; {child.MEMORY // 1024**2:,} MB are allowed.",
        flush=True,
    )
    return [
        *storing(imported, world, coordinator),
        *reading(few, workbook(few), visitor, coordinator, within=5),
        *reading(many, largest, visitor, coordinator, within=60),
    ]


def storing(rows, world, coordinator):
    content, kept = workbook(rows), {}
    floor = f"floor: {rows:,} actions in one INSERT"
    copied = list(Action.objects.order_by("pk")[:rows])

    def read():
        kept["draft"] = ready(draft_of(content, coordinator))
        return (kept["draft"],)

    def insert():
        for action in copied:
            action.pk, action._state.adding = None, True
        Action.objects.bulk_create(copied)

    def save(draft):
        save_import(draft, by=coordinator)

    def undo():
        undo_import(kept["draft"], by=coordinator)
        ImportDraft.objects.all().delete()

    return [
        Case(floor, insert, after=lambda: delete(copied)),
        Case(
            f"{rows:,} rows imported for good",
            save,
            prepare=read,
            after=undo,
            floor=floor,
            within=1.5,
        ),
    ]


def reading(rows, content, visitor, coordinator, *, within):
    floor = f"floor: {rows:,} rows by openpyxl"

    def upload():
        return (draft_of(content, coordinator),)

    def read_and_show(draft):
        ready(draft)
        visitor.ask(visitor.environ("get", f"/imports/{draft.pk}/"), 200)

    return [
        Case(floor, lambda: plain_read(content)),
        Case(
            f"{rows:,} rows read and shown",
            read_and_show,
            prepare=upload,
            after=lambda: ImportDraft.objects.all().delete(),
            floor=floor,
            within=within,
        ),
    ]


def draft_of(content, coordinator):
    """Kept as `start_import` keeps it, but asked of no worker."""
    return ImportDraft.objects.create(
        file_name="plan.xlsx",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        title="A plan to be measured",
        starts_on="2026-04-01",
        by=coordinator,
        created_at=timezone.now(),
    )


def ready(draft):
    done = read_draft(draft.pk)
    if done is None or done.status != ImportDraft.Status.READY:
        raise AssertionError(done and done.problem)
    return done


def delete(actions):
    Action.objects.filter(pk__in=[action.pk for action in actions]).delete()


def plain_read(content):
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    for row in book.active.iter_rows(values_only=True):
        list(row)
    book.close()


def peak(content):
    """MB that the reading process holds at its height."""
    order = {"name": "plan.xlsx", "seconds": child.SECONDS, "memory": child.MEMORY}
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=json.dumps(order).encode() + b"\n" + content,
        capture_output=True,
        check=True,
    )
    if "refused" in json.loads(done.stdout):
        raise AssertionError(done.stdout[:500])
    return int(done.stderr.split()[-1]) / 1024


def workbook(rows):
    """Nine objectives, forty or so leads, every usual form of date; the same at every run."""
    random = Random(rows)
    leads = [f"Head of {thing}s in {place}" for thing, place in product(THINGS, PLACES)]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Plan")
    sheet.append(HEADINGS)
    for row in range(rows):
        objective, number = divmod(row, -(-rows // 9))
        sheet.append(
            [
                f"{objective + 1}. Hear more people, part {objective + 1}" if not number else "",
                f"{number + 1}. Hold {random.choice(THINGS)} {row + 1} in {random.choice(PLACES)}",
                random.choice(DATES),
                random.choice(leads),
                random.choice(STATUSES),
            ]
        )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
