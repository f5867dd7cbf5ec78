from django.db import transaction
from django.utils import timezone

from objectives.models import ActionLead
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
