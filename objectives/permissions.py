"""Who may say how an action is going (domain.md, "Who may do what")."""


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


def may_update(person, action):
    """Coordinators, and those who hold a post that leads the action."""
    return person.access.coordinator or signing_post(person, action) is not None


def may_confirm(person, action):
    """A second person: the one who reported an action complete can't confirm it."""
    return (
        action.unconfirmed and action.last_update.by_id != person.pk and may_update(person, action)
    )
