"""Asking for a paper, building it, answering for it, publishing it."""

import hashlib
from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from actionplans.cut_offs import usual_cut_off
from actionplans.periods import FinancialYear, HalfYear
from actionplans.quarters import Quarter
from objectives.services import edit_action
from reports import building
from reports.building import (
    MOST_ATTEMPTS,
    STUCK_AFTER,
    WORKER_AWAY,
    build_revision,
    claim,
    sweep_stuck_builds,
)
from reports.document import Document
from reports.models import Report, ReportRevision
from reports.packing import unpack
from reports.render import render_files
from reports.services import (
    answer_questions,
    clear,
    correct_report,
    publish,
    record_download,
    request_report,
    send_back,
    send_for_clearance,
    withdraw_clearance,
)
from stakeholders.models import Event
from tests.stakeholders.factories import PersonFactory

from . import clearing
from .plans import CUT_OFF, QUARTER, at, build_plan

LATER = CUT_OFF + timedelta(hours=1)


@pytest.fixture
def world(db):
    world = build_plan()
    world.action = world.add("Open thing", date(2025, 5, 1), number="1")
    world.person = PersonFactory(name="Cora")
    return world


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """What would have been handed to a worker."""
    sent = []
    monkeypatch.setattr(building, "send_build", sent.append)
    return sent


def ask(world, **changes):
    return request_report(
        **{
            "plan": world.plan,
            "body": world.panel,
            "period": QUARTER,
            "by": world.person,
            "at": LATER,
            **changes,
        }
    )


def answer(revision, world, **changes):
    answers = {"exempt_answer": "no", **changes}
    return answer_questions(revision, by=world.person, at=LATER, **answers)


def published(world, **changes):
    return clearing.published(ask(world, **changes), by=world.person, at=LATER)


def code_of(refused):
    return refused.value.error_list[0].code


def text_of(revision):
    with pypdfium2.PdfDocument(BytesIO(revision.files.get(kind="pdf").content)) as pdf:
        return " ".join(" ".join(p.get_textpage().get_text_range() for p in pdf).split())


def test_request_report_waits_and_is_handed_over_after_the_commit(
    world, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        revision = ask(world)

    assert sent == [revision.pk]
    assert (revision.build, revision.status, revision.number) == ("waiting", "draft", 1)
    assert revision.cut_off == CUT_OFF
    assert revision.report.slug == "joint-engagement-plan-2025-northmoor-panel-2025-q1"


def test_request_report_twice_builds_once(world):
    assert ask(world) == ask(world)
    assert ReportRevision.objects.count() == 1
    assert Event.objects.filter(verb="paper asked for").count() == 1


def test_request_report_before_the_cut_off_reaches_up_to_now(world):
    early = at(2025, 6, 2)
    revision = ask(world, at=early)
    build_revision(revision.pk)

    assert revision.cut_off == early
    assert ask(world).cut_off == CUT_OFF


def test_request_report_of_a_quarter_that_has_not_begun_is_refused(world):
    with pytest.raises(ValidationError) as refused:
        ask(world, period=Quarter(2025, 3))

    assert code_of(refused) == "period_not_begun"
    assert not Report.objects.exists()


def test_request_report_of_a_quarter_before_the_plan_is_refused(world):
    with pytest.raises(ValidationError) as refused:
        ask(world, period=Quarter(2010, 2))

    assert code_of(refused) == "period_before_plan"


def test_build_freezes_the_document_and_keeps_the_bytes_with_their_checksum(world):
    revision = build_revision(ask(world).pk)

    file = revision.files.get(kind="pdf")
    assert revision.build == "built"
    assert file.sha256 == hashlib.sha256(bytes(file.content)).hexdigest()
    assert file.size == len(bytes(file.content))
    assert file.template_version.startswith("paper ")
    # A web page is kept packed, and measured as its readers get it.
    kept = revision.files.get(kind="html")
    page = unpack(kept.kind, kept.content)
    assert page.startswith(b"<article")
    assert len(kept.content) < kept.size == len(page)
    assert kept.sha256 == hashlib.sha256(page).hexdigest()
    assert file.engine_version.startswith("typst ")
    assert Document.from_data(revision.document).period_label == QUARTER.label
    assert "Open thing" in text_of(revision)


def test_a_build_is_claimed_once(world):
    revision = ask(world)

    assert claim(revision.pk, at=LATER)
    assert claim(revision.pk, at=LATER) is None
    assert build_revision(revision.pk) is None


def test_a_failed_build_says_why_in_plain_words(world, settings, tmp_path):
    settings.PAPER_FONTS_DIR = tmp_path

    revision = build_revision(ask(world).pk)

    assert revision.build == "failed"
    assert "make assets" in revision.problem
    assert Event.objects.about(revision).first().verb == "paper could not be built"
    assert ask(world).build == "waiting"


def test_an_unforeseen_failure_is_told_without_its_details(world, monkeypatch, caplog):
    def explode(*args):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(building, "collect_again", explode)

    revision = build_revision(ask(world).pk)

    assert revision.build == "failed"
    assert "secret" not in revision.problem
    assert "secret detail" in caplog.text


def test_a_build_whose_worker_died_starts_again(world, sent):
    revision = ask(world)
    claim(revision.pk, at=LATER)

    assert sweep_stuck_builds(LATER + STUCK_AFTER) == 0
    assert sweep_stuck_builds(LATER + STUCK_AFTER + timedelta(seconds=1)) == 1

    assert sent == [revision.pk]
    assert build_revision(revision.pk).attempts == 2


def test_a_build_that_was_told_to_stop_gives_the_paper_back(world, monkeypatch):
    def stopped(document):
        raise KeyboardInterrupt

    revision = ask(world)
    monkeypatch.setattr(building, "render_files", stopped)
    with pytest.raises(KeyboardInterrupt):
        build_revision(revision.pk)

    monkeypatch.setattr(building, "render_files", render_files)
    assert build_revision(revision.pk).build == "built"


def test_a_worker_given_up_for_dead_overwrites_nothing(world, monkeypatch):
    revision = ask(world)
    real = building.render_files

    def slow(document):
        sweep_stuck_builds(LATER + timedelta(days=365))
        monkeypatch.setattr(building, "render_files", real)
        assert build_revision(revision.pk).build == "built"
        return real(document)

    monkeypatch.setattr(building, "render_files", slow)
    ReportRevision.objects.update(requested_at=LATER)

    assert build_revision(revision.pk, at=LATER) is None
    revision.refresh_from_db()
    assert (revision.build, revision.attempts) == ("built", 2)
    assert Event.objects.filter(verb="paper built").count() == 1


def test_a_worker_whose_paper_was_answered_for_meanwhile_overwrites_nothing(world, monkeypatch):
    revision = ask(world, body=world.board)
    real = building.render_files

    def slow(document):
        monkeypatch.setattr(building, "render_files", real)
        answer(revision, world)
        claim(revision.pk, at=LATER)  # another worker has begun the paper with the answers
        return real(document)

    monkeypatch.setattr(building, "render_files", slow)

    assert build_revision(revision.pk) is None
    revision.refresh_from_db()
    assert (revision.build, revision.document) == ("running", None)


def test_a_build_that_kills_its_workers_is_given_up(world):
    revision = ask(world)
    now = LATER
    for _ in range(MOST_ATTEMPTS):
        assert claim(revision.pk, at=now)
        now += STUCK_AFTER + timedelta(minutes=1)
        sweep_stuck_builds(now)

    revision.refresh_from_db()
    assert revision.build == "failed"
    assert "3 times" in revision.problem
    assert Event.objects.about(revision).filter(verb="paper could not be built").exists()


def test_a_request_that_no_worker_heard_of_is_sent_again(world, sent):
    revision = ask(world)

    assert sweep_stuck_builds(LATER + timedelta(minutes=1)) == 0
    assert sweep_stuck_builds(LATER + timedelta(minutes=3)) == 1
    assert sent == [revision.pk]


def test_answers_are_printed_and_build_the_draft_again(world):
    revision = ask(world, body=world.board)
    build_revision(revision.pk)

    revision = answer(revision, world, agenda_item="7")
    assert (revision.build, revision.status) == ("waiting", "draft")
    build_revision(revision.pk)

    revision.refresh_from_db()
    text = text_of(revision)
    assert "Exempt information, to be heard in private No" in text
    assert "Cleared with Not yet cleared" in text
    assert "Agenda item 7" in text


def test_answers_that_say_nothing_new_build_nothing(world):
    revision = answer(ask(world), world)
    build_revision(revision.pk)

    assert answer(revision, world).build == "built"


@pytest.mark.parametrize(
    ("private", "answers", "code"),
    [
        (False, {"exempt_answer": "yes", "exempt_paragraph": "3"}, "exempt_in_public"),
        (True, {"exempt_answer": "no"}, "nothing_exempt_in_private"),
        (True, {"exempt_answer": "yes"}, "paragraph_missing"),
        (True, {"exempt_answer": "yes", "exempt_paragraph": "3"}, "public_interest_missing"),
    ],
)
def test_answers_that_do_not_fit_the_paper_are_refused(world, private, answers, code):
    with pytest.raises(ValidationError) as refused:
        answer(ask(world, private=private), world, **answers)

    assert code_of(refused) == code


def test_publish_is_refused_before_the_paper_is_built(world):
    revision = clearing.cleared(ask(world), by=world.person, at=LATER)
    ReportRevision.objects.update(build="waiting")

    with pytest.raises(ValidationError) as refused:
        publish(revision, by=world.person)

    assert code_of(refused) == "not_built"


def test_publish_is_refused_while_the_exempt_question_is_open(world):
    revision = ask(world)
    build_revision(revision.pk)

    with pytest.raises(ValidationError) as refused:
        publish(revision, by=world.person)

    assert code_of(refused) == "exempt_unanswered"


def test_publish_is_refused_before_the_clearances_are_in(world):
    revision = clearing.answered(ask(world), by=world.person, at=LATER)

    with pytest.raises(ValidationError) as refused:
        publish(revision, by=world.person)

    assert code_of(refused) == "not_cleared"


def test_publish_is_refused_where_an_action_became_exempt_after_the_clearance(world):
    revision = clearing.cleared(ask(world), by=world.person, at=LATER)
    edit_action(world.action, by=None, changes={"exempt_reason": "An inquiry"})

    with pytest.raises(ValidationError) as refused:
        publish(revision, by=world.person)

    assert code_of(refused) == "out_of_date"
    withdraw_clearance(revision, by=world.person)
    revision = published(world)
    assert "Open thing" not in text_of(revision)


def test_a_published_paper_never_changes(world):
    revision = published(world)
    before = bytes(revision.files.get(kind="pdf").content)
    edit_action(world.action, by=None, changes={"text": "Other words"})

    for attempt in (
        lambda: ask(world),
        lambda: answer(revision, world, agenda_item="9"),
        lambda: send_for_clearance(revision, by=world.person),
        lambda: withdraw_clearance(revision, by=world.person),
        lambda: publish(revision, by=world.person),
    ):
        with pytest.raises(ValidationError) as refused, transaction.atomic():
            attempt()
        assert code_of(refused) == "already_published"
    assert build_revision(revision.pk) is None
    assert bytes(revision.files.get(kind="pdf").content) == before


def test_a_correction_is_a_new_revision_and_supersedes_the_old_one(world):
    first = published(world)
    edit_action(world.action, by=None, changes={"text": "Other words"})

    second = correct_report(first.report, by=world.person, correction="The words of 1.1.", at=LATER)
    first.refresh_from_db()
    assert (second.number, second.cut_off, first.status) == (2, CUT_OFF, "published")
    assert (second.exempt_answer, second.cleared_with, second.status) == ("", "", "draft")
    clearing.published(second, by=world.person, at=LATER)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("superseded", "published")
    superseded = Event.objects.about(first).get(verb="paper superseded")
    assert (superseded.actor, superseded.plan_id) == (world.person, world.plan.pk)
    assert "Open thing" in text_of(first)
    assert "Other words" in text_of(second)
    assert "corrects the paper: The words of 1.1." in text_of(second)


def test_a_correction_may_take_in_what_was_recorded_since(world):
    first = published(world)
    world.say(world.action, at(2025, 7, 20), "red", comment="Wrongly told.")

    second = correct_report(
        first.report,
        by=world.person,
        correction="State of 1.1",
        keep_cut_off=False,
        at=at(2025, 7, 21),
    )

    build_revision(second.pk)
    second.refresh_from_db()
    assert "Wrongly told." in text_of(second)


def test_a_correction_without_words_is_refused(world):
    with pytest.raises(ValidationError) as refused:
        correct_report(published(world).report, by=world.person, correction=" ")

    assert code_of(refused) == "correction_missing"


def test_movement_is_measured_from_the_last_published_paper(world):
    published(world)
    following = QUARTER.next()
    world.say(world.action, at(2025, 8, 1), status="complete", comment="Done.")

    revision = build_revision(ask(world, period=following, at=at(2025, 11, 1)).pk)

    text = text_of(revision)
    assert "Completed since 14 July 2025: 1 action." in text
    assert f"The last paper was on {QUARTER.label}." in text


def test_every_step_is_in_the_event_log(world):
    revision = published(world)
    record_download(revision, by=world.person)

    verbs = set(Event.objects.about(revision).values_list("verb", flat=True))
    assert verbs == {
        "paper asked for",
        "paper answered for",
        "paper built",
        "paper sent for clearance",
        "paper cleared",
        "paper is cleared",
        "paper published",
        "readers of paper noted",
        "paper downloaded",
    }


def test_a_request_is_kept_while_the_broker_is_down(
    world, monkeypatch, broker_down, django_capture_on_commit_callbacks
):
    monkeypatch.undo()
    with django_capture_on_commit_callbacks(execute=True):
        revision = ask(world)

    revision.refresh_from_db()
    assert (revision.build, revision.progress) == ("waiting", WORKER_AWAY)


@pytest.mark.parametrize(
    ("period", "kind", "cut_off"),
    [
        (HalfYear(2024, 2), "half_yearly", usual_cut_off(Quarter(2024, 4))),
        (FinancialYear(2024), "annual", usual_cut_off(Quarter(2024, 4))),
    ],
)
def test_longer_periods_are_asked_for_as_quarters_are(world, period, kind, cut_off):
    """Each goes the whole way, beside the paper of the quarter that ends with it."""
    quarterly = published(world, period=period.quarters[-1])

    revision = published(world, period=period)

    assert (revision.report.kind, revision.report.period) == (kind, str(period))
    assert revision.cut_off == quarterly.cut_off == cut_off
    assert revision.status == quarterly.status == "published"
    assert period.label in text_of(revision)


def test_a_longer_period_that_has_not_begun_is_refused(world):
    with pytest.raises(ValidationError) as refused:
        ask(world, period=HalfYear(2025, 2))

    assert code_of(refused) == "period_not_begun"


def test_a_draft_that_the_plan_has_overtaken_is_not_sent(world):
    revision = clearing.answered(ask(world), by=world.person, at=LATER)
    clearing.put_on_list(world.panel)
    edit_action(world.action, by=None, changes={"text": "Other words"})

    with pytest.raises(ValidationError) as refused:
        send_for_clearance(revision, by=world.person)

    assert code_of(refused) == "out_of_date"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ({"build": "running"}, "not_built"),
        ({"exempt_answer": ""}, "exempt_unanswered"),
        ({"status": "in_clearance"}, "already_in_clearance"),
    ],
)
def test_send_for_clearance_says_what_is_missing(world, spoil, code):
    revision = clearing.answered(ask(world), by=world.person, at=LATER)
    clearing.put_on_list(world.panel)
    ReportRevision.objects.update(**spoil)

    with pytest.raises(ValidationError) as refused:
        send_for_clearance(revision, by=world.person)

    assert code_of(refused) == code


def test_a_cleared_paper_that_is_taken_back_is_built_without_its_officers(world):
    revision = clearing.cleared(ask(world), by=world.person, at=LATER)

    withdraw_clearance(revision, by=world.person, queue=False)

    revision = build_revision(revision.pk)
    assert (revision.status, revision.cleared_with) == ("draft", "")
    assert Document.from_data(revision.document).clearance.cleared_with == ()
    assert set(revision.clearances.values_list("decision", flat=True)) == {"void"}
    verbs = Event.objects.about(revision).values_list("verb", flat=True)
    assert "paper taken back from clearance" in verbs


def test_a_paper_that_was_sent_back_asks_all_its_officers_anew(world):
    revision = clearing.answered(ask(world), by=world.person, at=LATER)
    clearing.put_on_list(world.panel)
    first, second = send_for_clearance(revision, by=world.person).clearances.waiting()
    clear(first, by=world.person)
    send_back(second, by=world.person, comment="Name the halls.")
    verbs = set(Event.objects.about(revision).values_list("verb", flat=True))
    assert verbs >= {"paper sent back", "paper is a draft again"}

    again = send_for_clearance(ReportRevision.objects.get(pk=revision.pk), by=world.person)

    assert [(c.round, c.post.title) for c in again.clearances.waiting()] == [
        (2, "Chief Executive"),
        (2, "Treasurer"),
    ]


def test_a_public_paper_that_leaves_matters_out_names_the_paragraph(world):
    world.panel.exemptions.create(reference="Paragraph 3", words="Money")
    world.add("Hidden", None, number="2", exempt_reason="Money")
    revision = ask(world)

    with pytest.raises(ValidationError) as refused:
        answer(revision, world)

    assert code_of(refused) == "paragraph_missing"
    answer(revision, world, exempt_paragraph="Paragraph 3")
    assert "under paragraph 3" in text_of(build_revision(revision.pk))


def test_a_paper_that_leaves_matters_out_since_it_was_answered_for_names_the_paragraph_too(world):
    world.panel.exemptions.create(reference="Paragraph 3", words="Money")
    world.add("Later hidden", None, number="2")
    clearing.answered(ask(world), by=world.person, at=LATER)
    edit_action(world.action, by=None, changes={"exempt_reason": "Money"})
    clearing.put_on_list(world.panel)
    revision = build_revision(ask(world).pk)

    with pytest.raises(ValidationError) as refused:
        send_for_clearance(revision, by=world.person)

    assert code_of(refused) == "paragraph_missing"
