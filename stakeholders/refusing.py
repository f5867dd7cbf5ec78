"""How a service objects to one field of what it was given."""

from django.core.exceptions import ValidationError


def beside(field, words, code):
    """The objection that a form shows beside this field. `code` is stable, for tests."""
    return ValidationError({field: ValidationError(words, code=code)})
