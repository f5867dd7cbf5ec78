"""Who may see an action and say how it is going (domain.md, "Who may do what")."""

from django.http import Http404
from django.shortcuts import get_object_or_404


def visible_action(actions, person, pk):
    """The one of `actions` with this key; not found where the person may not see it."""
    action = get_object_or_404(actions, pk=pk)
    if not action.is_visible_to(person):
        raise Http404
    return action


def signing_post(person, action):
    """The post of theirs that leads the action, as deputies too; None where there is none.

    An auditor changes nothing, whatever post they may hold as well.
    """
    access = person.access
    if not access.posts or (access.auditor and not access.coordinator):
        return None
    leads = action.leads.in_force().filter(post__in=access.posts)
    lead = leads.select_related("post").first()
    return lead.post if lead else None


def may_update(person, action, posts=None):
    """Coordinators, and those who hold a post that leads the action; `posts`, where it is known
    already which do (keys)."""
    access = person.access
    if access.coordinator:
        return True
    if posts is not None:
        return not access.auditor and not access.posts.isdisjoint(posts)
    return signing_post(person, action) is not None


def may_confirm(person, action):
    """A second person: the one who reported an action complete can't confirm it."""
    return (
        action.unconfirmed and action.last_update.by_id != person.pk and may_update(person, action)
    )
