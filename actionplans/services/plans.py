"""Plans and strategies: added, changed, withdrawn."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from actionplans.models import ActionPlan, PlanOwner, Strategy
from stakeholders.editing import change_row
from stakeholders.events import record, values_of
from stakeholders.slugs import free_slug


@transaction.atomic
def create_strategy(*, by, title, summary="", at=None):
    slug = free_slug(Strategy, title, fallback="strategy")
    strategy = Strategy.objects.create(title=title, slug=slug, summary=summary)
    after = values_of(strategy, ["title", "summary"])
    record("strategy created", strategy, by=by, after=after, at=at)
    return strategy


def edit_strategy(strategy, *, by, changes, version=None, at=None):
    verb = "strategy edited"
    return change_row(strategy, by=by, verb=verb, changes=changes, version=version, at=at)


@transaction.atomic
def create_plan(*, by, title, starts_on, owners=(), quarter_basis=None, at=None, **fields):
    """A new plan. Its reminders are off. `quarter_basis` empty: assumed, and marked as such."""
    stated = {} if quarter_basis is None else {"quarter_basis": quarter_basis}
    plan = ActionPlan(
        title=title,
        starts_on=starts_on,
        quarter_basis_assumed=quarter_basis is None,
        **stated,
        **fields,
    )
    plan.slug = free_slug(ActionPlan, title, fallback="plan")
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError:
        # Somebody took the same address at the same moment: the next free one will do.
        plan.slug = free_slug(ActionPlan, title, fallback="plan")
        plan.save()
    after = values_of(plan, ["title", "slug", "starts_on", "ends_on", "quarter_basis"])
    record("plan created", plan, by=by, after=after, plan=plan, at=at)
    set_owners(plan, by=by, organisations=owners, at=at)
    return plan


@transaction.atomic
def edit_plan(plan, *, by, changes, owners=None, version=None, at=None):
    """Change a plan's own fields. A changed review interval moves when updates are due."""
    if "quarter_basis" in changes:
        changes = changes | {"quarter_basis_assumed": False}
    plan = change_row(
        plan, by=by, verb="plan edited", changes=changes, version=version, plan=plan, at=at
    )
    if owners is not None:
        set_owners(plan, by=by, organisations=owners, at=at)
    return plan


@transaction.atomic
def set_owners(plan, *, by, organisations, at=None):
    before = [owner.organisation for owner in plan.ownerships.select_related("organisation")]
    organisations = list(dict.fromkeys(organisations))
    if before == organisations:
        return
    plan.ownerships.all().delete()
    PlanOwner.objects.bulk_create(
        PlanOwner(plan=plan, organisation=organisation, position=position)
        for position, organisation in enumerate(organisations)
    )
    record(
        "plan owners changed",
        plan,
        by=by,
        before={"owners": before},
        after={"owners": organisations},
        plan=plan,
        at=at,
    )


def withdraw_plan(plan, *, by, reason, at=None):
    """Take a plan out of use: nothing is deleted, nobody is reminded of it any more."""
    changes = {"withdrawn_at": at or timezone.now(), "withdrawn_reason": reason}
    return change_row(plan, by=by, verb="plan withdrawn", changes=changes, plan=plan, at=at)
