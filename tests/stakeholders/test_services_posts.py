import datetime

import pytest
from django.core.exceptions import ValidationError

from stakeholders import services
from stakeholders.editing import EditConflict
from stakeholders.models import Event, Post, PostHolding
from tests.stakeholders.factories import (
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    PostHoldingFactory,
)

FIRST = datetime.date(2026, 3, 2)
DAY = datetime.timedelta(days=1)


def last_event():
    return Event.objects.first()


@pytest.fixture
def by(db):
    return PersonFactory(name="Adam Administrator")


def test_create_post_is_logged(by):
    organisation = OrganisationFactory(name="Northmoor Police")
    post = services.create_post(by=by, title="Head of Engagement", organisation=organisation)
    event = last_event()
    assert (event.verb, event.actor) == ("post created", by)
    assert event.after["title"] == "Head of Engagement"
    assert event.after["organisation"] == {"id": organisation.pk, "text": "Northmoor Police"}
    assert Event.objects.about(post).count() == 1


def test_create_post_refuses_a_twin_whatever_its_case(by):
    services.create_post(by=by, title="Head of Engagement")
    with pytest.raises(ValidationError):
        services.create_post(by=by, title="HEAD OF ENGAGEMENT")


def test_edit_post_is_logged_with_before_and_after(by):
    post = services.edit_post(PostFactory(title="Old"), by=by, changes={"title": "New"})
    assert last_event().verb == "post edited"
    assert (last_event().before, last_event().after) == ({"title": "Old"}, {"title": "New"})
    assert post.version == 2


def test_edit_post_refuses_an_edit_of_an_older_version(by):
    post = PostFactory()
    services.edit_post(post, by=by, changes={"title": "Theirs"}, version=1)
    with pytest.raises(EditConflict) as conflict:
        services.edit_post(post, by=by, changes={"title": "Mine"}, version=1)
    assert conflict.value.current.title == "Theirs"


def test_appoint_is_logged(by):
    post, person = PostFactory(), PersonFactory()
    holding = services.appoint(post=post, person=person, by=by, starts_on=FIRST)
    assert last_event().verb == "person appointed to post"
    assert last_event().after["starts_on"] == "2026-03-02"
    assert Event.objects.about(holding).count() == 1


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "allowed"),
    [
        (FIRST - 9 * DAY, FIRST - DAY, True),
        (FIRST - 9 * DAY, FIRST, False),
        (FIRST + DAY, FIRST + DAY, False),
        (FIRST - 9 * DAY, None, False),
        (FIRST + 5 * DAY, None, False),
        (FIRST + 6 * DAY, None, True),
    ],
)
def test_appoint_refuses_the_same_person_twice_on_a_day(by, starts_on, ends_on, allowed):
    there = PostHoldingFactory(starts_on=FIRST, ends_on=FIRST + 5 * DAY)
    new = {"post": there.post, "person": there.person, "starts_on": starts_on, "ends_on": ends_on}
    if allowed:
        assert services.appoint(by=by, **new).pk
    else:
        with pytest.raises(ValidationError, match="2 March 2026"):
            services.appoint(by=by, **new)
        assert PostHolding.objects.count() == 1
        assert Event.objects.count() == 0


def test_appoint_allows_two_people_to_share_a_post(by):
    there = PostHoldingFactory(starts_on=FIRST)
    services.appoint(post=there.post, person=PersonFactory(), by=by, starts_on=FIRST)
    assert there.post.holdings.count() == 2


def test_appoint_refuses_a_last_day_before_the_first(by):
    with pytest.raises(ValidationError):
        services.appoint(
            post=PostFactory(), person=PersonFactory(), by=by, starts_on=FIRST, ends_on=FIRST - DAY
        )


def test_appoint_refuses_a_post_that_no_longer_exists(by):
    post = PostFactory(abolished_on=FIRST)
    with pytest.raises(ValidationError, match="no longer exists"):
        services.appoint(post=post, person=PersonFactory(), by=by, starts_on=FIRST)
    services.appoint(
        post=post, person=PersonFactory(), by=by, starts_on=FIRST - 9 * DAY, ends_on=FIRST - DAY
    )


def test_edit_holding_is_logged_and_refuses_overlaps(by):
    first = PostHoldingFactory(starts_on=FIRST, ends_on=FIRST + DAY)
    second = PostHoldingFactory(post=first.post, person=first.person, starts_on=FIRST + 9 * DAY)
    services.edit_holding(second, by=by, changes={"starts_on": FIRST + 2 * DAY})
    assert last_event().verb == "appointment edited"
    with pytest.raises(ValidationError, match="overlap"):
        services.edit_holding(second, by=by, changes={"starts_on": FIRST + DAY})
    second.refresh_from_db()
    assert second.starts_on == FIRST + 2 * DAY


def test_end_holding_is_logged(by):
    holding = PostHoldingFactory(starts_on=FIRST)
    ended = services.end_holding(holding, by=by, ends_on=FIRST + DAY)
    assert last_event().verb == "appointment ended"
    assert (last_event().before, last_event().after) == (
        {"ends_on": None},
        {"ends_on": "2026-03-03"},
    )
    assert not ended.is_on(FIRST + 2 * DAY)


def test_end_holding_refuses_a_day_before_it_began(by):
    with pytest.raises(ValidationError):
        services.end_holding(PostHoldingFactory(starts_on=FIRST), by=by, ends_on=FIRST - DAY)


def test_withdraw_holding_is_logged_and_only_before_it_began(by):
    holding = PostHoldingFactory(starts_on=FIRST)
    with pytest.raises(ValidationError, match="end it instead"):
        services.withdraw_holding(holding, by=by, on=FIRST)
    services.withdraw_holding(holding, by=by, on=FIRST - DAY)
    assert last_event().verb == "appointment taken back"
    assert not PostHolding.objects.exists()


def test_hand_over_post_leaves_no_day_without_and_none_with_two_holders(by):
    holding, to = PostHoldingFactory(starts_on=FIRST), PersonFactory(name="New Holder")
    services.hand_over_post(holding, by=by, to=to, starts_on=FIRST + 5 * DAY)
    held = {
        day: [row.person for row in PostHolding.objects.on(FIRST + day * DAY)] for day in (4, 5)
    }
    assert held == {4: [holding.person], 5: [to]}
    event = last_event()
    assert event.verb == "post handed over"
    assert event.before["holder"]["text"] == holding.person.name
    assert event.after["holder"]["text"] == "New Holder"
    assert event.after["from"] == "2026-03-07"


@pytest.mark.parametrize("days", [-1, 0])
def test_hand_over_post_refuses_a_day_before_the_holder_came(by, days):
    holding = PostHoldingFactory(starts_on=FIRST)
    with pytest.raises(ValidationError) as refusal:
        services.hand_over_post(holding, by=by, to=PersonFactory(), starts_on=FIRST + days * DAY)
    assert "starts_on" in refusal.value.error_dict


def test_hand_over_post_refuses_the_holder_and_a_gap(by):
    holding = PostHoldingFactory(starts_on=FIRST, ends_on=FIRST + 5 * DAY)
    with pytest.raises(ValidationError):
        services.hand_over_post(holding, by=by, to=holding.person, starts_on=FIRST + DAY)
    with pytest.raises(ValidationError, match="appoint somebody"):
        services.hand_over_post(holding, by=by, to=PersonFactory(), starts_on=FIRST + 9 * DAY)


def test_abolish_post_ends_its_holdings_the_day_before(by):
    holding = PostHoldingFactory(starts_on=FIRST)
    services.abolish_post(holding.post, by=by, abolished_on=FIRST + 5 * DAY)
    holding.refresh_from_db()
    assert holding.ends_on == FIRST + 4 * DAY
    assert [event.verb for event in Event.objects.all()] == ["post abolished", "appointment ended"]
    on = FIRST + 5 * DAY
    assert not Post.objects.in_force(on).exists()
    assert Post.objects.in_force(on - DAY).exists()


def test_abolish_post_refuses_while_somebody_comes_later(by):
    holding = PostHoldingFactory(starts_on=FIRST + 9 * DAY)
    with pytest.raises(ValidationError, match="take that appointment back"):
        services.abolish_post(holding.post, by=by, abolished_on=FIRST)
    assert Event.objects.count() == 0


def test_restore_post_is_logged(by):
    post = services.restore_post(PostFactory(abolished_on=FIRST), by=by)
    assert last_event().verb == "post restored"
    assert post.is_in_force(FIRST)


@pytest.mark.parametrize(
    ("abolished_on", "starts_on", "ends_on", "state"),
    [
        (None, None, None, "vacant"),
        (None, FIRST, None, "held"),
        (None, FIRST + DAY, None, "vacant"),
        (None, FIRST - 9 * DAY, FIRST - DAY, "vacant"),
        (FIRST + DAY, FIRST, FIRST, "held"),
        (FIRST, None, None, "gone"),
        (FIRST - DAY, None, None, "gone"),
    ],
)
def test_the_queryset_and_the_row_agree_on_what_exists(db, abolished_on, starts_on, ends_on, state):
    post = PostFactory(abolished_on=abolished_on)
    if starts_on:
        PostHoldingFactory(post=post, starts_on=starts_on, ends_on=ends_on)
    exists = state != "gone"
    assert post.is_in_force(FIRST) is exists
    assert Post.objects.in_force(FIRST).exists() is exists
    assert Post.objects.vacant(FIRST).exists() is (state == "vacant")
    assert Post.objects.held(FIRST).exists() is (state == "held")
    row = Post.objects.with_holders(FIRST).get()
    assert bool(row.holdings_now) is (state == "held")
    ended = ends_on if ends_on and ends_on < FIRST else None
    assert row.last_held_on == ended
