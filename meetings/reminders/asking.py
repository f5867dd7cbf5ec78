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
    off = OFF

    def recipients(self, things, on):
        return MeetingRecipients(things, on, office_post=self.post_id)

    def mailbox_of(self, thing):
        return self.mailbox


def reminding_on(on, since=None):
    """The Reminding of the day `on`; `since` stands in for the office's own day where it is only
    being tried."""
    office = Office.objects.select_related("meetings_post").first()
    since = since or (office.meetings_remind_from if office else None)
    if office is None or since is None or since > on:
        return Reminding(None)
    post = office.meetings_post
    return Reminding(since, office.meetings_post_id, post.mailbox if post else "")


@dataclass(frozen=True)
class Source(sourcing.Source):
    gate: callable = reminding_on
    kept: str = "meetings_kept"
    private: str = PRIVATE
    place: int = PLACE
