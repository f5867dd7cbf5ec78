"""How many loops are open, and which for longest."""

from dataclasses import dataclass

from django.db.models import Count, Q

from meetings.models import HeardIssue

LONGEST = 5


@dataclass(frozen=True)
class Loops:
    """Counts by state; `longest` are the open ones that were heard first."""

    waiting: int
    untold: int
    closed: int
    longest: tuple[HeardIssue, ...] = ()

    @property
    def open(self):
        return self.waiting + self.untold

    @property
    def total(self):
        return self.open + self.closed


def loops(on, *, person=None, public=False, longest=LONGEST):
    """Of those that `person` may see, or of all; `public` leaves the private ones out. Each of
    the longest has `age`, in days on the day `on`."""
    rows = HeardIssue.objects.all() if person is None else HeardIssue.objects.visible_to(person)
    rows = rows.in_force()
    if public:
        rows = rows.filter(exempt_reason="")
    rows = rows.filter(heard_on__lte=on)
    is_open = Q(closed_at__isnull=True)
    counts = rows.aggregate(
        waiting=Count("pk", filter=is_open & Q(response="")),
        untold=Count("pk", filter=is_open & ~Q(response="")),
        closed=Count("pk", filter=~is_open),
    )
    oldest = rows.open().select_related("owner_post").order_by("heard_on", "pk")[:longest]
    return Loops(**counts, longest=tuple(with_age(oldest, on)))


def with_age(issues, on):
    for issue in issues:
        issue.age = (on - issue.heard_on).days
        yield issue
