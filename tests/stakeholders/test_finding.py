import pytest

from stakeholders.finding import (
    area_names,
    group_names,
    key_of,
    organisation_names,
    post_names,
)
from stakeholders.models import CommunityGroup

from .directory_factories import AreaFactory, CommunityGroupFactory
from .factories import OrganisationFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Young people", "  YOUNG   people. "),
        ("Lesbian, gay & bi people", "lesbian gay and bi people"),
        ("Women’s groups", "Womens Groups"),
        ("Gypsy, Roma and Traveller", "Gypsy/Roma & Traveller"),
        ("Café owners", "Cafe\u0301 owners"),
    ],
)
def test_spelling_does_not_tell_two_names_apart(one, other):
    assert key_of(one) == key_of(other)


def test_group_names_offer_what_looks_like_it_and_never_guess():
    young = CommunityGroupFactory(name="Young people")
    CommunityGroupFactory(name="Rural residents")
    assert group_names().find("young PEOPLE").row == young
    near = group_names().find("Young persons")
    assert (near.row, near.suggestions) == (None, (young,))
    assert group_names().find("Fishermen").suggestions == ()
    assert group_names().find("").row is group_names().find(" - ").row is None


def test_group_names_give_what_a_merged_group_counts_for():
    into = CommunityGroupFactory(name="Young people")
    CommunityGroupFactory(name="Youths", merged_into=into)
    twin = CommunityGroupFactory(name="Young-people", merged_into=into)
    assert group_names().find("youths").row == into
    assert group_names().find("young people").row == into
    twin.merged_into = None
    twin.save()
    both = group_names().find("young people")
    assert (both.row, set(both.suggestions)) == (None, {into, twin})


def test_many_names_are_found_with_one_query(django_assert_num_queries):
    CommunityGroupFactory(merged_into=CommunityGroupFactory(name="Young people"))
    with django_assert_num_queries(1):
        names = group_names()
        found = {names.find(words).row for words in ["Young people", "young people", "Nobody"]}
    assert found == {CommunityGroup.objects.get(name="Young people"), None}


def test_areas_and_organisations_are_found_by_each_name():
    area = AreaFactory(name="North Moor")
    council = OrganisationFactory(name="Northmoor County Council", short_name="NCC")
    OrganisationFactory(name="Moor Trust")
    assert area_names().find("north-moor").row == area
    assert organisation_names().find("ncc").row == council
    assert organisation_names().find("Northmoor county council").row == council
    assert organisation_names().find("").row is None


def test_post_names_tell_the_same_title_in_two_organisations_apart():
    office = OrganisationFactory(name="The Office", short_name="OPCC")
    police = PostFactory(title="Chief Officer", organisation=OrganisationFactory(name="Police"))
    ours = PostFactory(title="Chief Officer", organisation=office)
    alone = PostFactory(title="Warden", organisation=None)
    assert post_names().find("Chief officer, Police").row == police
    assert post_names().find("OPCC Chief Officer").row == ours
    both = post_names().find("Chief Officer")
    assert (both.row, set(both.suggestions)) == (None, {police, ours})
    assert post_names().find("warden").row == alone
