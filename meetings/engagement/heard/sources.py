"""Where an issue was heard, said so that one source and forty both read well."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Sum

from meetings.models import Consultation, EngagementActivity, IssueSource, Meeting

Kind = IssueSource.Kind
COUNTED = {
    Kind.ACTIVITY: ("engagement activity", "engagement activities"),
    Kind.MEETING: ("meeting", "meetings"),
    Kind.CORRESPONDENCE: (
        "note of letters, e-mails or calls",
        "notes of letters, e-mails or calls",
    ),
    Kind.CONSULTATION: ("consultation", "consultations"),
    Kind.OTHER: ("other source", "other sources"),
}


OPENED = {"activity_id": EngagementActivity, "meeting_id": Meeting, "consultation_id": Consultation}


@dataclass(frozen=True)
class Heard:
    """`people` is the sum of what is known, None where nothing is; `unknown` sources do not say
    how many it was."""

    total: int
    kinds: tuple[str, ...]
    first: date | None
    last: date | None
    people: int | None
    unknown: int

    @property
    def kind_words(self):
        """ "3 meetings and 1 consultation" """
        said = [", ".join(self.kinds[:-1]), *self.kinds[-1:]]
        return " and ".join(filter(None, said))

    @property
    def people_words(self):
        """ "at least 40; not known for 3 sources": what is not known is not nobody."""
        if self.people is None:
            return "not known"
        if not self.unknown:
            return str(self.people)
        return f"at least {self.people}; not known for {number(self.unknown, 'source', 'sources')}"


def number(count, one, many):
    return f"{count} {one if count == 1 else many}"


def heard_of(issue):
    """All sources count, those too that the reader may not open: numbers name nobody."""
    kinds = dict(issue.sources.order_by().values_list("kind").annotate(Count("pk")))
    found = issue.sources.aggregate(
        total=Count("pk"),
        known=Count("count"),
        people=Sum("count"),
        first=Min("heard_on"),
        last=Max("heard_on"),
    )
    return Heard(
        total=found["total"],
        kinds=tuple(number(kinds[kind], *COUNTED[kind]) for kind in Kind if kind in kinds),
        first=found["first"],
        last=found["last"],
        people=found["people"],
        unknown=found["total"] - found["known"],
    )


def sources_of(issue, person):
    """The latest first. `seen` where the reader may open what it came from; of a private one they
    read neither its name nor what was said there."""
    rows = list(
        issue.sources.select_related(
            "activity", "meeting__forum__series", "consultation", "by"
        ).order_by("-heard_on", "-pk")
    )
    seen = {
        name: visible(model, person, (getattr(row, name) for row in rows))
        for name, model in OPENED.items()
    }
    for row in rows:
        row.seen = all(getattr(row, name) in (None, *seen[name]) for name in OPENED)
        row.own = row.by_id == person.pk
    return rows


def visible(model, person, keys):
    keys = set(keys) - {None}
    if not keys:
        return set()
    return set(model.objects.visible_to(person).filter(pk__in=keys).values_list("pk", flat=True))
