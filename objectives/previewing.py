"""What the reminders of one plan would send on a day, before anything is sent."""

from contextlib import contextmanager

from django.db import transaction

from stakeholders import reminding
from stakeholders.reminding.previews import previews
from stakeholders.workdays import is_working_day

from . import reminders
from .reminders import readings, risk_reviews


@contextmanager
def nothing_kept():
    """What is changed inside is tried and taken back at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def digests(plan, *, on):
    """The Letters that go out about `plan` on the day `on`; while its reminders are off, those that
    would if they were turned on from that day."""
    if not is_working_day(on):
        return []
    if plan.reminders_from is None:
        return first_digests(plan, on=on)
    return next_digests(plan, on=on)


def first_digests(plan, *, on):
    """The digests of this plan alone, as if its reminders were turned on from the day `on`."""
    plan.reminders_from, plan.paused_until = on, None
    return _previews(plan, owed_of(plan, on), on)


def next_digests(plan, *, on):
    """What of this plan was not sent yet and goes out on the day `on`, its reminders being on.

    By the settings that the given row bears: they may be ones that are only being tried.
    """
    if not plan.is_reminding_on(on):
        return []
    return _previews(plan, reminding.not_had(list(owed_of(plan, on)), on), on)


def owed_of(plan, on):
    """What the plan owes: of its actions, its measures and its risks."""
    yield from reminders.owed_for([plan], on)
    for source in beside_actions(plan):
        yield from source.owed(on)


def beside_actions(plan):
    return [source.of(plan) for source in (readings.source, risk_reviews.source)]


def _previews(plan, owed, on):
    plans = {plan.pk: plan}

    def describe(items, on):
        of_actions = [item for item in items if item.source == reminders.SOURCE]
        yield from reminders.describe(of_actions, on, plans=plans)
        for source in beside_actions(plan):
            own = [item for item in items if item.source == source.code]
            if own:
                yield from source.describe(own, on)

    return previews(owed, on, describe)
