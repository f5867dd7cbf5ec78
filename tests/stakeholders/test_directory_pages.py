"""The pages of the directory: what they show to whom, and what they say is wrong."""

import datetime

import pytest
from django.urls import reverse

from stakeholders import services
from stakeholders.models import CommunityGroup
from tests.meetings.engagement.factories import EngagementActivityFactory
from tests.stakeholders.directory_factories import (
    AreaFactory,
    CharacteristicFactory,
    CommunityGroupFactory,
    ContactLinkFactory,
)
from tests.stakeholders.factories import OrganisationFactory
from tests.world import sign_in

TODAY = datetime.date(2026, 6, 30)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime.datetime(2026, 6, 30, 12, 0, tzinfo=datetime.UTC), tick=False)


@pytest.fixture
def staff(client, coordinator):
    return sign_in(client, coordinator)


def url(name, row=None):
    return reverse(f"stakeholders:{name}", kwargs={"pk": row.pk} if row else {})


def errors(response):
    form = response.context["form"]
    return {name: [e.code for e in errors] for name, errors in form.errors.as_data().items()}


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_group_list_filters_counts_and_shows_priority_groups_first(staff, coordinator):
    north, rural = AreaFactory(name="North"), CharacteristicFactory(title="Rural")
    farmers = CommunityGroupFactory(name="Hill farmers", areas=[north], characteristics=[rural])
    CommunityGroupFactory(name="Young people", priority=True, priority_reason="The plan")
    CommunityGroupFactory(name="Town traders", areas=[AreaFactory(name="South")])
    CommunityGroupFactory(name="Crofters", merged_into=farmers)
    services.withdraw_group(CommunityGroupFactory(name="Gone"), by=coordinator, reason="Over")

    def names(**query):
        context = staff.get(url("group-list"), query).context
        return [group.name for group in context["rows"]], context["total"]

    assert names() == (["Young people", "Hill farmers", "Town traders"], 3)
    assert names(priority="on") == (["Young people"], 3)
    assert names(area=north.pk) == (["Young people", "Hill farmers"], 3)
    assert names(characteristic=rural.pk) == (["Hill farmers"], 3)
    # Found by the name that was merged into it.
    assert names(text="croft") == (["Hill farmers"], 3)
    assert names(text="nobody") == ([], 3)
    everything, total = names(gone="on")
    assert (len(everything), total) == (5, 5)


def test_group_list_counts_what_happened_with_a_merged_group_for_the_other(staff):
    young = CommunityGroupFactory(name="Young people")
    youths = CommunityGroupFactory(name="Youths", merged_into=young)
    EngagementActivityFactory(groups=[young, youths], held_on=TODAY)
    EngagementActivityFactory(groups=[youths], held_on=datetime.date(2025, 7, 1))
    EngagementActivityFactory(groups=[young], held_on=datetime.date(2025, 6, 30))
    EngagementActivityFactory(groups=[young], status="cancelled")
    EngagementActivityFactory(groups=[young], status="planned", held_on=datetime.date(2026, 7, 9))
    EngagementActivityFactory(groups=[CommunityGroupFactory(name="Nobody else")])
    rows = {group.name: group.figures for group in staff.get(url("group-list")).context["rows"]}
    assert (rows["Young people"].in_a_year, rows["Young people"].last_on) == (2, TODAY)
    uses = staff.get(url("group-detail", young)).context["uses"]
    assert {use.words: use.count for use in uses} == {
        "Activities done": 3,
        "Activities planned": 1,
        "Issues heard": 0,
        "Programmes for it": 0,
    }
    # Each figure leads to the list of just as many.
    lists = {use.words: staff.get(use.url).context["page_obj"] for use in uses if use.url}
    assert {words: page.paginator.count for words, page in lists.items()} == {
        use.words: use.count for use in uses if use.url
    }
    # Its own page tells what was logged with it alone.
    own = staff.get(url("group-detail", youths)).context["uses"]
    assert (own[0].count, own[0].url) == (2, "")


def test_what_is_private_counts_only_for_who_may_see_it(client, coordinator, lead):
    group = CommunityGroupFactory()
    EngagementActivityFactory(groups=[group], exempt_reason="About a crime", held_on=TODAY)
    for person, seen in ((coordinator, 1), (lead, 0)):
        sign_in(client, person)
        [row] = client.get(url("group-list")).context["rows"]
        assert (row.figures.in_a_year if row.figures else 0) == seen
        assert client.get(url("group-detail", group)).context["uses"][0].count == seen


@pytest.mark.parametrize("name", ["group-list", "organisation-directory", "area-list"])
def test_lists_ask_as_many_questions_for_many_rows_as_for_few(
    staff, name, django_assert_max_num_queries
):
    def more():
        for _ in range(6):
            area, mark = AreaFactory(), CharacteristicFactory()
            group = CommunityGroupFactory(areas=[area], characteristics=[mark])
            CommunityGroupFactory(merged_into=group)
            EngagementActivityFactory(groups=[group])
            organisation = OrganisationFactory()
            organisation.groups.add(group)
            organisation.areas.add(area)

    more()
    with django_assert_max_num_queries(20) as first:
        staff.get(url(name))
    more()
    with django_assert_max_num_queries(len(first)):
        staff.get(url(name))


def test_group_detail_asks_as_many_questions_for_many_rows_as_for_few(
    staff, django_assert_max_num_queries
):
    group = CommunityGroupFactory()

    def more():
        for _ in range(4):
            CommunityGroupFactory(merged_into=group)
            ContactLinkFactory(group=group)
            EngagementActivityFactory(groups=[group])
            OrganisationFactory().groups.add(group)

    more()
    with django_assert_max_num_queries(25) as first:
        staff.get(url("group-detail", group))
    more()
    with django_assert_max_num_queries(len(first)):
        staff.get(url("group-detail", group))


def test_group_create_warns_of_a_name_that_looks_like_another(staff):
    CommunityGroupFactory(name="Young people")
    north = AreaFactory(name="North")
    typed = {"name": "Young peoples", "areas": [north.pk]}
    answer = staff.post(url("group-create"), typed, follow=True)
    assert any("“Young people”" in words for words in said(answer))
    assert list(CommunityGroup.objects.get(name="Young peoples").areas.all()) == [north]
    other = staff.post(url("group-create"), {"name": "Town traders"}, follow=True)
    assert said(other) == ["Town traders is added."]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"name": " "}, {"name": ["required"]}),
        ({"name": "YOUNG   people"}, {"name": ["unique"]}),
        ({"name": "Victims", "priority": "on"}, {"priority_reason": ["priority_reason_missing"]}),
        ({"name": "Victims", "areas": ["9" * 30]}, {"areas": ["invalid_choice"]}),
        ({"name": "x" * 201}, {"name": ["max_length"]}),
    ],
)
def test_group_create_says_what_is_wrong(staff, typed, expected):
    CommunityGroupFactory(name="Young people")
    answer = staff.post(url("group-create"), typed)
    assert (answer.status_code, errors(answer)) == (422, expected)


def test_group_edit_shows_what_somebody_else_saved_meanwhile(staff, coordinator):
    north, south = AreaFactory(name="North"), AreaFactory(name="South")
    group = CommunityGroupFactory(name="Hill farmers", areas=[north])
    services.edit_group(group, by=coordinator, changes={"areas": [south]})
    typed = {"name": "Hill farmers", "areas": [north.pk, south.pk], "version": group.version}
    answer = staff.post(url("group-edit", group), typed)
    assert answer.status_code == 409
    assert answer.context["conflict"] == [
        {"label": "Where are they?", "saved": "South", "typed": "North, South"}
    ]


def test_groups_are_merged_and_taken_apart_in_the_pages(staff):
    young, youths = CommunityGroupFactory(name="Young people"), CommunityGroupFactory(name="Youths")
    EngagementActivityFactory(groups=[youths])
    page = staff.get(url("group-merge", youths))
    assert "activities done: 1" in page.context["consequence"]
    typed = {"into": youths.pk, "reason": "The same"}
    assert errors(staff.post(url("group-merge", youths), typed)) == {"into": ["invalid_choice"]}
    typed["into"] = young.pk
    answer = staff.post(url("group-merge", youths), typed, follow=True)
    assert answer.redirect_chain[0][0] == url("group-detail", young)
    assert answer.context["merged"] == [youths]
    assert staff.get(url("group-detail", youths)).context["merge"].after["reason"] == "The same"
    twice = staff.post(url("group-merge", youths), typed)
    assert (twice.status_code, errors(twice)) == (422, {"__all__": ["merged_already"]})
    staff.post(url("group-unmerge", youths))
    assert not CommunityGroup.objects.filter(merged_into__isnull=False).exists()
    again = staff.post(url("group-unmerge", youths))
    assert (again.status_code, errors(again)) == (422, {"__all__": ["not_merged"]})


def test_a_group_is_withdrawn_and_restored_in_the_pages(staff):
    group = CommunityGroupFactory(name="Hill farmers")
    assert errors(staff.post(url("group-withdraw", group), {})) == {"reason": ["required"]}
    staff.post(url("group-withdraw", group), {"reason": "They moved on"})
    assert "They moved on" in staff.get(url("group-detail", group)).content.decode()
    staff.post(url("group-restore", group))
    assert CommunityGroup.objects.get().is_in_force


def test_contacts_of_a_merged_group_are_shown_with_both_but_never_tell_what_is_private(
    client, coordinator, lead
):
    faith = CharacteristicFactory(title="Religion", special=True)
    plain, mosque = CommunityGroupFactory(), CommunityGroupFactory(characteristics=[faith])
    old = CommunityGroupFactory(merged_into=plain)
    link = ContactLinkFactory(group=old, contact__name="Sam Speaker")
    ContactLinkFactory(group=plain, contact=link.contact)
    sign_in(client, coordinator)

    def shown(group):
        contacts = client.get(url("group-detail", group)).context["contacts"]
        return [row.contact.name for row in contacts.links], contacts.hidden

    assert shown(plain) == shown(old) == (["Sam Speaker"], 0)
    old.merged_into = mosque
    old.save()
    assert shown(mosque) == shown(old) == shown(plain) == ([], 1)
    sign_in(client, lead)
    assert shown(mosque) == ([], 0)
    assert "Sam Speaker" not in client.get(url("group-detail", mosque)).content.decode()
