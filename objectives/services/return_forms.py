from django.db import transaction
from django.utils import timezone

from objectives.exporting import return_form
from objectives.exporting.asked import asked
from stakeholders.events import record


@transaction.atomic
def download_return_form(round, *, by, posts=None, at=None) -> bytes | None:
    """The round's return form in Word, with what `by` may see: of `posts` (keys), or of all that
    still wait. None where no such post is asked anything that they may see. The log remembers
    who took it.
    """
    at = at or timezone.now()
    form = asked(round, person=by, posts=posts, on=timezone.localdate(at))
    if not form.posts:
        return None
    content = return_form.write(form)
    after = {"leads": [post.title for post in form.posts], "bytes": len(content)}
    record("return form downloaded", round, by=by, after=after, plan=round.plan_id, at=at)
    return content
