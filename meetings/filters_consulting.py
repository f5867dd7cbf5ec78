"""What the lists of consultations and of decisions are narrowed by; it lives in the address."""

import django_filters
from django.db.models import Q

from .engagement.consulting import CONSULTATION_STATES, DECIDED, WAITING
from .models import Consultation, KeyDecision


class ConsultationFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label="Words", method="with_words")
    state = django_filters.ChoiceFilter(
        label="State",
        method="in_state",
        choices=[(state.code, state.word) for state in CONSULTATION_STATES],
    )

    class Meta:
        model = Consultation
        fields = []

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def with_words(self, rows, name, value):
        return rows.filter(
            Q(title__icontains=value) | Q(about__icontains=value) | Q(summary__icontains=value)
        )

    def in_state(self, rows, name, value):
        if value == "answered":
            return rows.answered()
        found = getattr(rows, value)(self.on)
        return found.filter(answered_on__isnull=True)


class KeyDecisionFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label="Words", method="with_words")
    state = django_filters.ChoiceFilter(
        label="State",
        method="in_state",
        choices=[(state.code, state.word) for state in (WAITING, DECIDED)],
    )

    class Meta:
        model = KeyDecision
        fields = []

    def with_words(self, rows, name, value):
        return rows.filter(
            Q(title__icontains=value) | Q(about__icontains=value) | Q(outcome__icontains=value)
        )

    def in_state(self, rows, name, value):
        return rows.filter(decided_on__isnull=value == WAITING.code)
