"""Who may say how an action is going (domain.md, "Who may do what")."""


def may_update(person, action):
    """Coordinators, and those who hold a post that leads the action, as deputies too.

    An auditor changes nothing, whatever post they may hold as well.
    """
    access = person.access
    if access.coordinator:
        return True
    if access.auditor or not access.posts:
        return False
    return action.leads.in_force().filter(post__in=access.posts).exists()


def may_confirm(person, action):
    """A second person: the one who reported an action complete can't confirm it."""
    return (
        action.unconfirmed and action.last_update.by_id != person.pk and may_update(person, action)
    )
