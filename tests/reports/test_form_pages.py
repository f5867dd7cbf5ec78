"""The pages on which a coordinator says how a body wants its papers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.body_forms import sections_of
from reports.models import FormSection
from reports.schedule_12a import PARAGRAPHS
from reports.services import add_clearer, add_exemption, add_recipient, add_section, start_form
from stakeholders.models import Event
from tests.stakeholders.factories import (
    LONG_AGO,
    GovernanceBodyFactory,
    PersonFactory,
    PostFactory,
    PostHoldingFactory,
)
from tests.stakeholders.test_people_pages import errors
from tests.world import sign_in

SECTION = {"title": "Equality", "content": "text", "standing_text": "", "numbered": "on"}


@pytest.fixture
def panel(db):
    return GovernanceBodyFactory(name="Northmoor Panel", publisher="Northmoor Council")


@pytest.fixture
def cora(client, coordinator):
    return sign_in(client, coordinator)


def url(name, row):
    return reverse(f"reports:form-{name}", args=[row.pk])


def headings(body):
    return [section.title for section in sections_of(body)]


def words_of(response):
    return response.content.decode()


def test_form_list_tells_the_usual_form_from_an_own_one(cora, panel, coordinator):
    board = GovernanceBodyFactory(name="Northmoor Board", form="board")
    gone = GovernanceBodyFactory(name="Old Authority", dissolved_on=LONG_AGO)
    start_form(panel, by=coordinator)
    rows = cora.get(reverse("reports:form-list")).context["rows"]
    assert [row.pk for row in rows] == [board.pk, panel.pk]
    assert gone not in rows
    page = words_of(cora.get(reverse("reports:form-list")))
    assert "8 of its own" in page
    assert "The usual ones" in page


def test_form_list_and_detail_queries_do_not_grow(
    cora, panel, coordinator, django_assert_num_queries
):
    def fill(body, number):
        for _ in range(number):
            post = PostHoldingFactory(post=PostFactory()).post
            add_clearer(body=body, by=coordinator, post=post)
            person = PersonFactory()
            add_recipient(body=body, by=coordinator, person=person, on=LONG_AGO)
            add_section(body=body, by=coordinator, title="More", content="text")

    fill(panel, 1)
    pages = [reverse("reports:form-list"), url("detail", panel)]
    before = []
    for page in pages:
        with CaptureQueriesContext(connection) as counted:
            cora.get(page)
        before.append(len(counted))
    fill(panel, 5)
    fill(GovernanceBodyFactory(), 3)
    for page, count in zip(pages, before, strict=True):
        with django_assert_num_queries(count):
            cora.get(page)


def test_the_usual_form_is_shown_and_can_be_taken_over_and_given_back(cora, panel):
    usual = headings(panel)
    page = cora.get(url("detail", panel))
    assert not page.context["is_own"]
    assert [section.title for section in page.context["sections"]] == usual
    assert cora.post(url("start", panel)).url == f"{url('detail', panel)}#sections"
    assert cora.get(url("detail", panel)).context["is_own"]
    cora.post(url("section-create", panel), SECTION)
    assert headings(panel) == [*usual, "Equality"]
    assert cora.get(url("reset", panel)).status_code == 200
    cora.post(url("reset", panel))
    assert headings(panel) == usual


def test_the_first_section_that_is_added_comes_after_the_usual_ones(cora, panel):
    cora.post(url("section-create", panel), SECTION)
    assert len(headings(panel)) == 9


def test_section_form_says_what_is_wrong(cora, panel):
    wrong = {"title": " \u200b ", "content": "poem", "standing_text": "x" * 8001}
    assert errors(cora.post(url("section-create", panel), wrong)) == {
        "title": ["required"],
        "content": ["invalid_choice"],
        "standing_text": ["max_length"],
    }
    many = cora.post(url("section-create", panel), SECTION | {"title": "x" * 101})
    assert errors(many) == {"title": ["max_length"]}
    nothing = cora.post(url("section-create", panel), SECTION | {"standing_text": "a\x00b"})
    assert errors(nothing) == {"standing_text": ["null_characters_not_allowed"]}
    assert not FormSection.objects.exists()


def test_standing_text_is_shown_as_it_was_typed_and_never_as_markup(cora, panel):
    typed = "<script>alert(1)</script> #panic() **bold** “Cymru” 🙂 ŵ"
    cora.post(url("section-create", panel), SECTION | {"standing_text": typed})
    assert panel.form_sections.last().standing_text == typed
    page = words_of(cora.get(url("detail", panel)))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_section_edit_keeps_what_was_typed_when_somebody_else_saved(cora, panel):
    cora.post(url("section-create", panel), SECTION)
    section = panel.form_sections.last()
    page = url("section-edit", section)
    assert cora.post(page, SECTION | {"title": "Fairness", "version": 1}).status_code == 302
    late = cora.post(page, SECTION | {"title": "Justice", "version": 1})
    assert late.status_code == 409
    assert errors(late) == {"__all__": ["edit_conflict"]}
    assert "Justice" in words_of(late)
    assert "Fairness" in words_of(late)
    section.refresh_from_db()
    assert section.title == "Fairness"


def test_sections_are_moved_by_a_press_and_removed_after_a_question(cora, panel, coordinator):
    start_form(panel, by=coordinator)
    first, second = panel.form_sections.all()[:2]
    cora.post(url("section-move", first), {"direction": "down"})
    assert headings(panel)[:2] == [second.title, first.title]
    cora.post(url("section-move", first), {"direction": "up"})
    assert headings(panel)[:2] == [first.title, second.title]
    assert cora.get(url("section-move", first)).status_code == 405
    before = headings(panel)
    assert cora.get(url("section-remove", first)).status_code == 200
    assert headings(panel) == before
    cora.post(url("section-remove", first))
    assert headings(panel) == before[1:]
    assert cora.post(url("section-remove", first)).status_code == 404


def test_the_last_section_stays(cora, panel):
    only = FormSection.objects.create(body=panel, position=0, title="Purpose")
    assert errors(cora.post(url("section-remove", only))) == {"__all__": ["last_section"]}


def test_clearance_list_offers_posts_that_exist_and_are_not_on_it(cora, panel, coordinator):
    there, free, gone = PostFactory(), PostFactory(), PostFactory(abolished_on=LONG_AGO)
    PostHoldingFactory(post=free, person=PersonFactory(name="Frieda Free"))
    add_clearer(body=panel, by=coordinator, post=there)
    page = url("clearer-create", panel)
    assert list(cora.get(page).context["form"].fields["post"].queryset) == [free]
    assert errors(cora.post(page, {"post": gone.pk})) == {"post": ["invalid_choice"]}
    assert errors(cora.post(page, {"post": there.pk})) == {"post": ["invalid_choice"]}
    assert errors(cora.post(page, {})) == {"post": ["required"]}
    cora.post(page, {"post": free.pk})
    shown = cora.get(url("detail", panel))
    assert [clearer.is_vacant for clearer in shown.context["clearers"]] == [True, False]
    assert "Frieda Free" in words_of(shown)
    first, second = panel.clearers.all()
    cora.post(url("clearer-move", second), {"direction": "up"})
    cora.post(url("clearer-remove", first))
    assert [clearer.post for clearer in panel.clearers.all()] == [free]


def test_recipients_are_added_changed_and_removed(cora, panel, panel_member):
    clerk, mute = PersonFactory(), PersonFactory(email="")
    body = panel_member.memberships.get().body
    page = url("recipient-create", body)
    seated = {"person": panel_member.pk}
    assert errors(cora.post(page, seated)) == {"__all__": ["has_seat"]}
    cora.post(page, {"person": clerk.pk, "private_papers": "on"})
    cora.post(page, {"person": mute.pk})
    assert errors(cora.post(page, {"person": clerk.pk})) == {"person": ["invalid_choice"]}
    recipient = body.recipients.get(person=clerk)
    assert recipient.private_papers
    cora.post(url("recipient-edit", recipient), {"version": 1})
    assert not body.recipients.get(person=clerk).private_papers
    assert "no e-mail address" in words_of(cora.get(url("detail", body)))
    cora.post(url("recipient-remove", recipient))
    assert body.recipients.get().person == mute


def test_schedule_12a_is_one_press_and_its_words_can_be_changed(cora, panel):
    assert cora.get(url("detail", panel)).context["may_fill"]
    cora.post(url("exemption-fill", panel))
    cora.post(url("exemption-fill", panel))
    assert panel.exemptions.count() == len(PARAGRAPHS)
    assert not cora.get(url("detail", panel)).context["may_fill"]
    row = panel.exemptions.first()
    typed = {"reference": row.reference, "words": "About somebody.", "version": 1}
    cora.post(url("exemption-edit", row), typed)
    row.refresh_from_db()
    assert row.words == "About somebody."


def test_exemption_form_says_what_is_wrong(cora, panel, coordinator):
    page = url("exemption-create", panel)
    assert errors(cora.post(page, {"reference": " ", "words": ""})) == {
        "reference": ["required"],
        "words": ["required"],
    }
    add_exemption(body=panel, by=coordinator, reference="Rule 1", words="Business")
    typed = {"reference": "rule 1", "words": "Money"}
    assert errors(cora.post(page, typed)) == {"__all__": ["already_listed"]}
    cora.post(page, typed | {"reference": "Rule 2"})
    first, second = panel.exemptions.all()
    cora.post(url("exemption-move", second), {"direction": "up"})
    cora.post(url("exemption-remove", first))
    assert panel.exemptions.get() == second


def test_an_auditor_reads_the_form_and_is_offered_no_change(client, auditor, panel, coordinator):
    start_form(panel, by=coordinator)
    add_clearer(body=panel, by=coordinator, post=PostFactory())
    sign_in(client, auditor)
    page = words_of(client.get(url("detail", panel)))
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main
    assert "/edit/" not in main
    assert reverse("stakeholders:body-detail", args=[panel.pk]) in main
    assert client.post(url("start", panel)).status_code == 403


def test_an_administrators_body_page_and_the_form_lead_to_each_other(
    client, auditor, administrator, panel
):
    form, body = url("detail", panel), reverse("stakeholders:body-detail", args=[panel.pk])
    sign_in(client, auditor)
    assert form in words_of(client.get(body))
    # An administrator who is no coordinator can't read the form.
    sign_in(client, administrator)
    assert form not in words_of(client.get(body))


def test_each_change_is_in_the_log_with_who_made_it(cora, panel, coordinator):
    cora.post(url("start", panel))
    cora.post(url("exemption-fill", panel))
    assert {event.actor for event in Event.objects.all()} == {coordinator}
