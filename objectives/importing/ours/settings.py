"""What an exported plan says of itself beside its rows, put into the plan made from it."""

from actionplans.models import StatutoryDuty, Strategy
from actionplans.services import create_duty, create_strategy, create_theme
from objectives.importing.differing.wording import spelt
from objectives.importing.draft import PlanDraft
from objectives.models import Action
from stakeholders.events import line, record_all
from stakeholders.models import Organisation, Post
from stakeholders.services import create_organisation, create_post


def plan_fields(settings: dict | None, *, by, at) -> dict:
    """Fields for `create_plan`. Owners, strategy and posts that aren't there yet are made."""
    if settings is None:
        return {}
    more = {"by": by, "at": at}
    strategy = settings["strategy"]
    fields = {
        "financial_years": settings["years"] == "financial",
        "mark": settings["mark"],
        "strategy": _found(Strategy.objects.all(), "title", strategy)
        or _made(create_strategy, title=strategy, **more),
        "owners": [
            _found(Organisation.objects.all(), "name", name)
            or create_organisation(name=name, **more)
            for name in settings["owners"]
        ],
    }
    if settings["review_interval"]:
        fields["review_interval"] = settings["review_interval"]
    for field, name in (("coordinator", "coordinator_post"), ("escalation", "escalation_post")):
        title = settings[field]
        post = _found(Post.objects.all(), "title", title)
        fields[name] = post or _made(create_post, title=title, **more)
    return fields


def add_purposes(plan, draft: PlanDraft, actions: dict[str, Action], *, by, at) -> None:
    """The duties and themes that the plan's rows serve. Call once the rows are written."""
    settings = draft.settings or {}
    objectives = plan.objectives.order_by("position", "pk")
    rows = dict(zip((o.key for o in draft.objectives), objectives, strict=True)) | actions
    lines = []
    for said in settings.get("duties", ()):
        duty = StatutoryDuty.objects.filter(act=said["act"], section=said["section"]).first()
        particulars = {name: said[name] for name in ("act", "section", "title", "url")}
        duty = duty or create_duty(by=by, at=at, **particulars)
        lines += _serve(rows, said["rows"], "duties", duty, plan=plan, by=by, at=at)
    for said in settings.get("themes", ()) if plan.strategy else ():
        theme = _found(plan.strategy.themes.all(), "title", said["title"])
        theme = theme or create_theme(by=by, strategy=plan.strategy, title=said["title"], at=at)
        lines += _serve(rows, said["rows"], "themes", theme, plan=plan, by=by, at=at)
    record_all(lines)


def _serve(rows: dict, keys, name: str, purpose, *, plan, by, at):
    for key in keys:
        row = rows.get(key)
        if row is not None and hasattr(row, name):
            getattr(row, name).add(purpose)
            after = {name: [purpose]}
            yield line(f"{name} changed", row, by=by, after=after, plan=plan, at=at)


def _found(rows, field: str, text: str):
    if not text:
        return None
    found = rows.filter(**{f"{field}__iexact": text}).order_by("pk")
    return next((row for row in found if spelt(getattr(row, field)) == spelt(text)), None)


def _made(create, *, title: str, **more):
    return create(title=title, **more) if title else None
