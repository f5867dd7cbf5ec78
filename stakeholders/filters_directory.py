"""What the lists of the directory can be narrowed by; all of it lives in the address."""

import django_filters
from django import forms
from django.db.models import Q

from .models import Area, Characteristic, CommunityGroup, Organisation


class GroupFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label="Words", method="by_text")
    characteristic = django_filters.ModelChoiceFilter(
        label="In common",
        field_name="characteristics",
        queryset=Characteristic.objects.all(),
    )
    area = django_filters.ModelChoiceFilter(
        label="Area", queryset=Area.objects.all(), method="by_area"
    )
    priority = django_filters.BooleanFilter(
        label="Priority groups only", widget=forms.CheckboxInput, method="by_priority"
    )
    gone = django_filters.BooleanFilter(
        label="Withdrawn and merged ones too", widget=forms.CheckboxInput, method="also_gone"
    )

    class Meta:
        model = CommunityGroup
        fields = []

    @property
    def qs(self):
        groups = super().qs
        also_gone = self.form.is_bound and self.form.cleaned_data.get("gone")
        return groups if also_gone else groups.in_force()

    def by_text(self, groups, name, text):
        """A group is found by the names too that were merged into it."""
        merged = CommunityGroup.objects.filter(name__icontains=text).values("merged_into")
        return groups.filter(Q(name__icontains=text) | Q(about__icontains=text) | Q(pk__in=merged))

    def by_area(self, groups, name, area):
        """One without areas is everywhere."""
        return groups.filter(Q(areas=area) | Q(areas__isnull=True))

    def by_priority(self, groups, name, wanted):
        return groups.filter(priority=True) if wanted else groups

    def also_gone(self, groups, name, wanted):
        return groups


class DirectoryOrganisationFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label="Words", method="by_text")
    kind = django_filters.ChoiceFilter(label="Kind", choices=Organisation.Kind.choices)
    area = django_filters.ModelChoiceFilter(
        label="Area", field_name="areas", queryset=Area.objects.all()
    )
    group = django_filters.ModelChoiceFilter(
        label="Speaks for", queryset=CommunityGroup.objects.order_by("name"), method="by_group"
    )

    class Meta:
        model = Organisation
        fields = []

    def by_text(self, organisations, name, text):
        return organisations.filter(
            Q(name__icontains=text) | Q(short_name__icontains=text) | Q(about__icontains=text)
        )

    def by_group(self, organisations, name, group):
        """One that speaks for a group that was merged into it speaks for it too."""
        spoken_for = Q(groups=group) | Q(groups__merged_into=group)
        return organisations.filter(
            pk__in=Organisation.objects.filter(spoken_for).order_by().values("pk")
        )
