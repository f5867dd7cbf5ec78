"""Who may see an action and say how it is going (domain.md, "Who may do what")."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from .models import ActionLead


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
    return signing_posts(person, [action]).get(action.pk)


def may_sign(person, posts):
    """Whether one of `posts` (keys) is theirs, so that they can speak for it."""
    access = person.access
    return not access.posts.isdisjoint(posts) and (access.coordinator or not access.auditor)


def signing_posts(person, actions):
    """{action's key: the post of theirs that leads it}, for those of `actions` that have one."""
    access = person.access
    if not may_sign(person, access.posts):
        return {}
    leads = ActionLead.objects.in_force().filter(action__in=actions, post__in=access.posts)
    return {lead.action_id: lead.post for lead in leads.select_related("post").reverse()}


def may_update(person, action, posts=None):
    """Coordinators, and those who hold a post that leads the action; `posts`, where it is known
    already which do (keys)."""
    access = person.access
    if access.coordinator:
        return True
    if posts is not None:
        return may_sign(person, posts)
    return signing_post(person, action) is not None


def may_confirm(person, action):
    """A second person: the one who reported an action complete can't confirm it."""
    return (
        action.unconfirmed and action.last_update.by_id != person.pk and may_update(person, action)
    )


def may_answer(person, row):
    """Of a measure, a risk, an issue, a consultation: coordinators, and whoever holds the post
    that answers for it."""
    return person.access.coordinator or may_sign(person, {row.owner_post_id})


def answering_post(person, row):
    """The post of a measure or a risk, where it is theirs; None where a coordinator speaks for
    it."""
    return row.owner_post if may_sign(person, {row.owner_post_id}) else None
