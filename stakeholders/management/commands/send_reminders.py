from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format

from stakeholders import reminding
from stakeholders.models import Digest, Person
from stakeholders.workdays import is_working_day, next_working_day


def a_day(text):
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"“{text}” is not a day of the calendar. Write it as 2026-03-31."
        ) from error


class Command(BaseCommand):
    help = "Send each person at most one digest of what they owe an update on."

    def add_arguments(self, parser):
        parser.add_argument("--on", metavar="DATE", help="the day to send for, as 2026-03-31")
        parser.add_argument(
            "--dry-run", action="store_true", help="say who would be sent what; send nothing"
        )

    def handle(self, *, on, dry_run, **options):
        on = a_day(on) if on else timezone.localdate()
        if not is_working_day(on):
            following = date_format(next_working_day(on), "l j F Y")
            self.stdout.write(
                f"{date_format(on, 'l j F Y')} is not a working day: nothing is sent. "
                f"What is owed goes out on {following}."
            )
        elif dry_run:
            self.preview(on)
        else:
            self.send(on)

    def preview(self, on):
        owed = reminding.work_out(on)
        had = set(Digest.objects.filter(on=on).values_list("person", flat=True))
        people = Person.objects.in_bulk(owed.keys() - had)
        self.stdout.write(f"On {date_format(on, 'l j F Y')} this would send {_digests(people)}.")
        for pk, person in people.items():
            items = owed[pk]
            self.stdout.write(f"{person.name} <{items[0].address}>")
            for rule in dict.fromkeys(item.rule for item in items):
                count = sum(item.rule == rule for item in items)
                self.stdout.write(f"  {rule.replace('_', ' ')}: {count}")

    def send(self, on):
        done = reminding.run(on)
        self.stdout.write(f"Sent {_digests(done.sent)} for {date_format(on, 'l j F Y')}.")
        for address, problem in done.failed.items():
            self.stdout.write(f"Not sent to {address}: {problem}")
        for address in done.uncertain:
            self.stdout.write(f"Uncertain: {address} (the connection was lost while sending)")
        if done.problem:
            raise CommandError(f"{done.problem} Waiting: {done.left}.")


def _digests(things):
    return f"{len(things)} digest{'' if len(things) == 1 else 's'}"
