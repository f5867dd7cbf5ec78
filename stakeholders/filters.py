"""What the lists of this room can be narrowed by; all of it lives in the address."""

import django_filters
from django import forms
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q

from .access import ADMINISTRATOR, AUDITOR, CONTACT_KEEPER, COORDINATOR
from .accounts import AccountState
from .models import Digest, DigestItem, Event, Organisation, Person, Post
from .reminding.naming import plan_names


class PersonFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label="Name or e-mail", method="by_text")
    role = django_filters.ChoiceFilter(
        label="Role",
        method="by_role",
        choices=[
            (ADMINISTRATOR, "Administrator"),
            (COORDINATOR, "Coordinator"),
            (AUDITOR, "Auditor"),
            (CONTACT_KEEPER, "Contact keeper"),
            ("lead", "Holds a post"),
            ("member", "Sits on a body"),
            ("nothing", "None of these"),
        ],
    )
    account = django_filters.ChoiceFilter(
        label="Account",
        method="by_account",
        choices=[
            (AccountState.ACTIVE, "Can sign in"),
            ("waiting", "Invited, not yet signed in"),
            (AccountState.DEACTIVATED, "Deactivated"),
            (AccountState.NONE, "No account"),
        ],
    )

    class Meta:
        model = Person
        fields = []

    def __init__(self, *args, on, **kwargs):
        self.on = on
        super().__init__(*args, **kwargs)

    def by_text(self, people, name, text):
        return people.filter(Q(name__icontains=text) | Q(email__icontains=text))

    def by_role(self, people, name, role):
        if role == "lead":
            return people.leads(self.on)
        if role == "member":
            return people.members(self.on)
        if role == "nothing":
            some = Person.objects.leads(self.on) | Person.objects.members(self.on)
            in_a_group = Person.objects.filter(user__is_active=True, user__groups__isnull=False)
            return people.exclude(pk__in=some).exclude(pk__in=in_a_group)
        return people.in_group(role)

    def by_account(self, people, name, state):
        without_password = Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
        if state == AccountState.NONE:
            return people.filter(user__isnull=True)
        if state == AccountState.DEACTIVATED:
            return people.filter(user__is_active=False)
        if state == AccountState.ACTIVE:
            return people.filter(user__is_active=True).exclude(without_password)
        return people.filter(without_password, user__is_active=True)


class PostFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label="Title or holder", method="by_text")
    organisation = django_filters.ModelChoiceFilter(
        label="Organisation", queryset=Organisation.objects.all()
    )
    state = django_filters.ChoiceFilter(
        label="State",
        method="by_state",
        choices=[("held", "Held"), ("vacant", "Vacant"), ("abolished", "No longer exists")],
    )

    class Meta:
        model = Post
        fields = []

    def __init__(self, *args, on, **kwargs):
        self.on = on
        super().__init__(*args, **kwargs)

    def by_text(self, posts, name, text):
        held_by = Post.objects.filter(
            pk__in=Person.objects.filter(name__icontains=text).values("holdings__post")
        )
        return posts.filter(Q(title__icontains=text) | Q(pk__in=held_by))

    def by_state(self, posts, name, state):
        if state == "abolished":
            return posts.exclude(pk__in=Post.objects.in_force(self.on))
        return posts.vacant(self.on) if state == "vacant" else posts.held(self.on)


class DayFilter(django_filters.DateFilter):
    """One box: three for each date would make the filter higher than the list."""

    def __init__(self, **kwargs):
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": "Choose a date, or type one like 14/03/2026"},
            **kwargs,
        )


class EventFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(label="What it was about", method="by_text")
    verb = django_filters.ChoiceFilter(label="What was done", choices=())
    actor = django_filters.ModelChoiceFilter(label="Who did it", queryset=Person.objects.none())
    since = DayFilter(label="From", field_name="at", lookup_expr="date__gte")
    until = DayFilter(label="Until", field_name="at", lookup_expr="date__lte")

    class Meta:
        model = Event
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        verbs = Event.objects.order_by("verb").values_list("verb", flat=True).distinct()
        self.filters["verb"].extra["choices"] = [
            (verb, verb[:1].upper() + verb[1:]) for verb in verbs
        ]
        actors = Event.objects.order_by().values("actor").distinct()
        self.filters["actor"].queryset = Person.objects.filter(pk__in=actors)

    def by_text(self, events, name, text):
        return events.filter(object_text__icontains=text)


class DigestFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label="State", field_name="status", choices=Digest.Status.choices
    )
    person = django_filters.CharFilter(label="Person or address", method="by_person")
    plan = django_filters.ChoiceFilter(label="Plan", method="by_plan", choices=())
    since = DayFilter(label="From", field_name="on", lookup_expr="gte")
    until = DayFilter(label="Until", field_name="on", lookup_expr="lte")

    class Meta:
        model = Digest
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keys = DigestItem.objects.order_by().values_list("plan_id", flat=True).distinct()
        titles = sorted(plan_names(keys).items(), key=lambda pair: pair[1])
        self.filters["plan"].extra["choices"] = titles

    def by_person(self, digests, name, text):
        return digests.filter(Q(person__name__icontains=text) | Q(address__icontains=text))

    def by_plan(self, digests, name, plan):
        return digests.filter(pk__in=DigestItem.objects.filter(plan_id=plan).values("digest"))
