"""What a coordinator says about a body's papers, by the services."""

import pytest
from django.core.exceptions import ValidationError

from reports import services
from reports.body_forms import sections_of, usual_sections
from reports.models import ClearancePost, ExemptionParagraph, FormSection, Recipient
from reports.schedule_12a import PARAGRAPHS
from stakeholders.editing import EditConflict
from stakeholders.models import Event, GovernanceBody
from tests.stakeholders.factories import (
    LONG_AGO,
    BodyMembershipFactory,
    GovernanceBodyFactory,
    PersonFactory,
    PostFactory,
)

TEXT = FormSection.Content.TEXT


@pytest.fixture
def by(db):
    return PersonFactory(name="Cora Coordinator")


@pytest.fixture
def panel(db):
    return GovernanceBodyFactory(name="Northmoor Panel")


def verbs():
    return [event.verb for event in Event.objects.order_by("pk")]


def headings(body):
    return [section.title for section in sections_of(body)]


def refusal(call, *args, **kwargs):
    with pytest.raises(ValidationError) as refused:
        call(*args, **kwargs)
    return refused.value.code


@pytest.mark.parametrize("form", GovernanceBody.Form.values)
def test_start_form_copies_the_usual_sections_once(by, form):
    body = GovernanceBodyFactory(form=form)
    usual = headings(body)
    services.start_form(body, by=by)
    services.start_form(body, by=by)
    assert body.form_sections.count() == len(usual)
    assert headings(body) == usual
    assert [s.numbered for s in sections_of(body)] == [s.numbered for s in usual_sections(body)]
    assert verbs() == ["form of papers started"]
    assert Event.objects.get().after == {"headings": usual}


def test_add_section_stands_last_after_the_usual_ones(by, panel):
    usual = headings(panel)
    section = services.add_section(
        body=panel, by=by, title="Equality", content=TEXT, standing_text="None *known*."
    )
    assert headings(panel) == [*usual, "Equality"]
    assert verbs() == ["form of papers started", "section added to form"]
    assert Event.objects.about(section).get().after["standing_text"] == "None *known*."


def test_edit_section_is_logged_and_keeps_a_conflict(by, panel):
    section = services.add_section(body=panel, by=by, title="Equality", content=TEXT)
    changes = {"title": "Equality and welfare", "numbered": False}
    section = services.edit_section(section, by=by, changes=changes, version=1)
    assert (section.title, section.numbered, section.version) == (*changes.values(), 2)
    assert verbs()[-1] == "section of form edited"
    with pytest.raises(EditConflict):
        services.edit_section(section, by=by, changes={"title": "Fairness"}, version=1)


def test_edit_section_refuses_what_no_paper_can_print(by, panel):
    section = services.add_section(body=panel, by=by, title="Equality", content=TEXT)
    with pytest.raises(ValidationError):
        services.edit_section(section, by=by, changes={"content": "poem"})
    section.refresh_from_db()
    assert section.content == TEXT


def test_move_section_swaps_neighbours_and_stops_at_the_ends(by, panel):
    services.start_form(panel, by=by)
    first, second, third = panel.form_sections.all()[:3]
    assert services.move_section(first, by=by, up=False)
    assert services.move_section(third, by=by, up=True)
    assert [s.pk for s in panel.form_sections.all()[:3]] == [second.pk, third.pk, first.pk]
    assert not services.move_section(second, by=by, up=True)
    assert not services.move_section(panel.form_sections.last(), by=by, up=False)
    assert verbs()[1:] == ["form section moved down", "form section moved up"]
    assert Event.objects.first().after == {"place": 2}


def test_remove_section_leaves_the_last_one(by, panel):
    services.start_form(panel, by=by)
    *others, last = panel.form_sections.all()
    for section in others:
        services.remove_section(section, by=by)
    assert headings(panel) == [last.title]
    assert refusal(services.remove_section, last, by=by) == "last_section"
    assert verbs()[-1] == "section removed from form"
    assert Event.objects.first().before["title"] == others[-1].title


def test_reset_form_brings_the_usual_sections_back(by, panel):
    usual = headings(panel)
    services.add_section(body=panel, by=by, title="Equality", content=TEXT)
    services.reset_form(panel, by=by)
    services.reset_form(panel, by=by)
    assert headings(panel) == usual
    assert not panel.form_sections.exists()
    assert verbs()[2:] == ["form of papers set back"]
    assert Event.objects.first().before == {"headings": [*usual, "Equality"]}


def test_one_bodys_form_is_no_other_bodys(by, panel):
    other = GovernanceBodyFactory()
    services.add_section(body=panel, by=by, title="Equality", content=TEXT)
    assert "Equality" not in headings(other)
    services.reset_form(other, by=by)
    assert "Equality" in headings(panel)


def test_the_clearance_list_is_put_in_order(by, panel):
    clearers = [services.add_clearer(body=panel, by=by, post=PostFactory()) for _ in range(3)]
    services.move_clearer(clearers[2], by=by, up=True)
    services.remove_clearer(clearers[0], by=by)
    assert list(panel.clearers.all()) == [clearers[2], clearers[1]]
    assert verbs()[2:] == [
        "post put on clearance list",
        "clearance post moved up",
        "post taken off clearance list",
    ]
    assert Event.objects.first().before["post"]["text"] == clearers[0].post.title


def test_a_post_clears_once_for_a_body_and_may_clear_for_two(by, panel):
    post = PostFactory()
    services.add_clearer(body=panel, by=by, post=post)
    assert refusal(services.add_clearer, body=panel, by=by, post=post) == "already_clears"
    services.add_clearer(body=GovernanceBodyFactory(), by=by, post=post)
    assert ClearancePost.objects.count() == 2


def test_recipients_are_added_changed_and_removed(by, panel):
    clerk = PersonFactory()
    recipient = services.add_recipient(body=panel, person=clerk, by=by, on=LONG_AGO)
    again = {"body": panel, "person": clerk, "by": by, "on": LONG_AGO}
    assert refusal(services.add_recipient, **again) == "already_receives"
    recipient = services.edit_recipient(
        recipient, by=by, changes={"private_papers": True}, version=1
    )
    assert Recipient.objects.get().private_papers
    with pytest.raises(EditConflict):
        services.edit_recipient(recipient, by=by, changes={"private_papers": False}, version=1)
    services.remove_recipient(recipient, by=by)
    assert not Recipient.objects.exists()
    assert verbs() == [
        "recipient of papers added",
        "recipient of papers edited",
        "recipient of papers removed",
    ]


def test_a_member_is_no_recipient_while_the_seat_lasts(by, panel):
    seat = BodyMembershipFactory(body=panel, ends_on=LONG_AGO)
    say = {"body": panel, "person": seat.person, "by": by}
    assert refusal(services.add_recipient, **say, on=seat.ends_on) == "has_seat"
    after = seat.ends_on.replace(day=2)
    assert services.add_recipient(**say, on=after).person == seat.person


def test_exemption_paragraphs_are_added_changed_moved_and_removed(by, panel):
    say = {"body": panel, "by": by}
    first = services.add_exemption(**say, reference="Rule 1", words="Business")
    second = services.add_exemption(**say, reference="Rule 2", words="Crime")
    first = services.edit_exemption(
        first, by=by, changes={"reference": "rule 1", "words": "Money"}, version=1
    )
    assert services.move_exemption(second, by=by, up=True)
    assert list(panel.exemptions.all()) == [second, first]
    services.remove_exemption(second, by=by)
    assert panel.exemptions.get().words == "Money"
    assert verbs()[2:] == [
        "exemption paragraph edited",
        "exemption paragraph moved up",
        "exemption paragraph removed",
    ]
    assert verbs()[0] == "exemption paragraph added"


def test_a_paragraph_is_on_the_list_once(by, panel):
    say = {"body": panel, "by": by, "words": "Business"}
    services.add_exemption(**say, reference="Rule 1")
    other = services.add_exemption(**say, reference="Rule 2")
    assert refusal(services.add_exemption, **say, reference="RULE 1") == "already_listed"
    change = {"reference": "Rule 1"}
    assert refusal(services.edit_exemption, other, by=by, changes=change) == "already_listed"


def test_schedule_12a_is_filled_in_once_and_keeps_what_is_there(by, panel):
    reference, _ = PARAGRAPHS[2]
    services.add_exemption(body=panel, by=by, reference=reference, words="Our own words")
    assert services.fill_schedule_12a(panel, by=by) == 6
    assert services.fill_schedule_12a(panel, by=by) == 0
    assert ExemptionParagraph.objects.filter(body=panel).count() == len(PARAGRAPHS) == 7
    assert panel.exemptions.first().words == "Our own words"
    assert verbs()[1:] == ["paragraphs of Schedule 12A added"]
    assert Event.objects.first().after["paragraphs"][0] == PARAGRAPHS[0][0]
