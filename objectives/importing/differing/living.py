"""A plan of the database as a draft, with the rows that the draft's keys name."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from objectives.deadlines import Certainty, DeadlineReading
from objectives.importing.differing.wording import spelt
from objectives.importing.draft import ActionDraft, ActivityDraft, ObjectiveDraft, PlanDraft
from objectives.importing.statuses import StatusDraft
from objectives.models import (
    Action,
    ActionLead,
    Activity,
    Deadline,
    Objective,
    ProgressUpdate,
)
from objectives.states import Status
from stakeholders.models import Post


@dataclass(frozen=True)
class LivingPlan:
    draft: PlanDraft
    objectives: dict[str, Objective]
    activities: dict[str, Activity]
    actions: dict[str, Action]
    """by the key in the draft, each with `deadline` and `last_update` loaded, and its objective"""
    posts: dict[str, Post] = field(repr=False)
    """by the name that the draft gives them, those that lead something"""
    fingerprint: str = ""

    @property
    def gone(self) -> frozenset[str]:
        """Actions that are closed: they stay in the plan, and need be in no file."""
        return frozenset(
            key for key, action in self.actions.items() if action.status == Status.CLOSED
        )

    def said_before(self) -> dict[str, frozenset[str]]:
        """The words that deadlines had before they were corrected or the action got a new date."""
        pks = {action.pk: key for key, action in self.actions.items()}
        now = {action.deadline_id for action in self.actions.values()}
        earlier: dict[str, set[str]] = {}
        rows = Deadline.objects.filter(action__in=list(pks)).exclude(pk__in=now)
        for action, text in rows.order_by().values_list("action", "text"):
            earlier.setdefault(pks[action], set()).add(spelt(text))
        return {key: frozenset(words) for key, words in earlier.items()}


def draft_of(plan, person=None) -> PlanDraft:
    """The plan as it stands: all of it, or what `person` may see."""
    return read_living(plan, person).draft


def read_living(plan, person=None) -> LivingPlan:
    """The plan in a fixed number of queries. Withdrawn objectives and activities are left out."""
    seen = {"person": person} if person else {}
    objectives = _visible(plan.objectives.filter(withdrawn_at=None), **seen)
    objectives = list(objectives.order_by("position", "pk"))
    by_pk = {objective.pk: objective for objective in objectives}
    activities = list(
        Activity.objects.filter(objective__in=by_pk, withdrawn_at=None).order_by("position", "pk")
    )
    actions = _visible(plan.actions.filter(objective__in=by_pk), **seen)
    actions = list(actions.select_related("deadline", "last_update").order_by("position", "pk"))
    leads, posts = _leads(actions)
    mentions = _mentions(actions)
    drafted: dict[int, list[ActionDraft]] = {}
    here = {action.pk for action in actions}
    for action in actions:
        action.objective, action.plan = by_pk[action.objective_id], plan
        drafted.setdefault(action.objective_id, []).append(
            _drafted(action, leads.get(action.pk, ()), mentions.get(action.pk, ()), here)
        )
    of_objective: dict[int, list[ActivityDraft]] = {}
    for activity in activities:
        of_objective.setdefault(activity.objective_id, []).append(
            ActivityDraft(activity.number, _lines(activity.text), f"activity-{activity.pk}")
        )
    draft = PlanDraft(
        title=plan.title,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        quarters=plan.quarter_basis,
        quarters_assumed=plan.quarter_basis_assumed,
        published_title=plan.title,
        objectives=tuple(
            ObjectiveDraft(
                number=objective.number,
                title=objective.title,
                activities=tuple(of_objective.get(objective.pk, ())),
                actions=tuple(_in_blocks(drafted.get(objective.pk, ()))),
                key=f"objective-{objective.pk}",
                exempt_reason=_lines(objective.exempt_reason),
            )
            for objective in objectives
        ),
        doubts=(),
    )
    return LivingPlan(
        draft=draft,
        objectives={f"objective-{row.pk}": row for row in objectives},
        activities={f"activity-{row.pk}": row for row in activities},
        actions={f"action-{row.pk}": row for row in actions},
        posts=posts,
        fingerprint=fingerprint_of(objectives, activities, actions),
    )


def fingerprint_of(objectives, activities, actions) -> str:
    """Changes with every change of what the plan says: its words, order, dates, leads.

    A progress update leaves it as it is: leads report while a coordinator looks at a difference.
    """
    seen = [
        *((row.pk, row.version, row.position) for row in objectives),
        *((row.pk, row.version, row.position) for row in activities),
        *((row.pk, row.version, row.position, row.deadline_id) for row in actions),
    ]
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def post_names(posts) -> dict[int, str]:
    """One name for each post: its title, behind its organisation where two posts share it."""
    titles = Counter(spelt(title) for title in Post.objects.values_list("title", flat=True))
    return {
        post.pk: f"{post.organisation} {post.title}"
        if titles[spelt(post.title)] > 1 and post.organisation_id
        else post.title
        for post in posts
    }


def _visible(rows, person=None):
    return rows.visible_to(person) if person else rows


def _leads(actions) -> tuple[dict[int, tuple[str, ...]], dict[str, Post]]:
    found: dict[int, list[Post]] = {}
    plan = actions[0].plan_id if actions else None
    for lead in (
        ActionLead.objects.in_force()
        .filter(action__plan=plan)
        .select_related("post__organisation")
        .order_by("position", "pk")
    ):
        found.setdefault(lead.action_id, []).append(lead.post)
    names = post_names({post.pk: post for posts in found.values() for post in posts}.values())
    leads = {key: tuple(names[post.pk] for post in posts) for key, posts in found.items()}
    return leads, {names[post.pk]: post for posts in found.values() for post in posts}


def _mentions(actions) -> dict[int, tuple[str, ...]]:
    """The keys of the actions that each action's words mention, where both may be seen."""
    here = {action.pk for action in actions}
    link = Action.references.through
    plan = actions[0].plan_id if actions else None
    found: dict[int, tuple[str, ...]] = {}
    links = link.objects.filter(from_action__plan=plan).order_by("pk")
    for source, target in links.values_list("from_action", "to_action"):
        if target in here:
            found[source] = (*found.get(source, ()), f"action-{target}")
    return found


def _drafted(
    action: Action, leads: tuple[str, ...], mentions: tuple[str, ...], here: set[int]
) -> ActionDraft:
    return ActionDraft(
        key=f"action-{action.pk}",
        # The parent of a row that somebody leads may be one that they may not see.
        parent_key=f"action-{action.parent_id}" if action.parent_id in here else None,
        number=action.number,
        text=_lines(action.text),
        deadline=reading_of(action.deadline),
        lead_text=_lines(action.lead_text),
        leads=leads,
        source=action.source,
        review_interval=action.review_interval,
        needs_confirmation=action.needs_confirmation,
        exempt_reason=_lines(action.exempt_reason),
        notes=action.notes,
        status=status_of(action.last_update),
        references=mentions,
    )


def status_of(update: ProgressUpdate | None) -> StatusDraft | None:
    """How the action stands, as the first update of a plan made from the file."""
    if update is None:
        return None
    return StatusDraft(
        status=update.status,
        rag=update.rag,
        comment=_lines(update.comment),
        words=_lines(update.published_words),
        completed_on=update.completed_on,
        next_step=_lines(update.next_step),
    )


def _in_blocks(actions) -> list[ActionDraft]:
    """Each action with its sub-actions behind it, whatever places they were given."""
    subs: dict[str, list[ActionDraft]] = {}
    for action in actions:
        if action.parent_key:
            subs.setdefault(action.parent_key, []).append(action)
    tops = [action for action in actions if not action.parent_key]
    return [row for action in tops for row in (action, *subs.get(action.key, ()))]


def reading_of(deadline: Deadline | None) -> DeadlineReading:
    if deadline is None:
        return DeadlineReading("", certainty=Certainty.NONE.value, note="The plan gives no date.")
    return DeadlineReading(
        text=_lines(deadline.text),
        starts_on=deadline.starts_on,
        due_on=deadline.due_on,
        ongoing=deadline.ongoing,
        review_interval=deadline.review_interval,
        certainty=deadline.certainty,
        note=deadline.note,
    )


def _lines(text: str) -> str:
    """As browsers send them lines end in two characters; a file has one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
