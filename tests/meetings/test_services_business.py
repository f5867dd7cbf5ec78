"""A meeting's business: its agenda, papers, decisions, and the whole of it written up."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from meetings import services
from meetings.models import Meeting
from meetings.services import Said
from stakeholders.editing import EditConflict
from stakeholders.models import Event
from tests.meetings.factories import AgendaItemFactory, MeetingFactory
from tests.stakeholders.factories import PostFactory

TODAY = dt.date(2026, 6, 18)
NOW = dt.datetime(2026, 6, 18, 17, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def meeting(db):
    return MeetingFactory(held_on=TODAY)


def event(row):
    return Event.objects.about(row).latest("pk")


def refusal(call):
    with pytest.raises(ValidationError) as refused:
        call()
    problem = refused.value
    if hasattr(problem, "error_dict"):
        return {field: [each.code for each in own] for field, own in problem.error_dict.items()}
    return problem.code


def titles(meeting):
    return [item.title for item in meeting.items.in_force()]


def paper(name="Report.txt", content=b"Figures of the quarter."):
    return SimpleUploadedFile(name, content)


def test_add_items_keeps_their_order_and_the_same_one_is_added_once(meeting, coordinator):
    services.add_items(meeting, by=coordinator, titles=["Welcome", "Budget", "Welcome"])
    item = services.add_item(meeting, by=coordinator, title="Budget", presenter_text="Treasurer")
    assert titles(meeting) == ["Welcome", "Budget", "Budget"]
    assert event(item).verb == "agenda item added"
    assert event(item).after["presenter_text"] == "Treasurer"


def test_an_agenda_has_an_end(meeting, coordinator, monkeypatch):
    monkeypatch.setattr(services.business, "MOST_ITEMS", 2)
    services.add_items(meeting, by=coordinator, titles=["Welcome", "Budget"])
    assert refusal(lambda: services.add_item(meeting, by=coordinator, title="More")) == (
        "too_many_items"
    )


def test_edit_item_is_logged_and_refuses_an_old_version(meeting, coordinator):
    item = services.add_item(meeting, by=coordinator, title="Budget")
    changes = {"title": "Precept", "exempt_reason": "Names of bidders"}
    services.edit_item(item, by=coordinator, changes=changes, version=1)
    assert (event(item).verb, event(item).before["title"]) == ("agenda item edited", "Budget")
    assert meeting.items.get().why_private == "Names of bidders"
    with pytest.raises(EditConflict):
        services.edit_item(item, by=coordinator, changes={"title": "x"}, version=1)


def test_move_item_stays_among_those_in_force(meeting, coordinator):
    services.add_items(meeting, by=coordinator, titles=["A", "B", "C"])
    _, gone, last = meeting.items.all()
    services.withdraw_item(gone, by=coordinator, reason="Twice")
    assert services.move_item(last, by=coordinator, up=True)
    assert titles(meeting) == ["C", "A"]
    assert not services.move_item(last, by=coordinator, up=True)
    assert refusal(lambda: services.move_item(gone, by=coordinator, up=True)) == "withdrawn_already"


def test_minute_item_waits_for_the_day(meeting, coordinator):
    item = services.add_item(meeting, by=coordinator, title="Budget")
    services.minute_item(item, by=coordinator, minute="It was explained.")
    assert event(item).verb == "item minuted"
    ahead = AgendaItemFactory(meeting__held_on=TODAY + dt.timedelta(days=1))
    assert refusal(lambda: services.minute_item(ahead, by=coordinator, minute="x")) == (
        "meeting_ahead"
    )


def test_an_item_with_decisions_stays_until_they_are_gone(meeting, coordinator):
    item = services.add_item(meeting, by=coordinator, title="Budget")
    other = services.add_item(meeting, by=coordinator, title="Other")
    decision = services.add_decision(meeting, by=coordinator, words="Agreed.", item=item)
    assert refusal(lambda: services.withdraw_item(item, by=coordinator, reason="x")) == (
        "item_in_use"
    )
    services.edit_decision(decision, by=coordinator, changes={"item": other})
    assert event(decision).verb == "decision edited"
    services.withdraw_item(item, by=coordinator, reason="Put off")
    assert event(item).verb == "agenda item withdrawn"
    assert refusal(lambda: services.edit_item(item, by=coordinator, changes={"title": "x"})) == (
        "withdrawn_already"
    )
    services.withdraw_decision(decision, by=coordinator, reason="It was put off")
    assert event(decision).verb == "decision withdrawn"


def test_add_decision_once_on_the_day_or_after_it(meeting, coordinator):
    first = services.add_decision(meeting, by=coordinator, words="Agreed.")
    assert services.add_decision(meeting, by=coordinator, words="Agreed.") == first
    assert event(first).verb == "decision recorded"
    elsewhere = AgendaItemFactory()
    assert refusal(
        lambda: services.add_decision(meeting, by=coordinator, words="x", item=elsewhere)
    ) == {"item": ["item_elsewhere"]}
    ahead = MeetingFactory(held_on=TODAY + dt.timedelta(days=1))
    assert refusal(lambda: services.add_decision(ahead, by=coordinator, words="x")) == (
        "meeting_ahead"
    )


def test_a_cancelled_meeting_takes_no_business(meeting, coordinator):
    services.cancel_meeting(meeting, by=coordinator, reason="Snow")
    for add in (
        lambda: services.add_item(meeting, by=coordinator, title="x"),
        lambda: services.add_decision(meeting, by=coordinator, words="x"),
        lambda: services.add_follow_up(meeting, by=coordinator, words="x"),
        lambda: services.add_paper(meeting, by=coordinator, upload=paper(), kind="report"),
        lambda: services.add_recommendation(
            meeting, by=coordinator, words="x", kind="recommendation"
        ),
    ):
        assert refusal(add) == "meeting_cancelled"


def test_add_paper_keeps_the_file_once(meeting, coordinator):
    row = services.add_paper(meeting, by=coordinator, upload=paper("Q1\n.txt"), kind="report")
    assert services.add_paper(meeting, by=coordinator, upload=paper(), kind="report") == row
    assert (row.name, row.size) == ("Q1.txt", 23)
    assert event(row).verb == "meeting paper added"
    services.edit_paper(row, by=coordinator, changes={"exempt_reason": "Names"})
    assert event(row).verb == "meeting paper edited"
    assert meeting.papers.get().why_private == "Names"
    services.withdraw_paper(row, by=coordinator, reason="Wrong file")
    assert event(row).verb == "meeting paper withdrawn"
    assert row.file.storage.exists(row.file.name)


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (paper(content=b""), "evidence_empty"),
        (paper("virus.exe"), "evidence_kind"),
        (paper("minutes.pdf"), "evidence_not_as_named"),
        (paper("minutes.docx", b"PK\x03\x04 word/vbaProject.bin"), "evidence_macros"),
    ],
)
def test_add_paper_takes_what_evidence_takes(upload, code, meeting, coordinator):
    assert refusal(
        lambda: services.add_paper(meeting, by=coordinator, upload=upload, kind="report")
    ) == {"upload": [code]}
    assert not meeting.papers.exists()


def test_exempt_items_leave_nothing_of_theirs_in_public(meeting, coordinator):
    secret = services.add_item(meeting, by=coordinator, title="A", exempt_reason="Names")
    plain = services.add_item(meeting, by=coordinator, title="B")
    for item in (secret, plain):
        services.add_decision(meeting, by=coordinator, words=f"Of {item}", item=item)
        services.add_paper(meeting, by=coordinator, upload=paper(), kind="report", item=item)
        services.add_follow_up(meeting, by=coordinator, words=f"Of {item}", item=item)
    for rows in (meeting.decisions, meeting.papers, meeting.follow_ups):
        assert [row.item for row in rows.all() if not row.why_private] == [plain]
    changes = {"exempt_reason": "Names"}
    services.edit_meeting(meeting, by=coordinator, changes=changes, on=TODAY)
    meeting.refresh_from_db()
    for rows in (meeting.items, meeting.decisions, meeting.papers, meeting.follow_ups):
        assert all(row.why_private for row in rows.all())


def test_record_meeting_says_all_of_it_at_once(meeting, coordinator):
    chief, deputy, officer = PostFactory.create_batch(3)
    done = services.record_meeting(
        meeting,
        by=coordinator,
        on=TODAY,
        held=True,
        said=[Said(chief, "apologies", officer), Said(deputy, "attended")],
        details={"public_present": 12, "others_present": "Council officers", "notes": "Busy."},
        version=1,
    )
    assert (done.status, done.public_present, done.notes) == ("held", 12, "Busy.")
    outcomes = dict(done.attendances.values_list("post", "outcome"))
    assert outcomes == {chief.pk: "apologies", deputy.pk: "attended"}
    assert done.attendances.get(post=chief).substitute == officer
    verbs = set(Event.objects.about(meeting).values_list("verb", flat=True))
    assert verbs == {"meeting written up", "meeting held"}
    assert event(done.attendances.get(post=chief)).verb == "attendance recorded"
    with pytest.raises(EditConflict):
        services.record_meeting(meeting, by=coordinator, on=TODAY, held=True, version=1)
    again = [Said(deputy, "absent")]
    services.record_meeting(meeting, by=coordinator, on=TODAY, held=True, said=again)
    assert done.attendances.get(post=deputy).statements.count() == 2


def test_record_meeting_as_cancelled_keeps_apologies_alone(meeting, coordinator):
    post = PostFactory()
    for outcome in ("attended", "absent"):
        said = [Said(post, outcome)]
        assert (
            refusal(
                lambda said=said: services.record_meeting(
                    meeting, by=coordinator, on=TODAY, held=False, said=said, reason="Snow"
                )
            )
            == "attended_cancelled"
        )
    said = [Said(post, "apologies")]
    done = services.record_meeting(
        meeting, by=coordinator, on=TODAY, held=False, said=said, reason="Snow"
    )
    assert (done.status, done.cancelled_reason) == (Meeting.Status.CANCELLED, "Snow")
    assert done.attendances.get().outcome == "apologies"
    assert refusal(
        lambda: services.record_meeting(meeting, by=coordinator, on=TODAY, held=True)
    ) == ("cancelled_already")


def test_record_meeting_ahead_of_its_day_changes_nothing(coordinator):
    ahead = MeetingFactory(held_on=TODAY + dt.timedelta(days=1))
    said = [Said(PostFactory(), "attended")]
    assert refusal(
        lambda: services.record_meeting(
            ahead, by=coordinator, on=TODAY, held=True, said=said, details={"notes": "x"}
        )
    ) == {"held_on": ["held_ahead"]}
    ahead.refresh_from_db()
    assert (ahead.notes, ahead.attendances.count()) == ("", 0)
