"""Contacts to look at again, once a month; and what people asked of their own data, weekly from two
weeks before the answer is due. An e-mail tells numbers and days, and never whom it is about.

Contacts that only keepers see are counted apart, and to keepers: nobody else can look at them."""

from dataclasses import replace
from datetime import timedelta

from django.db.models import Count, Min
from django.urls import reverse

from objectives.reminders.rules import Step
from stakeholders.dates import in_words
from stakeholders.models import Contact, SubjectRequest
from stakeholders.workdays import working_day_until

from . import asking
from .recipients import MeetingRecipients
from .things import AGAIN, Thing

SOURCE = "contacts"
REVIEWS, REQUESTS = "contact_reviews", "data_requests"
# The office has one of each: what is owed is not owed for a row.
REVIEW_KEY, REQUEST_KEY, RESTRICTED_KEY = 1, 2, 3
BEFORE = timedelta(days=14)


def read(on, since, keys=None):
    things = {REVIEW_KEY: reviews, REQUEST_KEY: requests, RESTRICTED_KEY: restricted_reviews}
    for key, thing in things.items():
        if keys is None or key in keys:
            yield thing(key, on, since)


def reviews(key, on, since):
    due = Contact.objects.unrestricted().review_due(on).count() if on else 0
    return reviews_of(key, on, since, due, "Contacts to look at again")


def restricted_reviews(key, on, since):
    due = Contact.objects.restricted().review_due(on).count() if on else 0
    return reviews_of(key, on, since, due, "Contacts to look at again that only keepers see")


def reviews_of(key, on, since, due, heading):
    steps = ()
    if due:
        steps = (Step(REVIEWS, max(on.replace(day=1), since), f"reviews of {on:%Y-%m}"),)
    return thing_of(key, steps, heading, f"{due} to look at again")


def requests(key, on, since):
    waiting = SubjectRequest.objects.waiting()
    found = waiting.aggregate(count=Count("pk"), due_on=Min("due_on")) if on else {"count": 0}
    if not found["count"]:
        return thing_of(key, (), "Requests about people’s own data", "")
    due_on, count = found["due_on"], found["count"]
    first = max(working_day_until(due_on - BEFORE), since)
    said = "was due" if due_on < on else "is due"
    asks = f"{count} to answer; the first {said} {in_words(due_on, 'l j F Y')}"
    steps = (Step(REQUESTS, first, f"first due {due_on}", every=AGAIN),)
    return thing_of(key, steps, "Requests about people’s own data", asks)


def thing_of(key, steps, heading, asks):
    return Thing(
        key=key,
        steps=steps,
        section="contacts",
        heading=heading,
        asks=asks,
        for_staff=True,
        url=reverse("stakeholders:contact-list"),
        page="",
    )


class KeeperRecipients(MeetingRecipients):
    def told(self, thing, rule):
        """Of restricted contacts the keepers among those who are told; else those among all
        coordinators. Where there is no keeper, somebody has to be given the access."""
        found = super().told(thing, rule)
        if thing.key != RESTRICTED_KEY:
            return found
        everybody = dict.fromkeys(self.staff, (None, "office"))
        return keepers_among(found) or keepers_among(everybody) or found


def keepers_among(people):
    return {person: why for person, why in people.items() if person.access.restricted_contacts}


def gate(on, since=None):
    return replace(asking.engagement_on(on, since), recipients_of=KeeperRecipients)


source = asking.Source(
    SOURCE,
    read,
    "Personal data",
    gate=gate,
    kept="contacts",
    private="Personal data",
)
owed, describe = source.owed, source.describe
accounts, name_items = source.accounts, source.name_items
