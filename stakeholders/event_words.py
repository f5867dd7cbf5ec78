"""What an Event changed, in words: "First day: 3 March 2026 → 10 March 2026"."""

from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format

from .dates import clock

NOTHING = "(empty)"
# Words for what is no field of the row, or whose field bears another name for pages.
LABELS = {
    "sign_in_address": "address to sign in with",
    "starts_on": "first day",
    "ends_on": "last day",
    "until": "last day",
    "from": "first day",
    "slug": "name on commands",
    "rag": "how the lead says it goes",
    "update": "number of the update",
    "sha256": "SHA-256 of the PDF",
    "with_it": "merged into it before, and taken along",
}


@dataclass(frozen=True)
class Change:
    label: str
    before: str | None
    after: str | None

    @property
    def was_there(self):
        return self.before is not None and self.after is not None

    @property
    def says_something(self):
        return {self.before, self.after} - {None, NOTHING} != set()


def changes_of(event):
    """One Change for each field that the event names; None where there was no such value."""
    model = model_of(event)
    changes = [
        Change(
            label=label_of(model, name),
            before=_side(model, name, event.before),
            after=_side(model, name, event.after),
        )
        for name in in_order(model, {**event.before, **event.after})
    ]
    # What was empty from the start, or empty when it went, tells nothing.
    return [change for change in changes if change.was_there or change.says_something]


def in_order(model, names):
    """The row's own fields as it declares them, then the others: a database may shuffle them."""
    known = [field.name for field in model._meta.fields] if model else []
    return sorted(names, key=lambda name: known.index(name) if name in known else len(known))


def kind_of(event):
    """The kind of thing, as people call it: "person", "post"."""
    model = model_of(event)
    return str(model._meta.verbose_name) if model else event.object_type.split(".")[-1]


def model_of(event):
    """The model of what was changed; the log may outlive it."""
    try:
        return apps.get_model(event.object_type)
    except (LookupError, ValueError):
        return None


def field_of(model, name):
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def label_of(model, name):
    field = field_of(model, name)
    words = LABELS.get(name) or str(getattr(field, "verbose_name", name)).replace("_", " ")
    return words[:1].upper() + words[1:]


def _side(model, name, values):
    if name not in values:
        return None
    return in_words(values[name], choices=dict(getattr(field_of(model, name), "choices", ()) or ()))


def in_words(value, choices=()):
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(in_words(item, choices) for item in value)
    if isinstance(value, dict):
        return str(value.get("text", value))
    if isinstance(value, str) and value in choices:
        return str(choices[value])
    if isinstance(value, str) and (moment := read_moment(value)):
        return moment
    return str(value)


def read_moment(text):
    """A date or a moment as the log writes it (ISO), as people say it; None for other words."""
    try:
        if len(text) == 10 and (day := parse_date(text)):
            return date_format(day, "j F Y")
        if len(text) > 18 and (at := parse_datetime(text)):
            at = timezone.localtime(at) if timezone.is_aware(at) else at
            return f"{date_format(at, 'j F Y')} at {clock(at)}"
    except (ValueError, OverflowError):
        return None
    return None
