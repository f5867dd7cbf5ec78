"""The pages of consultations and decisions: asked, counted, answered, and what doesn't add up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.forms.engagement.consulting import read_answer
from meetings.models import Consultation, IssueSource, KeyDecision
from tests.meetings.engagement.factories import (
    ConsultationFactory,
    ConsultationQuestionFactory,
    EngagementActivityFactory,
    HeardIssueFactory,
    IssueSourceFactory,
    KeyDecisionFactory,
)
from tests.stakeholders.directory_factories import CommunityGroupFactory
from tests.world import sign_in

NOW = "2026-07-18T17:00:00Z"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


def page(client, name, *args, **query):
    answer = client.get(url(name, *args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def day(name, date):
    year, month, number = date.split("-")
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def titles(answer):
    return [row.title for row in answer.context["page_obj"]]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Yes: 1,250", ("Yes", 1250)),
        ("Yes\t12", ("Yes", 12)),
        ("Aged 18 to 24: 7", ("Aged 18 to 24", 7)),
        ("Over 65", ("Over 65", None)),
        ("It depends: see below", ("It depends: see below", None)),
        (" No ", ("No", None)),
        ("Yes :\t 0,012 ", ("Yes", 12)),
        ("In 2026", ("In 2026", None)),
        # Looked at once, however long: not once for each space.
        (f"No{chr(9) * 9000}x", (f"No{chr(9) * 9000}x", None)),
    ],
)
def test_an_answer_is_read_with_its_number_where_it_has_one(line, read):
    assert read_answer(line) == read


def test_a_consultation_is_added_asked_counted_and_answered_on_the_pages(client, coordinator):
    sign_in(client, coordinator)
    decision, young = KeyDecisionFactory(), CommunityGroupFactory(name="Young people")
    form = {"title": "The precept", "decision": decision.pk}
    form |= day("opens_on", "2026-06-01")
    wrong = client.post(url("consultation-create"), form | day("closes_on", "2026-05-01"))
    assert wrong.context["form"].errors.as_data()["closes_on"][0].code == "closes_before_opening"
    client.post(url("consultation-create"), form | day("closes_on", "2026-06-20"))
    row = Consultation.objects.get()
    asked = {"words": "Would you pay more?", "kind": "choice", "answers": "Yes: 250\nNo: 200\n\n"}
    few = client.post(url("question-create", row.pk), asked | {"answers": "Yes"})
    assert few.context["form"].errors.as_data()["answers"][0].code == "answers_too_few"
    many = client.post(url("question-create", row.pk), asked | {"answers": f"Yes: {'9' * 5000}"})
    assert many.context["form"].errors.as_data()["answers"][0].code == "count_absurd"
    client.post(url("question-create", row.pk), asked)
    client.post(
        url("question-create", row.pk), {"words": "Why?", "kind": "text", "summary": "Trust"}
    )
    question = row.questions.first()
    assert "Yes: 250\nNo: 200" in page(client, "question-edit", question.pk)
    client.post(url("question-move", question.pk), {"direction": "down"})
    assert [each.words for each in row.questions.all()] == ["Why?", "Would you pay more?"]
    client.post(
        url("consultation-results", row.pk), {"responses": 412, "summary": "Yes", "version": 1}
    )
    name = f"group_{young.pk}"
    client.post(url("consultation-reach", row.pk), {name: 500})
    # Sent by somebody who had opened the page before and left it alone.
    client.post(url("consultation-reach", row.pk), {name: "", "was": f"{name}="})
    shown = page(client, "consultation-detail", row.pk)
    for words in (
        "The answers add up to 450, and there were 412 responses",
        "56%",
        "more than all responses",
        "Open for 20 days: less than six weeks",
        "Answer the people who took part",
        decision.title,
    ):
        assert words in shown
    answer = {"response": "It rises by a pound", "version": 2} | day("answered_on", "2026-07-17")
    client.post(url("consultation-answer", row.pk), answer)
    assert "It rises by a pound" in page(client, "consultation-detail", row.pk)
    client.post(url("question-remove", question.pk))
    client.post(url("consultation-withdraw", row.pk), {"reason": "Twice"})
    assert client.get(url("consultation-detail", row.pk)).status_code == 404


def test_an_answer_that_nobody_counted_is_not_shown_as_nobody(client, lead):
    question = ConsultationQuestionFactory()
    for words, count in (("Yes", 0), ("No", None)):
        question.answers.create(words=words, count=count)
    sign_in(client, lead)
    assert "not counted" in page(client, "consultation-detail", question.consultation_id)
    shown = page(client, "consultation-list")
    assert "not known" in shown


def test_the_list_has_first_what_waits_for_the_office(client, lead):
    day_of = {"opens_on": "2026-05-01", "closes_on": "2026-06-01"}
    ConsultationFactory(title="Answered", answered_on="2026-07-01", response="Yes", **day_of)
    ConsultationFactory(title="Coming", opens_on="2026-08-01", closes_on="2026-09-01")
    ConsultationFactory(title="Open", opens_on="2026-07-01", closes_on="2026-08-01")
    ConsultationFactory(title="Closed", **day_of)
    ConsultationFactory(title="Hidden", exempt_reason="Commercial", **day_of)
    sign_in(client, lead)
    everything = client.get(url("consultation-list"))
    assert titles(everything) == ["Closed", "Open", "Coming", "Answered"]
    for state, title in (
        ("unanswered", "Closed"),
        ("open", "Open"),
        ("coming", "Coming"),
        ("answered", "Answered"),
    ):
        assert titles(client.get(url("consultation-list"), {"state": state})) == [title]
    assert "1 is closed and not answered" in everything.content.decode()


def test_a_decision_shows_who_was_heard_and_what_their_views_changed(client, coordinator, lead):
    post = lead.holdings.get().post
    decision = KeyDecisionFactory(title="The police house", owner_post=post)
    activity = EngagementActivityFactory(title="Stall on the green", decision=decision)
    consultation = ConsultationFactory(title="Views on the house", decision=decision)
    ConsultationFactory(title="Not for all", decision=decision, exempt_reason="Commercial")
    said = HeardIssueFactory(title="Keep the house")
    IssueSourceFactory(issue=said, kind=IssueSource.Kind.ACTIVITY, activity=activity)
    IssueSourceFactory(issue=said, kind=IssueSource.Kind.CONSULTATION, consultation=consultation)
    sign_in(client, lead)
    listed = page(client, "key-decision-list")
    assert "1 activity, 1 consultation" in listed
    shown = page(client, "key-decision-detail", decision.pk)
    assert "Stall on the green" in shown
    assert "Views on the house" in shown
    assert "Not for all" not in shown
    assert shown.count("Keep the house") == 1
    form = {"outcome": "Kept", "influence": "It was to be sold", "version": 1}
    form |= day("decided_on", "2026-07-17")
    assert client.post(url("key-decision-make", decision.pk), form).status_code == 302
    assert "It was to be sold" in page(client, "key-decision-detail", decision.pk)
    assert client.get(url("key-decision-withdraw", decision.pk)).status_code == 403
    sign_in(client, coordinator)
    edited = {"title": "The house", "owner_post": post.pk, "version": 2}
    client.post(url("key-decision-edit", decision.pk), edited)
    client.post(url("key-decision-create"), {"title": "The precept"})
    client.post(url("key-decision-withdraw", decision.pk), {"reason": "Twice"})
    assert [row.title for row in KeyDecision.objects.in_force()] == ["The precept"]


def test_the_pages_cost_the_same_for_one_and_for_many(client, coordinator):
    sign_in(client, coordinator)
    decision = KeyDecisionFactory()
    consultation = ConsultationFactory(decision=decision)
    counts = []
    for number in (1, 6):
        for _ in range(number):
            group = CommunityGroupFactory()
            fields = {"decision": decision, "consultation": consultation}
            EngagementActivityFactory(groups=[group], **fields)
            question = ConsultationQuestionFactory(consultation=consultation)
            question.answers.create(words="Yes", count=1)
            consultation.reach.create(group=group, count=1)
            IssueSourceFactory(consultation=consultation, kind=IssueSource.Kind.CONSULTATION)
            ConsultationFactory(decision=KeyDecisionFactory())
        with CaptureQueriesContext(connection) as queries:
            for name, args in (
                ("consultation-list", ()),
                ("key-decision-list", ()),
                ("consultation-detail", (consultation.pk,)),
                ("key-decision-detail", (decision.pk,)),
                ("consultation-reach", (consultation.pk,)),
            ):
                page(client, name, *args)
        counts.append(len(queries))
    assert counts[0] == counts[1]
