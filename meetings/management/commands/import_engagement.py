from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from meetings.importing.engagement.reviewing import notes_of, review_of
from meetings.services.engagement import import_activities
from objectives.importing.reading import UnreadableFile
from objectives.management.commands.import_plan import read

MOST_LINES = 40


class Command(BaseCommand):
    help = (
        "Bring a log of engagement in from a file: Excel, CSV, text or the portal's own JSON. "
        "Right rows are saved, wrong ones listed; in the browser names that nobody knows can be "
        "answered first. Example: import_engagement log.xlsx --dry-run"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="the log's file")
        parser.add_argument("--dry-run", action="store_true", help="read it, store nothing")
        parser.add_argument(
            "--make-new",
            action="store_true",
            help="make groups, areas, organisations and methods that nobody knows",
        )

    def handle(self, *, file, dry_run, make_new, **options):
        now = timezone.now()
        try:
            contents = read(file)
        except UnreadableFile as problem:
            raise CommandError(problem.message) from problem
        found = review_of(contents, on=timezone.localdate(now), make_new=make_new)
        if found.table is None:
            raise CommandError(found.problem)
        for line in self.told(found):
            self.stdout.write(line)
        if dry_run:
            self.stdout.write(f"{len(found.ready)} activities would be saved. Nothing was stored.")
        elif not found.ready:
            self.stdout.write("No row could be saved. Nothing was stored.")
        else:
            row = import_activities(contents=contents, found=found, at=now)
            self.stdout.write(f"{row.summary['added']} activities were saved.")

    def told(self, found):
        """What is asked, wrong, there already and assumed; the first of each."""
        yield from _first([f"{each.title} ({each.rows} rows)" for each in found.open])
        yield from _first([f"{each.line.row.source}: {each.words}" for each in found.to_mend])
        yield from _first([f"{line.row.source}: {why}" for line, why in found.there])
        yield from notes_of(found)


def _first(lines):
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield f"and {len(lines) - MOST_LINES} more"
