"""What the schedule and the lists of meetings are filtered by; the choices live in the address."""

import django_filters
from django import forms
from django.db.models import Q

from stakeholders.models import Post

from .models import Meeting, MeetingCategory, MeetingSeries


def series(request):
    """The lines that whoever asks may see."""
    return MeetingSeries.objects.visible_to(request.user.person).order_by("title")


def leads(request):
    """Posts that lead one of those: a filter by any other would find nothing."""
    return Post.objects.filter(leads_series__in=series(request)).distinct()


class ScheduleFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label="Words", method="with_words")
    category = django_filters.ModelChoiceFilter(
        label="Table", queryset=MeetingCategory.objects.all()
    )
    lead = django_filters.ModelChoiceFilter(
        label="Lead officer", field_name="lead_post", queryset=leads
    )
    withdrawn = django_filters.BooleanFilter(
        label="Withdrawn ones too", widget=forms.CheckboxInput, method="also_withdrawn"
    )

    class Meta:
        model = MeetingSeries
        fields = []

    @property
    def qs(self):
        rows = super().qs
        if not (self.form.is_bound and self.form.cleaned_data.get("withdrawn")):
            rows = rows.in_force()
        return rows

    def with_words(self, rows, name, value):
        columns = ("title", "chair_text", "attendance_text", "lead_text", "notes")
        wanted = Q()
        for column in columns:
            wanted |= Q(**{f"{column}__icontains": value})
        wanted |= Q(lead_post__title__icontains=value) | Q(
            pk__in=MeetingSeries.objects.filter(
                Q(forums__name__icontains=value) | Q(forums__frequency_text__icontains=value)
            ).values("pk")
        )
        return rows.filter(wanted)

    def also_withdrawn(self, rows, name, value):
        return rows


class MeetingFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label="Words", method="with_words")
    series = django_filters.ModelChoiceFilter(
        label="Meeting", field_name="forum__series", queryset=series
    )
    category = django_filters.ModelChoiceFilter(
        label="Table", field_name="forum__series__category", queryset=MeetingCategory.objects.all()
    )
    lead = django_filters.ModelChoiceFilter(
        label="Lead officer",
        field_name="forum__series__lead_post",
        queryset=leads,
    )
    status = django_filters.ChoiceFilter(label="State", choices=Meeting.Status.choices)

    class Meta:
        model = Meeting
        fields = []

    def with_words(self, rows, name, value):
        return rows.filter(
            Q(forum__series__title__icontains=value)
            | Q(forum__name__icontains=value)
            | Q(place__icontains=value)
            | Q(notes__icontains=value)
        )
