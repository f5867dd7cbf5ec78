from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from actionplans.models import ActionPlan
from engagement_portal.demo_data.loading import load
from engagement_portal.demo_data.papers import PaperNotBuilt
from stakeholders.models import Person


class Command(BaseCommand):
    help = "Loads the demo: an invented police area with its plan, people, meetings and papers."

    def handle(self, *args, **options):
        if not settings.LOCAL:
            raise CommandError(
                "The demo's accounts have a password that everybody knows, so it is loaded only "
                "where DEMO=1 or DEBUG=1 is set. Use a database of its own for it."
            )
        if ActionPlan.objects.filter(slug="joint-engagement-plan").exists():
            self.stdout.write("The demo is loaded already; nothing was changed.")
            return
        if ActionPlan.objects.exists() or Person.objects.exists():
            raise CommandError(
                "This database holds plans or people already, and the demo is not mixed with "
                "them. Point DATABASE_URL to an empty database and run migrate first."
            )
        try:
            plans = load(timezone.localdate())
        except PaperNotBuilt as problem:
            raise CommandError(f"{problem} Nothing was loaded.") from problem
        self.stdout.write(
            f"Loaded {len(plans.by_slug)} plans with {len(plans.actions)} actions. "
            f"The password of every account is {settings.DEMO_PASSWORD}"
        )
