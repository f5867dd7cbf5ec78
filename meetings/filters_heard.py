"""What the list of issues heard is narrowed by; all of it lives in the address."""

import django_filters
from django.db.models import Exists, F, OuterRef, Q

from meetings.engagement.heard.public import filters as public_filters
from meetings.engagement.heard.public import of_area, of_group
from objectives.filters import PlainSelect
from stakeholders.models import Area, CommunityGroup, Post

from .models import HeardIssue, IssueSource

STATES = {
    "waiting": "Waits for an answer",
    "untold": "Answered, people not told",
    "closed": "Closed",
    "public": "On the public page",
    "all": "All of them",
}


def owners(request):
    """Of issues that the person may see."""
    seen = HeardIssue.objects.visible_to(request.user.person).order_by()
    return Post.objects.filter(pk__in=seen.values("owner_post"))


class IssueFilter(django_filters.FilterSet):
    """Open ones unless others are asked for, the longest open first; of closed ones the last
    closed first."""

    state = django_filters.ChoiceFilter(
        label="State",
        choices=[*STATES.items()],
        empty_label="Open",
        widget=PlainSelect,
        method="in_state",
    )
    text = django_filters.CharFilter(label="Words", method="by_text")
    group = django_filters.ModelChoiceFilter(
        label="Community",
        queryset=lambda request: CommunityGroup.objects.in_force(),
        widget=PlainSelect,
        method="by_group",
    )
    area = django_filters.ModelChoiceFilter(
        label="Area",
        queryset=lambda request: Area.objects.all(),
        widget=PlainSelect,
        method="by_area",
    )
    owner = django_filters.ModelChoiceFilter(
        label="Who answers",
        field_name="owner_post",
        queryset=owners,
        null_label="Nobody yet",
        widget=PlainSelect,
    )
    kind = django_filters.ChoiceFilter(
        label="Heard in",
        choices=IssueSource.Kind.choices,
        widget=PlainSelect,
        method="by_kind",
    )

    class Meta:
        model = HeardIssue
        fields = []

    @property
    def asked(self):
        bound = self.form.is_bound and self.form.is_valid()
        return self.form.cleaned_data.get("state") if bound else ""

    @property
    def qs(self):
        rows = super().qs
        if not self.asked:
            rows = rows.open()
        if self.asked in ("closed", "public"):
            return rows.order_by(F("closed_at").desc(nulls_last=True), "-pk")
        return rows.order_by("heard_on", "pk")

    def in_state(self, rows, name, value):
        if value == "waiting":
            return rows.waiting()
        if value == "untold":
            return rows.untold()
        if value == "closed":
            return rows.filter(closed_at__isnull=False)
        return rows.public() if value == "public" else rows

    def by_text(self, rows, name, value):
        inside = Q(title__icontains=value) | Q(words__icontains=value)
        return rows.filter(inside | Q(response__icontains=value))

    def by_group(self, rows, name, value):
        return rows.filter(of_group(value))

    def by_area(self, rows, name, value):
        return rows.filter(of_area(value))

    def by_kind(self, rows, name, value):
        return rows.filter(Exists(IssueSource.objects.filter(issue=OuterRef("pk"), kind=value)))


class PublicFilter(django_filters.FilterSet):
    """Of the public page: areas and communities of which something is public."""

    area = django_filters.ModelChoiceFilter(
        label="Area",
        queryset=lambda request: public_filters()[0],
        widget=PlainSelect,
        method="by_area",
    )
    group = django_filters.ModelChoiceFilter(
        label="Community",
        queryset=lambda request: public_filters()[1],
        widget=PlainSelect,
        method="by_group",
    )

    class Meta:
        model = HeardIssue
        fields = []

    by_area, by_group = IssueFilter.by_area, IssueFilter.by_group
