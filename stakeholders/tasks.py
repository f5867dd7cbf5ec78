from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from . import reminding

log = get_task_logger(__name__)


@shared_task
def send_reminders():
    """The daily run. Safe to repeat: what was sent today is not sent again."""
    done = reminding.run(timezone.localdate())
    log.info("Reminders: %s sent, %s refused, %s left", len(done.sent), len(done.failed), done.left)
    if done.problem:
        log.warning("Reminders: %s", done.problem)
    return {"sent": len(done.sent), "failed": len(done.failed), "left": done.left}
