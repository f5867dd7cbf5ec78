"""Who is reminded for a post on a day: the ladder of lead, coordinator, escalation post."""

from objectives.models import NotMine
from stakeholders.access import COORDINATOR
from stakeholders.models import Absence, Person, PostHolding

# Of the codes in stakeholders.reminding.because: who answers for the action by the link in their
# e-mail.
ANSWERABLE = ("", "deputy")


class Recipients:
    """Read once for a whole run, or for some `posts` alone.

    A post's holders; the plan's coordinator where the post is vacant, nobody who holds it has an
    e-mail address, or it said "this is not mine"; for whoever is away, their deputy.
    """

    def __init__(self, plans, on, posts=None):
        self.holders = {}
        holdings = PostHolding.objects.on(on).select_related("person")
        if posts is not None:
            of_plans = {plan.coordinator_post_id for plan in plans}
            of_plans |= {plan.escalation_post_id for plan in plans}
            holdings = holdings.filter(post__in={*posts, *of_plans} - {None})
        for holding in holdings.order_by("starts_on", "pk"):
            self.holders.setdefault(holding.post_id, []).append(holding.person)
        self.deputies = {
            absence.person_id: absence.deputy
            for absence in Absence.objects.on(on)
            .filter(deputy__isnull=False)
            .select_related("deputy")
        }
        self.staff = list(
            Person.objects.filter(user__is_active=True, user__groups__name=COORDINATOR).exclude(
                email=""
            )
        )
        self.coordinators = {
            plan.pk: [
                person
                for holder in self.holders.get(plan.coordinator_post_id, ())
                if (person := self.deputies.get(holder.pk, holder)).email
            ]
            or self.staff
            for plan in plans
        }
        self.not_mine = set(NotMine.objects.waiting().values_list("action", "post"))

    def of(self, action, posts, rule, *, private=False):
        """{person: (post, why it comes to them)} for a rule of `action`, which `posts` lead.

        A `private` one is exempt: of those who don't lead it only staff may read it, and whoever
        holds the plan's coordinating or escalation post need not be one of them.
        """
        plan, staff = action.plan, self._coordinators(action.plan, private)
        if rule == "escalated_coordinator":
            return dict.fromkeys(staff, (plan.coordinator_post_id, "coordinator"))
        if rule == "escalated_post":
            return self._escalated(plan, staff, private)
        found = {}
        for post in posts:
            said_no = (action.pk, post) in self.not_mine
            for person, because in self._of_post(post, staff, said_no):
                found.setdefault(person, (post, because))
        if not posts:
            found = dict.fromkeys(staff, (None, "no_lead"))
        return found

    def of_post(self, plan, post, *, private=False):
        """{person: (post, why)} of what `post` is asked beside its actions: who holds it, else the
        plan's coordinator."""
        told = self._of_post(post, self._coordinators(plan, private), said_no=False)
        return {person: (post, because) for person, because in told}

    def coordinating(self, plan, *, private=False):
        """{person: (post, why)} of what is for the plan's coordinator."""
        staff = self._coordinators(plan, private)
        return dict.fromkeys(staff, (plan.coordinator_post_id, "coordinator"))

    def _coordinators(self, plan, private):
        people = self.coordinators[plan.pk]
        if not private:
            return people
        return [person for person in people if person in self.staff] or self.staff

    def _escalated(self, plan, staff, private):
        post = plan.escalation_post_id
        told = self._of_post(post, staff, said_no=False)
        if private:
            told = [(person, because) for person, because in told if person in self.staff]
        found = {}
        for person, because in told or [(person, "coordinator") for person in staff]:
            why = because if because in ("vacant", "no_address", "coordinator") else "escalation"
            found.setdefault(person, (post, why))
        return found

    def _of_post(self, post, instead, said_no):
        if said_no:
            return [(person, "not_mine") for person in instead]
        holders = self.holders.get(post, ())
        to = []
        for holder in holders:
            deputy = self.deputies.get(holder.pk)
            person, because = (deputy, "deputy") if deputy else (holder, "")
            if person.email:
                to.append((person, because))
        if to:
            return to
        because = "no_address" if holders else "vacant"
        return [(person, because) for person in instead]
