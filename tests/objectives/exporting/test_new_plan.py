"""A plan's export as the beginning of another plan, in this portal or in another one."""

import dataclasses
import datetime as dt
import json

import pytest

from actionplans.models import StatutoryDuty
from actionplans.services import (
    create_duty,
    create_strategy,
    create_theme,
    edit_plan,
    withdraw_plan,
)
from objectives.current import drift
from objectives.exporting import FORMATS, export_plan
from objectives.importing.differing import difference, draft_of
from objectives.importing.interpreting import interpret
from objectives.importing.reading import UnreadableFile, read_bytes
from objectives.models import ProgressUpdate
from objectives.services import (
    ask_for_new_date,
    import_plan,
    record_update,
    set_duties,
    set_leads,
    set_themes,
)
from stakeholders.models import Event, Post
from tests.objectives.plans import noon
from tests.stakeholders.factories import PostFactory

from .nasty import nasty_plan

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
AT = noon(dt.date(2026, 3, 3))


@pytest.fixture
def plan(coordinator):
    return nasty_plan(coordinator)


def copied(plan, format, by, *, change=None, **more):
    """A new plan made from the export of `plan`, which is withdrawn."""
    content = export_plan(plan, format, at=AT)
    if change:
        data = json.loads(content)
        change(data)
        content = json.dumps(data).encode()
    withdraw_plan(plan, by=by, reason="Copied")
    contents = read_bytes(content, name=f"plan.{format}")
    draft = interpret(
        contents,
        title="Copy",
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        quarters="financial",
    )
    return import_plan(contents=contents, draft=draft, by=by, at=AT, **more).plan


def without_keys(draft):
    """The draft with its rows numbered, whatever their keys in the database are."""
    keys = {action.key: f"a{n}" for n, action in enumerate(draft.actions)}

    def plain(action):
        return dataclasses.replace(
            action,
            key=keys[action.key],
            parent_key=keys.get(action.parent_key),
            references=tuple(keys[key] for key in action.references),
            source="",
            deadline=dataclasses.replace(action.deadline, note="", certainty=""),
        )

    return [
        dataclasses.replace(
            objective,
            key="",
            source="",
            activities=tuple(dataclasses.replace(a, key="") for a in objective.activities),
            actions=tuple(plain(action) for action in objective.actions),
        )
        for objective in draft.objectives
    ]


@pytest.mark.parametrize("format", ["xlsx", "csv", "json"])
def test_the_new_plan_is_the_same_to_the_letter(plan, coordinator, format):
    before = without_keys(draft_of(plan))
    assert without_keys(draft_of(copied(plan, format, coordinator))) == before


def _as_printed(action):
    """Two settings are no part of a paper that people read."""
    return dataclasses.replace(action, needs_confirmation=None, review_interval=None)


def test_a_word_paper_gives_the_same_plan(plan, coordinator):
    before = draft_of(plan)
    after = draft_of(copied(plan, "docx", coordinator))
    stated = dataclasses.replace(
        before,
        objectives=tuple(
            dataclasses.replace(
                objective, actions=tuple(_as_printed(action) for action in objective.actions)
            )
            for objective in without_keys(before)
        ),
    )
    assert difference(after, stated).is_empty
    statuses = [action.status and action.status.status for action in before.actions]
    assert [action.status and action.status.status for action in after.actions] == statuses


@pytest.mark.parametrize("format", FORMATS)
def test_the_states_beside_the_rows_are_right_and_nobody_is_reminded(plan, coordinator, format):
    copy = copied(plan, format, coordinator)
    assert copy.reminders_from is None
    for action in copy.actions.select_related("plan"):
        assert drift(action) == {}


def test_json_brings_the_plans_own_settings(plan, coordinator):
    plan = edit_plan(
        plan,
        by=coordinator,
        changes={
            "review_interval": "monthly",
            "financial_years": True,
            "mark": "OFFICIAL-SENSITIVE",
            "coordinator_post": PostFactory(title="Plan coordinator", organisation=None),
            "escalation_post": Post.objects.get(title="Safer Communities"),
            "strategy": create_strategy(by=coordinator, title="Listening well"),
        },
        owners=[Post.objects.exclude(organisation=None).first().organisation],
    )
    duty = create_duty(by=coordinator, act="An Act 2011", section="s.1", title="Listen",
                       url="https://law.example/1")  # fmt: skip
    objective, action = plan.objectives.first(), plan.actions.first()
    set_duties(objective, by=coordinator, duties=[duty])
    set_duties(action, by=coordinator, duties=[duty])
    theme = create_theme(by=coordinator, strategy=plan.strategy, title="Young people")
    set_themes(objective, by=coordinator, themes=[theme])
    copy = copied(plan, "json", coordinator)
    assert list(copy.objectives.first().duties.all()) == [duty]
    assert list(copy.objectives.first().themes.all()) == [theme]
    assert copy.actions.get(text=action.text).duties.get() == duty
    assert StatutoryDuty.objects.count() == 1
    for row in copy.actions.select_related("plan"):
        assert drift(row) == {}
    names = ["review_interval", "financial_years", "mark", "strategy", "ends_on", "quarter_basis"]
    for name in [*names, "coordinator_post", "escalation_post", "quarter_basis_assumed"]:
        assert getattr(copy, name) == getattr(plan, name)
    assert list(copy.owners.all()) == list(plan.owners.all())


def test_without_the_administrators_word_history_stays_outside(plan, coordinator):
    copy = copied(plan, "json", coordinator)
    done = copy.actions.get(text="Done one")
    assert done.status == "complete"
    assert (done.updates.get().kind, done.updates.get().recorded_at) == ("imported", AT)
    assert not Event.objects.filter(verb="history imported").exists()


def with_history(plan, by, **more):
    return copied(plan, "json", by, with_history=True, **more)


def test_history_keeps_its_moments_and_is_marked_as_imported(plan, coordinator, lead):
    late = plan.actions.get(text="Late one")
    post = lead.holdings.get().post
    set_leads(late, by=coordinator, posts=[post], at=noon(dt.date(2025, 6, 2)))
    set_leads(late, by=coordinator, posts=[], at=noon(dt.date(2025, 6, 9)))
    record_update(action=late, by=lead, post=post, status="in_progress", rag="green",
                  comment="Under way", at=noon(dt.date(2025, 8, 1)))  # fmt: skip
    ask_for_new_date(late, by=lead, post=post, due_on=dt.date(2026, 12, 31), reason="Floods",
                     at=noon(dt.date(2025, 8, 2)))  # fmt: skip
    copy = with_history(plan, coordinator)
    late.refresh_from_db()
    twin = copy.actions.get(text="Late one")
    same = ("status", "rag", "due_on", "first_due_on", "slips", "reported_at", "next_update_due_on")
    assert [getattr(twin, name) for name in same] == [getattr(late, name) for name in same]
    update = twin.updates.get()
    assert (update.kind, update.by, update.post) == ("imported", None, post)
    assert update.published_words == "Given by Lena Lead, Head of Engagement."
    assert [row.kind for row in twin.deadlines.all()] == ["published", "redated"]
    assert [(row.post, row.ended_at) for row in twin.leads.all()] == [
        (post, noon(dt.date(2025, 6, 9)))
    ]
    assert twin.date_requests.get().decision == "lapsed"
    told = Event.objects.filter(verb="history imported", plan_id=copy.pk)
    assert told.count() == Event.objects.filter(plan_id=plan.pk).count() - 1  # its withdrawal
    assert told.first().at == AT
    for action in copy.actions.select_related("plan"):
        assert drift(action) == {}


def test_a_confirmed_completion_stays_confirmed(plan, coordinator, lead):
    done = plan.actions.get(text="Done one")
    done.needs_confirmation = True
    done.save()
    row = ProgressUpdate.objects.get(action=done)
    row.pk, row.kind, row.recorded_at = None, "confirmation", noon(dt.date(2025, 7, 2))
    row.save()
    assert not with_history(plan, coordinator).actions.get(text="Done one").unconfirmed


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": "2199-01-01T00:00:00+00:00"},
        {"at": "2025-01-01T00:00:00"},
        {"at": "yesterday"},
        {"status": "fine"},
        {"rag": "blue"},
        {"action": None},
        {"comment": 7},
    ],
)
def test_a_history_that_cannot_be_right_is_refused(plan, coordinator, wrong):
    with pytest.raises(UnreadableFile) as caught:
        with_history(plan, coordinator, change=lambda data: data["updates"][0].update(wrong))
    assert caught.value.code == "not_the_json_form"
    assert "update 1" in caught.value.message


OBJECTIVE = '{"objectives": [{"title": "x", "actions": %s}]}'
ACTION = OBJECTIVE % '[{"key": "1", "text": "y", %s}]'


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}',
        '{"objectives": 1}',
        '{"objectives": [1]}',
        '{"objectives": [{"title": ""}]}',
        '{"objectives": [',
        '{"objectives": ' + "[" * 5000,
        OBJECTIVE % "{}",
        OBJECTIVE % '[{"text": "y"}]',
        OBJECTIVE % '[{"key": "1", "text": "y"}, {"key": "1", "text": "z"}]',
        ACTION % '"leads": [1]',
        ACTION % '"number": "\\u0000"',
        ACTION % '"number": "123456789012345678901"',
        ACTION % '"parent_key": "2"',
        ACTION % '"deadline": {"due_on": "2026-02-31"}',
        ACTION % '"deadline": {"ongoing": "yes"}',
        ACTION % '"status": {"status": ""}',
    ],
)
def test_json_of_another_kind_is_refused_with_the_reason(text):
    contents = read_bytes(text.encode(), name="plan.json")
    with pytest.raises(UnreadableFile) as caught:
        interpret(contents, title="Plan", starts_on=dt.date(2026, 4, 1))
    assert caught.value.code == "not_the_json_form"
