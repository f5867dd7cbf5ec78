from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from . import building, delivering, due
from .memory import give_back

log = get_task_logger(__name__)


@shared_task
def build(revision_id):
    """Build one paper. Safe to repeat: only the first to claim it does anything."""
    building.build_revision(revision_id)
    give_back()


@shared_task
def build_due_reports():
    """Hourly: at a quarter's cut-off the papers are asked for, once."""
    asked = due.request_due_reports(timezone.now())
    log.info("Due reports: %s asked for", len(asked))


@shared_task
def sweep_stuck_builds():
    """Every five minutes: what a dead worker or a lost message left is started again."""
    sent = building.sweep_stuck_builds(timezone.now())
    if sent:
        log.warning("Report builds started again: %s", sent)


@shared_task
def deliver_paper(revision_id):
    """Tell the readers of one paper. Safe to repeat: each delivery is claimed by one worker."""
    say(delivering.deliver(revision_id))


@shared_task
def sweep_deliveries():
    """Every five minutes: what a dead broker lost, and whose sending was cut off."""
    say(delivering.sweep(timezone.now()))


def say(done):
    if done.sent or done.failed or done.uncertain:
        log.info("Papers: %s readers told, %s refused", len(done.sent), len(done.failed))
    if done.uncertain:
        log.warning("Papers: %s uncertain: the connection was lost", len(done.uncertain))
    if done.problem:
        log.warning("Papers: %s", done.problem)
