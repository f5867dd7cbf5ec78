"""Links of e-mails that let somebody in without a password: stopped, and sent anew."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from stakeholders import links
from stakeholders.editing import lock_row
from stakeholders.events import record
from stakeholders.models import SignedLink

# Whoever has an old link must not be able to fill its owner's inbox.
FRESH_AN_HOUR = 3


@transaction.atomic
def stop_links(person, *, by, at=None):
    """No link that went out so far lets `person` in any more, nor gets them a fresh one. How many
    were still working. The next reminder brings a new link: whoever must not get that has the
    wrong address here, or a post that they should not hold."""
    at = at or timezone.now()
    person = lock_row(person)
    sent = SignedLink.objects.filter(person=person, revoked_at__isnull=True)
    working = sent.working(at).count()
    if sent.update(revoked_at=at):
        record("answer links stopped", person, by=by, after={"links_that_worked": working}, at=at)
    return working


def ask_for_fresh_link(*, token, at=None):
    """Send a new link to the person of an old one, if they still answer for posts. Says nothing
    about it. A link that was stopped gets nobody a new one: it may be in the wrong hands."""
    at = at or timezone.now()
    old = links.find(token)
    if old is None or old.revoked_at is not None:
        return
    with transaction.atomic():
        # The person's row is the lock: of many presses at once only the first few count.
        person = lock_row(old.person, related=("user",))
        link = links.new_link(person, at=at)
        asked = SignedLink.objects.filter(
            person=person,
            purpose=SignedLink.Purpose.ANSWER,
            digest__isnull=True,
            made_at__gt=at - timedelta(hours=1),
        )
        if not person.email or not links.posts_of(link, now=at) or asked.count() >= FRESH_AN_HOUR:
            return
        link.save()
        record("fresh answer link asked for", person, by=None, at=at)
    links.fresh_link_message(link).send()
