"""Fields that several forms share: one line of words, and somebody or something to choose."""

import re

from django import forms

from stakeholders.models import Organisation, Person, Post

# Characters that nobody sees but that turn the words around them.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


class Words(forms.CharField):
    """One line: pasted line breaks and runs of spaces become one space."""

    def to_python(self, value):
        value = super().to_python(value)
        return " ".join(UNSEEN.sub("", value).split()) if value else value


class PersonChoice(forms.ModelChoiceField):
    """People by name; the address tells two of the same name apart."""

    def __init__(self, **kwargs):
        kwargs.setdefault("queryset", Person.objects.all())
        kwargs.setdefault("error_messages", {"required": "Choose a person"})
        super().__init__(**kwargs)

    def label_from_instance(self, person):
        return f"{person.name} ({person.email})" if person.email else person.name


class PostChoice(forms.ModelChoiceField):
    def __init__(self, queryset=None, **kwargs):
        posts = Post.objects.all() if queryset is None else queryset
        kwargs.setdefault("error_messages", {"required": "Choose a post"})
        super().__init__(queryset=posts.select_related("organisation"), **kwargs)

    def label_from_instance(self, post):
        return f"{post.title}, {post.organisation}" if post.organisation_id else post.title


class OrganisationChoice(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        super().__init__(queryset=Organisation.objects.all(), **kwargs)


class SeveralRows(forms.ModelMultipleChoiceField):
    """Rows to tick. A key longer than SQLite's numbers is that of no row, as on PostgreSQL."""

    def _check_values(self, value):
        try:
            return super()._check_values(value)
        except OverflowError:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": max(value, key=len)},
            ) from None


def refuse_twin(form, field, rows, words):
    """An error beside `field` where another of `rows` than the form's own is there already."""
    if rows.exclude(pk=form.instance.pk).exists():
        form.add_error(field, forms.ValidationError(words, code="unique"))
