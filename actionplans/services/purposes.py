"""What plans are for: statutory duties, and the themes and principles of a strategy."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from actionplans.models import Principle, StatutoryDuty, StrategyTheme
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.ordering import move_among, next_position


@transaction.atomic
def create_duty(*, by, act, section="", title="", url="", at=None):
    duty = StatutoryDuty(act=act, section=section, title=title, url=url)
    duty.validate_constraints()
    duty.save()
    after = values_of(duty, ["act", "section", "title", "url"])
    record("statutory duty created", duty, by=by, after=after, at=at)
    return duty


def edit_duty(duty, *, by, changes, version=None, at=None):
    verb = "statutory duty edited"
    return change_row(duty, by=by, verb=verb, changes=changes, version=version, at=at)


@transaction.atomic
def create_theme(*, by, strategy, title, at=None):
    """A theme behind those that the strategy has already."""
    strategy = lock_row(strategy)
    position = next_position(strategy.themes)
    theme = StrategyTheme(strategy=strategy, title=title, position=position)
    theme.validate_constraints()
    theme.save()
    after = values_of(theme, ["strategy", "title"])
    record("theme created", theme, by=by, after=after, at=at)
    return theme


def edit_theme(theme, *, by, changes, version=None, at=None):
    return change_row(theme, by=by, verb="theme edited", changes=changes, version=version, at=at)


@transaction.atomic
def create_principle(*, by, title, strategy=None, meaning="", listens=True, at=None):
    """A way to engage, behind those that the strategy names; without one, of the office's own."""
    strategy = strategy and lock_row(strategy)
    principle = Principle(
        strategy=strategy,
        title=title,
        meaning=meaning,
        listens=listens,
        position=next_position(Principle.objects.filter(strategy=strategy)),
    )
    principle.validate_constraints()
    principle.save()
    after = values_of(principle, ["strategy", "title", "meaning", "listens"])
    record("principle created", principle, by=by, after=after, at=at)
    return principle


def edit_principle(principle, *, by, changes, version=None, at=None):
    return change_row(
        principle,
        by=by,
        verb="principle edited",
        changes=changes,
        check=Principle.validate_constraints,
        version=version,
        at=at,
    )


@transaction.atomic
def withdraw_principle(principle, *, by, at=None):
    """It is no longer offered; what was done by it stays as it is."""
    if lock_row(principle).withdrawn_at:
        raise ValidationError("This was withdrawn already", code="withdrawn_already")
    changes = {"withdrawn_at": at or timezone.now()}
    return change_row(principle, by=by, verb="principle withdrawn", changes=changes, at=at)


@transaction.atomic
def restore_principle(principle, *, by, at=None):
    if lock_row(principle).withdrawn_at is None:
        raise ValidationError("This is in use already", code="in_use_already")
    changes = {"withdrawn_at": None}
    return change_row(principle, by=by, verb="principle restored", changes=changes, at=at)


@transaction.atomic
def move_principle(principle, *, by, up, at=None):
    """One place up or down in its set. Returns whether it moved."""
    siblings = Principle.objects.select_for_update().filter(
        strategy=principle.strategy_id, withdrawn_at=None
    )
    return move_among(principle, siblings, by=by, up=up, at=at)
