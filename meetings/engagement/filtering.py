"""What the engagement log is filtered by; all of it lives in the address. The grid, a plan, a
programme and a decision lead here by the same names."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from actionplans.models import Principle
from meetings.engagement.grid.counting import LISTENS
from meetings.models import (
    ActivityGroup,
    Consultation,
    EngagementActivity,
    EngagementMethod,
    KeyDecision,
    Programme,
)
from objectives.filters import PlainSelect
from objectives.models import Action, Objective
from stakeholders.filters import DayFilter
from stakeholders.models import Area, CommunityGroup, Post

Status = EngagementActivity.Status
# Shown only where the address asks for them: other pages lead here by them.
RARE = (
    "level",
    "planned",
    "principle",
    "listened",
    "objective",
    "action",
    "programme",
    "decision",
    "consultation",
)
# What says by itself which days are meant; without any, the log ends today.
OF_TIME = ("status", "starts", "ends", "planned")


def groups(request):
    """What was merged counts for another: it is offered only to who came here by it."""
    asked = request.GET.get("group", "")
    return CommunityGroup.objects.filter(
        Q(merged_into__isnull=True) | Q(pk=asked if asked.isdecimal() else None)
    )


def objectives(request):
    return Objective.objects.visible_to(request.user.person).select_related("plan")


def actions(request):
    return Action.objects.visible_to(request.user.person).select_related("objective")


def decisions(request):
    return KeyDecision.objects.visible_to(request.user.person)


def consultations(request):
    return Consultation.objects.visible_to(request.user.person)


def goers(request):
    """Who went to something that the person may see; to what their own posts went, themselves."""
    went = EngagementActivity.posts.through.objects.filter(post=OuterRef("pk"))
    access = request.user.person.access
    if not access.sees_everything:
        seen = Q(engagementactivity__exempt_reason="") | Q(post__in=access.posts)
        went = went.filter(seen)
    return Post.objects.filter(Exists(went)).only("title")


class ActivityFilter(django_filters.FilterSet):
    """`on` is today."""

    text = django_filters.CharFilter(label="Words", method="with_words")
    group = django_filters.ModelChoiceFilter(
        label="Group",
        queryset=groups,
        widget=PlainSelect,
        method="with_group",
    )
    method = django_filters.ModelChoiceFilter(
        label="Method", queryset=EngagementMethod.objects.all(), widget=PlainSelect
    )
    area = django_filters.ModelChoiceFilter(
        label="Area", queryset=Area.objects.all(), widget=PlainSelect, method="in_area"
    )
    status = django_filters.ChoiceFilter(
        label="State",
        choices=[*Status.choices, ("unconfirmed", "Planned, and its day has passed")],
        widget=PlainSelect,
        method="in_status",
    )
    starts = DayFilter(label="From", field_name="held_on", lookup_expr="gte")
    ends = DayFilter(label="Until", field_name="held_on", lookup_expr="lte")
    post = django_filters.ModelChoiceFilter(
        label="Who of the office", queryset=goers, widget=PlainSelect, method="with_post"
    )
    no_group = django_filters.BooleanFilter(
        label="No group yet", widget=forms.CheckboxInput, method="without_group"
    )
    level = django_filters.ChoiceFilter(
        label="Level", choices=EngagementActivity.Level.choices, widget=PlainSelect
    )
    planned = django_filters.BooleanFilter(
        label="On the plan before its day",
        field_name="was_planned",
        widget=forms.CheckboxInput,
        method="only_planned",
    )
    principle = django_filters.ModelChoiceFilter(
        label="Principle", queryset=Principle.objects.all(), widget=PlainSelect
    )
    listened = django_filters.BooleanFilter(
        label="People could answer", widget=forms.CheckboxInput, method="only_listened"
    )
    objective = django_filters.ModelChoiceFilter(
        label="Objective", queryset=objectives, widget=PlainSelect, method="for_objective"
    )
    action = django_filters.ModelChoiceFilter(
        label="Action", queryset=actions, widget=PlainSelect, method="for_action"
    )
    programme = django_filters.ModelChoiceFilter(
        label="Programme", queryset=Programme.objects.all(), widget=PlainSelect
    )
    decision = django_filters.ModelChoiceFilter(
        label="Decision", queryset=decisions, widget=PlainSelect
    )
    consultation = django_filters.ModelChoiceFilter(
        label="Consultation", queryset=consultations, widget=PlainSelect
    )

    class Meta:
        model = EngagementActivity
        fields = []

    def __init__(self, data, *args, on, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.on = on
        for name in RARE:
            if not data.get(name):
                del self.filters[name]

    @property
    def until_today(self):
        return not any(self.data.get(name) for name in OF_TIME)

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.until_today:
            rows = rows.filter(held_on__lte=self.on)
        # What is to come is read from the next one on, what was from the last one back.
        if self.data.get("status") == Status.PLANNED:
            return rows.order_by("held_on", "pk")
        return rows.order_by("-held_on", "-pk")

    def with_words(self, rows, name, value):
        return rows.filter(
            Q(title__icontains=value) | Q(place__icontains=value) | Q(heard__icontains=value)
        )

    def with_group(self, rows, name, group):
        """What was merged into the group counts for it."""
        counted = group.counts_for_id
        own = ActivityGroup.objects.filter(Q(group=counted) | Q(group__merged_into=counted))
        return rows.filter(pk__in=own.order_by().values("activity"))

    def without_group(self, rows, name, value):
        if not value:
            return rows
        return rows.filter(~Exists(ActivityGroup.objects.filter(activity=OuterRef("pk"))))

    def in_area(self, rows, name, area):
        own = EngagementActivity.areas.through.objects.filter(area=area)
        return rows.filter(pk__in=own.values("engagementactivity"))

    def with_post(self, rows, name, post):
        own = EngagementActivity.posts.through.objects.filter(post=post)
        return rows.filter(pk__in=own.values("engagementactivity"))

    def in_status(self, rows, name, value):
        if value == "unconfirmed":
            return rows.filter(status=Status.PLANNED, held_on__lt=self.on)
        return rows.filter(status=value)

    def only_planned(self, rows, name, value):
        return rows.filter(was_planned=True) if value else rows

    def only_listened(self, rows, name, value):
        return rows.filter(LISTENS) if value else rows

    def for_objective(self, rows, name, objective):
        """What bears on the objective itself, or on an action of it."""
        own = EngagementActivity.objectives.through.objects.filter(objective=objective)
        below = EngagementActivity.actions.through.objects.filter(action__objective=objective)
        return rows.filter(
            Q(pk__in=own.values("engagementactivity"))
            | Q(pk__in=below.values("engagementactivity"))
        )

    def for_action(self, rows, name, action):
        own = EngagementActivity.actions.through.objects.filter(action=action)
        return rows.filter(pk__in=own.values("engagementactivity"))
