"""What the lists of measures and risks of a plan are narrowed by; it all lives in the address."""

import django_filters
from django import forms
from django.db.models import F

from stakeholders.models import Post

from .measures import State
from .models import Risk
from .risks import BANDS


class MeasureFilter:
    """Measures of a plan are few, and how one stands is worked out, so that they are narrowed as
    they are. `form` is what the filter of a list shows."""

    LATE = "late"

    class Form(forms.Form):
        state = forms.ChoiceField(
            label="How it stands",
            required=False,
            choices=[("", "All"), *State.choices, ("late", "Reading late")],
        )
        text = forms.CharField(label="Words", required=False)

    def __init__(self, data, *, standings):
        self.form = self.Form(data or None)
        self.standings = standings

    @property
    def found(self):
        if not (self.form.is_bound and self.form.is_valid()):
            return self.standings
        state, text = self.form.cleaned_data["state"], self.form.cleaned_data["text"].lower()
        return [
            each
            for each in self.standings
            if (not state or (bool(each.late) if state == self.LATE else each.code == state))
            and text in f"{each.measure.title} {each.measure.definition}".lower()
        ]


class RiskFilter(django_filters.FilterSet):
    """Open ones unless others are asked for. `on` is today."""

    state = django_filters.ChoiceFilter(
        label="State",
        choices=[("closed", "Closed"), ("all", "All of them")],
        empty_label="Open",
        method="in_state",
    )
    band = django_filters.ChoiceFilter(
        label="How high",
        choices=[(band.code, band.word.capitalize()) for band in BANDS],
        method="in_band",
    )
    post = django_filters.ModelChoiceFilter(
        label="Who answers for it", field_name="owner_post", queryset=lambda request: owners()
    )
    text = django_filters.CharFilter(label="Words", field_name="title", lookup_expr="icontains")
    due = django_filters.BooleanFilter(
        label="Review due only", widget=forms.CheckboxInput, method="only_due"
    )

    class Meta:
        model = Risk
        fields = []

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    @property
    def qs(self):
        rows = super().qs
        if not (self.form.is_bound and self.form.cleaned_data.get("state")):
            rows = rows.open()
        return rows

    def in_state(self, rows, name, value):
        return rows.filter(closed_at__isnull=False) if value == "closed" else rows

    def in_band(self, rows, name, value):
        band = next(band for band in BANDS if band.code == value)
        rows = rows.annotate(height=F("likelihood") * F("impact"))
        return rows.filter(height__range=(band.first, band.last))

    def only_due(self, rows, name, value):
        return rows.review_due(self.on) if value else rows


def owners():
    return Post.objects.filter(risks__isnull=False).distinct()
