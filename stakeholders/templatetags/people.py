"""The room's own navigation, and what its pages say about accounts and events."""

from django import template
from django.urls import reverse

from stakeholders import event_words
from stakeholders.accounts import AccountState

register = template.Library()

PLACES = (
    ("People", "person-list"),
    ("Posts", "post-list"),
    ("Bodies", "body-list"),
    ("Organisations", "organisation-list"),
    ("Office", "office"),
)
TAGS = {
    AccountState.NONE: "grey",
    AccountState.NOT_SENT: "red",
    AccountState.INVITED: "blue",
    AccountState.EXPIRED: "yellow",
    AccountState.ACTIVE: "green",
    AccountState.DEACTIVATED: "grey",
}


@register.inclusion_tag("stakeholders/parts/navigation.html")
def people_navigation(active):
    """{% people_navigation "post-list" %}: the five lists of this room."""
    items = [
        {"label": label, "url": reverse(f"stakeholders:{name}"), "active": name == active}
        for label, name in PLACES
    ]
    return {"items": items}


@register.inclusion_tag("stakeholders/parts/account_tag.html")
def account_tag(state):
    return {"colour": TAGS[state], "word": state.label}


@register.filter
def changes(event):
    return event_words.changes_of(event)


@register.filter
def kind(event):
    return event_words.kind_of(event)


@register.filter
def minutes(delta):
    """A timedelta as a number of whole minutes, never less than it is."""
    return -(-int(delta.total_seconds()) // 60)
