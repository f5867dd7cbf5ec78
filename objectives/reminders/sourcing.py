"""A source of reminders, made of a function that reads what there is. The rooms to the right make
theirs of it too: from which day they remind, and who is told instead, is said by their `Gate`."""

from dataclasses import dataclass
from datetime import date

from stakeholders.dates import spoken
from stakeholders.reminding.because import to_reader
from stakeholders.reminding.sources import ANSWER_PAGE, Account, Gone, Line, Named, Owed

from .recipients import ANSWERABLE
from .things import RULES, TOLD

EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True)
class Gate:
    """What is let through on a day. `since` is the first day that counts: None while nothing is.

    A subclass gives `recipients(things, on)`, whose `told(thing, rule)` is {person: (post, why)};
    and may say why it lets nothing through of one thing, and which mailbox takes answers about it.
    """

    since: date | None
    off = "The reminders are off"

    def recipients(self, things, on):
        raise NotImplementedError

    def why_off(self, thing, on):
        return self.off if self.since is None else ""

    def mailbox_of(self, thing):
        return ""


@dataclass(frozen=True)
class Source:
    """`read(on, since)` gives the Things that may owe something on that day, by rising key;
    with `keys` those alone, also where they owe nothing; `noun` names one in the ledger.

    `gate(on, since)` is the Gate of that day, or of that day as if reminders were on since another.
    What the reader does not answer for stands under the heading `kept`, and of what is private an
    e-mail says no more than `private`. `place` is that among the sources.
    """

    code: str
    read: callable
    noun: str
    gate: callable
    kept: str
    private: str
    place: int

    def owed(self, on, since=None):
        gate = self.gate(on, since)
        things = [] if gate.since is None else self._let_through(gate, on)
        if things:
            recipients = gate.recipients(things, on)
            for thing in things:
                yield from self._owed_of(thing, recipients, on)

    def _let_through(self, gate, on):
        return [thing for thing in self.read(on, gate.since) if not gate.why_off(thing, on)]

    def _owed_of(self, thing, recipients, on):
        for rule, rung, ground in thing.rungs(on):
            for person, (post, because) in recipients.told(thing, rule).items():
                yield Owed(
                    person_id=person.pk,
                    address=person.email,
                    source=self.code,
                    object_id=thing.key,
                    plan_id=thing.plan.pk if thing.plan else None,
                    rule=rule,
                    ground=ground,
                    rung=rung,
                    post_id=post,
                    because=because,
                    order=self._order_of(thing, rule, on),
                )

    def describe(self, items, on, since=None):
        gate = self.gate(on, since)
        if gate.since is None:
            yield from ((item, Gone(gate.off)) for item in items)
            return
        things = self.read(on, gate.since, keys={item.object_id for item in items})
        things = {thing.key: thing for thing in things}
        recipients = gate.recipients(list(things.values()), on)
        for item in items:
            thing = things.get(item.object_id)
            gone = (thing and gate.why_off(thing, on)) or why_gone(item, thing, recipients, on)
            yield item, Gone(gone) if gone else self._line_of(item, thing, gate, on)

    def accounts(self, on, *, as_if_on=False):
        gate = self.gate(on, EARLIEST if as_if_on else None)
        things = list(self.read(on, gate.since or on))
        if not things:
            return
        recipients = gate.since and gate.recipients(things, on)
        for thing in things:
            names = {
                "plan": thing.plan.slug if thing.plan else "",
                "objective": "",
                "action": f"{self.noun}: {thing.heading}",
                "deadline": thing.due_on.isoformat() if thing.due_on else "",
            }
            if why := gate.why_off(thing, on):
                yield Account(names, why=why)
                continue
            again = thing.following(on)
            standing = tuple(self._owed_of(thing, recipients, on))
            why = "" if standing else f"Next on {spoken(again)}" if again else "Nobody can be told"
            yield Account(names, standing=standing, why=why, again=again)

    def name_items(self, items):
        """Who sees the ledger sees what is private too."""
        keys = {item.object_id for item in items}
        things = {thing.key: thing for thing in self.read(None, EARLIEST, keys=keys)}
        for item in items:
            if thing := things.get(item.object_id):
                plan = thing.plan.title if thing.plan else ""
                yield item, Named(f"{self.noun}: {thing.heading}", thing.url, plan)
            else:
                yield item, Named(f"{self.noun} that is no longer there")

    def _line_of(self, item, thing, gate, on):
        own = item.because in ANSWERABLE and item.rule != TOLD and thing.post_id is not None
        details = [thing.asks, *(() if thing.private else thing.details)]
        if item.because:
            details.append(to_reader(item.because, item.post))
        return Line(
            section=thing.section if own else self.kept,
            heading=self.private if thing.private else thing.heading,
            details=tuple(filter(None, details)),
            state=thing.state,
            due_on=None if thing.private else thing.due_on,
            mark=thing.plan.mark if thing.plan else "",
            reply_to=gate.mailbox_of(thing),
            plan=thing.plan.title if thing.plan else "",
            answerable=own and bool(thing.page),
            page=thing.page or ANSWER_PAGE,
            order=self._order_of(thing, item.rule, on),
        )

    def _order_of(self, thing, rule, on):
        return (self.place, RULES.index(rule), thing.due_on or on, thing.key)


def why_gone(item, thing, recipients, on):
    if thing is None or (item.rule, item.ground) not in {
        (rule, ground) for rule, _, ground in thing.rungs(on)
    }:
        return "It was done, or its day has moved"
    if item.digest.person_id not in {person.pk for person in recipients.told(thing, item.rule)}:
        return "Somebody else answers for it now"
    return ""
