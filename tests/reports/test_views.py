"""The pages: who sees which paper, asking, answering, publishing, downloading."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actionplans.periods import parse_period
from actionplans.quarters import Quarter
from reports import building
from reports.building import WORKER_AWAY, build_revision
from reports.models import Report, ReportRevision
from reports.services import correct_report, publish, request_report, withdraw_clearance
from stakeholders.models import Event
from tests.stakeholders.factories import BodyMembershipFactory
from tests.world import build_people, sign_in

from .clearing import cleared, published
from .plans import CUT_OFF, QUARTER, build_plan


@pytest.fixture
def world(db):
    world = build_plan(build_people())
    world.action = world.add("Map the ways in", date(2025, 5, 1), number="1")
    return world


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    sent = []
    monkeypatch.setattr(building, "send_build", sent.append)
    return sent


def make(world, body=None, *, public=True, period=QUARTER, private=False, when=CUT_OFF):
    """A paper: published where `public` says so, else cleared and ready to be."""
    revision = request_report(
        plan=world.plan,
        body=body or world.panel,
        period=period,
        by=world.coordinator,
        private=private,
        at=when,
    )
    revision = cleared(revision, by=world.coordinator, at=CUT_OFF)
    return publish(revision, by=world.coordinator, at=CUT_OFF) if public else revision


def url(name, revision, **kwargs):
    return reverse(f"reports:{name}", kwargs={"slug": revision.report.slug, **kwargs})


def download_of(revision):
    return url("report-download", revision, number=revision.number)


def listed(client, person):
    answer = sign_in(client, person).get(reverse("reports:report-list"))
    return sorted(report.body.name for report in answer.context["page_obj"])


def test_home_says_of_which_plan_a_paper_waits(client, world):
    make(world, public=False)

    page = sign_in(client, world.coordinator).get(reverse("home"))

    (papers,) = [group for group in page.context["needs"] if group.title.startswith("Papers")]
    assert [line.note for line in papers.lines] == [f"{world.plan}: cleared, ready to publish"]


def test_home_leads_a_member_straight_to_the_newest_paper(client, world):
    make(world, period=Quarter.parse("2024-Q4"))
    newest = make(world)
    correct_report(newest.report, by=world.coordinator, correction="A word")

    page = sign_in(client, world.panel_member).get(reverse("home")).content.decode()

    assert f'class="govuk-button" href="{url("report-read", newest, number=1)}"' in page


def test_a_longer_period_stands_with_the_quarter_that_it_ends_with(client, world):
    in_order = ["2025-H1", "2025-Q1", "2024-Q4", "2024-H2", "2024-Y"]
    for period in sorted(in_order):
        make(world, period=parse_period(period))

    page = sign_in(client, world.panel_member).get("/reports/")

    assert [report.period for report in page.context["page_obj"]] == in_order
    assert [p for p, _ in page.context["filter"].filters["period"].extra["choices"]] == in_order
    assert [r.report.period for r in ReportRevision.objects.by_plan()] == in_order


def test_publishing_says_beforehand_who_gets_an_e_mail(client, world):
    paper = make(world, public=False)

    page = sign_in(client, world.coordinator).get(url("report-publish", paper)).content.decode()

    assert "get an e-mail at once" in page


def test_report_list_shows_members_what_was_published_to_their_body(client, world):
    make(world)
    make(world, world.board)
    make(world, period=Quarter(2024, 4), public=False)

    panel, board = "Northmoor Panel", "Northmoor Board"
    assert listed(client, world.panel_member) == [panel], "the draft of another quarter is not"
    assert listed(client, world.board_member) == [board]
    assert listed(client, world.auditor) == [board, panel, panel]
    assert sign_in(client, world.outsider).get("/reports/").status_code == 403
    assert sign_in(client, world.lead).get("/reports/").status_code == 403


def test_a_members_list_shows_no_draft_and_nothing_of_one(client, world):
    paper = make(world)
    make(world, period=Quarter(2024, 4), public=False)
    correct_report(paper.report, by=world.coordinator, correction="A word")

    answer = sign_in(client, world.panel_member).get("/reports/")

    [report] = answer.context["page_obj"]
    assert (report.period, report.newest) == (str(QUARTER), paper)


def test_report_list_filters_and_says_how_many(client, world):
    make(world)
    make(world, world.board)

    answer = sign_in(client, world.coordinator).get("/reports/", {"body": world.board.pk})

    assert [r.body.name for r in answer.context["page_obj"]] == ["Northmoor Board"]
    assert answer.context["total"] == 2


def test_report_list_queries_do_not_grow(client, world, django_assert_num_queries):
    sign_in(client, world.coordinator)
    make(world)
    with CaptureQueriesContext(connection) as few:
        client.get("/reports/")
    make(world, world.board)
    make(world, period=Quarter(2024, 4), public=False)
    with django_assert_num_queries(len(few)):
        client.get("/reports/")


def test_report_detail_of_another_body_does_not_exist_for_a_member(client, world):
    paper = make(world, world.board)

    sign_in(client, world.panel_member)

    assert client.get(url("report-detail", paper)).status_code == 404
    assert client.get(download_of(paper)).status_code == 404
    assert client.get(url("report-progress", paper)).status_code == 404


def test_report_detail_of_a_draft_does_not_exist_for_a_member(client, world):
    draft = make(world, public=False)

    sign_in(client, world.panel_member)

    assert client.get(url("report-detail", draft)).status_code == 404
    assert client.get(download_of(draft)).status_code == 404


def test_a_private_paper_is_for_members_who_receive_private_papers(client, world):
    paper = make(world, private=True)
    sign_in(client, world.panel_member)
    assert client.get(download_of(paper)).status_code == 404

    seat = world.panel_member.memberships.get()
    seat.private_papers = True
    seat.save()

    assert client.get(download_of(paper)).status_code == 200


def test_a_former_member_reads_nothing_more(client, world):
    paper = make(world)
    world.panel_member.memberships.update(ends_on=date(2025, 1, 1))

    assert sign_in(client, world.panel_member).get(download_of(paper)).status_code == 403


def test_a_member_does_not_see_the_draft_of_a_correction(client, world):
    paper = make(world)
    second = correct_report(
        paper.report, by=world.coordinator, correction="A word", queue=False, at=CUT_OFF
    )
    build_revision(second.pk, at=CUT_OFF)

    answer = sign_in(client, world.panel_member).get(url("report-detail", paper))

    assert [r.number for r in answer.context["revisions"]] == [1]
    assert client.get(download_of(second)).status_code == 404
    published(second, by=world.coordinator, at=CUT_OFF)
    answer = client.get(url("report-detail", paper))
    assert [r.number for r in answer.context["revisions"]] == [2, 1]
    assert client.get(download_of(paper)).status_code == 200


def test_report_download_gives_the_stored_bytes_and_is_logged(client, world):
    paper = make(world)
    # Drawn again it would be the paper: only what lies in the database tells the two apart.
    paper.files.update(content=b"%PDF- as it was stored")

    answer = sign_in(client, world.panel_member).get(download_of(paper))

    assert answer.content == b"%PDF- as it was stored"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'attachment; filename="joint-engagement-plan-2025-northmoor-panel-2025-q1-revision-1.pdf"'
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]
    event = Event.objects.about(paper).get(verb="paper downloaded")
    assert event.actor == world.panel_member


def test_report_request_stores_the_request_and_leads_to_the_paper(
    client, world, sent, django_capture_on_commit_callbacks
):
    sign_in(client, world.coordinator)
    asked = {"plan": world.plan.pk, "body": world.panel.pk, "period": str(recent())}

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("reports:report-request"), asked)

    revision = ReportRevision.objects.get()
    assert answer.url == url("report-detail", revision)
    assert sent == [revision.pk]
    assert revision.requested_by == world.coordinator
    page = client.get(answer.url)
    assert page.context["building"]
    assert "hx-get" in page.content.decode()


def recent():
    return Quarter.containing(timezone.localdate()).previous()


def test_report_request_says_what_is_missing(client, world):
    answer = sign_in(client, world.coordinator).post(reverse("reports:report-request"), {})

    assert answer.status_code == 422
    codes = answer.context["form"].errors.as_data()
    assert {name: errors[0].code for name, errors in codes.items()} == {
        "plan": "required",
        "body": "required",
        "period": "required",
    }
    assert not Report.objects.exists()


def test_report_request_of_a_published_paper_is_refused(client, world):
    paper = make(world, period=recent(), when=timezone.now())
    asked = {"plan": world.plan.pk, "body": world.panel.pk, "period": paper.report.period}

    answer = sign_in(client, world.coordinator).post(reverse("reports:report-request"), asked)

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors().as_data()[0].code == "already_published"


def test_report_progress_polls_while_it_is_built_and_then_renews_the_page(client, world):
    revision = request_report(
        plan=world.plan, body=world.panel, period=QUARTER, by=None, at=CUT_OFF
    )
    sign_in(client, world.coordinator)

    waiting = client.get(url("report-progress", revision))
    assert "hx-trigger" in waiting.content.decode()
    assert "HX-Refresh" not in waiting
    assert waiting.context["progress_words"] == WORKER_AWAY
    assert "back.</p>" in waiting.content.decode()  # one full stop

    build_revision(revision.pk)
    assert client.get(url("report-progress", revision))["HX-Refresh"] == "true"


def test_report_detail_says_why_a_build_failed(client, world, settings, tmp_path):
    settings.PAPER_FONTS_DIR = tmp_path
    draft = request_report(
        plan=world.plan, body=world.panel, period=QUARTER, by=world.coordinator, at=CUT_OFF
    )
    build_revision(draft.pk, at=CUT_OFF)

    answer = sign_in(client, world.coordinator).get(url("report-detail", draft))

    assert "make assets" in answer.content.decode()


def test_report_detail_shows_the_figures_that_the_paper_froze(client, world):
    paper = make(world)
    world.add("Added later", date(2025, 5, 1), number="2")

    answer = sign_in(client, world.panel_member).get(url("report-detail", paper))

    assert [row["total"] for row in answer.context["chart"]] == [1]


def test_report_answers_are_saved_and_build_the_paper_again(client, world):
    draft = make(world, public=False)
    sign_in(client, world.coordinator)

    answer = client.post(
        url("report-answers", draft),
        {"exempt_answer": "no", "agenda_item": "4"},
    )

    assert answer.url == url("report-detail", draft)
    draft.refresh_from_db()
    assert (draft.build, draft.status, draft.cleared_with) == ("waiting", "draft", "")
    assert client.get(url("report-answers", draft)).context["form"].initial["agenda_item"] == "4"


def test_report_answers_that_do_not_fit_are_refused(client, world):
    draft = make(world, public=False)

    answer = sign_in(client, world.coordinator).post(
        url("report-answers", draft), {"exempt_answer": "yes", "exempt_paragraph": "3"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors().as_data()[0].code == "exempt_in_public"


def test_report_publish_asks_first_and_then_publishes(client, world):
    draft = make(world, public=False)
    sign_in(client, world.coordinator)

    asked = client.get(url("report-publish", draft))
    assert asked.status_code == 200
    draft.refresh_from_db()
    assert draft.status == "cleared"

    client.post(url("report-publish", draft))
    draft.refresh_from_db()
    assert draft.status == "published"
    assert draft.published_by == world.coordinator


def test_report_publish_of_an_unanswered_paper_says_what_is_missing(client, world):
    revision = request_report(
        plan=world.plan, body=world.panel, period=QUARTER, by=None, at=CUT_OFF
    )
    build_revision(revision.pk)

    answer = sign_in(client, world.coordinator).post(url("report-publish", revision))

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors().as_data()[0].code == "exempt_unanswered"


def test_pages_for_drafts_lead_back_where_there_is_none(client, world):
    paper = make(world)
    sign_in(client, world.coordinator)

    for name in ("report-answers", "report-publish", "report-rebuild"):
        for method in (client.get, client.post):
            assert method(url(name, paper)).url == url("report-detail", paper)


def test_report_rebuild_puts_the_draft_in_line_again(client, world):
    draft = withdraw_clearance(make(world, public=False), by=world.coordinator)
    build_revision(draft.pk)

    sign_in(client, world.coordinator).post(url("report-rebuild", draft))

    draft.refresh_from_db()
    assert draft.build == "waiting"


def test_report_correct_starts_a_new_revision(client, world):
    paper = make(world)

    sign_in(client, world.coordinator).post(
        url("report-correct", paper), {"correction": "A word", "keep_cut_off": "yes"}
    )

    newest = paper.report.revisions.first()
    assert (newest.number, newest.correction, newest.build) == (2, "A word", "waiting")


def test_a_members_choices_tell_nothing_about_other_bodies(client, world):
    make(world)
    make(world, world.board)
    BodyMembershipFactory(person=world.outsider, body=world.panel)

    answer = sign_in(client, world.outsider).get("/reports/")

    assert "Northmoor Board" not in answer.content.decode()


def test_a_paper_can_be_asked_for_on_any_quarter_of_an_old_plan(client, world):
    world.plan.starts_on = date(2010, 4, 1)
    world.plan.save()

    page = sign_in(client, world.coordinator).get(reverse("reports:report-request"))

    groups = dict(page.context["form"].fields["period"].choices)
    quarters = [key for key, _ in groups["Quarters"]]
    assert quarters[-1] == "2010-Q1"
    assert quarters[0] == str(Quarter.containing(timezone.localdate()))
    assert groups["Half-years"][-1][0] == "2010-H1"
    assert groups["Years"][-1][0] == "2010-Y"
