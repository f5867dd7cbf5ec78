import pytest
from django.utils import timezone

from objectives.importing.asking import Answers
from objectives.importing.matching import match_posts, propose_posts
from stakeholders.models import Organisation, Post
from tests.stakeholders.factories import OrganisationFactory, PostFactory

from .rows import read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def draft(*leads):
    return read(["Action", "Lead", "Date"], *[["Ask", lead, "2025"] for lead in leads])


def proposed(*leads, **answers):
    proposal = propose_posts(draft(*leads), on=timezone.localdate(), answers=Answers(answers))
    return proposal.posts, proposal.doubts


def test_a_post_that_is_there_is_matched_whatever_the_case():
    post = PostFactory(title="Head of Press")
    (found,), doubts = proposed("HEAD of press")
    assert found.post == post
    assert doubts == ()


def test_a_post_is_matched_by_its_title_in_the_organisation_before_it():
    board = OrganisationFactory(name="Northmoor Board", short_name="NB")
    post = PostFactory(title="Head of Press", organisation=board)
    PostFactory(title="Head of Press", organisation=OrganisationFactory(name="Force"))
    (found,), _ = proposed("NB Head of Press")
    assert found.post == post


def test_a_new_post_is_offered_with_a_guess_of_its_organisation():
    board = OrganisationFactory(name="Northmoor Board", short_name="NB")
    posts, doubts = proposed("NB Head of Press", "Web Team", "Northmoor Board")
    assert [(each.name, each.post, each.organisation) for each in posts] == [
        ("NB Head of Press", None, board),
        ("Web Team", None, None),
        ("Northmoor Board", None, board),
    ]
    assert [str(doubt.code) for doubt in doubts] == ["post_new"] * 3
    assert doubts[0].assumed == "It will be made as a post of Northmoor Board."
    assert doubts[0].choices[1].asks == "organisation"
    assert not Post.objects.exists()


def test_a_new_post_gets_the_organisation_that_the_coordinator_names(coordinator):
    board = OrganisationFactory(name="Northmoor Board", short_name="NB")
    _, doubts = proposed("Web Team", "Press Office")
    answers = {
        doubts[0].key: {"choice": "correct", "value": "nb"},
        doubts[1].key: {"choice": "correct", "value": "Weston Council"},
    }
    matched = match_posts(
        draft("Web Team", "Press Office"), by=coordinator, at=None, answers=Answers(answers)
    )
    assert matched.posts["Web Team"].organisation == board
    assert matched.posts["Press Office"].organisation.name == "Weston Council"
    assert Organisation.objects.filter(name="Weston Council").count() == 1
    assert len(matched.doubts) == 2


def test_posts_that_are_plainly_new_are_not_stored_as_doubts(coordinator):
    matched = match_posts(draft("Web Team"), by=coordinator, at=None)
    assert [post.title for post in matched.new] == ["Web Team"]
    assert matched.doubts == ()


def test_names_that_differ_in_case_make_one_post(coordinator):
    rows = read(
        ["Action", "Lead", "Date"], ["Ask", "Web Team", ""], ["Go", "WEB TEAM", ""],
    )  # fmt: skip
    matched = match_posts(rows, by=coordinator, at=None)
    assert len(matched.new) == 1
