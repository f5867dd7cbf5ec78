"""What every source of reminders about meetings and engagement shares: the office's own gate."""

from dataclasses import dataclass

from objectives.reminders import sourcing
from stakeholders.models import Office

from .recipients import MeetingRecipients

PRIVATE = "A private meeting"
OFF = "The reminders of meetings are off"
# After the actions and the papers (objectives.reminders.rules, reports.reminders).
PLACE = 20


@dataclass(frozen=True)
class Reminding(sourcing.Gate):
    """From which day the office reminds of meetings, and who looks after them."""

    post_id: int | None = None
    mailbox: str = ""
    recipients_of: type[MeetingRecipients] = MeetingRecipients
    off = OFF

    def recipients(self, things, on):
        return self.recipients_of(things, on, office_post=self.post_id)

    def mailbox_of(self, thing):
        return self.mailbox


def reminding_on(on, since=None, *, kept_by="meetings_post", gate=Reminding):
    """The `gate` of the day `on`; `since` stands in for the office's own day where it is only
    being tried. `kept_by` is the office's field of the post that looks after it."""
    office = Office.objects.select_related(kept_by).first()
    since = since or (office.meetings_remind_from if office else None)
    if office is None or since is None or since > on:
        return gate(None)
    post = getattr(office, kept_by)
    return gate(since, post.pk if post else None, post.mailbox if post else "")


def engagement_on(on, since=None, *, gate=Reminding):
    """That of meetings: one day for both; who looks after engagement is a post of its own."""
    return reminding_on(on, since, kept_by="engagement_post", gate=gate)


@dataclass(frozen=True)
class Source(sourcing.Source):
    gate: callable = reminding_on
    kept: str = "meetings_kept"
    private: str = PRIVATE
    place: int = PLACE
