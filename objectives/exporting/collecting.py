"""What a plan's file says, as one value: the only part of the export that reads the database."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from actionplans.models import StatutoryDuty, StrategyTheme
from objectives.exporting.history import history_of
from objectives.importing.differing import LivingPlan, read_living
from objectives.importing.draft import PlanDraft
from objectives.importing.ours.sheets import Version
from objectives.listing import sub_actions_done
from objectives.models import Action, Objective, ProgressUpdate
from objectives.presenting import StateWords, done_words, state_words
from stakeholders.office import OfficeWords


@dataclass(frozen=True)
class Said:
    """One progress update, and whose it was."""

    action: str
    """the action's key in the draft"""
    label: str
    at: dt.datetime
    kind: str
    status: str
    rag: str
    comment: str
    next_step: str
    completed_on: dt.date | None
    published_words: str
    by: str
    post: str

    @property
    def day(self) -> dt.date:
        return timezone.localdate(self.at)


@dataclass(frozen=True)
class Standing:
    """How an action stands on the day of the export."""

    label: str
    state: StateWords
    """as the plan's page says it"""
    done: str
    status: str
    rag: str
    completed_on: dt.date | None
    latest: Said | None
    version: Version


@dataclass(frozen=True)
class PlanExport:
    title: str
    slug: str
    office: str
    mark: str
    owners: tuple[str, ...]
    settings: dict
    """what a plan has beside its objectives, by the names of docs/import-format.md"""
    at: dt.datetime
    whole: bool
    """whether all rows are in it; else those that one person may see"""
    draft: PlanDraft
    standing: dict[str, Standing]
    """by the action's key in the draft"""
    said: tuple[Said, ...]
    """every update, oldest first"""
    history: dict

    @property
    def on(self) -> dt.date:
        return timezone.localdate(self.at)


def collect(plan, *, person=None, at: dt.datetime) -> PlanExport:
    """All of the plan, or what `person` may see of it."""
    living = read_living(plan, person)
    labels = {key: action.label for key, action in living.actions.items()}
    said = _said(living, labels)
    latest = {each.action: each for each in said}
    owners = tuple(
        str(each) for each in plan.owners.order_by("planowner__position", "planowner__pk")
    )
    whole = person is None or person.access.sees_everything
    return PlanExport(
        title=plan.title,
        slug=plan.slug,
        office=OfficeWords().name,
        mark=plan.mark,
        owners=owners,
        settings=settings_of(plan, owners) | purposes_of(living),
        at=at,
        whole=whole,
        draft=living.draft,
        standing=_standing(living, latest, person=person, on=timezone.localdate(at)),
        said=said,
        history=history_of(plan, living) if whole else {},
    )


def settings_of(plan, owners) -> dict:
    def named(row):
        return str(row) if row else ""

    return {
        "owners": list(owners),
        "strategy": named(plan.strategy),
        "years": "financial" if plan.financial_years else "calendar",
        "review_interval": plan.review_interval,
        "coordinator": named(plan.coordinator_post),
        "escalation": named(plan.escalation_post),
        "mark": plan.mark,
        "stage": plan.stage,
    }


def purposes_of(living: LivingPlan) -> dict:
    """Which duties and themes are served by which rows."""
    rows = living.objectives | living.actions
    keys = {(type(row), row.pk): key for key, row in rows.items()}

    def served(purposes, model, name: str) -> dict[int, list[str]]:
        link = getattr(model, name).through
        field = model._meta.model_name
        links = link.objects.filter(**{f"{field}__in": [pk for kind, pk in keys if kind is model]})
        pairs = links.order_by("pk").values_list(f"{purposes._meta.model_name}_id", f"{field}_id")
        found: dict[int, list[str]] = {}
        for purpose, pk in pairs:
            found.setdefault(purpose, []).append(keys[model, pk])
        return found

    by_objectives = served(StatutoryDuty, Objective, "duties")
    by_actions = served(StatutoryDuty, Action, "duties")
    themes = served(StrategyTheme, Objective, "themes")
    return {
        "duties": [
            {
                "act": duty.act,
                "section": duty.section,
                "title": duty.title,
                "url": duty.url,
                "rows": [*by_objectives.get(duty.pk, ()), *by_actions.get(duty.pk, ())],
            }
            for duty in StatutoryDuty.objects.filter(pk__in={*by_objectives, *by_actions})
        ],
        "themes": [
            {"title": theme.title, "rows": themes[theme.pk]}
            for theme in StrategyTheme.objects.filter(pk__in=themes)
        ],
    }


def _said(living: LivingPlan, labels: dict[str, str]) -> tuple[Said, ...]:
    keys = {action.pk: key for key, action in living.actions.items()}
    if not keys:
        return ()
    plan = next(iter(living.actions.values())).plan_id
    rows = ProgressUpdate.objects.filter(action__plan=plan).select_related("by", "post")
    return tuple(
        Said(
            action=keys[row.action_id],
            label=labels[keys[row.action_id]],
            at=row.recorded_at,
            kind=row.kind,
            status=row.status,
            rag=row.rag,
            comment=row.comment,
            next_step=row.next_step,
            completed_on=row.completed_on,
            published_words=row.published_words,
            by=str(row.by or ""),
            post=str(row.post or ""),
        )
        for row in rows.order_by("recorded_at", "pk")
        if row.action_id in keys
    )


class _Everything:
    """Stands for a person who sees every row."""

    class access:
        sees_everything = True


def _standing(living: LivingPlan, latest, *, person, on) -> dict[str, Standing]:
    pks = [action.pk for action in living.actions.values()]
    done = sub_actions_done(pks, person=person or _Everything) if pks else {}
    found = {}
    for key, action in living.actions.items():
        found[key] = Standing(
            label=action.label,
            state=state_words(action, on),
            done=done_words(*done.get(action.pk, (0, 0))),
            status=action.status,
            rag=action.rag,
            completed_on=action.completed_on,
            latest=latest.get(key),
            version=Version(action.version, action.last_update_id, action.deadline_id),
        )
    return found
