"""The JSON form of docs/import-format.md, read back: the one file that loses nothing."""

import datetime as dt
import json
from collections import Counter
from dataclasses import replace

from actionplans.intervals import ReviewInterval
from actionplans.models import ActionPlan
from actionplans.quarters import QuarterBasis
from objectives.deadlines import Certainty, DeadlineReading
from objectives.importing.draft import ActionDraft, ActivityDraft, ObjectiveDraft, PlanDraft
from objectives.importing.ours.parts import Part, refusal
from objectives.importing.reading import FileContents
from objectives.importing.statuses import StatusDraft
from objectives.states import Rag, Status

MOST = 20_000
"""actions"""
MOST_TITLE = 200
"""characters"""


def is_json(contents: FileContents) -> bool:
    return contents.kind == "json"


def data_of(content: bytes) -> dict:
    """Raises UnreadableFile."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise refusal(f"It is no valid JSON: {error}.") from error
    if not isinstance(data, dict) or not isinstance(data.get("objectives"), list):
        raise refusal("It has no list “objectives”.")
    return data


def read(
    contents: FileContents,
    *,
    title: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    quarters: str | None = None,
) -> PlanDraft:
    """Raises UnreadableFile, with the place in the file where something is not as it must be."""
    plan = Part(data_of(contents.content), "the plan")
    draft = PlanDraft(
        title=title or " ".join(plan.text("title", required=True).split()),
        starts_on=starts_on or plan.day("starts_on", required=True),
        ends_on=ends_on or plan.day("ends_on"),
        quarters=quarters or plan.one_of("quarters", QuarterBasis.values) or "financial",
        quarters_assumed=quarters is None and plan.flag("quarters_assumed", False),
        published_title=plan.text("title"),
        objectives=tuple(_objective(part) for part in plan.parts("objectives", "objective")),
        doubts=contents.doubts,
        settings=_settings(plan),
    )
    if len(draft.title) > MOST_TITLE:
        raise refusal(f"Its title is longer than {MOST_TITLE} characters.")
    if draft.ends_on and draft.ends_on < draft.starts_on:
        raise refusal("It ends before it starts.")
    keys = [action.key for action in draft.actions]
    if len(keys) > MOST:
        raise refusal(f"It has more than {MOST:,} actions.")
    if twice := [key for key, count in Counter(keys).items() if count > 1]:
        raise refusal(f"Two actions have the key “{twice[0]}”.")
    _check_parents(draft)
    return _with_known_references(draft, set(keys))


def _settings(plan: Part) -> dict | None:
    """What a plan has beside its objectives, as `objectives.exporting` writes it."""
    if plan.data.get("plan") is None:
        return None
    part = plan.part("plan")
    return {
        "owners": list(part.texts("owners", most=200)),
        "strategy": part.text("strategy", most=200),
        "years": part.one_of("years", QuarterBasis.values),
        "review_interval": part.one_of("review_interval", ReviewInterval.values),
        "coordinator": part.text("coordinator", most=200),
        "escalation": part.text("escalation", most=200),
        "mark": part.one_of("mark", ActionPlan.Mark.values),
        "duties": [_duty(each) for each in part.parts("duties", "duty")],
        "themes": [
            {"title": each.text("title", required=True, most=300), "rows": _rows(each)}
            for each in part.parts("themes", "theme")
        ],
    }


def _duty(part: Part) -> dict:
    return {
        "act": part.text("act", required=True, most=200),
        "section": part.text("section", most=50),
        "title": part.text("title", most=300),
        "url": part.address("url"),
        "rows": _rows(part),
    }


def _rows(part: Part) -> list[str]:
    return list(part.texts("rows", most=200))


def _with_known_references(draft: PlanDraft, known: set[str]) -> PlanDraft:
    """What an action mentions may be one that the person who exported it may not see."""
    return replace(
        draft,
        objectives=tuple(
            replace(
                objective,
                actions=tuple(
                    replace(action, references=tuple(k for k in action.references if k in known))
                    for action in objective.actions
                ),
            )
            for objective in draft.objectives
        ),
    )


def _check_parents(draft: PlanDraft) -> None:
    """A parent stands before its parts, in the same objective, and is no part itself."""
    for objective in draft.objectives:
        tops: set[str] = set()
        for action in objective.actions:
            if not action.parent_key:
                tops.add(action.key)
            elif action.parent_key not in tops:
                raise refusal(
                    f"The action “{action.key}” is part of “{action.parent_key}”, which is no "
                    "action above it in the same objective."
                )


def _objective(part: "Part") -> ObjectiveDraft:
    title = " ".join(part.text("title", required=True).split())
    return ObjectiveDraft(
        number=part.text("number", most=20),
        title=title,
        activities=tuple(
            ActivityDraft(
                each.text("number", most=20), each.text("text", required=True), each.text("key")
            )
            for each in part.parts("activities", "activity")
        ),
        actions=tuple(_action(each) for each in part.parts("actions", "action")),
        source=part.place,
        key=part.text("key"),
        exempt_reason=part.text("exempt_reason", absent=None),
    )


def _action(part: "Part") -> ActionDraft:
    deadline = part.part("deadline")
    return ActionDraft(
        key=part.text("key", required=True, most=200),
        parent_key=part.text("parent_key") or None,
        number=part.text("number", most=20),
        text=part.text("text", required=True),
        deadline=DeadlineReading(
            text=deadline.text("text"),
            starts_on=deadline.day("starts_on"),
            due_on=deadline.day("due_on"),
            ongoing=deadline.flag("ongoing", False),
            review_interval=deadline.one_of("review_interval", ReviewInterval.values),
            certainty=deadline.one_of("certainty", Certainty.values) or Certainty.CERTAIN.value,
            note=deadline.text("note"),
        ),
        lead_text=part.text("lead_text"),
        leads=part.texts("leads", most=200),
        source=part.text("source", most=100) or part.place[:100],
        review_interval=part.one_of("review_interval", ReviewInterval.values, absent=None),
        needs_confirmation=part.flag("needs_confirmation", None),
        exempt_reason=part.text("exempt_reason", absent=None),
        start_text=part.text("start_text"),
        notes=part.notes("notes"),
        status=_status(part),
        references=part.texts("references", most=200),
    )


def _status(action: Part) -> StatusDraft | None:
    if action.data.get("status") is None:
        return None
    part = action.part("status")
    return StatusDraft(
        status=part.one_of("status", Status.values, required=True),
        rag=part.one_of("rag", Rag.values),
        comment=part.text("comment"),
        next_step=part.text("next_step"),
        words=part.text("words"),
        completed_on=part.day("completed_on"),
    )
