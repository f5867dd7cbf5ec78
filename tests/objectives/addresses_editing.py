"""The coordinator's editing addresses, for the walk over every address."""

from tests.world import Address

COORDINATOR = {"coordinator"}


def plan(world):
    return {"slug": world.plan.slug}


def pk_of(name):
    return lambda world: {"pk": getattr(world, name).pk}


def only(kwargs=lambda world: {}, method="get"):
    return Address(allowed=COORDINATOR, kwargs=kwargs, method=method)


def draft(world):
    return {"pk": world.import_draft.pk}


EDITING = {
    "objectives:plan-import": only(),
    "objectives:import-draft": only(draft),
    "objectives:import-progress": only(draft),
    "objectives:import-answer": only(draft, "post"),
    "objectives:import-columns": only(draft, "post"),
    "objectives:import-settings": only(draft),
    "objectives:import-save": only(draft, "post"),
    "objectives:import-discard": only(draft),
    "objectives:import-undo": only(draft),
    "objectives:plan-create": only(),
    "objectives:plan-edit": only(plan),
    "objectives:plan-arrange": only(plan),
    "objectives:plan-withdraw": only(plan),
    "objectives:plan-reminders": only(plan),
    "objectives:plan-reminders-on": only(plan),
    "objectives:plan-reminders-off": only(plan),
    "objectives:plan-reminders-pause": only(plan),
    "objectives:plan-reminders-resume": only(plan),
    "objectives:plan-reminder-rules": only(plan),
    "objectives:deadline-reading": only(plan),
    "objectives:objective-create": only(plan),
    "objectives:strategy-list": only(),
    "objectives:strategy-create": only(),
    "objectives:strategy-edit": only(lambda world: {"slug": world.strategy.slug}),
    "objectives:objective-edit": only(pk_of("objective")),
    "objectives:objective-move": only(pk_of("objective"), "post"),
    "objectives:objective-withdraw": only(pk_of("objective")),
    "objectives:activity-create": only(pk_of("objective")),
    "objectives:action-create": only(pk_of("objective")),
    "objectives:activity-edit": only(pk_of("activity")),
    "objectives:activity-move": only(pk_of("activity"), "post"),
    "objectives:activity-withdraw": only(pk_of("activity")),
    "objectives:action-edit": only(pk_of("action")),
    "objectives:action-move": only(pk_of("action"), "post"),
    "objectives:action-leads": only(pk_of("action")),
    "objectives:action-withdraw": only(pk_of("action")),
    "objectives:action-doubts-settle": only(pk_of("action")),
    "objectives:sub-action-create": only(pk_of("action")),
    "objectives:deadline-correct": only(pk_of("action")),
    "objectives:deadline-redate": only(pk_of("action")),
    "objectives:date-request-answer": only(pk_of("date_request")),
}
