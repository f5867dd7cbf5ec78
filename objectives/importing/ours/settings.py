"""What an exported plan says of itself beside its objectives, put into the plan made from it."""

from actionplans.models import Strategy
from actionplans.services import create_strategy, edit_plan
from objectives.importing.differing.wording import spelt
from stakeholders.models import Organisation, Post
from stakeholders.services import create_organisation, create_post


def apply_settings(plan, settings: dict, *, by, at):
    """Owners, strategy and posts that aren't there yet are made. Reminders stay off."""
    more = {"by": by, "at": at}
    changes = {
        "financial_years": settings["years"] == "financial",
        "mark": settings["mark"],
        "strategy": _found(Strategy, "title", settings["strategy"])
        or _made(create_strategy, title=settings["strategy"], **more),
    }
    if settings["review_interval"]:
        changes["review_interval"] = settings["review_interval"]
    for field, name in (("coordinator", "coordinator_post"), ("escalation", "escalation_post")):
        title = settings[field]
        changes[name] = _found(Post, "title", title) or _made(create_post, title=title, **more)
    owners = [
        _found(Organisation, "name", name) or create_organisation(name=name, **more)
        for name in settings["owners"]
    ]
    return edit_plan(plan, changes=changes, owners=owners, **more)


def _found(model, field: str, text: str):
    if not text:
        return None
    rows = model.objects.filter(**{f"{field}__iexact": text}).order_by("pk")
    return next((row for row in rows if spelt(getattr(row, field)) == spelt(text)), None)


def _made(create, *, title: str, **more):
    return create(title=title, **more) if title else None
