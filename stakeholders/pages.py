"""The form pages that every room builds on: add something, change something, confirm something.

They call a service with the person who acts, turn its objections into messages beside the field,
and show a conflict without losing what was typed.
"""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.views.generic import FormView

from .editing import EditConflict
from .events import plain
from .permissions import Allowed


class FormPage(Allowed, FormView):
    """One form on a page. `save(form)` calls the service; it may raise ValidationError.

    Subclasses give `title` (or `get_title`), `save` and `get_success_url`, and may give `intro`,
    `button`, `success` (said once, after saving; or `get_success`) and `get_back_url`.
    """

    template_name = "parts/form_page.html"
    title = ""
    intro = ""
    button = "Save"
    success = ""

    def save(self, form):
        raise NotImplementedError

    def get_title(self):
        return self.title

    def get_success(self):
        return self.success

    def get_back_url(self):
        return self.get_success_url()

    def form_valid(self, form):
        try:
            self.object = self.save(form)
        except EditConflict as conflict:
            return self.conflict(form, conflict.current)
        except ValidationError as problem:
            add_problem(form, problem)
            return self.form_invalid(form)
        if said := self.get_success():
            messages.success(self.request, said)
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def conflict(self, form, current):
        """Show what somebody else saved meanwhile beside what was typed; keep what was typed."""
        form.data = form.data.copy()
        form.data["version"] = current.version
        rows = list(differences(form, current))
        form.add_error(
            None,
            ValidationError(
                "Somebody else changed this while you were editing. Nothing you typed is lost: "
                "look at what is different, then save again.",
                code="edit_conflict",
            ),
        )
        return self.render_to_response(self.get_context_data(form=form, conflict=rows), status=409)

    def get_context_data(self, **kwargs):
        words = {
            "title": self.get_title(),
            "intro": self.intro,
            "button": self.button,
            "back_url": self.get_back_url(),
        }
        return super().get_context_data(**words | kwargs)


def add_problem(form, problem):
    """A service's objection, beside the field it names, or above where the form has no such."""
    if not hasattr(problem, "error_dict"):
        form.add_error(None, problem)
        return
    for name, errors in problem.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


class ChangePage(FormPage):
    """Changes one row, with a `ChangeForm`. The row is `self.object`, found by `get_object`."""

    def get_object(self):
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        self.object = None
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        self.object = self.object or self.get_object()
        return super().get_form_kwargs() | {"instance": self.object}

    def get_context_data(self, **kwargs):
        # The title and the way back are often the row's own.
        self.object = self.object or self.get_object()
        return super().get_context_data(**kwargs)


class ChangeForm(forms.ModelForm):
    """A model form that remembers on which version of its row it was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    @property
    def changes(self):
        """{field: value} for `editing.change_row`, all but the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @property
    def opened_on(self):
        return self.cleaned_data["version"]


def differences(form, current):
    """Rows (label, saved now, typed) for each field that differs from what is saved."""
    for name, value in form.cleaned_data.items():
        if name == "version" or not hasattr(current, name):
            continue
        saved = getattr(current, name)
        if hasattr(saved, "all"):
            saved, value = list(saved.all()), list(value)
        if saved != value:
            yield {
                "label": form.fields[name].label or form[name].label,
                "saved": in_words(form, name, saved),
                "typed": in_words(form, name, value),
            }


def in_words(form, name, value):
    choices = dict(getattr(form.fields[name], "choices", None) or {})
    if isinstance(value, str) and value in choices:
        return choices[value]
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value) if plain(value) not in (None, "") else "(empty)"


class ConfirmPage(FormPage):
    """Asks before something is done that is hard to undo; with a form where a reason is asked.

    Subclasses give `consequence` (what will happen, in a sentence) beside FormPage's words.
    """

    template_name = "parts/confirm.html"
    form_class = forms.Form
    consequence = ""

    def get_consequence(self):
        return self.consequence

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"consequence": self.get_consequence()} | kwargs)
