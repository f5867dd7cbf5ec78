"""Counts given to partners: who gave what is remembered."""

from django.db import transaction

from meetings.engagement.sharing import Choices, Shared, share
from stakeholders.events import record
from stakeholders.models import Office


@transaction.atomic
def share_engagement(choices: Choices, *, by, format, at=None) -> Shared:
    """What a file for partners holds, once the log says who made it and of what."""
    shared = share(choices)
    after = {
        "format": format,
        "from": choices.first,
        "until": choices.last,
        "counted by": list(choices.parts),
        "few people hidden": choices.small,
        "private ones counted": choices.private,
        "lines": len(shared.rows),
    }
    record("engagement shared", Office.objects.first() or by, by=by, after=after, at=at)
    return shared
