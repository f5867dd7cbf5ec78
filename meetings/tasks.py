from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from meetings.importing import background

log = get_task_logger(__name__)


@shared_task
def read_schedule(import_id):
    """Read one uploaded file. Safe to repeat: only the first to claim it does anything."""
    background.read_row(import_id)


@shared_task
def sweep_stuck_schedules():
    """Every five minutes: what a dead worker or a lost message left is started again."""
    sent = background.sweep_stuck_reads(timezone.now())
    if sent:
        log.warning("Reads of uploaded schedules started again: %s", sent)
