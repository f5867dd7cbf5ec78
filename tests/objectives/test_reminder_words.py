"""No reason and no rule of a reminder is without words: to its reader, in the ledger."""

from datetime import date, timedelta

import pytest

from objectives import reminders
from objectives.models import NotMine
from objectives.reminders import explaining
from objectives.reminders.recipients import ANSWERABLE
from objectives.reminders.rules import RULES
from stakeholders import ledger_words
from stakeholders.models import Absence, Digest, DigestItem, Person, Post, PostHolding
from stakeholders.reminding.because import BECAUSE
from tests.stakeholders.factories import PersonFactory, PostFactory, PostHoldingFactory

from .plans import TODAY, make_action, make_plan, noon

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

# {code: (the rule's name, in the e-mail, in the ledger)}
WORDS = {
    "": ("overdue", "", "holds Head of Engagement"),
    "deputy": (
        "overdue",
        "you stand in for Head of Engagement",
        "stands in for Head of Engagement",
    ),
    "vacant": (
        "overdue",
        "Head of Engagement is vacant, so this comes to you",
        "Head of Engagement is vacant",
    ),
    "no_address": (
        "overdue",
        "nobody who holds Head of Engagement has an e-mail address, so this comes to you",
        "nobody who holds Head of Engagement has an e-mail address",
    ),
    "no_lead": ("overdue", "it has no lead, so this comes to you", "it has no lead"),
    "not_mine": (
        "overdue",
        "Head of Engagement says that it is not theirs, so this comes to you",
        "Head of Engagement says that it is not theirs",
    ),
    "coordinator": ("escalated_coordinator", "you coordinate the plan", "coordinates the plan"),
    "escalation": (
        "escalated_post",
        "you are told, as Director, of what is long overdue",
        "is told, as Director, of what is long overdue",
    ),
}

# What only a meeting's reminder can say: tests/meetings/test_reminders.py.
OF_MEETINGS = {"looks_after", "office"}


def test_every_code_and_every_rule_has_words():
    assert set(WORDS) | OF_MEETINGS == {"", *BECAUSE}
    assert set(ANSWERABLE) <= {"", *BECAUSE}
    assert set(explaining.WORDS) == set(RULES) <= set(ledger_words.RULES)


@pytest.mark.parametrize("code", WORDS)
def test_why_it_comes_to_somebody_is_said_to_them_and_of_them(coordinator, lead, code):
    director = PostHoldingFactory(post=PostFactory(title="Director"))
    plan = make_plan(coordinator, reminders_from=date(2025, 4, 1), escalation_post=director.post)
    post = Post.objects.get(title="Head of Engagement")
    posts = [] if code == "no_lead" else [post]
    late = TODAY - timedelta(days=30)
    action = make_action(plan, coordinator, deadline=f"{late:%d/%m/%Y}", posts=posts)
    if code == "deputy":
        Absence.objects.create(person=lead, deputy=PersonFactory(), starts_on=TODAY, ends_on=TODAY)
    elif code == "vacant":
        PostHolding.objects.filter(post=post).delete()
    elif code == "no_address":
        Person.objects.filter(pk=lead.pk).update(email="")
    elif code == "not_mine":
        NotMine.objects.create(action=action, post=post, by=lead, asked_at=noon(TODAY))
    rule, to_reader, of_reader = WORDS[code]

    (owed,) = [item for item in reminders.owed(TODAY) if item.rule == rule]
    row = DigestItem.owed(owed, Digest(person_id=owed.person_id, on=TODAY))
    ((_, line),) = reminders.describe([row], TODAY)

    assert owed.because == code
    assert ledger_words.why(row) == of_reader
    assert (line.details[-1] if code else "") == to_reader


def test_a_post_that_was_taken_out_since_leaves_words_that_can_be_read():
    item = DigestItem(rule="overdue", because="vacant")
    assert ledger_words.why(item) == "the post is vacant"


def test_a_vacant_post_is_named_also_where_it_is_the_escalation_post(coordinator, lead):
    plan = make_plan(
        coordinator,
        reminders_from=date(2025, 4, 1),
        escalation_post=PostFactory(title="Director"),
    )
    make_action(plan, coordinator, deadline="1 January 2026", posts=[lead.holdings.get().post])
    (owed,) = [item for item in reminders.owed(TODAY) if item.rule == "escalated_post"]
    assert ledger_words.why(DigestItem.owed(owed, None)) == "Director is vacant"
