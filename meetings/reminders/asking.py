"""A source of reminders, made of a function that reads what there is."""

from dataclasses import dataclass
from datetime import date

from objectives.reminders.recipients import ANSWERABLE
from stakeholders.dates import spoken
from stakeholders.models import Office
from stakeholders.reminding.because import to_reader
from stakeholders.reminding.sources import ANSWER_PAGE, Account, Gone, Line, Named, Owed

from .recipients import MeetingRecipients
from .things import RULES, TOLD

PRIVATE = "A private meeting"
OFF = "The reminders of meetings are off"
# After the actions and the papers (objectives.reminders.rules, reports.reminders).
PLACE = 20
EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True)
class Reminding:
    """From which day the office reminds of meetings, and who looks after them."""

    since: date
    post_id: int | None
    mailbox: str


def reminding_on(on, since=None):
    """The Reminding of the day `on`, or None while nothing goes out; `since` stands in for the
    office's own day where it is only being tried."""
    office = Office.objects.select_related("meetings_post").first()
    since = since or (office.meetings_remind_from if office else None)
    if office is None or since is None or since > on:
        return None
    post = office.meetings_post
    return Reminding(since, office.meetings_post_id, post.mailbox if post else "")


@dataclass(frozen=True)
class Source:
    """`read(on, since)` gives the Things that may owe something on that day, by rising key;
    with `keys` those alone, also where they owe nothing; `noun` names one in the ledger."""

    code: str
    read: callable
    noun: str

    def owed(self, on, since=None):
        if (office := reminding_on(on, since)) is None:
            return
        things = list(self.read(on, office.since))
        if not things:
            return
        recipients = MeetingRecipients(things, on, office_post=office.post_id)
        for thing in things:
            yield from self._owed_of(thing, recipients, on)

    def _owed_of(self, thing, recipients, on):
        for rule, rung, ground in thing.rungs(on):
            for person, (post, because) in recipients.told(thing, rule).items():
                yield Owed(
                    person_id=person.pk,
                    address=person.email,
                    source=self.code,
                    object_id=thing.key,
                    plan_id=None,
                    rule=rule,
                    ground=ground,
                    rung=rung,
                    post_id=post,
                    because=because,
                    order=order_of(thing, rule, on),
                )

    def describe(self, items, on, since=None):
        office = reminding_on(on, since)
        if office is None:
            yield from ((item, Gone(OFF)) for item in items)
            return
        things = self.read(on, office.since, keys={item.object_id for item in items})
        things = {thing.key: thing for thing in things}
        recipients = MeetingRecipients(things.values(), on, office_post=office.post_id)
        for item in items:
            thing = things.get(item.object_id)
            gone = why_gone(item, thing, recipients, on)
            yield item, Gone(gone) if gone else line_of(item, thing, office, on)

    def accounts(self, on, *, as_if_on=False):
        office = reminding_on(on, EARLIEST if as_if_on else None)
        things = list(self.read(on, office.since if office else on))
        if not things:
            return
        recipients = office and MeetingRecipients(things, on, office_post=office.post_id)
        for thing in things:
            names = {
                "plan": "",
                "objective": "",
                "action": f"{self.noun}: {thing.heading}",
                "deadline": thing.due_on.isoformat() if thing.due_on else "",
            }
            if office is None:
                yield Account(names, why=OFF)
                continue
            again = thing.following(on)
            standing = tuple(self._owed_of(thing, recipients, on))
            why = "" if standing else f"Next on {spoken(again)}" if again else "Nobody can be told"
            yield Account(names, standing=standing, why=why, again=again)

    def name_items(self, items):
        """Who sees the ledger sees private meetings too."""
        keys = {item.object_id for item in items}
        things = {thing.key: thing for thing in self.read(None, EARLIEST, keys=keys)}
        for item in items:
            if thing := things.get(item.object_id):
                yield item, Named(f"{self.noun}: {thing.heading}", thing.url)
            else:
                yield item, Named(f"{self.noun} that is no longer there")


def order_of(thing, rule, on):
    return (PLACE, RULES.index(rule), thing.due_on or on, thing.key)


def why_gone(item, thing, recipients, on):
    if thing is None or (item.rule, item.ground) not in {
        (rule, ground) for rule, _, ground in thing.rungs(on)
    }:
        return "It was done, or its day has moved"
    if item.digest.person_id not in {person.pk for person in recipients.told(thing, item.rule)}:
        return "Somebody else answers for it now"
    return ""


def line_of(item, thing, office, on):
    own = item.because in ANSWERABLE and item.rule != TOLD and thing.post_id is not None
    details = [thing.asks, *(() if thing.private else thing.details)]
    if item.because:
        details.append(to_reader(item.because, item.post))
    return Line(
        section=thing.section if own else "meetings_kept",
        heading=PRIVATE if thing.private else thing.heading,
        details=tuple(filter(None, details)),
        state=thing.state,
        due_on=None if thing.private else thing.due_on,
        reply_to=office.mailbox,
        answerable=own and bool(thing.page),
        page=thing.page or ANSWER_PAGE,
        order=order_of(thing, item.rule, on),
    )
