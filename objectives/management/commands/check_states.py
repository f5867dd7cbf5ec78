from django.core.management.base import BaseCommand, CommandError

from actionplans.models import ActionPlan
from objectives import drifting
from objectives.models import Action


class Command(BaseCommand):
    help = (
        "Compares the present state kept beside each action with the deadlines, updates and "
        "requests that it comes from. Ends with an error where they differ."
    )

    def add_arguments(self, parser):
        parser.add_argument("--plan", metavar="SLUG", help="only this plan's actions")
        parser.add_argument("--repair", action="store_true", help="write what the rows say")

    def handle(self, *, plan, repair, **options):
        actions = Action.objects.all()
        if plan:
            actions = actions.filter(plan=plan_called(plan))
        wrong = list(drifting.drifted(actions))
        for action, fields in wrong:
            self.tell(action, fields)
        if repair:
            self.put_right(action for action, _ in wrong)
        elif wrong:
            raise CommandError(
                f"{count(wrong)} not as {'its' if len(wrong) == 1 else 'their'} rows say. "
                f"Run check_states --repair to put that right."
            )
        if not wrong:
            self.stdout.write(f"All {actions.count()} actions are as their rows say.")

    def tell(self, action, fields):
        self.stdout.write(f"Action {action.pk}, {action.plan.slug}: {str(action)[:80]}")
        for field, (kept, derived) in fields.items():
            self.stdout.write(f"  {field} is kept as {kept}, its rows say {derived}")

    def put_right(self, actions):
        done = 0
        for action in actions:
            drifting.repair(action)
            done += 1
        if done:
            self.stdout.write(f"Put right: {done}")


def plan_called(slug):
    try:
        return ActionPlan.objects.get(slug=slug)
    except ActionPlan.DoesNotExist:
        known = ", ".join(ActionPlan.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no plan “{slug}”. Plans: {known}") from None


def count(wrong):
    return f"{len(wrong)} action{' is' if len(wrong) == 1 else 's are'}"
