"""A meeting's business in the browser."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings import services
from meetings.models import FollowUp, Meeting, Recommendation
from tests.meetings.factories import (
    AgendaItemFactory,
    DecisionFactory,
    FollowUpFactory,
    ForumFactory,
    MeetingFactory,
    MeetingPaperFactory,
    MeetingSeriesFactory,
    RecommendationFactory,
)
from tests.objectives.factories import ObjectiveFactory
from tests.stakeholders.factories import GovernanceBodyFactory, OfficeFactory, PostFactory
from tests.world import sign_in

TODAY = dt.date(2026, 6, 18)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(dt.datetime(2026, 6, 18, 17, tzinfo=dt.UTC), tick=False)


@pytest.fixture
def editor(client, coordinator):
    OfficeFactory()
    return sign_in(client, coordinator)


@pytest.fixture
def meeting(db):
    return MeetingFactory(held_on=TODAY)


def url(name, row, **more):
    return reverse(f"meetings:{name}", kwargs={"pk": row.pk} | more)


def codes(answer):
    assert answer.status_code == 422
    errors = answer.context["form"].errors.as_data()
    return {field: [error.code for error in own] for field, own in errors.items()}


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_once_each_item_has_its_minute_the_main_button_leads_to_the_minutes(editor):
    meeting = MeetingFactory(held_on=TODAY - dt.timedelta(days=1), status="held")
    AgendaItemFactory(meeting=meeting, minute="Agreed.")
    shown = page(editor, url("meeting-detail", meeting))
    main_button = shown[shown.index('class="govuk-button"') :]
    assert main_button.startswith(
        f'class="govuk-button" href="{reverse("reports:meeting-minutes", args=[meeting.pk])}"'
    )


@pytest.mark.parametrize(
    ("days", "status", "button"),
    [
        (1, "planned", "Add to the agenda"),
        (0, "planned", "Record the meeting"),
        (-1, "planned", "Record the meeting"),
        (-1, "held", "Write the minutes"),
        (-1, "cancelled", None),
    ],
)
def test_the_page_has_one_main_button_for_its_state(days, status, button, editor):
    meeting = MeetingFactory(held_on=TODAY + dt.timedelta(days=days), status=status)
    AgendaItemFactory(meeting=meeting)
    shown = page(editor, url("meeting-detail", meeting))
    assert shown.count('class="govuk-button"') == (1 if button else 0)
    assert button is None or button in shown


def test_an_auditor_reads_all_of_it_and_is_offered_no_change(client, auditor, meeting):
    item = AgendaItemFactory(meeting=meeting, title="Precept", exempt_reason="Names")
    DecisionFactory(meeting=meeting, item=item, words="It is agreed")
    FollowUpFactory(meeting=meeting, words="Write to all")
    RecommendationFactory(meeting=meeting, words="Do it again")
    paper = MeetingPaperFactory(meeting=meeting)
    shown = page(sign_in(client, auditor), url("meeting-detail", meeting))
    for words in ("Precept", "It is agreed", "Write to all", "Do it again", str(paper)):
        assert words in shown
    main = shown[shown.index("<main") :]
    assert "<form" not in main
    assert "govuk-button" not in main


def test_a_page_of_two_hundred_items_takes_as_many_queries_as_one_of_two(
    editor, django_assert_max_num_queries
):
    meeting = MeetingFactory(held_on=TODAY, forum__series__publishes=True)
    items = AgendaItemFactory.create_batch(2, meeting=meeting)
    FollowUpFactory(meeting=meeting, item=items[0], lead_post=PostFactory())
    DecisionFactory(meeting=meeting, item=items[0])
    address = url("meeting-detail", meeting)
    page(editor, address)
    with django_assert_max_num_queries(30) as few:
        page(editor, address)
    more = AgendaItemFactory.create_batch(198, meeting=meeting)
    for item in more[:4]:
        FollowUpFactory(meeting=meeting, item=item, lead_post=PostFactory())
        RecommendationFactory(meeting=meeting, item=item, owner_post=PostFactory())
        MeetingPaperFactory(meeting=meeting, item=item)
    with django_assert_max_num_queries(len(few)):
        assert "200. Item" in page(editor, address)


def recorded(**answers):
    return {"became": "held", "version": 1} | answers


def test_a_meeting_is_recorded_on_one_screen(editor):
    chief, deputy, guest = PostFactory.create_batch(3)
    series = MeetingSeriesFactory()
    series.attending_posts.set([chief])
    meeting = MeetingFactory(held_on=TODAY, forum__series=series)
    services.expect_attendance(meeting, deputy, by=None)
    address = url("meeting-record", meeting)
    form = editor.get(address).context["form"]
    assert {field.label for field in form.outcome_fields} == {chief.title, deputy.title}
    answer = editor.post(
        address,
        recorded(
            **{
                f"outcome_{chief.pk}": "apologies",
                f"instead_{chief.pk}": guest.pk,
                f"outcome_{deputy.pk}": "attended",
                # Chosen before apologies were taken back: it is hidden then, and still sent.
                f"instead_{deputy.pk}": guest.pk,
                "also": [guest.pk],
                "public_present": "12",
                "notes": "A full room",
            }
        ),
    )
    assert answer.url == f"{url('meeting-detail', meeting)}"
    meeting.refresh_from_db()
    assert (meeting.status, meeting.public_present) == (Meeting.Status.HELD, 12)
    said = dict(meeting.attendances.values_list("post", "outcome"))
    assert said == {chief.pk: "apologies", deputy.pk: "attended", guest.pk: "attended"}
    assert meeting.attendances.get(post=chief).substitute == guest
    # Sent a second time from the same page: nothing is lost, and nothing is done twice.
    assert editor.post(address, recorded(notes="Mine")).status_code == 409


@pytest.mark.parametrize(
    ("days", "given", "problem"),
    [
        (0, {"became": ""}, {"became": ["required"]}),
        (0, {"became": "cancelled"}, {"reason": ["required"]}),
        (0, {"public_present": "lots"}, {"public_present": ["invalid"]}),
        (1, {"outcome": "attended"}, {"__all__": ["held_ahead"]}),
        (
            0,
            {"became": "cancelled", "reason": "Snow", "outcome": "attended"},
            {"outcome": ["attended_cancelled"]},
        ),
    ],
)
def test_what_cant_be_recorded_is_said_beside_it_and_kept(days, given, problem, editor):
    series = MeetingSeriesFactory()
    post = PostFactory()
    series.attending_posts.set([post])
    meeting = MeetingFactory(held_on=TODAY + dt.timedelta(days=days), forum__series=series)
    own = {f"outcome_{post.pk}": value for key, value in given.items() if key == "outcome"}
    given = {key: value for key, value in given.items() if key != "outcome"}
    answer = editor.post(url("meeting-record", meeting), recorded(**given, **own, notes="Busy"))
    found = codes(answer)
    assert {key.replace(f"_{post.pk}", ""): value for key, value in found.items()} == problem
    assert "Busy" in answer.content.decode()
    meeting.refresh_from_db()
    assert (meeting.status, meeting.attendances.count()) == ("planned", 0)


def test_who_goes_is_said_by_post(editor, meeting):
    first, second = PostFactory.create_batch(2)
    meeting.forum.series.attending_posts.set([first])
    address = url("meeting-expect", meeting)
    assert editor.get(address).context["form"].initial == {"posts": [first.pk]}
    editor.post(address, {"posts": [first.pk, second.pk]})
    editor.post(address, {"posts": [second.pk]})
    assert [row.post for row in meeting.attendances.filter(expected=True)] == [second]
    services.cancel_meeting(meeting, by=None, reason="Snow")
    assert codes(editor.post(address, {"posts": []})) == {"__all__": ["meeting_cancelled"]}


def test_minutes_lead_from_item_to_item(editor, meeting):
    first, second = AgendaItemFactory.create_batch(2, meeting=meeting)
    answer = editor.post(url("item-minute", first), {"minute": "Hello.", "version": 1, "next": "1"})
    assert answer.url == url("item-minute", second)
    answer = editor.post(url("item-minute", second), {"minute": "Bye.", "version": 1, "next": "1"})
    assert answer.url == f"{url('meeting-detail', meeting)}#item-{second.pk}"
    assert editor.post(url("item-minute", first), {"minute": "x", "version": 1}).status_code == 409


def test_several_items_are_added_moved_and_taken_off(editor, meeting):
    editor.post(url("item-create-several", meeting), {"titles": "Welcome\n\n  Budget  \n"})
    welcome, budget = meeting.items.all()
    editor.post(url("item-move", budget), {"direction": "up"})
    assert [item.title for item in meeting.items.all()] == ["Budget", "Welcome"]
    long = {"titles": "x" * 501}
    assert codes(editor.post(url("item-create-several", meeting), long)) == {
        "titles": ["title_too_long"]
    }
    DecisionFactory(meeting=meeting, item=welcome)
    answer = editor.post(url("item-withdraw", welcome), {"reason": "Twice"})
    assert codes(answer) == {"__all__": ["item_in_use"]}
    assert "Budget" in page(editor, url("meeting-agenda", meeting))


@pytest.mark.parametrize(
    ("upload", "problem"),
    [
        (None, "required"),
        (SimpleUploadedFile("a.txt", b""), "empty"),
        (SimpleUploadedFile("a.exe", b"MZ"), "evidence_kind"),
        (SimpleUploadedFile("a.docx", b"PK\x03\x04 word/vbaProject.bin"), "evidence_macros"),
    ],
)
def test_a_paper_that_isnt_taken_loses_nothing_that_was_typed(upload, problem, editor, meeting):
    typed = {"kind": "report", "title": "Figures of spring", "upload": upload or ""}
    answer = editor.post(url("paper-create", meeting), typed)
    assert codes(answer) == {"upload": [problem]}
    assert "Figures of spring" in answer.content.decode()


def test_a_paper_is_handed_out_to_be_saved_until_it_is_withdrawn(editor, meeting):
    typed = {"kind": "report", "upload": SimpleUploadedFile("Q1.txt", b"Twelve.")}
    editor.post(url("paper-create", meeting), typed)
    paper = meeting.papers.get()
    answer = editor.get(url("paper", paper))
    assert b"".join(answer.streaming_content) == b"Twelve."
    assert answer["Content-Disposition"] == 'attachment; filename="Q1.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    editor.post(url("paper-withdraw", paper), {"reason": "Wrong file"})
    assert editor.get(url("paper", paper)).status_code == 404


def test_an_action_arising_goes_from_the_room_to_done(editor, meeting):
    post = PostFactory()
    typed = {"words": "Ask the council", "lead_post": post.pk, "due_text": "some time soon"}
    answer = editor.post(url("follow-up-create", meeting), typed, follow=True)
    assert "could not be read as a date" in answer.content.decode()
    editor.post(url("follow-up-create", meeting), typed)
    row = FollowUp.objects.get()
    assert "some time soon (no date)" in page(editor, url("follow-up-detail", row))
    Meeting.objects.filter(pk=meeting.pk).update(held_on="2026-03-19")
    later = MeetingFactory(forum=meeting.forum, held_on=TODAY)
    assert "Say how it is going, or close it" in page(editor, url("meeting-detail", later))
    said = {"words": "They sent it.", "state": "closed"}
    editor.post(url("follow-up-report", row), said)
    assert "They sent it." in page(editor, url("follow-up-detail", row))
    assert codes(editor.post(url("follow-up-report", row), said)) == {
        "__all__": ["follow_up_not_open"]
    }
    editor.post(url("follow-up-reopen", row), {"reason": "Too soon"})
    objective = ObjectiveFactory()
    answer = editor.post(url("follow-up-into-plan", row), {"objective": objective.pk})
    row.refresh_from_db()
    assert answer.url == reverse("objectives:action-detail", args=[row.action_id])


def test_the_list_of_actions_arising_shows_open_ones_and_is_narrowed(editor):
    forum = ForumFactory()
    held = MeetingFactory(forum=forum, held_on="2026-03-19", status="held")
    FollowUpFactory(meeting=held, words="Late one", due_on="2026-06-17", lead_post=None)
    due = FollowUpFactory(words="Due one", due_on=TODAY, lead_post=PostFactory())
    FollowUpFactory(words="Done one", closed_at="2026-06-01T09:00Z")
    listed = reverse("meetings:follow-up-list")

    def shown(query=""):
        return [row.words for row in editor.get(listed + query).context["follow_ups"]]

    assert shown() == ["Late one", "Due one"]
    assert shown("?late=on") == ["Late one"]
    assert shown(f"?post={due.lead_post_id}") == ["Due one"]
    assert shown(f"?series={forum.series_id}") == ["Late one"]
    assert shown("?state=closed") == ["Done one"]
    # The rule on the rows and its one-row twin say the same.
    rows = list(FollowUp.objects.all())
    assert set(FollowUp.objects.overdue(TODAY)) == {r for r in rows if r.is_overdue(TODAY)}


def test_recommendations_that_wait_come_first_and_are_responded_to(editor):
    body = GovernanceBodyFactory()
    held = MeetingFactory(held_on="2026-03-19", status="held", forum__series__body=body)
    RecommendationFactory(
        meeting=held, words="Old", answer="accepted", response="x", responded_on="2026-04-01"
    )
    editor.post(
        url("recommendation-create", held), {"kind": "suggestion", "words": "New", "body": body.pk}
    )
    listed = reverse("meetings:recommendation-list")
    rows = editor.get(listed).context["recommendations"]
    assert [row.words for row in rows] == ["New", "Old"]
    row = rows[0]
    day = {"responded_on_day": 19, "responded_on_month": 6, "responded_on_year": 2026}
    typed = {"answer": "accepted", "response": "We will", "version": 1, **day}
    assert codes(editor.post(url("recommendation-respond", row), typed)) == {
        "responded_on": ["responded_ahead"]
    }
    editor.post(url("recommendation-respond", row), typed | {"responded_on_day": 18})
    assert "We will" in page(editor, url("recommendation-detail", row))
    late = RecommendationFactory(meeting=held, due_on="2026-06-17")
    RecommendationFactory(meeting=held, due_on=TODAY)
    every = list(Recommendation.objects.all())
    assert [row for row in every if row.is_overdue(TODAY)] == [late]
    assert list(Recommendation.objects.overdue(TODAY)) == [late]
    assert editor.get(f"{listed}?answer=accepted").context["page_obj"].paginator.count == 2
    objective = ObjectiveFactory()
    editor.post(url("recommendation-into-plan", row), {"objective": objective.pk})
    row.refresh_from_db()
    assert row.action.objective == objective
    origin = page(editor, reverse("objectives:action-detail", args=[row.action_id]))
    assert url("meeting-detail", held) in origin


def test_who_does_something_is_led_back_to_the_meeting_only_where_they_see_it(
    client, lead, meeting
):
    OfficeFactory()
    post = lead.holdings.get().post
    rows = {
        "follow-up-detail": FollowUpFactory(meeting=meeting, lead_post=post),
        "recommendation-detail": RecommendationFactory(meeting=meeting, owner_post=post),
    }
    sign_in(client, lead)
    back = url("meeting-detail", meeting)
    for name, row in rows.items():
        assert f'href="{back}"' not in page(client, url(name, row))
    meeting.forum.series.attending_posts.add(post)
    for name, row in rows.items():
        assert f'href="{back}"' in page(client, url(name, row))


def test_publication_is_ticked_off_and_taken_back(editor):
    meeting = MeetingFactory(held_on=TODAY, forum__series__publishes=True)
    address = url("publish", meeting, kind="agenda")
    assert page(editor, address).count('name="where"') == 1
    assert codes(editor.post(address, {"state": "not_needed"})) == {"reason": ["required"]}
    day = {"done_on_day": 17, "done_on_month": 6, "done_on_year": 2026}
    editor.post(address, {"state": "done", **day, "where": "https://example.org/a"})
    assert "Published on 17 June 2026" in page(editor, url("meeting-detail", meeting))
    editor.post(url("unpublish", meeting, kind="agenda"))
    assert not meeting.publications.exists()
    private = MeetingFactory(forum__series__publishes=True, exempt_reason="Names")
    assert editor.get(url("publish", private, kind="agenda")).status_code == 404
    assert "Only its time and place" in page(editor, url("meeting-detail", private))
