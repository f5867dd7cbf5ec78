"""What the list of promises is filtered by. The state is no column: the page counts it."""

import django_filters
from django import forms

from meetings.promises import State
from objectives.filters import PlainSelect
from stakeholders.models import Post

from .models import AttendanceCommitment, CommitmentPost, MeetingCategory


def promising():
    """Posts that keep some promise: a filter by any other would find nothing."""
    keeping = CommitmentPost.objects.order_by().values("post")
    return Post.objects.filter(pk__in=keeping).only("title")


class PromiseFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label="Words", method="with_words")
    state = django_filters.ChoiceFilter(
        label="State", choices=State.choices, widget=PlainSelect, method="unchanged"
    )
    post = django_filters.ModelChoiceFilter(
        label="Who attends",
        field_name="posts",
        queryset=lambda request: promising(),
        widget=PlainSelect,
    )
    category = django_filters.ModelChoiceFilter(
        label="Table",
        field_name="series__category",
        queryset=MeetingCategory.objects.all(),
        widget=PlainSelect,
    )
    ended = django_filters.BooleanFilter(
        label="Ended ones too", widget=forms.CheckboxInput, method="unchanged"
    )

    class Meta:
        model = AttendanceCommitment
        fields = []

    def with_words(self, rows, name, value):
        return rows.filter(words__icontains=value) | rows.filter(series__title__icontains=value)

    def unchanged(self, rows, name, value):
        return rows

    def chosen(self, name):
        return self.form.is_valid() and self.form.cleaned_data.get(name)
