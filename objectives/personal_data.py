"""Where plans hold words about somebody outside the office (stakeholders.personal_data): in what
leads said of their actions, in risks, in notes on figures."""

from actionplans.models import ActionPlan, Amendment, Endorsement
from objectives.models import (
    Action,
    Activity,
    DateRequest,
    Deadline,
    Measure,
    MeasureTarget,
    NotMine,
    Objective,
    ProgressUpdate,
    Reading,
    Risk,
    RiskReview,
    SentBack,
)
from stakeholders.permissions import plan_readers
from stakeholders.personal_data import Place, of_all, search, under, visible

ACTION, MEASURE, RISK = (f"objectives:{name}-detail" for name in ("action", "measure", "risk"))
PLAN = "objectives:plan-detail"


def mentions_of(names, person):
    return list(search(PLACES, names, person))


def appearances_of(contact, person):
    """Plans know of no contacts."""
    return []


def action_page(row):
    return (ACTION, row.action_id)


PLACES = (
    Place(
        "A plan",
        ("title", "pause_reason", "closing_note", "withdrawn_reason"),
        of_all(ActionPlan, plan_readers),
        lambda row: (PLAN, row.slug),
    ),
    Place(
        "An endorsement of a plan",
        ("minute_reference", "note"),
        of_all(Endorsement, plan_readers),
        lambda row: (PLAN, row.plan.slug),
    ),
    Place(
        "An amendment of a plan",
        ("text", "note"),
        of_all(Amendment, plan_readers),
        lambda row: (PLAN, row.endorsement.plan.slug),
    ),
    Place(
        "An objective",
        ("title", "exempt_reason", "withdrawn_reason"),
        visible(Objective),
        lambda row: (PLAN, row.plan.slug),
    ),
    Place(
        "An activity of a plan",
        ("text", "withdrawn_reason"),
        under(Activity, "objective", Objective),
        lambda row: (PLAN, row.objective.plan.slug),
    ),
    Place(
        "An action",
        ("text", "lead_text", "source", "notes", "exempt_reason"),
        visible(Action),
        lambda row: (ACTION, row.pk),
    ),
    Place(
        "How an action goes",
        ("comment", "next_step", "published_words"),
        under(ProgressUpdate, "action", Action),
        action_page,
    ),
    Place(
        "Asked again of an action", ("question",), under(SentBack, "action", Action), action_page
    ),
    Place("A deadline", ("text", "note", "reason"), under(Deadline, "action", Action), action_page),
    Place(
        "Another date asked for",
        ("reason", "decision_note"),
        under(DateRequest, "action", Action),
        action_page,
    ),
    Place("“Not mine”", ("reason", "decision_note"), under(NotMine, "action", Action), action_page),
    Place(
        "A measure",
        ("title", "definition", "source", "exempt_reason", "withdrawn_reason"),
        visible(Measure),
        lambda row: (MEASURE, row.pk),
    ),
    Place(
        "A reading",
        ("note", "reason"),
        under(Reading, "measure", Measure),
        lambda row: (MEASURE, row.measure_id),
    ),
    Place(
        "A target",
        ("reason",),
        under(MeasureTarget, "measure", Measure),
        lambda row: (MEASURE, row.measure_id),
    ),
    Place(
        "A risk",
        ("title", "cause", "effect", "response", "exempt_reason", "closed_reason"),
        visible(Risk),
        lambda row: (RISK, row.pk),
    ),
    Place(
        "A look at a risk",
        ("words",),
        under(RiskReview, "risk", Risk),
        lambda row: (RISK, row.risk_id),
    ),
)
