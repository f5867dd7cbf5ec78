"""What the list of contacts is narrowed by; all of it lives in the address."""

import django_filters
from django import forms
from django.db.models import Q

from .models import CommunityGroup, Contact, ContactLink, Organisation


class ContactFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label="Name or e-mail", method="by_text")
    group = django_filters.ModelChoiceFilter(
        label="Group", queryset=CommunityGroup.objects.in_force(), method="by_group"
    )
    organisation = django_filters.ModelChoiceFilter(
        label="Organisation", queryset=Organisation.objects.all(), method="by_organisation"
    )
    due = django_filters.BooleanFilter(
        label="To be looked at again", widget=forms.CheckboxInput, method="only_due"
    )
    condition = django_filters.BooleanFilter(
        label="Needs an Article 9 condition", widget=forms.CheckboxInput, method="without_condition"
    )

    class Meta:
        model = Contact
        fields = []

    def __init__(self, *args, on, **kwargs):
        self.on = on
        super().__init__(*args, **kwargs)

    def by_text(self, contacts, name, text):
        return contacts.filter(Q(name__icontains=text) | Q(email__icontains=text))

    def by_group(self, contacts, name, group):
        """What was merged into the group counts for it."""
        links = ContactLink.objects.filter(Q(group=group) | Q(group__merged_into=group))
        return contacts.filter(pk__in=links.values("contact"))

    def by_organisation(self, contacts, name, organisation):
        return contacts.filter(pk__in=organisation.links.values("contact"))

    def only_due(self, contacts, name, wanted):
        return contacts.review_due(self.on) if wanted else contacts

    def without_condition(self, contacts, name, wanted):
        lacking = ContactLink.objects.without_condition().values("contact")
        return contacts.filter(pk__in=lacking) if wanted else contacts
