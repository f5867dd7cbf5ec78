import datetime as dt
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from actionplans.models import ActionPlan
from actionplans.quarters import FIRST_YEAR, LAST_YEAR, QuarterBasis
from objectives.importing.interpreting import NotAPlan, interpret
from objectives.importing.reading import UnreadableFile, read_path
from objectives.importing.saving import (
    ImportRefused,
    earlier_import,
    refuse_what_cannot_be_stored,
)
from objectives.importing.summary import doubt_lines, summary_lines
from objectives.services import import_plan


class Command(BaseCommand):
    help = (
        "Bring in a plan from the file that the office has: Word, Excel, CSV, text, or JSON that "
        "the portal exported, which says title and first day itself. Example: import_plan "
        'plan.docx --title "Joint engagement plan" --starts 2010-04-01'
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="the plan's file")
        parser.add_argument("--title", default="", help="what the plan is called here")
        parser.add_argument("--starts", metavar="DATE", help="first day: 2010-04-01")
        parser.add_argument("--ends", metavar="DATE", help="last day, where the plan has one")
        parser.add_argument(
            "--quarters",
            choices=QuarterBasis.values,
            help="which quarters the plan counts; left out, financial ones are assumed",
        )
        parser.add_argument(
            "--with-history",
            action="store_true",
            help="bring in the updates and the log of an exported JSON file, marked as imported",
        )
        parser.add_argument("--dry-run", action="store_true", help="read it, store nothing")
        parser.add_argument("--json", action="store_true", help="print the plan as JSON")

    def handle(self, *, file, title, starts, ends, quarters, dry_run, **options):
        title = " ".join(title.split())
        starts_on = a_day(starts, "--starts") if starts else None
        ends_on = a_day(ends, "--ends") if ends else None
        if ends_on and starts_on and ends_on < starts_on:
            raise CommandError("The plan ends before it starts. Check --starts and --ends.")
        # In JSON mode the standard output holds the plan and nothing else.
        self.say = self.stderr.write if options["json"] else self.stdout.write
        try:
            contents = read(file)
            self.check_asked(contents, title, starts_on, with_history=options["with_history"])
            draft = interpret(
                contents, title=title, starts_on=starts_on, ends_on=ends_on, quarters=quarters
            )
            if dry_run:
                self.preview(contents, draft)
                doubts = draft.doubts
            else:
                doubts = self.store(contents, draft, with_history=options["with_history"])
        except (UnreadableFile, NotAPlan, ImportRefused) as problem:
            raise CommandError(problem.message) from problem
        if options["json"]:
            self.stdout.write(json.dumps(draft.as_json(), ensure_ascii=False, indent=2))
        elif doubts is not None:
            for line in [*summary_lines(draft), *doubt_lines(doubts)]:
                self.stdout.write(line)

    def check_asked(self, contents, title, starts_on, *, with_history):
        """JSON says title and first day itself, and only JSON has a history."""
        longest = ActionPlan._meta.get_field("title").max_length
        says_itself = contents.kind == "json"
        if with_history and not says_itself:
            raise CommandError("Only a JSON file that the portal exported has a history.")
        if not title and not says_itself:
            raise CommandError('Give the plan a title: --title "Joint engagement plan"')
        if starts_on is None and not says_itself:
            raise CommandError("Say when the plan starts: --starts 2010-04-01")
        if len(title) > longest:
            raise CommandError(f"The title is longer than {longest} characters. Shorten --title.")

    def preview(self, contents, draft):
        if earlier := earlier_import(contents):
            self.say(f"{already_there(earlier)} It is read again here, and nothing is stored.")
        else:
            refuse_what_cannot_be_stored(draft)
            self.say(f"“{draft.title}” would be stored so. Nothing was stored.")

    def store(self, contents, draft, *, with_history):
        """The doubts that were stored; None where the file had been imported before."""
        done = import_plan(contents=contents, draft=draft, by=None, with_history=with_history)
        if not done.changed:
            self.say(f"{already_there(done.plan_import)} Nothing was changed.")
            return None
        self.say(f"“{done.plan.title}” was imported. On commands its name is {done.plan.slug}.")
        if done.new_posts:
            self.say(f"New posts: {'; '.join(post.title for post in done.new_posts)}.")
        self.say("Nobody is reminded of it until a coordinator turns its reminders on.")
        return done.doubts


def a_day(text, option):
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"{option}: “{text}” is not a day of the calendar. Write it as 2010-04-01."
        ) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CommandError(f"{option}: the year must lie between {FIRST_YEAR} and {LAST_YEAR}.")
    return day


def read(path):
    if path.is_dir():
        raise CommandError(f"{path} is a folder. Give the name of the plan's file in it.")
    try:
        return read_path(path)
    except FileNotFoundError as error:
        raise CommandError(f"There is no file {path}. Check its name and folder.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(
            f"The file {path} could not be opened: {reason}. Check that you may read it."
        ) from error


def already_there(plan_import):
    plan = plan_import.plan
    return (
        f"This file was imported before, on {plan_import.at:%-d %B %Y}, as “{plan.title}” "
        f"({plan.slug})."
    )
