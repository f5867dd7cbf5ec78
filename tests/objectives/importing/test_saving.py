import dataclasses
import datetime as dt
import threading
from collections import Counter
from pathlib import Path

import pytest
from django.db import DataError, connection
from django.utils import timezone

from actionplans.models import ActionPlan
from actionplans.services import withdraw_plan
from objectives.current import drift
from objectives.importing.interpreting import interpret
from objectives.importing.reading import read_bytes, read_path
from objectives.importing.saving import ImportRefused
from objectives.models import Action, Deadline, ImportDoubt, PlanImport
from objectives.services import change_plan, import_plan
from stakeholders.models import Event, Post
from tests.stakeholders.factories import OrganisationFactory, PostFactory

FILE = Path(__file__).parents[1] / "files" / "lookalike_plan.txt"
STARTS = dt.date(2024, 4, 1)


def drafted(contents=None, title="Listening plan", **more):
    contents = contents or read_path(FILE)
    return {
        "contents": contents,
        "draft": interpret(contents, **({"title": title, "starts_on": STARTS} | more)),
    }


def small(*rows):
    lines = ["Objective\tThis will require\tDate\tLead", *rows]
    return read_bytes("\n".join(lines).encode(), name="small.txt")


def action(number, objective="3"):
    return Action.objects.get(objective__number=objective, number=number)


@pytest.fixture
def imported(coordinator):
    return import_plan(**drafted(), by=coordinator)


def test_the_plan_is_stored_whole(imported):
    plan = imported.plan
    assert (plan.title, plan.starts_on, plan.slug) == ("Listening plan", STARTS, "listening-plan")
    assert plan.objectives.count() == 4
    assert sum(o.activities.count() for o in plan.objectives.all()) == 13
    assert plan.actions.count() == 30
    assert plan.quarter_basis == "financial"
    assert plan.quarter_basis_assumed
    assert plan.reminders_from is None


def test_everything_stands_in_the_published_order(imported):
    draft = drafted()["draft"]
    stored = imported.plan.actions.in_published_order()
    assert [row.text for row in stored] == [row.text for row in draft.actions]
    assert [row.source for row in stored] == [row.source for row in draft.actions]
    stored = imported.plan.objectives.get(number="2").activities.all()
    assert [row.number for row in stored] == ["1", "2", "3"]


def test_sub_actions_have_their_parent(imported):
    assert action("1a").parent == action("1")
    assert action("1").sub_actions.count() == 3


def test_leads_are_posts_in_the_published_order(imported):
    leads = action("5", "1").leads.select_related("post")
    assert [(lead.position, lead.post.title) for lead in leads] == [
        (0, "CB Head of Outreach & Media"),
        (1, "Constabulary Head of Press & Communications"),
        (2, "Volunteer Lead"),
        (3, "Neighbourhood Support"),
    ]
    assert action("6").lead_text == "CB Neighbourhood Support"


def test_deadlines_are_published_ones_with_their_words(imported):
    deadline = action("2").deadlines.get()
    assert (deadline.kind, deadline.text) == (Deadline.Kind.PUBLISHED, "March 2024")
    assert deadline.due_on == dt.date(2024, 3, 31)
    assert action("2").due_on == dt.date(2024, 3, 31)
    assert action("9").deadlines.get().certainty == "none"


def test_what_is_kept_beside_each_action_follows_from_its_rows(imported):
    for row in imported.plan.actions.select_related("plan"):
        assert drift(row) == {}


def test_every_doubt_is_stored_with_its_action(imported):
    doubts = ImportDoubt.objects.filter(plan_import=imported.plan_import)
    draft = drafted()["draft"]
    assert [(d.code, d.source, d.text, d.assumed) for d in doubts] == [
        (str(d.code), d.source, d.text, d.assumed) for d in draft.doubts
    ]
    assert doubts.get(code="due_before_start").action == action("8", "4")
    assert doubts.get(code="title_line").action is None


def test_the_file_is_kept_as_it_came(imported, coordinator):
    kept = imported.plan_import
    kept.refresh_from_db()
    assert bytes(kept.content) == FILE.read_bytes()
    assert kept.sha256 == read_path(FILE).sha256
    assert (kept.file_name, kept.by) == ("lookalike_plan.txt", coordinator)
    assert kept.published_title == "Northmoor Shared Listening Plan"


def test_every_change_is_in_the_log(imported, coordinator):
    events = Event.objects.filter(plan_id=imported.plan.pk)
    assert Counter(event.verb for event in events) == {
        "plan created": 1,
        "objective created": 4,
        "activity created": 13,
        "action created": 30,
        "deadline published": 30,
        "leads changed": 29,
        "plan imported": 1,
    }
    assert {event.actor for event in events} == {coordinator}
    assert Event.objects.filter(verb="post created").count() == len(imported.new_posts)
    after = events.get(verb="plan imported").after
    assert (after["file"], after["actions"], after["doubts"]) == ("lookalike_plan.txt", 30, 62)


def test_the_same_file_again_changes_nothing(imported, coordinator):
    events = Event.objects.count()
    again = import_plan(**drafted(title="Another title"), by=coordinator)
    assert (again.changed, again.plan) == (False, imported.plan)
    assert ActionPlan.objects.count() == 1
    assert Event.objects.count() == events


def test_another_file_for_the_same_title_and_start_is_refused(imported, coordinator):
    other = drafted(small("1. Listen\t1. Ask\t2025\tX"), title="LISTENING plan")
    with pytest.raises(ImportRefused) as caught:
        import_plan(**other, by=coordinator)
    assert caught.value.code == "plan_exists"
    assert PlanImport.objects.count() == 1
    assert not Post.objects.filter(title="X").exists()


def test_another_start_makes_another_plan(imported, coordinator):
    other = drafted(small("1. Listen\t1. Ask\t2026\tX"), starts_on=dt.date(2026, 4, 1))
    assert import_plan(**other, by=coordinator).plan.slug == "listening-plan-2"


def test_the_file_of_a_withdrawn_plan_may_come_again(imported, coordinator):
    withdraw_plan(imported.plan, by=coordinator, reason="Wrong first day")
    again = import_plan(**drafted(), by=coordinator)
    assert again.changed
    assert again.plan != imported.plan


def test_posts_are_matched_whatever_their_case(coordinator):
    post = PostFactory(title="neighbourhood  SUPPORT".replace("  ", " "))
    imported = import_plan(**drafted(), by=coordinator)
    assert post.action_leads.count() == 10
    assert post not in imported.new_posts


def test_a_post_that_exists_comes_before_one_that_no_longer_does(coordinator):
    PostFactory(title="PST", abolished_on=dt.date(2020, 1, 1))
    post = PostFactory(title="PST", organisation=OrganisationFactory(name="New Board"))
    import_plan(**drafted(), by=coordinator)
    assert post.action_leads.count() == 3


def test_two_posts_of_one_name_are_asked_about(coordinator):
    PostFactory(title="PST", organisation=OrganisationFactory(name="First"))
    PostFactory(title="PST", organisation=OrganisationFactory(name="Second"))
    imported = import_plan(**drafted(), by=coordinator)
    doubt = imported.plan_import.doubts.get(code="post_ambiguous")
    assert (doubt.text, doubt.action) == ("PST", action("1", "4"))
    assert "First" in doubt.assumed


def test_a_stated_quarter_basis_is_no_assumption(coordinator):
    plan = import_plan(**drafted(quarters="calendar"), by=coordinator).plan
    assert (plan.quarter_basis, plan.quarter_basis_assumed) == ("calendar", False)


def test_dates_are_read_again_once_the_quarters_are_known(imported, coordinator):
    change_plan(imported.plan, by=coordinator, changes={"quarter_basis": "calendar"})
    assert action("2", "1").due_on == dt.date(2024, 6, 30)
    assert action("2", "1").slips == 0


def test_texts_too_long_for_their_place_lose_nothing(coordinator):
    date, lead = "when the hall is built " * 20, "somebody who knows the ward " * 20
    contents = small(f"1. Listen\t1. Ask\t{date}\t{lead}")
    imported = import_plan(**drafted(contents), by=coordinator)
    row = imported.plan.actions.get()
    assert row.lead_text == lead.strip()
    assert not row.leads.exists()
    assert row.deadlines.get().text == date.strip()
    texts = set(imported.plan_import.doubts.values_list("text", flat=True))
    assert {date.strip(), lead.strip()} <= texts


def test_an_objective_too_long_is_refused_with_its_line(coordinator):
    contents = small(f"1. {'Listen ' * 400}\t1. Ask\t2025\tX")
    with pytest.raises(ImportRefused) as caught:
        import_plan(**drafted(contents), by=coordinator)
    assert caught.value.code == "objective_too_long"
    assert "line 2" in caught.value.message


@pytest.mark.postgresql  # SQLite stores texts that are too long
def test_a_failure_at_the_very_end_leaves_nothing_behind(coordinator):
    plan = drafted()
    broken = dataclasses.replace(plan["draft"].doubts[0], code="x" * 100)
    plan["draft"] = dataclasses.replace(plan["draft"], doubts=(broken,))
    events = Event.objects.count()
    with pytest.raises(DataError):
        import_plan(**plan, by=coordinator)
    assert not ActionPlan.objects.exists()
    assert not Post.objects.filter(title="Neighbourhood Support").exists()
    assert Event.objects.count() == events


@pytest.mark.postgresql  # SQLite takes fewer rows in one statement
def test_statements_dont_grow_with_the_rows(coordinator, django_assert_max_num_queries):
    rows = [f"\t{number}. Ask again\tQ2 2025\tX" for number in range(2, 400)]
    plan = drafted(small("1. Listen\t1. Ask\t2025\tX", *rows))
    with django_assert_max_num_queries(40):
        assert import_plan(**plan, by=coordinator).plan.actions.count() == 399


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_same_file_twice_at_once_makes_one_plan():
    plan, found, start = drafted(), [], threading.Barrier(2)

    def run():
        try:
            start.wait(timeout=10)
            found.append(import_plan(**plan, by=None, at=timezone.now()).changed)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(found) == [False, True]
    assert ActionPlan.objects.count() == 1
