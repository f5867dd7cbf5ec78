"""Files of the engagement log handed to a worker; where there is no broker, done at once."""

import logging

from django.db import transaction
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def queue_read(pk):
    transaction.on_commit(lambda: send("read_activities", "read_row", pk))


def queue_save(pk):
    transaction.on_commit(lambda: send("save_activities", "save_row", pk))


def send(task, function, pk):
    """Whoever asked waits for it anyway, so a broker that is down only makes them wait here."""
    from meetings import tasks_engagement  # tasks enter here: they can't be imported above
    from meetings.engagement import filing

    try:
        getattr(tasks_engagement, task).delay(pk)
    except (KombuError, RedisError, OSError) as problem:
        log.warning("Engagement import %s is done at once: no broker: %s", pk, problem)
        getattr(filing, function)(pk)
