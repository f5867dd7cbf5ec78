"""What plans are for: statutory duties, and the themes of a strategy."""

from django.db import transaction

from actionplans.models import StatutoryDuty, StrategyTheme
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of


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
    last = strategy.themes.order_by("-position").values_list("position", flat=True).first()
    position = 0 if last is None else last + 1
    theme = StrategyTheme(strategy=strategy, title=title, position=position)
    theme.validate_constraints()
    theme.save()
    after = values_of(theme, ["strategy", "title"])
    record("theme created", theme, by=by, after=after, at=at)
    return theme


def edit_theme(theme, *, by, changes, version=None, at=None):
    return change_row(theme, by=by, verb="theme edited", changes=changes, version=version, at=at)
