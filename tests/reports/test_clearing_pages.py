"""Clearance page by page: what a coordinator does, what an officer sees, signed in or by link."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports import building
from reports.building import build_revision
from reports.models import Clearance, ClearancePost, ExemptionParagraph, ReportRevision
from reports.services import (
    answer_questions,
    clear,
    request_report,
    send_back,
    send_for_clearance,
    withdraw_clearance,
    write_narrative,
)
from stakeholders import links
from stakeholders.models import Event
from tests.meetings.factories import ForumFactory, MeetingFactory, MeetingSeriesFactory
from tests.stakeholders.factories import AbsenceFactory, PostFactory, UserFactory
from tests.world import build_people, sign_in

from .clearing import answered
from .plans import CUT_OFF, QUARTER, build_plan

NOW = CUT_OFF + timedelta(days=1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    sent = []
    monkeypatch.setattr(building, "send_build", sent.append)
    return sent


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.action = world.add("Map the ways in", date(2025, 5, 1), number="1")
    for post in (world.post, world.other_post):
        ClearancePost.objects.create(body=world.panel, post=post)
    return world


def make_draft(world, **more):
    draft = request_report(
        plan=world.plan, body=world.panel, period=QUARTER, by=world.coordinator, **more
    )
    build_revision(draft.pk)
    return answered(draft, by=world.coordinator, at=NOW)


def make_sent(world, **more):
    return send_for_clearance(make_draft(world, **more), by=world.coordinator)


def asked(revision, person):
    return revision.clearances.waiting().get(post=person.holdings.get().post)


def page_of(clearance):
    return reverse("reports:clearance", args=[clearance.pk])


def draft_of(clearance):
    return reverse("reports:clearance-file", args=[clearance.pk, "pdf"])


def read_of(clearance):
    return reverse("reports:clearance-read", args=[clearance.pk])


def of_paper(name, revision, *args):
    return reverse(f"reports:{name}", args=[revision.report.slug, *args])


def link_for(person):
    link = links.new_link(person)
    link.save()
    return link


def by_link(link, name="clear-list", *args):
    return reverse(f"reports:{name}", args=[links.token_of(link), *args])


def errors_of(answer):
    found = answer.context["form"].errors.as_data()
    return {name: errors[0].code for name, errors in found.items()}


def test_report_send_asks_every_post_of_the_list_until_the_day(client, world):
    draft = make_draft(world)
    sign_in(client, world.coordinator)
    page = client.get(of_paper("report-for-clearance", draft))
    assert [post.title for post in page.context["posts"]] == [
        "Head of Engagement",
        "Safer Communities",
    ]

    answer = client.post(
        of_paper("report-for-clearance", draft),
        {"answer_by_day": "22", "answer_by_month": "7", "answer_by_year": "2025"},
    )

    assert answer.url == of_paper("report-detail", draft)
    draft.refresh_from_db()
    assert draft.status == "in_clearance"
    assert {c.answer_by for c in draft.clearances.all()} == {date(2025, 7, 22)}


def test_report_send_without_a_list_says_so_and_sends_nothing(client, world):
    ClearancePost.objects.all().delete()
    draft = make_draft(world)

    answer = sign_in(client, world.coordinator).post(of_paper("report-for-clearance", draft))

    assert answer.status_code == 422
    assert errors_of(answer) == {"__all__": "nobody_clears"}


def test_an_officer_who_reads_no_reports_reads_and_clears_this_one(client, world):
    revision = make_sent(world)
    clearance = asked(revision, world.lead)
    sign_in(client, world.lead)
    assert client.get(of_paper("report-detail", revision)).status_code == 403

    assert page_of(clearance) in client.get(reverse("reports:clearance-list")).content.decode()
    assert read_of(clearance) in client.get(page_of(clearance)).content.decode()
    page = client.get(read_of(clearance)).content.decode()
    assert "Map the ways in" in page
    assert "This is a draft." in page
    listed = client.get(f"{read_of(clearance)}actions/all/").content.decode()
    assert "Map the ways in" in listed
    draft = client.get(draft_of(clearance))
    assert draft.content == bytes(revision.files.get(kind="pdf").content)
    assert "no-store" in draft["Cache-Control"]
    assert Event.objects.about(revision).get(verb="paper downloaded").actor == world.lead
    answer = client.post(page_of(clearance), {"decision": "clear"})

    clearance.refresh_from_db()
    assert (clearance.decision, clearance.decided_by) == ("cleared", world.lead)
    assert "You cleared the paper as Head of Engagement" in client.get(answer.url).content.decode()


def test_looking_at_a_paper_clears_nothing(client, world):
    clearance = asked(make_sent(world), world.lead)
    sign_in(client, world.lead)

    client.get(page_of(clearance))
    client.get(draft_of(clearance))

    clearance.refresh_from_db()
    assert clearance.decision == "waiting"


def test_sending_back_wants_words_and_makes_it_a_draft(client, world):
    revision = make_sent(world)
    clearance = asked(revision, world.lead)
    sign_in(client, world.lead)

    empty = client.post(page_of(clearance), {"decision": "send_back", "comment": " "})
    assert (empty.status_code, errors_of(empty)) == (422, {"comment": "comment_missing"})
    client.post(page_of(clearance), {"decision": "send_back", "comment": "Say why 1 is late."})

    revision.refresh_from_db()
    assert revision.status == "draft"
    assert asked_of(revision) == {"Head of Engagement": "sent_back", "Safer Communities": "void"}
    desk = sign_in(client, world.coordinator).get(of_paper("report-detail", revision))
    assert "Say why 1 is late." in desk.content.decode()


def asked_of(revision):
    return dict(revision.clearances.values_list("post__title", "decision"))


def test_an_answer_that_says_neither_is_refused(client, world):
    clearance = asked(make_sent(world), world.lead)

    answer = sign_in(client, world.lead).post(page_of(clearance), {"comment": "Fine"})

    assert errors_of(answer) == {"decision": "required"}


def test_a_clearance_of_another_post_does_not_exist(client, world):
    clearance = asked(make_sent(world), world.lead)
    sign_in(client, world.other_lead)

    for address in (page_of(clearance), draft_of(clearance), read_of(clearance)):
        assert client.get(address).status_code == 404
    assert client.post(page_of(clearance), {"decision": "clear"}).status_code == 404
    clearance.refresh_from_db()
    assert clearance.decision == "waiting"


def test_a_deputy_clears_for_whoever_is_away(client, world):
    clearance = asked(make_sent(world), world.lead)
    AbsenceFactory(
        person=world.lead,
        deputy=world.outsider,
        starts_on=NOW.date(),
        ends_on=NOW.date() + timedelta(days=3),
    )

    sign_in(client, world.outsider).post(page_of(clearance), {"decision": "clear"})

    clearance.refresh_from_db()
    assert clearance.decided_by == world.outsider


def test_an_auditor_who_holds_the_post_clears_nothing(client, world):
    clearance = asked(make_sent(world), world.lead)
    world.lead.user.delete()
    UserFactory(person=world.lead, roles=("Auditor",))
    world.lead.refresh_from_db()

    assert sign_in(client, world.lead).post(page_of(clearance)).status_code == 403


def test_the_draft_is_shown_only_while_it_is_the_one_asked_about(client, world):
    revision = make_sent(world)
    clearance = asked(revision, world.lead)
    sign_in(client, world.lead)
    withdraw_clearance(revision, by=world.coordinator)

    assert client.get(draft_of(clearance)).status_code == 404
    assert client.get(read_of(clearance)).status_code == 404
    page = client.get(page_of(clearance))
    assert page.status_code == 200
    assert draft_of(clearance) not in page.content.decode()
    late = client.post(page_of(clearance), {"decision": "clear"})
    assert errors_of(late) == {"__all__": "not_waiting"}


def test_what_is_answered_after_an_officer_was_asked_is_not_told_them(client, world):
    revision = make_sent(world, private=True)
    clearance = asked(revision, world.lead)
    sign_in(client, world.lead)
    answer_questions(
        revision,
        by=world.coordinator,
        exempt_answer="yes",
        exempt_paragraph="Paragraph 7",
        public_interest="An inquiry is under way.",
        queue=False,
    )

    page = client.get(page_of(clearance))

    assert page.status_code == 200
    for words in ("Paragraph 7", "An inquiry is under way."):
        assert words not in page.content.decode()


def test_a_private_paper_is_read_by_its_officers(client, world):
    clearance = asked(make_sent(world, private=True), world.lead)

    page = sign_in(client, world.lead).get(page_of(clearance))

    assert "Private paper" in page.content.decode()
    assert client.get(draft_of(clearance)).status_code == 200


def test_by_link_the_same_pages_open_without_a_session(client, world):
    revision = make_sent(world)
    clearance = asked(revision, world.lead)
    link = link_for(world.lead)
    one = by_link(link, "clear", clearance.pk)

    assert one in client.get(by_link(link)).content.decode()
    assert client.get(by_link(link, "clear-file", clearance.pk, "pdf")).status_code == 200
    read = client.get(by_link(link, "clear-read", clearance.pk))
    assert "Map the ways in" in read.content.decode()
    assert read["X-Robots-Tag"] == "noindex, nofollow"
    assert client.get(f"{read.request['PATH_INFO']}actions/all/").status_code == 200
    assert client.get(one)["X-Robots-Tag"] == "noindex, nofollow"
    clearance.refresh_from_db()
    assert clearance.decision == "waiting", "opening changes nothing"
    answer = client.post(one, {"decision": "clear", "comment": "Good."})

    assert "You cleared the paper" in client.get(answer.url).content.decode()
    assert SESSION_KEY not in client.session
    clearance.refresh_from_db()
    assert (clearance.decision, clearance.decided_by) == ("cleared", world.lead)


def test_a_link_opens_no_clearance_of_somebody_elses_post(client, world):
    clearance = asked(make_sent(world), world.other_lead)

    link = link_for(world.lead)

    assert client.get(by_link(link, "clear", clearance.pk)).status_code == 404
    assert client.post(by_link(link, "clear", clearance.pk)).status_code == 404
    assert client.get(by_link(link, "clear-file", clearance.pk, "pdf")).status_code == 404


def test_a_link_that_is_over_clears_nothing(client, world, today):
    clearance = asked(make_sent(world), world.lead)
    link = link_for(world.lead)
    address = by_link(link, "clear", clearance.pk)

    def refused():
        answer = client.post(address, {"decision": "clear"})
        clearance.refresh_from_db()
        return answer.status_code == 410 and clearance.decision == "waiting"

    holding = world.lead.holdings.get()
    holding.ends_on = NOW.date() - timedelta(days=1)
    holding.save()
    assert refused(), "the post changed hands"
    holding.ends_on = None
    holding.save()
    today.move_to(NOW + links.LIFE + timedelta(seconds=1))
    assert refused(), "it lapsed"
    today.move_to(NOW)
    link.revoked_at = NOW
    link.save()
    assert refused(), "it was stopped"


def test_a_token_that_was_changed_opens_nothing(client, world):
    address = by_link(link_for(world.lead))
    assert client.get(address[:-3] + "xy/").status_code == 404


def test_a_link_is_not_in_the_access_log(client, world, caplog):
    caplog.set_level("INFO", logger="engagement_portal.access")
    link = link_for(world.lead)

    client.get(by_link(link))

    assert "reports:clear-list" in caplog.text
    assert links.token_of(link) not in caplog.text


def test_what_an_officer_said_elsewhere_is_noted_and_says_so(client, world):
    revision = make_sent(world)
    clearance = asked(revision, world.lead)
    sign_in(client, world.coordinator)
    address = of_paper("clearance-note", revision, clearance.pk)

    assert errors_of(client.post(address, {})) == {"comment": "required"}
    client.post(address, {"comment": "At the meeting of 14 July."})

    clearance.refresh_from_db()
    assert (clearance.decision, clearance.noted_for_post) == ("cleared", True)
    assert clearance.decided_by == world.coordinator


def test_a_clearance_is_noted_on_its_own_paper_alone(client, world):
    clearance = asked(make_sent(world), world.lead)
    other = request_report(
        plan=world.plan, body=world.board, period=QUARTER, by=world.coordinator, queue=False
    )

    sign_in(client, world.coordinator)

    assert client.get(of_paper("clearance-note", other, clearance.pk)).status_code == 404


def test_report_take_back_makes_it_a_draft_again(client, world):
    revision = make_sent(world)

    sign_in(client, world.coordinator).post(of_paper("report-take-back", revision))

    revision.refresh_from_db()
    assert (revision.status, revision.build) == ("draft", "built")


def test_report_stamp_draws_a_cleared_paper_again_whose_drawing_failed(client, world):
    revision = make_sent(world)
    for clearance in revision.clearances.waiting():
        clear(clearance, by=world.coordinator)
    ReportRevision.objects.update(build="failed", problem="No memory")
    sign_in(client, world.coordinator)
    page = client.get(of_paper("report-detail", revision))
    assert page.context["desk"]["main"].page == "reports:report-stamp"

    client.post(of_paper("report-stamp", revision))

    revision.refresh_from_db()
    assert (revision.status, revision.build) == ("cleared", "waiting")
    assert build_revision(revision.pk).cleared_with == "Head of Engagement\nSafer Communities"
    assert Event.objects.about(revision).filter(verb="cleared paper drawn again").exists()


@pytest.mark.parametrize(
    ("stage", "page"),
    [
        ("built", "reports:report-answers"),
        ("answered", "reports:report-for-clearance"),
        ("in_clearance", None),
        ("cleared", "reports:report-publish"),
        ("failed", "reports:report-rebuild"),
    ],
)
def test_the_desk_has_one_button_for_what_comes_next(client, world, stage, page):
    revision = make_draft(world)
    if stage == "built":
        ReportRevision.objects.update(exempt_answer="")
    if stage in ("in_clearance", "cleared"):
        revision = send_for_clearance(revision, by=world.coordinator)
    if stage == "cleared":
        for clearance in revision.clearances.waiting():
            clear(clearance, by=world.coordinator)
        build_revision(revision.pk)
    if stage == "failed":
        ReportRevision.objects.update(build="failed")

    answer = sign_in(client, world.coordinator).get(of_paper("report-detail", revision))

    main = answer.context["desk"]["main"]
    assert (main and main.page) == page
    assert answer.content.decode().count('class="govuk-button"') == (1 if page else 0)


def test_the_desk_of_an_auditor_offers_nothing_to_do(client, world):
    revision = make_sent(world)

    answer = sign_in(client, world.auditor).get(of_paper("report-detail", revision))

    words = answer.content.decode()
    assert (answer.context["desk"]["main"], answer.context["desk"]["presses"]) == (None, ())
    assert "take-back" not in words
    assert "/note/" not in words
    assert "0 of 2 have cleared it" in words


def test_the_queries_of_the_desk_do_not_grow(client, world, django_assert_num_queries):
    revision = make_sent(world)
    sign_in(client, world.coordinator)
    client.get(of_paper("report-detail", revision))
    with CaptureQueriesContext(connection) as few:
        client.get(of_paper("report-detail", revision))
    for number in range(4):
        Clearance.objects.create(
            revision=revision, post=PostFactory(title=f"Officer {number}"), asked_at=timezone.now()
        )
    with django_assert_num_queries(len(few)):
        client.get(of_paper("report-detail", revision))


def test_report_answers_offers_the_bodys_paragraphs(client, world):
    for position, words in enumerate(("Anyone who can be found out", "Money matters")):
        ExemptionParagraph.objects.create(
            body=world.panel,
            position=position,
            reference=f"Paragraph {position + 1} of Schedule 12A",
            words=words,
        )
    draft = make_draft(world, private=True)
    sign_in(client, world.coordinator)
    said = {"exempt_answer": "yes", "public_interest": "A person could be found out."}

    free = client.post(of_paper("report-answers", draft), said | {"exempt_paragraph": "Par. 9"})
    none = client.post(of_paper("report-answers", draft), said)
    chosen = {"exempt_paragraph": "Paragraph 2 of Schedule 12A"}
    client.post(of_paper("report-answers", draft), said | chosen)

    assert errors_of(free) == {"exempt_paragraph": "invalid_choice"}
    assert errors_of(none) == {"exempt_paragraph": "paragraph_missing"}
    draft.refresh_from_db()
    assert draft.exempt_paragraph == "Paragraph 2 of Schedule 12A"


def test_report_answers_of_a_public_paper_asks_for_no_public_interest(client, world):
    page = sign_in(client, world.coordinator).get(of_paper("report-answers", make_draft(world)))

    assert "public_interest" not in page.context["form"].fields


def test_home_leads_an_officer_to_what_waits_for_them(client, world):
    clearance = asked(make_sent(world), world.lead)

    home = sign_in(client, world.lead).get(reverse("home"))

    assert [line.url for line in home.context["to_clear"]] == [page_of(clearance)]
    assert "to_clear" not in sign_in(client, world.outsider).get(reverse("home")).context


def test_home_names_the_officers_that_a_paper_waits_for(client, world):
    make_sent(world)

    home = sign_in(client, world.coordinator).get(reverse("home"))

    (papers,) = [group for group in home.context["needs"] if group.title.startswith("Papers")]
    assert [line.note for line in papers.lines] == [
        f"{world.plan}: to be cleared by Head of Engagement and Safer Communities"
    ]


def test_report_send_offers_the_day_of_the_timetable(client, world):
    """For a meeting on Wednesday 13 August; the desk shows the same days."""
    series = MeetingSeriesFactory(body=world.panel)
    meeting = MeetingFactory(forum=ForumFactory(series=series), held_on=date(2025, 8, 13))
    draft = make_draft(world, meeting=meeting)
    sign_in(client, world.coordinator)

    page = client.get(of_paper("report-for-clearance", draft))

    assert page.context["form"].initial["answer_by"] == date(2025, 8, 11)
    desk = client.get(of_paper("report-detail", draft)).content.decode()
    assert "Monday 11 August 2025" in desk


def test_the_desk_says_who_sent_it_back_and_what_was_written_since(client, world):
    revision = make_sent(world)
    send_back(asked(revision, world.lead), by=world.lead, comment="Say why.")
    sign_in(client, world.coordinator)
    page = client.get(of_paper("report-detail", revision))
    assert page.context["desk"]["now"].startswith("Head of Engagement sent it back")

    write_narrative(revision.report, key="position", text="All is well.", by=world.coordinator)
    ReportRevision.objects.update(started_at=NOW - timedelta(hours=1))

    desk = client.get(of_paper("report-detail", revision)).context["desk"]
    assert desk["main"].page == "reports:report-rebuild"
    assert desk["now"].startswith("You have written in it")

    ReportRevision.objects.update(build="running")
    desk = client.get(of_paper("report-detail", revision)).context["desk"]
    assert not desk["now"].startswith("You have written in it"), "it is being built again"


@pytest.mark.parametrize("text", ["Most is well.", ""])
def test_the_desk_misses_no_words_that_were_changed_while_the_paper_was_built(text, client, world):
    def write(text, at):
        write_narrative(draft.report, key="position", text=text, by=world.coordinator, at=at)

    draft = make_draft(world)
    write("All is well.", NOW)
    write(text, NOW + timedelta(seconds=1))
    ReportRevision.objects.update(built_at=NOW + timedelta(seconds=2))
    sign_in(client, world.coordinator)

    desk = client.get(of_paper("report-detail", draft)).context["desk"]

    assert desk["main"].page == "reports:report-rebuild"
    assert desk["now"].startswith("You have written in it")


def test_the_paragraph_of_a_public_paper_is_said_to_be_of_what_it_leaves_out(client, world):
    draft = make_draft(world)
    ReportRevision.objects.update(exempt_answer="no", exempt_paragraph="Paragraph 7 of the Act")

    page = sign_in(client, world.coordinator).get(of_paper("report-detail", draft))

    words = "No, it can be public. What it leaves out is private under paragraph 7 of the Act"
    assert {"key": "Exempt information", "value": words} in page.context["facts"]
