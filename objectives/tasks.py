from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from objectives import round_calendar
from objectives.importing import background

log = get_task_logger(__name__)


@shared_task
def read_import(draft_id):
    """Read one uploaded file. Safe to repeat: only the first to claim it does anything."""
    background.read_draft(draft_id)


@shared_task
def sweep_stuck_reads():
    """Every five minutes: what a dead worker or a lost message left is started again."""
    sent = background.sweep_stuck_reads(timezone.now())
    if sent:
        log.warning("Reads of uploaded files started again: %s", sent)


@shared_task
def open_due_rounds():
    """Daily, before the reminders: what should be open by today is opened, once."""
    opened = round_calendar.open_due_rounds(timezone.now())
    log.info("Update rounds opened: %s", len(opened))


@shared_task
def close_due_rounds():
    """Hourly, before the papers are asked for: at a quarter's cut-off its rounds close."""
    closed = round_calendar.close_due_rounds(timezone.now())
    if closed:
        log.info("Update rounds closed: %s", len(closed))
