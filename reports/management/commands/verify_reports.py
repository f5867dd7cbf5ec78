import sys

from django.core.management.base import BaseCommand

from reports.verifying import Tally, verify


class Command(BaseCommand):
    help = (
        "Checks that every published paper is still what was published: the checksum of each file "
        "and frozen document, and, for what the installed version drew, the bytes drawn again. "
        "Ends with 1 where anything differs; the last line says how much was checked."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--hash-only", action="store_true", help="check the checksums and draw nothing"
        )

    def handle(self, *, hash_only, **options):
        tally = Tally()
        for paper, kind, problem in verify(tally, hash_only=hash_only):
            self.stdout.write(f"{paper}: {kind} {problem}")
        self.stdout.write(tally.words())
        if tally.different:
            sys.exit(1)
