"""What a source of reminders hands over. A source is a module named in REMINDER_SOURCES with

- `SOURCE`: its key in the ledger,
- `owed(on)`: an iterable of `Owed`, every rung of every rule that stands on that day, whether or
  not it was sent before: the ledger knows that,
- `describe(items, on)`: (item, Line) for each of the ledger's items that still holds, and
  (item, Gone) for each that does not: a fixed number of queries for any number of digests,
- `accounts(on, as_if_on)`: an `Account` of every thing that could ever be owed,
- where it has them, `name_items(items)`: (item, Named) for each of the ledger's items, whether or
  not it still holds; `plan_names(keys)`: {key: title} of the plans that items bear; and
  `elsewhere(person)`: what waits for the person's posts on a page of its own, as `Elsewhere`.
"""

import datetime as dt
from dataclasses import dataclass, field
from importlib import import_module

from django.conf import settings

# The page of a link that has most of what is owed, and leads to the others.
ANSWER_PAGE = "objectives:answer"


@dataclass(frozen=True)
class Owed:
    """One reminder that stands: to whom, of what, by which rule.

    `rung` is the day from which it stands: a reminder sent since then, on the same ground, has
    answered it. `plan_id` is None for what belongs to no plan. `post` is the one it is owed to;
    `because` says why it comes to this person where they don't hold that post (a code of
    `because.BECAUSE`).
    """

    person_id: int
    address: str
    source: str
    object_id: int
    plan_id: int | None
    rule: str
    ground: str
    rung: dt.date
    post_id: int | None = None
    because: str = ""
    order: tuple = ()


@dataclass(frozen=True)
class Line:
    """How an e-mail shows one thing: a heading and a few short lines beneath it.

    `answerable` is true where the person answers for it by the signed link: a coordinator who is
    told of somebody else's late action does not. `next_step` says what happens if nothing comes;
    `plan` is what it belongs to, said where an e-mail has several; `answer_by` is the last day for
    an answer, where one was set. `page` is the name of the address, made with a link's token, where
    the person answers.
    """

    section: str
    heading: str
    details: tuple[str, ...] = ()
    state: str = ""
    due_on: dt.date | None = None
    mark: str = ""
    reply_to: str = ""
    plan: str = ""
    answerable: bool = True
    next_step: str = ""
    answer_by: dt.date | None = None
    page: str = ANSWER_PAGE
    order: tuple = field(default=())


@dataclass(frozen=True)
class Gone:
    """Why something that was owed is owed no more: a new date, another lead, an answer."""

    because: str


@dataclass(frozen=True)
class Account:
    """What stands of one thing, sent or not, and in words why nothing does.

    `names` are what a machine is told of it: plan, objective, action, deadline. `again` is the day
    on which something is owed next, where any is.
    """

    names: dict
    standing: tuple[Owed, ...] = ()
    why: str = ""
    again: dt.date | None = None


@dataclass(frozen=True)
class Named:
    """What an item of the ledger is about, and where in the portal it is found."""

    words: str
    url: str = ""
    plan: str = ""


@dataclass(frozen=True)
class Elsewhere:
    """What waits for somebody on a page of its own, and the name of that page's address, made with
    a link's token; `signed_in` is the name of the same for who is signed in."""

    words: str
    page: str
    signed_in: str


def elsewhere(person):
    found = [source.elsewhere(person) for source in sources() if hasattr(source, "elsewhere")]
    return [each for some in found for each in some]


def sources():
    return [import_module(name) for name in settings.REMINDER_SOURCES]
