"""What the schedule and the lists of meetings are filtered by; the choices live in the address."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from objectives.filters import PlainSelect
from stakeholders.models import Post

from .going import meetings_of
from .models import Attendance, Meeting, MeetingCategory, MeetingSeries


def series(request):
    """The lines that whoever asks may see."""
    return MeetingSeries.objects.visible_to(request.user.person).only("title").order_by("title")


def leads(request):
    """Posts that lead one of those: a filter by any other would find nothing."""
    led = MeetingSeries.objects.visible_to(request.user.person).order_by()
    return Post.objects.filter(pk__in=led.values("lead_post")).only("title")


def goers():
    """Posts that go to meetings. Each is looked for, not all of their meetings."""
    attends = MeetingSeries.attending_posts.through.objects.filter(post=OuterRef("pk"))
    went = Attendance.objects.filter(post=OuterRef("pk"))
    return Post.objects.filter(Exists(attends) | Exists(went)).only("title")


class ScheduleFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label="Words", method="with_words")
    category = django_filters.ModelChoiceFilter(
        label="Table", queryset=MeetingCategory.objects.all(), widget=PlainSelect
    )
    lead = django_filters.ModelChoiceFilter(
        label="Lead officer", field_name="lead_post", queryset=leads, widget=PlainSelect
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
        label="Meeting", field_name="forum__series", queryset=series, widget=PlainSelect
    )
    category = django_filters.ModelChoiceFilter(
        label="Table",
        field_name="forum__series__category",
        queryset=MeetingCategory.objects.all(),
        widget=PlainSelect,
    )
    lead = django_filters.ModelChoiceFilter(
        label="Lead officer",
        field_name="forum__series__lead_post",
        queryset=leads,
        widget=PlainSelect,
    )
    post = django_filters.ModelChoiceFilter(
        label="Who goes",
        queryset=lambda request: goers(),
        widget=PlainSelect,
        method="with_post",
    )
    status = django_filters.ChoiceFilter(
        label="State", choices=Meeting.Status.choices, widget=PlainSelect
    )

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

    def with_post(self, rows, name, value):
        return meetings_of([value.pk], rows)


def kept_filter(request):
    """What is filtered by, for the address of another view of the same meetings: "?lead=3"."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return f"?{kept.urlencode()}" if kept else ""
