import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from meetings.importing.reviewing import review_of
from meetings.importing.saving import earlier_import, refuse_what_cannot_be_stored
from meetings.importing.summary import summary_lines
from meetings.services import import_schedule
from meetings.services.importing import already_there
from objectives.importing.reading import UnreadableFile
from objectives.importing.saving import ImportRefused
from objectives.importing.summary import doubt_lines
from objectives.management.commands.import_plan import read


class Command(BaseCommand):
    help = (
        "Bring in a schedule of meetings from the file that the office has: Word, Excel, CSV or "
        "text. What is unclear is taken as it says and listed; in the browser each doubt can be "
        "answered first. Example: import_meetings schedule.docx --dry-run"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="the schedule's file")
        parser.add_argument("--dry-run", action="store_true", help="read it, store nothing")
        parser.add_argument("--json", action="store_true", help="print the schedule as JSON")

    def handle(self, *, file, dry_run, **options):
        # In JSON mode the standard output holds the schedule and nothing else.
        self.say = self.stderr.write if options["json"] else self.stdout.write
        now = timezone.now()
        try:
            contents = read(file)
            found = review_of(contents, on=timezone.localdate(now))
            if found.schedule is None:
                raise CommandError(found.problem)
            changed = self.preview(found) if dry_run else self.store(contents, found, now)
        except (UnreadableFile, ImportRefused) as problem:
            raise CommandError(problem.message) from problem
        if options["json"]:
            self.stdout.write(json.dumps(self.as_json(found), ensure_ascii=False, indent=2))
        elif changed:
            for line in [*summary_lines(found), *doubt_lines(found.doubts)]:
                self.stdout.write(line)

    def as_json(self, found):
        """With the doubts about posts and about lines that are there already."""
        doubts = [
            {"code": str(d.code), "source": d.source, "text": d.text, "assumed": d.assumed}
            for d in found.doubts
        ]
        return found.schedule.as_json() | {"doubts": doubts}

    def preview(self, found):
        if earlier := earlier_import(found.contents.sha256):
            self.say(f"{already_there(earlier)} It is read again here, and nothing is stored.")
        else:
            refuse_what_cannot_be_stored(found.schedule)
            self.say("The schedule would be stored so. Nothing was stored.")
        return True

    def store(self, contents, found, now):
        """Whether anything was stored."""
        stored = import_schedule(contents=contents, found=found, by=None, at=now)
        if stored is None:
            earlier = earlier_import(contents.sha256)
            self.say(f"{already_there(earlier)} Nothing was changed.")
            return False
        self.say(f"{len(stored.added)} meetings were added to the schedule.")
        if stored.new_posts:
            self.say(f"New posts: {'; '.join(post.title for post in stored.new_posts)}.")
        return True
