"""What the reminders of meetings would send on a day, before anything is sent."""

from importlib import import_module

from django.conf import settings

from stakeholders import reminding
from stakeholders.reminding.previews import previews
from stakeholders.workdays import is_working_day

ROOM = "meetings."


def sources():
    return [import_module(name) for name in settings.REMINDER_SOURCES if name.startswith(ROOM)]


def digests(office, *, on):
    """The Letters about meetings of the day `on`; while the reminders are off, those that would go
    out if they were turned on from that day."""
    if not is_working_day(on):
        return []
    since = office.meetings_remind_from
    if since is None:
        return first_digests(on=on)
    return _previews(on, lambda source: reminding.not_had(list(source.owed(on)), on), since)


def first_digests(*, on):
    """As if the reminders of meetings were turned on from the day `on`."""
    return _previews(on, lambda source: source.owed(on, since=on), on)


def _previews(on, owed_of, since):
    owed = [item for source in sources() for item in owed_of(source)]

    def describe(items, on):
        for source in sources():
            own = [item for item in items if item.source == source.SOURCE]
            if own:
                yield from source.describe(own, on, since=since)

    return previews(owed, on, describe)
