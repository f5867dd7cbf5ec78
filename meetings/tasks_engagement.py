"""A module of its own: `meetings.tasks` is reached from reading a schedule, which may not reach
the services that save what was read."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from meetings.engagement import filing

log = get_task_logger(__name__)


@shared_task
def read_activities(import_id):
    """Read one file of the engagement log. Safe to repeat: only the first to claim it does."""
    filing.read_row(import_id)


@shared_task
def save_activities(import_id):
    """Save one that was looked through. Safe to repeat, as reading is."""
    filing.save_row(import_id)


@shared_task
def sweep_activity_imports():
    sent = filing.sweep(timezone.now())
    if sent:
        log.warning("Files of the engagement log started again: %s", sent)
