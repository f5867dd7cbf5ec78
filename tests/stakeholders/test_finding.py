import pytest

from stakeholders.finding import (
    find_area,
    find_group,
    find_organisation,
    find_post,
    group_names,
    key_of,
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


def test_find_group_offers_what_looks_like_it_and_never_guesses():
    young = CommunityGroupFactory(name="Young people")
    CommunityGroupFactory(name="Rural residents")
    assert find_group("young PEOPLE").row == young
    near = find_group("Young persons")
    assert (near.row, near.suggestions) == (None, (young,))
    assert find_group("Fishermen").suggestions == ()
    assert find_group("").row is find_group(" - ").row is None


def test_find_group_gives_what_a_merged_group_counts_for():
    into = CommunityGroupFactory(name="Young people")
    CommunityGroupFactory(name="Youths", merged_into=into)
    twin = CommunityGroupFactory(name="Young-people", merged_into=into)
    assert find_group("youths").row == into
    assert find_group("young people").row == into
    twin.merged_into = None
    twin.save()
    both = find_group("young people")
    assert (both.row, set(both.suggestions)) == (None, {into, twin})


def test_many_names_are_found_with_one_query(django_assert_num_queries):
    CommunityGroupFactory(merged_into=CommunityGroupFactory(name="Young people"))
    with django_assert_num_queries(1):
        names = group_names()
        found = {names.find(words).row for words in ["Young people", "young people", "Nobody"]}
    assert found == {CommunityGroup.objects.get(name="Young people"), None}


def test_find_area_and_find_organisation_know_each_name():
    area = AreaFactory(name="North Moor")
    council = OrganisationFactory(name="Northmoor County Council", short_name="NCC")
    OrganisationFactory(name="Moor Trust")
    assert find_area("north-moor").row == area
    assert find_organisation("ncc").row == council
    assert find_organisation("Northmoor county council").row == council
    assert find_organisation("").row is None


def test_find_post_tells_the_same_title_in_two_organisations_apart():
    office = OrganisationFactory(name="The Office", short_name="OPCC")
    police = PostFactory(title="Chief Officer", organisation=OrganisationFactory(name="Police"))
    ours = PostFactory(title="Chief Officer", organisation=office)
    alone = PostFactory(title="Warden", organisation=None)
    assert find_post("Chief officer, Police").row == police
    assert find_post("OPCC Chief Officer").row == ours
    both = find_post("Chief Officer")
    assert (both.row, set(both.suggestions)) == (None, {police, ours})
    assert find_post("warden").row == alone
