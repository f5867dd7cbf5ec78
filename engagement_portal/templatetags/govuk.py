"""What the template pack in templates/govuk needs to know about a form's fields."""

from django import forms, template
from django.utils.safestring import mark_safe

from engagement_portal import form_errors

register = template.Library()

BLANK_CHOICE = "---------"

CLASSES = {
    "text": "govuk-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "checkbox": "govuk-checkboxes__input",
    "checkboxes": "govuk-checkboxes__input",
    "radios": "govuk-radios__input",
}
ERROR_CLASSES = {
    "text": "govuk-input--error",
    "textarea": "govuk-textarea--error",
    "select": "govuk-select--error",
    "file": "govuk-file-upload--error",
    "password": "govuk-input--error",
}


@register.filter
def kind(field):
    """Which GOV.UK component draws this field; also the name of its template in govuk/fields."""
    widget = field.field.widget
    # CheckboxSelectMultiple is a RadioSelect to Python, and a RadioSelect a Select: order matters.
    for of, name in (
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"),
        (forms.Select, "select"),
        (forms.Textarea, "textarea"),
        (forms.FileInput, "file"),
        (forms.PasswordInput, "password"),
        (forms.MultiWidget, "boxes"),
    ):
        if isinstance(widget, of):
            return name
    return "text"


@register.filter
def template_of(field):
    return f"govuk/fields/{kind(field)}.html"


@register.filter
def base_id(field):
    return field.field.widget.attrs.get("id") or field.auto_id


@register.filter
def control_id(field):
    """The id of the field's first control: where its label and its line in the summary lead."""
    which = kind(field)
    if which in ("radios", "checkboxes"):
        # Without a choice there is no control; the group itself takes the focus.
        return f"{base_id(field)}_0" if len(field.subwidgets) else base_id(field)
    if which == "boxes":
        return f"{base_id(field)}_{faulty_box(field)}"
    return base_id(field)


def faulty_box(field):
    """The first box that the error speaks of: its position, told by the error's code."""
    parts = getattr(field.field, "part_names", ())
    codes = [error.code or "" for error in field.errors.as_data()]
    for position, part in enumerate(parts):
        if any(part in code for code in codes):
            return position
    return 0


@register.filter
def described_by(field):
    ids = []
    if field.help_text:
        ids.append(f"{base_id(field)}-hint")
    if field.errors:
        ids.append(f"{base_id(field)}-error")
    if max_characters(field):
        ids.append(f"{base_id(field)}-info")
    return " ".join(ids)


@register.filter
def max_characters(field):
    """A textarea's limit, counted down beneath it. Nothing typed is cut off without a word."""
    if kind(field) != "textarea":
        return None
    attrs = field.field.widget.attrs
    return attrs.get("data-maxlength") or attrs.get("maxlength")


@register.filter
def error_words(field):
    return form_errors.messages(field)


def spoken(value):
    """Classes or ids as one attribute, without empty ones."""
    return " ".join(part for part in value if part)


@register.filter
def control(field, blank="Choose"):
    """The field's widget with GOV.UK's classes. The widget itself stays as it was."""
    which = kind(field)
    own = field.field.widget.attrs
    attrs = {
        "class": spoken(
            [
                CLASSES.get(which, "govuk-input"),
                ERROR_CLASSES.get(which) if field.errors else "",
                "govuk-js-character-count" if max_characters(field) else "",
                width(field) if which == "text" else "",
                own.get("class", ""),
            ]
        ),
        # False leaves the attribute out.
        "aria-describedby": described_by(field) or False,
        "required": False,
    }
    if which == "textarea":
        attrs |= {"maxlength": False, "data-maxlength": False, "rows": rows(field)}
    if isinstance(field.field.widget, forms.NumberInput):
        attrs.setdefault("inputmode", own.get("inputmode", "numeric"))
    if isinstance(field.field.widget, forms.EmailInput | forms.PasswordInput):
        attrs |= {"spellcheck": "false", "autocapitalize": "none"}
    html = field.as_widget(attrs=attrs)
    if which == "select":
        html = mark_safe(html.replace(f">{BLANK_CHOICE}<", f">{blank}<"))  # noqa: S308
    return html


def rows(field):
    # Django's own default of ten lines asks for an essay.
    given = str(field.field.widget.attrs.get("rows", "10"))
    return "5" if given == "10" else given


def width(field):
    if "govuk-input--width" in field.field.widget.attrs.get("class", ""):
        return ""
    if isinstance(field.field.widget, forms.NumberInput):
        return "govuk-input--width-5"
    if isinstance(field.field.widget, forms.DateInput | forms.TimeInput):
        return "govuk-input--width-10"
    return ""


@register.filter
def options(field):
    """Each radio or checkbox: its input, label, hint (`widget.option_hints`, by value) and the
    fields that it reveals once chosen (`widget.reveals`, by value)."""
    which = kind(field)
    hints = getattr(field.field.widget, "option_hints", {})
    reveals = getattr(field.field.widget, "reveals", {})
    drawn = []
    for option in field.subwidgets:
        data = option.data
        hint = hints.get(data["value"]) or hints.get(str(data["value"]))
        revealed = reveals.get(str(data["value"]), ())
        data["attrs"] = {
            **{k: v for k, v in data["attrs"].items() if not k.startswith("aria-")},
            "class": CLASSES[which],
            "required": False,
            "aria-describedby": f"{option.id_for_label}-hint" if hint else False,
        }
        drawn.append(
            {
                "tag": option.tag(),
                "id": option.id_for_label,
                "label": option.choice_label,
                "hint": hint,
                "reveals": [field.form[name] for name in revealed],
            }
        )
    return drawn


@register.filter
def revealed(field):
    """The fields that a single checkbox reveals once it is ticked (`widget.reveals`)."""
    return [field.form[name] for name in getattr(field.field.widget, "reveals", ())]


@register.filter
def outermost(form):
    """The fields that no other reveals: what is revealed is drawn beneath what reveals it."""
    inner = set()
    for field in form.fields.values():
        reveals = getattr(field.widget, "reveals", ())
        for names in reveals.values() if isinstance(reveals, dict) else [reveals]:
            inner.update(names)
    return [field for field in form if field.name not in inner]


@register.filter
def boxes(field):
    """The boxes of a date (or any MultiWidget): day, month, year."""
    widget = field.field.widget
    drawn = widget.get_context(field.html_name, field.value(), {"id": base_id(field)})["widget"]
    parts = getattr(field.field, "part_names", [str(n + 1) for n in range(len(widget.widgets))])
    codes = [error.code or "" for error in field.errors.as_data()]
    named = {part for part in parts if any(part in code for code in codes)}
    return [
        {
            "name": box["name"],
            "id": box["attrs"]["id"],
            "value": "" if box["value"] is None else box["value"],
            "label": part.capitalize(),
            "width": 4 if part == "year" else 2,
            # An error that names a box marks that box; any other marks all of them.
            "error": bool(field.errors) and (part in named or not named),
            "autocomplete": box["attrs"].get("autocomplete", ""),
        }
        for part, box in zip(parts, drawn["subwidgets"], strict=True)
    ]


@register.filter
def is_optional(field):
    """Whether to write "(optional)": most fields are needed, so the exceptions are marked."""
    return (
        not field.field.required
        and kind(field) != "checkbox"
        and not field.field.disabled
        and getattr(field.form, "mark_optional", True)
        and "optional" not in str(field.label).lower()
    )


@register.filter
def summary_of(form):
    """The lines of the error summary: (words, id of the control they lead to)."""
    if not hasattr(form, "non_field_errors"):
        return []
    visible = [field for field in form if not field.is_hidden]
    first = control_id(visible[0]) if visible else ""
    lines = [(words, first) for words in form.non_field_errors()]
    for field in form:
        target = first if field.is_hidden else control_id(field)
        lines += [(words, target) for words in error_words(field)]
    return lines
