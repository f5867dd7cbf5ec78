from celery import shared_task
from celery.utils.log import get_task_logger
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from . import reminding

log = get_task_logger(__name__)

# The database restarts: a few minutes later the run goes on where the ledger says it stopped.
AWAY = {
    "autoretry_for": (OperationalError, InterfaceError),
    "retry_kwargs": {"countdown": 60},
    "max_retries": 5,
}


@shared_task(**AWAY)
def send_reminders():
    """The day's run, and each of its catch-ups: what was sent today is not sent again."""
    return say(reminding.run(timezone.localdate()))


@shared_task(**AWAY)
def send_pressed(keys):
    """What somebody pressed for. Safe to repeat: each digest is claimed by one worker alone."""
    return say(reminding.send_pressed(keys, on=timezone.localdate()))


@shared_task
def sweep_digests():
    """Every five minutes: what was pressed for and got lost, and whose sending was cut off."""
    done = reminding.sweep(timezone.now())
    if done.sent or done.failed or done.uncertain or done.problem:
        say(done)


def say(done):
    log.info("Reminders: %s sent, %s refused, %s left", len(done.sent), len(done.failed), done.left)
    if done.uncertain:
        log.warning("Reminders: %s uncertain: the connection was lost", len(done.uncertain))
    if done.problem:
        log.warning("Reminders: %s", done.problem)
    return {"sent": len(done.sent), "failed": len(done.failed), "left": done.left}
