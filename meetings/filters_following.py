"""What the lists of follow-ups and recommendations are filtered by."""

import django_filters
from django import forms
from django.db.models import F

from stakeholders.models import GovernanceBody, Post

from .models import FollowUp, MeetingSeries, Recommendation


def doers():
    return Post.objects.filter(follow_ups__isnull=False).distinct()


def responders():
    return Post.objects.filter(recommendations__isnull=False).distinct()


def lines():
    return MeetingSeries.objects.order_by("title")


class Dated(django_filters.FilterSet):
    """`on` is today."""

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def only_late(self, rows, name, value):
        return rows.overdue(self.on) if value else rows


class FollowUpFilter(Dated):
    """Open ones unless others are asked for."""

    state = django_filters.ChoiceFilter(
        label="State",
        choices=[("closed", "Done"), ("plan", "In a plan"), ("all", "All of them")],
        empty_label="Open",
        method="in_state",
    )
    text = django_filters.CharFilter(label="Words", field_name="words", lookup_expr="icontains")
    post = django_filters.ModelChoiceFilter(
        label="Who does it", field_name="lead_post", queryset=lambda request: doers()
    )
    series = django_filters.ModelChoiceFilter(label="Meeting", queryset=lambda request: lines())
    late = django_filters.BooleanFilter(
        label="Late only", widget=forms.CheckboxInput, method="only_late"
    )

    class Meta:
        model = FollowUp
        fields = []

    @property
    def qs(self):
        rows = super().qs
        if not (self.form.is_bound and self.form.cleaned_data.get("state")):
            rows = rows.open()
        return rows.order_by(F("due_on").asc(nulls_last=True), "created_at", "pk")

    def in_state(self, rows, name, value):
        if value == "closed":
            return rows.filter(closed_at__isnull=False)
        return rows.filter(action__isnull=False) if value == "plan" else rows


class RecommendationFilter(Dated):
    answer = django_filters.ChoiceFilter(
        label="Answer",
        choices=[("waiting", "Waits for a response"), *Recommendation.Answer.choices],
        method="in_answer",
    )
    text = django_filters.CharFilter(label="Words", field_name="words", lookup_expr="icontains")
    body = django_filters.ModelChoiceFilter(
        label="Who made it", queryset=GovernanceBody.objects.all()
    )
    post = django_filters.ModelChoiceFilter(
        label="Who responds", field_name="owner_post", queryset=lambda request: responders()
    )
    late = django_filters.BooleanFilter(
        label="Late only", widget=forms.CheckboxInput, method="only_late"
    )

    class Meta:
        model = Recommendation
        fields = []

    def in_answer(self, rows, name, value):
        return rows.waiting() if value == "waiting" else rows.filter(answer=value)
