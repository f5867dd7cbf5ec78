import re

import django_filters
from django import forms
from django.db.models import F, Q
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from stakeholders.models import Post

from .models import Action, ActionLead
from .states import ShownState

# "4.2": an objective's number and an action's, as actions are spoken of.
LABEL = re.compile(r"(?P<objective>[^.\s]+)\.(?P<action>\S+)")

SELECTED = " selected"


class PlainSelect(forms.Select):
    """A select drawn in one go. Django opens a template for each option, and with sixty of them
    that was a third of the plan page's time."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = "" if value is None else str(value)
        # Joined by hand: a call for each piece of each option was a tenth of a page's time.
        options = "".join(
            f'<option value="{conditional_escape(key)}"{SELECTED if str(key) == chosen else ""}>'
            f"{conditional_escape(label)}</option>"
            for key, label in self.choices
        )
        own = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(own), mark_safe(options))  # noqa: S308


class ActionFilter(django_filters.FilterSet):
    """Narrows a plan's actions. Everything chosen lives in the address.

    The choices come from rows that the page has read anyway: `objectives` and `posts`.
    """

    text = django_filters.CharFilter(label="Words or number", method="with_words")
    state = django_filters.ChoiceFilter(
        label="State", choices=ShownState.choices, widget=PlainSelect, method="in_state"
    )
    objective = django_filters.ChoiceFilter(label="Objective", widget=PlainSelect)
    lead = django_filters.ChoiceFilter(label="Lead", widget=PlainSelect, method="led_by_post")
    organisation = django_filters.ChoiceFilter(
        label="Organisation that leads", widget=PlainSelect, method="led_by_organisation"
    )
    overdue = django_filters.BooleanFilter(
        label="Overdue only", widget=forms.CheckboxInput, method="only_overdue"
    )
    update_due = django_filters.BooleanFilter(
        label="Update due only", widget=forms.CheckboxInput, method="only_update_due"
    )
    new_date = django_filters.BooleanFilter(
        label="New date asked for", widget=forms.CheckboxInput, method="only_new_date"
    )

    class Meta:
        model = Action
        fields = []

    def __init__(self, *args, objectives, posts, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        organisations = {post.organisation: post.organisation_name for post in posts}
        organisations.pop(None, None)
        self._offer("objective", [(row.pk, str(row)) for row in objectives])
        self._offer("lead", [(post.pk, post.title) for post in posts])
        self._offer("organisation", sorted(organisations.items(), key=lambda pair: pair[1]))

    def _offer(self, name, choices):
        words = [(str(key), text if len(text) <= 70 else f"{text[:69]}…") for key, text in choices]
        self.filters[name].extra["choices"] = words

    @property
    def narrows(self):
        """Whether anything is chosen; what can't be chosen is said on the form and left out."""
        return self.is_bound and (bool(self.errors) or any(self.form.cleaned_data.values()))

    def with_words(self, actions, name, value):
        found = Q(text__icontains=value) | Q(lead_text__icontains=value) | Q(number__iexact=value)
        found |= Q(deadline__text__icontains=value)
        if label := LABEL.fullmatch(value.strip()):
            found |= Q(objective__number=label["objective"], number__iexact=label["action"])
        return actions.filter(found)

    def in_state(self, actions, name, value):
        return actions.in_state(value, self.on)

    def led_by_post(self, actions, name, value):
        return actions.led_by([value])

    def led_by_organisation(self, actions, name, value):
        posts = Post.objects.filter(organisation=value)
        return actions.led_by(posts)

    def only_overdue(self, actions, name, value):
        return actions.overdue(self.on) if value else actions

    def only_update_due(self, actions, name, value):
        return actions.update_due(self.on) if value else actions

    def only_new_date(self, actions, name, value):
        return actions.open().filter(new_date_asked=True) if value else actions


def lead_posts(plan, person):
    """The posts that lead an action of the plan that `person` may see, as rows of what the
    filter needs of them: a post that leads exempt actions only would tell of them."""
    leads = ActionLead.objects.in_force().filter(action__plan=plan)
    if not person.access.sees_everything:
        leads = leads.filter(action__in=plan.actions.visible_to(person).values("pk"))
    posts = Post.objects.filter(pk__in=leads.values("post"))
    named = posts.annotate(organisation_name=F("organisation__name"))
    return list(named.values_list("pk", "title", "organisation", "organisation_name", named=True))
