"""The pages of update rounds, in the browser's words: opened, watched, chased, closed."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from docx import Document

from actionplans.quarters import Quarter
from objectives.models import SentBack, UpdateRound
from objectives.services import close_round, open_round, record_update, send_back
from stakeholders.models import Digest, Event
from tests.stakeholders.factories import AbsenceFactory, PostFactory, PostHoldingFactory
from tests.world import sign_in

from .plans import make_action, make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def at(month, day, hour=9):
    return datetime(2025, month, day, hour, tzinfo=ZoneInfo("Europe/London"))


NOW = at(7, 2)  # after the quarter, before the day for the answers


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, coordinator):
    return sign_in(client, coordinator)


@pytest.fixture
def plan(coordinator):
    starts_on = date(2025, 1, 6)
    return make_plan(coordinator, starts_on=starts_on, reminders_from=starts_on)


@pytest.fixture
def post(lead):
    return lead.holdings.get().post


@pytest.fixture
def action(plan, coordinator, post):
    return make_action(plan, coordinator, posts=[post], number="1")


@pytest.fixture
def round(plan, action, coordinator):
    return open_round(plan, quarter=Quarter(2025, 1), by=coordinator, at=at(6, 17))


def url(name, plan, *args):
    return reverse(f"objectives:{name}", args=[plan.slug, *args])


def page(round, name="round-detail", *args, **query):
    address = reverse(f"objectives:{name}", args=[round.plan.slug, round.quarter, *args])
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}"


def answer(action, moment=NOW, by=None, **fields):
    words = {"status": "in_progress", "rag": "green", "comment": "The hall is booked"}
    return record_update(action=action, by=by, at=moment, **(words | fields))


def text_of(response):
    return " ".join(response.content.decode().split())


def said(response):
    return [str(message) for message in response.context["messages"]]


class TestOpening:
    def test_a_round_is_opened_from_the_plans_page(self, desk, plan, action):
        assert url("round-list", plan) in text_of(desk.get(url("plan-detail", plan)))
        assert url("round-open", plan) in text_of(desk.get(url("round-list", plan)))
        form = desk.get(url("round-open", plan))
        assert "1 open action, led by 1 post, is asked about" in text_of(form)
        assert "next working day's e-mail" in text_of(form)

        done = desk.post(url("round-open", plan), {"quarter": "2025-Q1"}, follow=True)

        round = UpdateRound.objects.get()
        assert done.redirect_chain == [(page(round).rstrip("?"), 302)]
        assert said(done) == ["The round is open. Leads answer by 7 July 2025."]

    def test_the_form_says_that_nobody_is_mailed_while_reminders_are_off(self, desk, plan, action):
        type(plan).objects.update(reminders_from=None)
        assert "reminders are off" in text_of(desk.get(url("round-open", plan)))

    @pytest.mark.parametrize(
        ("answers_by", "code"),
        [
            (("1", "7", "2025"), "answers_by_past"),
            (("15", "7", "2025"), "answers_by_after_cut_off"),
            (("31", "6", "2025"), "invalid"),
        ],
    )
    def test_a_day_that_can_not_be_is_told_beside_its_field(
        self, desk, plan, action, answers_by, code
    ):
        names = dict(zip(("day", "month", "year"), answers_by, strict=True))
        boxes = {f"answers_by_{part}": value for part, value in names.items()}
        refused = desk.post(url("round-open", plan), {"quarter": "2025-Q1"} | boxes)
        assert refused.status_code == 422
        assert refused.context["form"].errors.as_data()["answers_by"][0].code == code
        assert not UpdateRound.objects.exists()

    def test_a_quarter_that_is_not_offered_is_refused(self, desk, plan, action):
        refused = desk.post(url("round-open", plan), {"quarter": "2024-Q4"})
        assert refused.context["form"].errors.as_data()["quarter"][0].code == "invalid_choice"

    def test_somebody_opened_it_meanwhile(self, desk, plan, round):
        refused = desk.get(url("round-open", plan), follow=True)
        assert refused.redirect_chain == [(url("round-list", plan), 302)]

    def test_a_plan_without_actions_asks_nothing(self, desk, plan):
        refused = desk.post(url("round-open", plan), {"quarter": "2025-Q1"})
        assert refused.status_code == 422
        assert refused.context["form"].non_field_errors().as_data()[0].code == "nothing_to_ask"


class TestWatching:
    def test_the_page_says_who_answered_and_who_did_not(self, desk, plan, round, action):
        other = PostHoldingFactory(post__title="Rural Crime Team").post
        answer(make_action(plan, None, posts=[other], number="2"), comment="All walks held")

        shown = text_of(desk.get(page(round)))

        assert "1 of 2 leads has answered." in shown
        assert "Leads answer by Monday 7 July 2025" in shown
        assert "closes by itself on Monday 14 July 2025 at 5pm" in shown
        assert "All walks held" in shown
        assert shown.index("Head of Engagement") < shown.index("Rural Crime Team")

    @pytest.mark.parametrize(
        ("state", "count"), [("not_answered", 1), ("answered", 0), ("nonsense", 1), ("", 1)]
    )
    def test_the_list_can_be_narrowed(self, desk, round, state, count):
        shown = desk.get(page(round, state=state))
        assert shown.context["page_obj"].paginator.count == count
        if state == "answered":
            assert "No lead is in this state." in text_of(shown)

    def test_who_is_away_or_nobody_is_said(self, desk, plan, round, lead):
        AbsenceFactory(
            person=lead,
            deputy__name="Dana Deputy",
            starts_on=NOW.date(),
            ends_on=NOW.date() + timedelta(days=5),
        )
        make_action(plan, None, posts=[PostFactory(title="Gone")], number="2")
        make_action(plan, None, number="3")
        shown = text_of(desk.get(page(round)))
        assert "away: Dana Deputy answers until 7 July 2025" in shown
        assert "requests go to the coordinator" in shown
        assert "No lead" in shown

    def test_a_late_answer_is_marked(self, client, coordinator, round, action):
        with time_machine.travel(at(7, 9)):
            desk = sign_in(client, coordinator)
            assert "2 days late" in text_of(desk.get(page(round)))
            answer(action, at(7, 9))
            shown = text_of(desk.get(page(round)))
        assert "1 answered late" in shown
        assert '<strong class="govuk-tag govuk-tag--orange">Late</strong>' in shown

    @pytest.mark.parametrize("typed", ["2025q1", "2025-q1", "2025Q1", "2025 Q1"])
    def test_a_quarter_may_be_typed_as_commands_take_it(self, desk, plan, round, typed):
        moved = desk.get(url("round-detail", plan, typed))
        assert (moved.status_code, moved.url) == (302, url("round-detail", plan, "2025-Q1"))

    @pytest.mark.parametrize("typed", ["2025-Q5", "2025-Q2", "nonsense", "२०२५-Q1", "99999-Q1"])
    def test_what_is_no_quarter_or_had_no_round_is_not_found(self, desk, plan, round, typed):
        assert desk.get(url("round-detail", plan, typed)).status_code == 404

    def test_the_list_tells_how_many_answered_each_round(self, desk, plan, round, action):
        assert "0 of 1 lead" in text_of(desk.get(url("round-list", plan)))
        answer(action)
        close_round(round, by=None, at=NOW)
        shown = text_of(desk.get(url("round-list", plan)))
        assert "1 of 1 lead" in shown
        assert "by the calendar" in shown

    def test_an_auditor_reads_and_is_offered_nothing(self, client, auditor, round, action):
        answer(action)
        shown = text_of(sign_in(client, auditor).get(page(round)))
        assert "1 of 1 lead has answered" in shown
        for name in ("round-close", "round-change", "round-chase"):
            assert page(round, name).rstrip("?") not in shown
        assert "Send back" not in shown

    def test_many_leads_take_as_many_queries(
        self, desk, plan, round, django_assert_max_num_queries
    ):
        def queries():
            with django_assert_max_num_queries(40) as counted:
                desk.get(page(round))
            return len(counted)

        make_action(plan, None, posts=[PostHoldingFactory().post])
        few = queries()
        for _ in range(10):
            answer(make_action(plan, None, posts=[PostHoldingFactory().post, PostFactory()]))
        assert queries() == few


class TestLine:
    def test_the_plans_page_and_the_home_page_say_how_far_it_is(self, desk, plan, round):
        for address in (url("plan-detail", plan), reverse("home")):
            shown = text_of(desk.get(address))
            assert "Quarter 1 closes Monday 14 July 2025: 0 of 1 lead has answered" in shown
            assert page(round, "round-chase").rstrip("?") in shown

    def test_once_all_have_answered_nobody_is_to_be_reminded(self, desk, plan, round, action):
        answer(action)
        assert page(round, "round-chase").rstrip("?") not in text_of(desk.get(reverse("home")))

    def test_a_lead_reads_by_when_and_no_count(self, client, lead, plan, round, coordinator):
        make_action(plan, coordinator, posts=[PostFactory()], exempt_reason="An informant")
        shown = text_of(sign_in(client, lead).get(url("plan-detail", plan)))
        assert "leads answer by Monday 7 July 2025" in shown
        assert "answered</a>" not in shown
        assert page(round).rstrip("?") + '"' not in shown

    def test_without_a_round_nothing_is_said(self, desk, plan, action):
        assert "answered</a>" not in text_of(desk.get(reverse("home")))

    def test_many_rounds_take_as_many_queries_on_the_home_page(
        self, desk, plan, round, coordinator, django_assert_max_num_queries
    ):
        def queries():
            with django_assert_max_num_queries(60) as counted:
                desk.get(reverse("home"))
            return len(counted)

        few = queries()
        for _ in range(3):
            other = make_plan(coordinator, starts_on=date(2025, 1, 6))
            make_action(other, coordinator, posts=[PostFactory()])
            open_round(other, quarter=Quarter(2025, 1), by=None)
        assert queries() == few


class TestChasing:
    def test_the_press_says_whom_it_mails_and_does_it(self, desk, round, lead):
        asked = desk.get(page(round, "round-chase"))
        assert "1 person is mailed now" in text_of(asked)
        assert "Lena Lead, Head of Engagement: 1 action" in text_of(asked)

        done = desk.post(page(round, "round-chase"), follow=True)

        assert said(done) == ["1 person is reminded now."]
        assert "leads reminded by hand last on 2 July 2025 at 9am" in text_of(done)

    @pytest.mark.parametrize("verb", ["get", "post"])
    def test_a_second_press_on_one_day_mails_nobody_and_says_so(self, desk, round, verb):
        desk.post(page(round, "round-chase"), follow=True)
        again = getattr(desk, verb)(page(round, "round-chase"), follow=True)
        assert said(again)[-1].startswith(
            "Everybody who has not answered got an e-mail on 2 July 2025 already"
        )
        assert Event.objects.filter(verb="leads reminded").count() == 1
        assert Digest.objects.pressed().count() == 1

    def test_a_second_press_names_only_those_whom_it_mails(self, desk, plan, round):
        desk.post(page(round, "round-chase"), follow=True)
        make_action(plan, None, posts=[PostHoldingFactory(person__name="Nia New").post], number="2")
        asked = text_of(desk.get(page(round, "round-chase")))
        assert "1 person is mailed now" in asked
        assert "Nia New" in asked
        assert "Lena Lead" not in asked
        assert "reminded by hand last on 2 July 2025 at 9am, by Cora Coordinator" in asked
        done = desk.post(page(round, "round-chase"), follow=True)
        assert said(done) == ["1 person is reminded now."]

    def test_on_a_day_off_it_says_when_the_mail_goes_out(self, client, coordinator, round):
        with time_machine.travel(at(7, 5), tick=False):
            desk = sign_in(client, coordinator)
            asked = desk.get(page(round, "round-chase"))
            assert "1 person is mailed on Monday 7 July" in text_of(asked)
            done = desk.post(page(round, "round-chase"), follow=True)
            assert said(done) == ["1 person is reminded on Monday 7 July."]
        assert Digest.objects.pressed().get().on == date(2025, 7, 7)
        with time_machine.travel(at(7, 6), tick=False):
            again = sign_in(client, coordinator).post(page(round, "round-chase"), follow=True)
        assert said(again)[0].startswith(
            "Everybody who has not answered gets an e-mail on 7 July 2025 already"
        )

    def test_a_vacant_posts_request_goes_to_the_coordinator(self, desk, plan, round, action):
        answer(action)
        make_action(plan, None, posts=[PostFactory(title="Gone")], number="2")
        shown = text_of(desk.get(page(round, "round-chase")))
        assert "Cora Coordinator, Gone is vacant: 1 action" in shown

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"reminders_from": None}, "The plan's reminders are off"),
            ({}, "Everybody has answered"),
        ],
    )
    def test_where_nobody_is_to_be_mailed_it_says_why(
        self, desk, plan, round, action, fields, words
    ):
        answer(action)
        type(plan).objects.update(**({"slug": plan.slug} | fields))
        done = desk.get(page(round, "round-chase"), follow=True)
        assert said(done)[0].startswith(words)


class TestSendingBack:
    def test_a_return_goes_back_with_a_question(self, desk, round, action):
        answer(action)
        assert page(round, "send-back", action.pk).rstrip("?") in text_of(desk.get(page(round)))
        form = desk.get(page(round, "send-back", action.pk))
        assert "The hall is booked" in text_of(form)

        done = desk.post(
            page(round, "send-back", action.pk), {"question": "Which hall?"}, follow=True
        )

        assert "Sent back" in text_of(done)
        assert "“Which hall?”" in text_of(done)
        assert page(round, "send-back", action.pk).rstrip("?") not in text_of(done)
        assert SentBack.objects.get().question == "Which hall?"

    @pytest.mark.parametrize(
        ("answered", "question", "field", "code"),
        [
            (True, " ", "question", "required"),
            (True, "x" * 1001, "question", "max_length"),
            (False, "Why?", "__all__", "not_answered"),
        ],
    )
    def test_what_can_not_be_sent_back(self, desk, round, action, answered, question, field, code):
        if answered:
            answer(action)
        refused = desk.post(page(round, "send-back", action.pk), {"question": question})
        assert refused.status_code == 422
        assert refused.context["form"].errors.as_data()[field][0].code == code

    def test_an_action_of_another_plan_is_not_found(self, desk, round, coordinator):
        other = make_action(make_plan(coordinator), coordinator)
        assert desk.get(page(round, "send-back", other.pk)).status_code == 404


class TestChangingAndClosing:
    def test_the_day_is_changed(self, desk, round):
        boxes = {"answers_by_day": "10", "answers_by_month": "7", "answers_by_year": "2025"}
        done = desk.post(page(round, "round-change"), boxes | {"version": "1"}, follow=True)
        assert "Leads answer by Thursday 10 July 2025" in text_of(done)

        conflict = desk.post(page(round, "round-change"), boxes | {"version": "1"})
        assert conflict.status_code == 409

    def test_closing_says_what_it_means_and_is_done_once(self, desk, round, action):
        asked = text_of(desk.get(page(round, "round-close")))
        assert "0 of 1 lead has answered. 1 action still waits for an answer" in asked
        assert "is not opened again" in asked

        done = desk.post(page(round, "round-close"), {"version": "1"}, follow=True)

        round.refresh_from_db()
        assert round.closed_at == NOW
        assert "Closed on Wednesday 2 July 2025 at 9am by Cora Coordinator" in text_of(done)
        refused = desk.post(page(round, "round-close"), {"version": "2"})
        assert refused.context["form"].non_field_errors().as_data()[0].code == "round_closed"

    def test_a_round_changed_meanwhile_is_looked_at_again(self, desk, round):
        UpdateRound.objects.update(version=2)
        done = desk.post(page(round, "round-close"), {"version": "1"}, follow=True)
        assert "Somebody else changed the round meanwhile" in said(done)[0]
        assert UpdateRound.objects.open().exists()

    @pytest.mark.parametrize("name", ["round-change", "round-close", "round-chase", "round-form"])
    def test_the_pages_of_a_closed_round_lead_to_it(self, desk, round, name):
        close_round(round, by=None, at=NOW)
        done = desk.get(page(round, name), follow=True)
        assert said(done) == ["This round was closed at 9am on 2 July 2025. Nothing more is asked."]


class TestReturnForm:
    def words(self, response):
        assert response.status_code == 200
        assert response["Content-Type"].endswith("wordprocessingml.document")
        document = Document(io.BytesIO(response.content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])

    def test_it_asks_a_post_for_what_it_has_not_answered(
        self, desk, plan, round, action, post, coordinator
    ):
        done = make_action(plan, coordinator, posts=[post], number="2", text="Print the leaflet")
        other = PostHoldingFactory(post__title="Rural Crime Team").post
        make_action(plan, coordinator, posts=[other], number="3", text="Walk the moor")
        answer(done)
        response = desk.get(page(round, "round-form", post=post.pk))

        words = self.words(response)

        assert "Return for Quarter 1 2025/26 (April to June 2025): Head of Engagement" in words
        assert "Monday 7 July 2025" in words
        assert action.text in words
        assert "Answered already: 1.2." in words
        assert "How is it going? Tick one" in words
        assert "Walk the moor" not in words
        assert "Print the leaflet" not in words
        name = response["Content-Disposition"]
        assert f"{plan.slug}-return-2025-Q1-post-{post.pk}.docx" in name
        event = Event.objects.get(verb="return form downloaded")
        assert event.after["leads"] == ["Head of Engagement"]

    def test_it_has_all_leads_in_one_file_with_headings_and_repeated_heads(
        self, desk, plan, round, action, coordinator
    ):
        other = PostHoldingFactory(post__title="Rural Crime Team").post
        make_action(plan, coordinator, posts=[other], number="3", text="Walk the moor")

        document = Document(io.BytesIO(desk.get(page(round, "round-form")).content))

        heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
        assert [head.rsplit(": ")[1] for head in heads] == [
            "Head of Engagement",
            "Rural Crime Team",
        ]
        assert all("w:tblHeader" in table._tbl.xml for table in document.tables)
        assert "NUMPAGES" in document.sections[0].footer._element.xml

    def test_who_has_answered_is_left_out_of_the_file_of_all(self, desk, plan, round, action, post):
        other = PostHoldingFactory(post__title="Rural Crime Team").post
        make_action(plan, None, posts=[other], number="3", text="Walk the moor")
        answer(action)
        assert "Head of Engagement" not in self.words(desk.get(page(round, "round-form")))
        own = self.words(desk.get(page(round, "round-form", post=post.pk)))
        assert "Every action has been answered" in own

        answer(plan.actions.get(number="3"))
        done = desk.get(page(round, "round-form"), follow=True)
        assert said(done) == ["Every action has been answered: there is nothing to fill in."]

    def test_the_question_stands_in_it(self, desk, round, action):
        answer(action)
        send_back(round, action=action, question="Which hall?", by=None, at=NOW)
        assert "Which hall?" in self.words(desk.get(page(round, "round-form")))

    def test_the_mark_is_on_it_and_in_its_name(self, desk, plan, round):
        type(plan).objects.update(mark="OFFICIAL-SENSITIVE")
        response = desk.get(page(round, "round-form"))
        section = Document(io.BytesIO(response.content)).sections[0]
        assert section.header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
        assert "OFFICIAL-SENSITIVE" in response["Content-Disposition"]

    def test_a_vacant_post_has_a_form_too(self, desk, plan, round, coordinator):
        post = PostFactory(title="Gone")
        make_action(plan, coordinator, posts=[post], number="2", text="Walk the moor")
        assert "Walk the moor" in self.words(desk.get(page(round, "round-form", post=post.pk)))

    def test_a_lead_has_the_form_of_their_own_posts_alone(
        self, client, lead, plan, round, action, other_lead, coordinator
    ):
        """An exempt action is in its own leads' form, and in nobody else's."""
        theirs = other_lead.holdings.get().post
        make_action(plan, coordinator, posts=[theirs], number="2", text="Walk the moor")
        secret = {"number": "3", "text": "Meet the source", "exempt_reason": "An informant"}
        make_action(plan, coordinator, posts=[theirs], **secret)
        own = self.words(sign_in(client, lead).get(page(round, "round-form")))
        assert action.text in own
        assert "Walk the moor" not in own
        assert "Meet the source" not in own
        assert client.get(page(round, "round-form", post=theirs.pk)).status_code == 404

        other = self.words(sign_in(client, other_lead).get(page(round, "round-form")))
        assert "Meet the source" in other
        assert "An informant" in other

    @pytest.mark.parametrize("asked", ["0", "x", "99999999999999999999", "²"])
    def test_a_post_that_is_asked_nothing_is_not_found(self, desk, round, asked):
        assert desk.get(page(round, "round-form", post=asked)).status_code == 404

    def test_who_is_asked_nothing_is_told_so(self, client, other_lead, round):
        done = sign_in(client, other_lead).get(page(round, "round-form"), follow=True)
        assert said(done) == ["None of your posts is asked anything in this round."]


class TestLead:
    """What a lead sees of a round on their own pages."""

    def asked(self, desk):
        parts = desk.get(reverse("objectives:my-work")).context["parts"]
        return [row.action.number for part in parts if part.code == "asked" for row in part.rows]

    def test_what_is_asked_for_stands_in_my_work_until_it_is_answered(
        self, client, lead, plan, round, action, post
    ):
        make_action(plan, None, posts=[post], number="2", deadline="2027")
        desk = sign_in(client, lead)
        assert self.asked(desk) == ["1", "2"]
        assert "<strong>2</strong> asked for in the update round" in text_of(
            desk.get(reverse("home"))
        )

        update = answer(action, by=lead)
        assert self.asked(desk) == ["2"]
        saved = desk.get(
            reverse("objectives:action-detail", args=[action.pk]), {"saved": update.pk}
        )
        assert "Next action: 1.2" in text_of(saved)

    def test_without_a_round_nothing_is_asked_for(self, client, lead, action):
        assert self.asked(sign_in(client, lead)) == []

    @pytest.mark.parametrize("status", ["in_progress", "complete"])
    def test_a_question_is_read_where_it_is_answered_and_stays_in_the_story(
        self, client, lead, round, action, status
    ):
        done = {"status": status, "completed_on": at(7, 1).date() if status == "complete" else None}
        answer(action, at(7, 1), **done)
        send_back(round, action=action, question="Which hall?", by=None, at=at(7, 2, 8))
        desk = sign_in(client, lead)
        assert self.asked(desk) == ["1"]
        for name in ("action-detail", "action-update"):
            shown = text_of(desk.get(reverse(f"objectives:{name}", args=[action.pk])))
            assert "Sent back with a question: the next update answers it." in shown
            assert "Which hall?" in shown

        answer(action)

        shown = text_of(desk.get(reverse("objectives:action-detail", args=[action.pk])))
        assert "the next update answers it" not in shown
        assert "Which hall?" in shown
        assert self.asked(desk) == []
