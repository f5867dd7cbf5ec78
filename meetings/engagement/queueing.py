"""Files of the engagement log handed to a worker; where there is no broker, done at once."""

from django.db import transaction

from objectives.importing.claiming import hand_over


def queue_read(pk):
    transaction.on_commit(lambda: send("read_activities", "read_row", pk))


def queue_save(pk):
    transaction.on_commit(lambda: send("save_activities", "save_row", pk))


def send(task, function, pk):
    from meetings import tasks_engagement  # tasks enter here: they can't be imported above
    from meetings.engagement import filing

    hand_over(getattr(tasks_engagement, task), pk, at_once=getattr(filing, function))
