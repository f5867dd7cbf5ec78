"""Who may do what: the roles of domain.md, worked out from groups, holdings and seats.

Administrator, coordinator and auditor are groups. Lead and member *derive* from dated holdings
and memberships, so that nobody keeps a right that their post no longer gives.
"""

from dataclasses import dataclass

from django.db.models import Q

ADMINISTRATOR = "Administrator"
COORDINATOR = "Coordinator"
AUDITOR = "Auditor"
CONTACT_KEEPER = "Contact keeper"
GROUPS = (ADMINISTRATOR, COORDINATOR, AUDITOR, CONTACT_KEEPER)


@dataclass(frozen=True)
class Access:
    administrator: bool = False
    coordinator: bool = False
    auditor: bool = False
    contact_keeper: bool = False
    posts: frozenset[int] = frozenset()
    bodies: frozenset[int] = frozenset()
    private_bodies: frozenset[int] = frozenset()

    @property
    def sees_everything(self):
        """Exempt rows included: the office's staff and the auditor."""
        return self.coordinator or self.auditor

    @property
    def sees_plans(self):
        return self.sees_everything or bool(self.posts)

    @property
    def sees_people(self):
        return self.administrator or self.auditor

    @property
    def sees_meetings(self):
        """Whoever holds a post sees the meetings that it attends (decision 24)."""
        return self.sees_everything or bool(self.posts)

    @property
    def sees_engagement(self):
        """Whoever holds a post sees what was done with communities, and logs it too."""
        return self.sees_everything or bool(self.posts)

    @property
    def sees_contacts(self):
        """The directory's people are personal data: the office's staff and auditors."""
        return self.sees_everything

    @property
    def restricted_contacts(self):
        """Links that can tell data of a special category: whom the administrator named for it."""
        return self.contact_keeper and self.sees_contacts

    @property
    def sees_reports(self):
        return self.sees_everything or bool(self.bodies)

    @property
    def sees_history(self):
        """The whole Event log (design.md: readable by auditors)."""
        return self.auditor


def access_of(person, *, on):
    """The access of `person` on the day `on`: their groups, posts (as deputy too) and seats."""
    from .models import BodyMembership

    user = getattr(person, "user", None)
    groups = set()
    if user is not None and user.is_active:
        groups = set(user.groups.values_list("name", flat=True))
    posts = holdings_answered(person, on=on)
    seats = dict(
        BodyMembership.objects.on(on)
        .filter(person=person)
        .order_by("private_papers")
        .values_list("body", "private_papers")
    )
    return Access(
        administrator=ADMINISTRATOR in groups,
        coordinator=COORDINATOR in groups,
        auditor=AUDITOR in groups,
        contact_keeper=CONTACT_KEEPER in groups,
        posts=frozenset(posts.order_by().values_list("post", flat=True)),
        bodies=frozenset(seats),
        private_bodies=frozenset(body for body, private in seats.items() if private),
    )


def holdings_answered(person, *, on):
    """The holdings that `person` answers for on a day: their own, and those of whoever is away
    and has them as deputy."""
    from .models import Absence, PostHolding

    away = Absence.objects.on(on).filter(deputy=person).values("person")
    return PostHolding.objects.on(on).filter(Q(person=person) | Q(person__in=away))
