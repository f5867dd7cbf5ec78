from django.db import transaction
from django.utils import timezone

from objectives.models import ActionLead, NotMine
from stakeholders.editing import lock_row
from stakeholders.events import record


@transaction.atomic
def set_leads(action, *, by, posts, version=None, at=None):
    """Make `posts` the leads of an action, the first of them accountable.

    Leads that go are ended, not deleted: the action remembers who led it when.
    """
    at = at or timezone.now()
    action = lock_row(action, version=version)
    posts = list(dict.fromkeys(posts))
    now = {lead.post_id: lead for lead in action.leads.in_force().select_related("post")}
    before = [lead.post for lead in sorted(now.values(), key=lambda lead: lead.position)]
    if [post.pk for post in before] == [post.pk for post in posts]:
        return action
    wanted = {post.pk for post in posts}
    for post_id, lead in now.items():
        if post_id not in wanted:
            lead.ended_at = max(at, lead.started_at)
            lead.save(update_fields=["ended_at"])
    for position, post in enumerate(posts):
        if lead := now.get(post.pk):
            lead.position = position
            lead.save(update_fields=["position"])
        else:
            ActionLead.objects.create(action=action, post=post, position=position, started_at=at)
    drop_not_mine(action, by=by, at=at, but_of=wanted)
    action.version += 1
    action.save(update_fields=["version"])
    record(
        "leads changed",
        action,
        by=by,
        before={"leads": before},
        after={"leads": posts},
        plan=action.plan_id,
        at=at,
    )
    return action


def drop_not_mine(action, *, by, at, but_of=()):
    """A locked action that ended, or is led by others now (`but_of`, keys, those that lead it):
    whose it is needs no answer any more."""
    waiting = NotMine.objects.waiting().filter(action=action).exclude(post__in=but_of)
    for row in waiting.select_related("post"):
        row.decision = NotMine.Decision.LAPSED
        row.decided_by, row.decided_at = by, at
        row.save()
        record(
            "question whose it is dropped",
            action,
            by=by,
            before={"post": row.post},
            plan=action.plan_id,
            at=at,
        )
