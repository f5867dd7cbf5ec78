import pytest

from stakeholders.finding import groups_like, key_of
from stakeholders.models import CommunityGroup

from .directory_factories import CommunityGroupFactory


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


@pytest.mark.django_db
def test_a_community_that_looks_like_another_is_found_by_what_it_counts_for(
    django_assert_num_queries,
):
    young = CommunityGroupFactory(name="Young people")
    CommunityGroupFactory(name="Rural residents")
    CommunityGroupFactory(name="Young-peoples", merged_into=young)
    groups = CommunityGroup.objects.select_related("merged_into")
    with django_assert_num_queries(1):
        assert groups_like("Young  PEOPLE.", groups) == [young]
    assert groups_like("Fishermen", groups) == groups_like(" - ", groups) == []
