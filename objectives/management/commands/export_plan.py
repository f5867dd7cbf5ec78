import os
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from actionplans.models import ActionPlan
from objectives.exporting import FORMATS, file_name
from objectives.services import download_plan


class Command(BaseCommand):
    help = (
        "Write a plan to a file, all rows included. Example: "
        "export_plan joint-engagement-plan --format docx --output plan.docx"
    )

    def add_arguments(self, parser):
        parser.add_argument("plan", metavar="PLAN", help="the plan's name on commands")
        parser.add_argument(
            "--format",
            choices=list(FORMATS),
            required=True,
            help="docx for Word, xlsx for Excel; json loses nothing",
        )
        parser.add_argument(
            "--output",
            metavar="FILE",
            help="where to write it; left out, a file of the plan's name in this folder; "
            "- for the standard output",
        )

    def handle(self, *, plan, format, output, **options):
        found = find_plan(plan)
        now = timezone.now()
        content = download_plan(found, by=None, format=format, at=now)
        if output == "-":
            # The bytes themselves: Word and Excel files are no text.
            stream = getattr(self.stdout, "_out", self.stdout)
            getattr(stream, "buffer", stream).write(content)
            return
        path = Path(output or file_name(found, format, on=timezone.localdate(now)))
        write(path, content)
        self.stdout.write(f"“{found.title}” was written to {path}.")
        if found.mark:
            self.stdout.write(f"It is marked {found.mark}.")


def find_plan(name):
    plan = ActionPlan.objects.filter(slug=name).first()
    if plan is not None:
        return plan
    known = list(ActionPlan.objects.in_force().values_list("slug", flat=True)[:20])
    there = f"There are: {', '.join(known)}." if known else "There is no plan yet."
    raise CommandError(f"There is no plan “{name}”. {there}")


def write(path, content):
    """All of the file or nothing of it: one that is there already stays whole until then."""
    if path.is_dir():
        raise CommandError(f"{path} is a folder. Give the name of a file in it.")
    try:
        handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}")
    except FileNotFoundError as error:
        raise CommandError(f"There is no folder {path.parent}. Make it first.") from error
    except OSError as error:
        raise CommandError(_could_not(path, error)) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(partial).chmod(0o640)
        Path(partial).replace(path)
    except OSError as error:
        Path(partial).unlink(missing_ok=True)
        raise CommandError(_could_not(path, error)) from error


def _could_not(path, error):
    return f"The file {path} could not be written: {error.strerror or error}."
