"""The template pack: what stands around each kind of control, and what its errors lead to."""

import re

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from engagement_portal.templatetags.govuk import control_id, kind
from tests.look.forms import EveryField

KINDS = {
    "name": "text",
    "email": "text",
    "how_often": "text",
    "password": "password",
    "how_it_goes": "radios",
    "groups": "checkboxes",
    "organisation": "select",
    "several": "select",
    "due_on": "boxes",
    "comment": "textarea",
    "evidence": "file",
    "next_step": "text",
    "agreed": "checkbox",
}


def draw(form):
    return Template("{% load crispy_forms_filters %}{{ form|crispy }}").render(
        Context({"form": form})
    )


def drawn(field):
    return render_to_string("govuk/field.html", {"field": field})


def ids(html):
    return re.findall(r'\sid="([^"]+)"', html)


@pytest.mark.parametrize(("name", "expected"), KINDS.items())
def test_each_widget_has_its_component(name, expected):
    assert kind(EveryField()[name]) == expected


@pytest.mark.parametrize("name", KINDS)
def test_label_hint_and_error_belong_to_the_control(name):
    field = EveryField({})[name]
    html = drawn(field)
    assert str(field.label) in html
    for described in re.findall(r'aria-describedby="([^"]+)"', html):
        assert set(described.split()) <= set(ids(html))
    for target in re.findall(r'\sfor="([^"]+)"', html):
        assert target in ids(html)
    if field.errors:
        assert "govuk-form-group--error" in html
        assert f"{field.auto_id}-error" in " ".join(re.findall(r'aria-describedby="(.+?)"', html))
    if field.help_text:
        assert field.help_text in html


def test_no_id_is_given_twice():
    found = ids(draw(EveryField({})))
    assert len(found) == len(set(found))


def test_every_line_of_the_summary_leads_to_a_control():
    form = EveryField({"how_often": "-1", "due_on_day": "31"})
    form.is_valid()
    form.add_error(None, "The plan has ended")
    page = draw(form)
    controls = [
        match for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", page) for match in ids(tag)
    ]
    targets = re.findall(
        r'href="#([^"]+)"', render_to_string("govuk/error_summary.html", {"form": form})
    )
    assert len(targets) == 14
    assert set(targets) <= set(controls)


def test_nothing_typed_is_lost_when_the_form_comes_back():
    html = draw(
        EveryField(
            {
                "name": "Head of <b>Engagement</b>",
                "how_it_goes": "amber",
                "groups": ["rural"],
                "organisation": "2",
                "due_on_day": "31",
                "due_on_month": "February",
                "due_on_year": "2026",
                "comment": "Two of six answered",
            }
        )
    )
    assert "Head of &lt;b&gt;Engagement&lt;/b&gt;" in html
    assert re.search(r'value="amber"[^>]*checked', html)
    assert re.search(r'value="rural"[^>]*checked', html)
    assert re.search(r'value="2" selected', html)
    assert 'value="February"' in html
    assert "Two of six answered" in html


def test_only_fields_that_may_stay_empty_say_so():
    assert "(optional)" in drawn(EveryField()["next_step"])
    assert "(optional)" not in drawn(EveryField()["name"])
    form = EveryField()
    form.mark_optional = False
    assert "(optional)" not in drawn(form["next_step"])


def test_autocomplete_and_limits_reach_the_page():
    html = draw(EveryField())
    assert 'autocomplete="email"' in html
    assert 'data-maxlength="300"' in html
    assert 'maxlength="300"' not in html.replace('data-maxlength="300"', "")
    assert ">Choose<" in html


def test_a_long_words_error_and_no_hint_do_not_break_a_counted_textarea():
    class Short(forms.Form):
        words = forms.CharField(label="Words", max_length=5, widget=forms.Textarea)

    html = drawn(Short({"words": "too many"})["words"])
    assert "“Words” must have 5 characters or fewer; it has 8" in html


def test_a_group_without_choices_still_has_a_place_to_lead_to():
    class Nothing(forms.Form):
        lead = forms.ChoiceField(label="Lead", choices=[], widget=forms.RadioSelect)

    form = Nothing({})
    assert control_id(form["lead"]) in ids(draw(form))


def test_hints_are_text():
    class Hint(forms.Form):
        name = forms.CharField(help_text="<script>")

    assert "<script>" not in draw(Hint())


def test_a_layout_of_crispy_forms_is_drawn_with_our_components():
    form = EveryField()
    form.helper = FormHelper()
    form.helper.layout = Layout(
        Fieldset("Who", Row(Column("name"), Column("email"))), "due_on", "version"
    )
    form.helper.add_input(Submit("save", "Save"))
    form.helper.add_input(Submit("draft", "Keep as a draft", css_class="secondary"))
    html = render_crispy_form(form)
    assert "novalidate" in html
    assert 'enctype="multipart/form-data"' in html
    assert "govuk-fieldset__legend--m" in html
    assert "govuk-button--secondary" in html
    assert 'type="hidden" name="version"' in html


def test_a_formset_names_every_form_and_its_errors():
    formset = forms.formset_factory(EveryField, extra=2)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "x", "form-1-name": ""}
    )
    formset.is_valid()
    html = Template("{% load crispy_forms_filters %}{{ formset|crispy }}").render(
        Context({"formset": formset})
    )
    assert "form-TOTAL_FORMS" in html
    targets = re.findall(
        r'href="#([^"]+)"', render_to_string("govuk/error_summary.html", {"formset": formset})
    )
    assert targets
    assert set(targets) <= set(ids(html))
