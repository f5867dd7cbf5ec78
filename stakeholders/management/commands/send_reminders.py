import json
from collections import Counter
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format

from stakeholders import reminding
from stakeholders.workdays import is_working_day, next_working_day

# As on the pages (stakeholders.dates.DateField).
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


def a_day(text):
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"“{text}” is not a day of the calendar. Write it as 2026-03-31."
        ) from error
    if not FIRST <= day <= LAST:
        raise CommandError(f"The day must be between {FIRST} and {LAST}.")
    return day


class Command(BaseCommand):
    help = "Send each person at most one digest of what they owe an update on."

    def add_arguments(self, parser):
        parser.add_argument("--on", metavar="DATE", help="the day to send for, as 2026-03-31")
        parser.add_argument(
            "--dry-run", action="store_true", help="say who would be sent what; send nothing"
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="with --dry-run: for every open action, with the reason where nobody is told",
        )
        parser.add_argument(
            "--as-if-on",
            action="store_true",
            help="with --dry-run: as if every plan's reminders were on from its first day",
        )

    def handle(self, *, on, dry_run, as_if_on, **options):
        # An empty word is a mistake in a script, and not today.
        on = timezone.localdate() if on is None else a_day(on)
        if (options["json"] or as_if_on) and not dry_run:
            raise CommandError("--json and --as-if-on only go with --dry-run: nothing was sent.")
        if options["json"]:
            self.stdout.write(json.dumps(reminding.explain(on, as_if_on=as_if_on), indent=2))
        elif not is_working_day(on):
            following = date_format(next_working_day(on), "l j F Y")
            self.stdout.write(
                f"{date_format(on, 'l j F Y')} is not a working day: nothing is sent. "
                f"What is owed goes out on {following}."
            )
        elif dry_run:
            self.preview(on, reminding.explain(on, as_if_on=as_if_on))
        else:
            self.send(on)

    def preview(self, on, said):
        digests = said["digests"]
        self.stdout.write(f"On {date_format(on, 'l j F Y')} this would send {_digests(digests)}.")
        for digest in digests:
            self.stdout.write(digest["to"])
            for rule, count in Counter(item["rule"] for item in digest["items"]).items():
                self.stdout.write(f"  {rule.replace('_', ' ')}: {count}")
        if said["quiet"]:
            self.stdout.write(
                f"Open actions of which nobody is told: {len(said['quiet'])}. "
                f"With --json each says why."
            )

    def send(self, on):
        done = reminding.run(on)
        self.stdout.write(f"Sent {_digests(done.sent)} for {date_format(on, 'l j F Y')}.")
        for address, problem in done.failed.items():
            self.stdout.write(f"Not sent to {address}: {problem}")
        for address in done.uncertain:
            self.stdout.write(f"Uncertain: {address} (the connection was lost while sending)")
        for address in done.withdrawn:
            self.stdout.write(f"Not needed any more: {address} (all of it was answered)")
        if done.problem:
            raise CommandError(f"{done.problem} Waiting: {done.left}.")


def _digests(things):
    return f"{len(things)} digest{'' if len(things) == 1 else 's'}"
