"""Django's own error messages in the portal's words, where a form gives none of its own.

"This field is required." says neither which field nor what to do, and in the summary at the top
of a page it says nothing at all. A form's own words always stand.
"""

from django import forms
from django.core import validators

FIELD = forms.Field.default_error_messages
CHOICE = forms.ChoiceField.default_error_messages
DEFAULTS = {
    "required": {str(FIELD["required"])},
    "invalid_choice": {
        str(CHOICE["invalid_choice"]),
        str(forms.ModelChoiceField.default_error_messages["invalid_choice"]),
        str(forms.ModelMultipleChoiceField.default_error_messages["invalid_choice"]),
    },
    "invalid": {
        str(validators.EmailValidator.message),
        str(validators.URLValidator.message),
        str(forms.IntegerField.default_error_messages["invalid"]),
    },
    "min_value": {str(validators.MinValueValidator.message)},
    "max_value": {str(validators.MaxValueValidator.message)},
    "empty": {str(forms.FileField.default_error_messages["empty"])},
}
LENGTHS = {"max_length": "or fewer", "min_length": "or more"}


def messages(field):
    """A bound field's errors, each as a sentence that makes sense on its own."""
    return [message for error in field.errors.as_data() for message in worded(field, error)]


def worded(field, error):
    label = f"“{field.label}”"
    if error.code in LENGTHS and error.params and "show_value" in error.params:
        limit, typed = error.params["limit_value"], error.params["show_value"]
        return [f"{label} must have {limit} characters {LENGTHS[error.code]}; it has {typed}"]
    if str(getattr(error, "message", "")) not in DEFAULTS.get(error.code, ()):
        return error.messages
    choosing = isinstance(field.field, forms.ChoiceField | forms.ModelChoiceField)
    limit = (error.params or {}).get("limit_value")
    return [
        {
            "required": f"Choose an answer for {label}" if choosing else f"Fill in {label}",
            "invalid_choice": f"Choose one of the answers offered for {label}",
            "invalid": how_to_write(field),
            "min_value": f"{label} must be {limit} or more",
            "max_value": f"{label} must be {limit} or less",
            "empty": f"The file for {label} is empty: choose another",
        }[error.code]
    ]


def how_to_write(field):
    if isinstance(field.field, forms.EmailField):
        return "Enter an e-mail address like name@example.org"
    if isinstance(field.field, forms.IntegerField):
        return f"“{field.label}” must be a whole number"
    return "Enter a web address like https://www.example.org"
