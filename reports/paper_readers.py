"""The page of a paper's readers: who was told of each revision, and who had what of it when."""

from collections import defaultdict
from dataclasses import dataclass, field

from stakeholders.models import Event, Person

from .models import Delivery, ReportFile
from .readers import readers_of

READ, DOWNLOADED = "paper read", "paper downloaded"
STATE_COLOURS = {
    Delivery.State.WAITING: "blue",
    Delivery.State.CLAIMED: "light-blue",
    Delivery.State.SENT: "green",
    Delivery.State.FAILED: "red",
    Delivery.State.UNCERTAIN: "yellow",
    Delivery.State.NO_ADDRESS: "red",
}
# Sent again only by a press, from any of these.
SETTLED = (
    Delivery.State.SENT,
    Delivery.State.FAILED,
    Delivery.State.UNCERTAIN,
    Delivery.State.NO_ADDRESS,
)


@dataclass
class Line:
    """One reader and one revision. `had` are the occasions, the latest first."""

    person: Person
    delivery: Delivery | None = None
    is_reader: bool = False
    had: list = field(default_factory=list)

    @property
    def colour(self):
        return STATE_COLOURS[self.delivery.state]

    @property
    def may_send(self):
        """A press can help: there is somewhere to send it, and nothing is on its way."""
        settled = self.delivery is None or self.delivery.state in SETTLED
        return self.is_reader and settled and bool(self.person.email)


@dataclass(frozen=True)
class Had:
    at: object
    words: str
    times: int


def lines_of(revision, *, on):
    """(readers, others): a Line of everybody who is a reader or was told, by name; and of those
    besides who had the paper, such as the office's own staff."""
    readers = {person.pk: person for person in readers_of(revision.report, on=on)}
    lines = {
        row.person_id: Line(row.person, row) for row in revision.deliveries.select_related("person")
    }
    for pk, person in readers.items():
        lines.setdefault(pk, Line(person)).is_reader = True
    others = {}
    for pk, had in _had(revision).items():
        if pk in lines:
            lines[pk].had = had
        else:
            others[pk] = had
    people = Person.objects.in_bulk(others)
    outside = [Line(people[pk], had=had) for pk, had in others.items()]
    return _by_name(lines.values()), _by_name(outside)


def _had(revision):
    """{person's key: [Had]}: each form once, with how often and when last."""
    kinds = dict(ReportFile.Kind.choices)
    events = Event.objects.about(revision).filter(verb__in=(READ, DOWNLOADED), actor__isnull=False)
    found = defaultdict(dict)
    for actor, verb, after, at in events.values_list("actor", "verb", "after", "at"):
        words = "Read"
        if verb != READ:
            words = f"Downloaded as {kinds.get(after.get('kind'), 'PDF')}"
        if after.get("by_link"):
            words += ", by the link of the e-mail"
        had = found[actor].get(words)
        found[actor][words] = Had(had.at if had else at, words, had.times + 1 if had else 1)
    return {actor: list(rows.values()) for actor, rows in found.items()}


def _by_name(lines):
    return sorted(lines, key=lambda line: (line.person.name, line.person.pk))
