"""One digest a person a day: nobody twice, nobody forgotten."""

import datetime
import json
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from objectives.services import read_for, redate_action, set_leads
from stakeholders import reminding
from stakeholders.models import Digest, DigestItem, Event, SignedLink
from stakeholders.reminding import preparing, sending
from stakeholders.services import edit_person
from tests.objectives.plans import TODAY, make_action, make_plan, noon
from tests.stakeholders.factories import PostFactory, PostHoldingFactory
from tests.worker import ROOT, subprocess_environment

pytestmark = pytest.mark.django_db

YESTERDAY = "2 March 2026"


@pytest.fixture
def plan(coordinator):
    return make_plan(coordinator, reminders_from=datetime.date(2025, 4, 1))


@pytest.fixture
def three_leads(plan, coordinator):
    """Three people who each owe an update on an overdue action."""
    holdings = [PostHoldingFactory() for _ in range(3)]
    for holding in holdings:
        make_action(plan, coordinator, deadline=YESTERDAY, posts=[holding.post])
    return [holding.person for holding in holdings]


def test_each_person_gets_one_digest_of_all_their_actions(plan, coordinator, lead, mailoutbox):
    first, second = lead.holdings.get().post, PostHoldingFactory(person=lead).post
    make_action(plan, coordinator, deadline=YESTERDAY, posts=[first], text="Visit a market")
    make_action(plan, coordinator, deadline="10 March 2026", posts=[second], text="Ask a school")

    done = reminding.run(TODAY)

    assert done.sent == [lead.email]
    (message,) = mailoutbox
    assert message.subject == "2 actions need an update, 1 is overdue; the next is due on 10 March"
    assert "Visit a market" in message.body
    assert "Ask a school" in message.body
    assert "1 day overdue" in message.body
    (html, kind) = message.alternatives[0]
    assert kind == "text/html"
    assert "Visit a market" in html


def test_a_second_run_on_the_same_day_mails_nobody_again(three_leads, mailoutbox):
    reminding.run(TODAY)
    again = reminding.run(TODAY)

    assert again.sent == []
    assert len(mailoutbox) == 3


def test_the_same_reminder_comes_back_after_a_week(three_leads, mailoutbox):
    for days in range(8):
        reminding.run(TODAY + timedelta(days=days))

    assert sorted({digest.on for digest in Digest.objects.all()}) == [
        TODAY,
        TODAY + timedelta(days=7),
    ]
    assert len(mailoutbox) == 6


def test_due_soon_is_said_twice_however_often_it_is_looked_at(plan, coordinator, lead, mailoutbox):
    """Fourteen days before, and three: that is a Saturday, so the Monday after."""
    post = lead.holdings.get().post
    said = TODAY - timedelta(days=1)
    make_action(plan, coordinator, deadline="17 March 2026", posts=[post], reported=said)
    for days in range(15):
        reminding.run(TODAY + timedelta(days=days))

    sent = sorted(digest.on for digest in Digest.objects.filter(status="sent"))
    assert sent == [TODAY, datetime.date(2026, 3, 16)]


def test_what_is_newly_owed_after_the_days_digest_waits_for_the_next(
    plan, coordinator, lead, mailoutbox
):
    post = lead.holdings.get().post
    make_action(plan, coordinator, deadline=YESTERDAY, posts=[post], text="Visit a market")
    reminding.run(TODAY)
    make_action(plan, coordinator, deadline=YESTERDAY, posts=[post], text="Ask a school")

    assert reminding.run(TODAY).sent == []
    assert reminding.run(TODAY + timedelta(days=1)).sent == [lead.email]
    assert "Visit a market" not in mailoutbox[-1].body
    assert "Ask a school" in mailoutbox[-1].body


def test_a_missed_night_catches_up(three_leads, mailoutbox):
    reminding.run(TODAY + timedelta(days=2))

    assert len(mailoutbox) == 3


@pytest.mark.parametrize(
    "day",
    [
        datetime.date(2026, 3, 7),
        datetime.date(2026, 3, 8),
        datetime.date(2026, 4, 3),
        datetime.date(2026, 4, 6),
        datetime.date(2026, 5, 4),
        datetime.date(2026, 12, 25),
        datetime.date(2026, 12, 28),
    ],
    ids=["Saturday", "Sunday", "Good Friday", "Easter Monday", "May Day", "Christmas", "Boxing"],
)
def test_nothing_goes_out_on_a_weekend_or_bank_holiday(three_leads, mailoutbox, day):
    assert reminding.run(day).decided == 0
    assert mailoutbox == []


def test_the_run_on_the_day_the_clocks_change_sends_once(
    plan, coordinator, three_leads, mailoutbox
):
    with time_machine.travel("2026-03-29 06:00:00+00:00", tick=False):
        reminding.run(datetime.date(2026, 3, 29))
    with time_machine.travel("2026-03-30 06:00:00+00:00", tick=False):
        reminding.run(datetime.date(2026, 3, 30))
        reminding.run(datetime.date(2026, 3, 30))

    # The leads, and the coordinator: by then it is four weeks overdue.
    recipients = sorted(message.to[0] for message in mailoutbox)
    everybody = [person.email for person in (*three_leads, coordinator)]
    assert recipients == sorted(everybody)


def test_a_marked_plans_details_stay_out_of_the_mail(plan, coordinator, lead, mailoutbox):
    plan.mark = "OFFICIAL-SENSITIVE"
    plan.save()
    post = lead.holdings.get().post
    make_action(plan, coordinator, deadline=YESTERDAY, posts=[post], text="Visit a market")

    reminding.run(TODAY)

    (message,) = mailoutbox
    assert message.subject == "OFFICIAL-SENSITIVE: 1 action needs an update"
    everything = message.body + message.alternatives[0][0]
    assert "Visit a market" not in everything
    assert "OFFICIAL-SENSITIVE" in message.body


def test_html_in_an_action_stays_words(plan, coordinator, lead, mailoutbox):
    words = "<script>alert(1)</script> & co"
    make_action(plan, coordinator, deadline=YESTERDAY, posts=[lead.holdings.get().post], text=words)

    reminding.run(TODAY)

    (message,) = mailoutbox
    assert words in message.body
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in message.alternatives[0][0]


def test_a_vacant_post_is_named_to_the_coordinator(plan, coordinator, mailoutbox):
    make_action(plan, coordinator, deadline=YESTERDAY, posts=[PostFactory(title="Head of Faith")])

    reminding.run(TODAY)

    (message,) = mailoutbox
    assert message.to == [coordinator.email]
    assert "Head of Faith is vacant, so this comes to you" in message.body


def test_replies_reach_the_plans_coordinator(plan, coordinator, three_leads, mailoutbox):
    plan.coordinator_post = PostFactory(mailbox="plans@northmoor.example")
    plan.save()

    reminding.run(TODAY)

    assert {tuple(message.reply_to) for message in mailoutbox} == {("plans@northmoor.example",)}


def test_a_refused_address_is_recorded_and_owed_again_the_next_day(three_leads, smtp_sink):
    refused = three_leads[1]
    smtp_sink.refuse.add(refused.email)

    done = reminding.run(TODAY)

    assert sorted(done.sent) == sorted([three_leads[0].email, three_leads[2].email])
    digest = Digest.objects.get(person=refused)
    assert digest.status == Digest.Status.FAILED
    assert "550" in digest.problem
    smtp_sink.refuse.clear()
    assert reminding.run(TODAY).sent == []
    assert reminding.run(TODAY + timedelta(days=1)).sent == [refused.email]


def test_a_refusal_stays_with_the_person_until_a_mail_is_taken(three_leads, smtp_sink):
    person = three_leads[1]
    smtp_sink.refuse.add(person.email)
    reminding.run(TODAY)

    person.refresh_from_db()
    assert "550 No such mailbox" in person.mail_refusal
    assert person.mail_refused_at is not None
    event = Event.objects.get(verb="e-mail refused")
    assert (event.object_id, event.actor) == (person.pk, None)

    smtp_sink.refuse.clear()
    reminding.run(TODAY + timedelta(days=1))
    person.refresh_from_db()
    assert (person.mail_refusal, person.mail_refused_at) == ("", None)
    assert Event.objects.filter(verb="e-mail taken again", object_id=person.pk).exists()


def test_a_new_address_takes_the_refusal_of_the_old_one_away(three_leads, administrator):
    person = three_leads[0]
    person.mail_refusal, person.mail_refused_at = "550 No such mailbox", timezone.now()
    person.save()

    edit_person(person, by=administrator, changes={"name": "Jo Rowan", "email": person.email})
    person.refresh_from_db()
    assert person.mail_refusal
    edit_person(person, by=administrator, changes={"email": "jo@northmoor.example"})
    person.refresh_from_db()
    assert (person.mail_refusal, person.mail_refused_at) == ("", None)


def test_an_address_that_is_always_refused_is_tried_once_a_working_day(three_leads, smtp_sink):
    smtp_sink.refuse.add(three_leads[0].email)
    for days in range(7):
        for _ in range(3):
            reminding.run(TODAY + timedelta(days=days))

    # Tuesday to Friday, and Monday.
    assert len(smtp_sink.refused) == 5


def test_what_was_answered_meanwhile_is_left_out_and_the_ledger_says_why(
    plan, coordinator, lead, mailoutbox
):
    post = lead.holdings.get().post
    open_one, answered = (
        make_action(plan, coordinator, deadline=YESTERDAY, posts=[post], text=text)
        for text in ("Visit a market", "Ask a school")
    )
    reminding.decide(TODAY)
    redate(answered, coordinator)

    reminding.run(TODAY)

    (message,) = mailoutbox
    assert "Visit a market" in message.body
    assert "Ask a school" not in message.body
    reasons = dict(DigestItem.objects.values_list("object_id", "withdrawn_because"))
    assert reasons[open_one.pk] == ""
    assert reasons[answered.pk]


def test_the_command_says_what_came_of_each(three_leads, plan, coordinator, smtp_sink, capsys):
    refused, cut_off, answered = three_leads
    smtp_sink.refuse.add(refused.email)
    smtp_sink.drop.add(cut_off.email)
    reminding.decide(TODAY)
    redate(plan.actions.get(leads__post__holdings__person=answered), coordinator)

    call_command("send_reminders", "--on", str(TODAY))

    said = capsys.readouterr().out
    assert "Sent 0 digests" in said
    assert f"Not sent to {refused.email}: The mail server refused it: 550" in said
    assert f"Uncertain: {cut_off.email}" in said
    assert f"Not needed any more: {answered.email}" in said


def test_a_server_that_closes_the_line_after_so_many_mails_costs_nobody_a_day(
    three_leads, smtp_sink, monkeypatch
):
    """421 at MAIL: it was not taken for certain, so the same one goes over a new line."""
    said = []

    async def mail(server, session, envelope, address, options):
        said.append(address)
        if len(said) == 2:
            return "421 Too many mails on this line"
        return await handle(server, session, envelope, address, options)

    handle = smtp_sink.handle_MAIL
    monkeypatch.setattr(smtp_sink, "handle_MAIL", mail)

    assert len(reminding.run(TODAY).sent) == 3
    assert len(smtp_sink.messages) == 3


def test_a_digest_with_nothing_left_is_withdrawn(plan, coordinator, lead, mailoutbox):
    action = make_action(plan, coordinator, deadline=YESTERDAY, posts=[lead.holdings.get().post])
    reminding.decide(TODAY)
    redate(action, coordinator)

    done = reminding.run(TODAY)

    assert mailoutbox == []
    assert done.withdrawn == [lead.email]
    digest = Digest.objects.get()
    assert digest.status == Digest.Status.WITHDRAWN
    assert "Nothing was left" in digest.problem
    assert digest.items.get().withdrawn_because


def redate(action, by):
    """Answered: it is due in a year."""
    redate_action(action, by=by, reason="No hall", reading=read_for(action.plan, "March 2027"))


def test_what_was_written_too_long_ago_is_written_anew_before_it_is_sent(
    three_leads, plan, coordinator, mailoutbox, monkeypatch
):
    """A slow mail server: what is answered while the others are sent drops out."""
    monkeypatch.setattr(preparing, "FRESH", -1)
    slow = plan.actions.get(leads__post__holdings__person=three_leads[2])
    sent = []

    def one(sender, ready):
        if not sent:
            redate(slow, coordinator)
        sent.append(ready.digest.person)
        send(sender, ready)

    send = sending.Sender.send
    monkeypatch.setattr(sending.Sender, "send", one)

    done = reminding.run(TODAY)

    assert done.sent == [person.email for person in three_leads[:2]]
    assert done.withdrawn == [three_leads[2].email]


def test_what_was_left_out_of_a_sent_digest_was_not_had(plan, coordinator, mailoutbox):
    """Led by others when the mail was written, and given back: it is owed again."""
    holding, other = PostHoldingFactory(), PostHoldingFactory()
    stays, moved = (
        make_action(plan, coordinator, deadline=YESTERDAY, posts=[holding.post]) for _ in range(2)
    )
    reminding.decide(TODAY)
    set_leads(moved, by=coordinator, posts=[other.post])
    sending.send(Digest.objects.to_send(TODAY), on=TODAY)
    set_leads(moved, by=coordinator, posts=[holding.post])

    reminding.run(TODAY + timedelta(days=1))

    again = DigestItem.objects.filter(digest__person=holding.person, digest__on__gt=TODAY)
    assert [item.object_id for item in again] == [moved.pk]
    assert stays.pk in DigestItem.objects.values_list("object_id", flat=True)


def test_sending_takes_the_same_number_of_queries_a_batch(
    plan, coordinator, mailoutbox, django_assert_max_num_queries
):
    for _ in range(12):
        make_action(plan, coordinator, deadline=YESTERDAY, posts=[PostHoldingFactory().post])
    reminding.decide(TODAY)

    # A claim and a confirmation each; what stands beside that is of the whole batch.
    with django_assert_max_num_queries(12 * 2 + 16):
        assert len(sending.send(Digest.objects.to_send(TODAY), on=TODAY).sent) == 12


def test_the_link_of_a_digest_is_made_once(three_leads, smtp_down, settings, mailoutbox):
    keys = list(Digest.objects.values_list("pk", flat=True))
    reminding.decide(TODAY)
    keys = list(Digest.objects.values_list("pk", flat=True))
    first = {ready.digest.pk: ready.message.body for ready in preparing.prepare(keys, on=TODAY)}
    again = {ready.digest.pk: ready.message.body for ready in preparing.prepare(keys, on=TODAY)}

    assert first == again
    assert SignedLink.objects.count() == 3


def test_one_thing_that_cannot_be_described_keeps_nobody_else_from_theirs(
    three_leads, mailoutbox, monkeypatch, plan
):
    from objectives import reminders

    bad = plan.actions.get(leads__post__holdings__person=three_leads[1]).pk

    def describe(items, on, plans=None):
        if any(item.object_id == bad for item in items):
            raise RuntimeError("a broken row")
        return told(items, on, plans)

    told = reminders.describe
    monkeypatch.setattr(reminders, "describe", describe)

    done = reminding.run(TODAY)

    assert list(done.failed) == [three_leads[1].email]
    assert len(done.sent) == 2


def test_a_digest_that_cannot_be_written_keeps_nobody_else_from_theirs(
    three_leads, mailoutbox, monkeypatch, caplog
):
    def write(letter):
        if letter.digest.person == three_leads[0]:
            raise RuntimeError("secret detail")
        return written(letter)

    written = preparing.message_for
    monkeypatch.setattr(preparing, "message_for", write)

    done = reminding.run(TODAY)

    assert sorted(done.sent) == sorted(person.email for person in three_leads[1:])
    digest = Digest.objects.get(person=three_leads[0])
    assert digest.status == Digest.Status.FAILED
    assert "secret" not in digest.problem
    assert "secret detail" in caplog.text
    monkeypatch.undo()
    assert reminding.run(TODAY + timedelta(days=1)).sent == [three_leads[0].email]


def test_a_server_that_says_no_and_hangs_up_is_called_again_for_the_next(three_leads, smtp_sink):
    smtp_sink.hang_up.add(three_leads[0].email)

    done = reminding.run(TODAY)

    assert list(done.failed) == [three_leads[0].email]
    assert sorted(done.sent) == sorted(person.email for person in three_leads[1:])


def test_a_dead_mail_server_loses_nothing(three_leads, smtp_down):
    done = reminding.run(TODAY)

    assert done.sent == []
    assert done.left == 3
    assert "can't be reached" in done.problem
    with pytest.raises(CommandError, match="Waiting: 3"):
        call_command("send_reminders", "--on", str(TODAY))


def test_what_a_dead_mail_server_left_goes_out_later_that_day(
    three_leads, smtp_down, settings, mailoutbox
):
    reminding.run(TODAY)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert len(reminding.run(TODAY).sent) == 3


def test_what_was_never_sent_on_its_day_is_withdrawn_and_owed_the_next(
    three_leads, smtp_down, settings, mailoutbox
):
    reminding.run(TODAY)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    done = reminding.run(TODAY + timedelta(days=1))

    assert len(done.sent) == 3
    states = set(Digest.objects.filter(on=TODAY).values_list("status", flat=True))
    assert states == {Digest.Status.WITHDRAWN}


def test_a_claim_without_a_confirmation_becomes_uncertain_and_is_owed_the_next_day(
    three_leads, mailoutbox
):
    reminding.decide(TODAY)
    cut_off = Digest.objects.get(person=three_leads[0])
    Digest.objects.filter(pk=cut_off.pk).update(
        status=Digest.Status.CLAIMED, claimed_at=noon(TODAY - timedelta(days=1))
    )

    reminding.run(TODAY)

    cut_off.refresh_from_db()
    assert cut_off.status == Digest.Status.UNCERTAIN
    assert three_leads[0].email not in [message.to[0] for message in mailoutbox]
    assert reminding.run(TODAY + timedelta(days=1)).sent == [three_leads[0].email]


def test_a_claim_of_a_worker_that_still_sends_is_left_to_it(three_leads, mailoutbox):
    reminding.decide(TODAY)
    claimed = Digest.objects.get(person=three_leads[0])
    Digest.objects.filter(pk=claimed.pk).update(
        status=Digest.Status.CLAIMED, claimed_at=timezone.now() - timedelta(minutes=14)
    )

    assert len(reminding.run(TODAY).sent) == 2
    claimed.refresh_from_db()
    assert claimed.status == Digest.Status.CLAIMED


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_run_killed_between_two_mails_forgets_nobody(three_leads, smtp_sink, settings):
    """A real process, killed by the kernel while the server holds the second mail's answer."""
    smtp_sink.hold.add(three_leads[1].email)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "send_reminders", "--on", str(TODAY)],
        cwd=ROOT,
        env=subprocess_environment(settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    give_up = time.monotonic() + 30
    while not smtp_sink.held and process.poll() is None and time.monotonic() < give_up:
        time.sleep(0.02)
    process.kill()
    _, complaint = process.communicate()
    assert smtp_sink.held, complaint.decode()
    smtp_sink.hold.clear()

    states = dict(Digest.objects.values_list("person", "status"))
    assert sorted(states.values()) == ["claimed", "decided", "sent"]
    # The rest goes out today; what was cut off is owed again the next working day.
    assert len(reminding.run(TODAY).sent) == 1
    Digest.objects.filter(status="claimed").update(claimed_at=noon(TODAY - timedelta(days=1)))
    assert len(reminding.run(TODAY + timedelta(days=1)).sent) == 1
    everybody = {person.email for person in three_leads}
    assert {message.recipients[0] for message in smtp_sink.messages} == everybody


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_mail_nobody_twice(plan, coordinator, smtp_sink):
    for _ in range(20):
        make_action(plan, coordinator, deadline=YESTERDAY, posts=[PostHoldingFactory().post])
    start = threading.Barrier(2)

    def one():
        start.wait()
        try:
            reminding.run(TODAY)
        finally:
            connection.close()

    runs = [threading.Thread(target=one) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()

    recipients = [message.recipients[0] for message in smtp_sink.messages]
    assert len(recipients) == len(set(recipients)) == 20


def test_the_task_runs_on_a_real_worker(
    transactional_db, plan, smtp_sink, celery_worker, coordinator, lead
):
    from stakeholders.tasks import send_reminders
    from stakeholders.workdays import is_working_day

    today = timezone.localdate()
    make_action(plan, coordinator, deadline="1 April 2025", posts=[lead.holdings.get().post])
    celery_worker.start()

    send_reminders.delay()

    celery_worker.wait_for(lambda: "Reminders:" in celery_worker.log())
    assert len(smtp_sink.to(lead.email)) == (1 if is_working_day(today) else 0)


def test_a_dry_run_sends_and_writes_nothing(three_leads, mailoutbox, capsys):
    call_command("send_reminders", "--on", str(TODAY), "--dry-run")

    assert "this would send 3 digests" in capsys.readouterr().out
    assert mailoutbox == []
    assert not Digest.objects.exists()


@pytest.mark.parametrize("words", ["tomorrow", "2026-02-30", "31/03/2026", "", "२०२६-03-03"])
def test_an_impossible_day_is_refused_with_an_example(words):
    with pytest.raises(CommandError, match="2026-03-31"):
        call_command("send_reminders", "--on", words)


@pytest.mark.parametrize("words", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_beyond_the_calendar_of_the_pages_is_refused(three_leads, words, mailoutbox):
    with pytest.raises(CommandError, match="between 1900-01-01 and 2199-12-31"):
        call_command("send_reminders", "--on", words)
    assert mailoutbox == []


@pytest.mark.parametrize("words", ["1900-01-01", "2199-12-31"])
def test_the_first_and_last_day_of_it_are_worked_out(three_leads, words, capsys):
    call_command("send_reminders", "--on", words, "--dry-run", "--json", "--as-if-on")
    assert json.loads(capsys.readouterr().out)["date"] == words


@pytest.mark.parametrize("option", ["--json", "--as-if-on"])
def test_what_only_explains_sends_nothing(three_leads, option, mailoutbox):
    with pytest.raises(CommandError, match="nothing was sent"):
        call_command("send_reminders", "--on", str(TODAY), option)
    assert mailoutbox == []
    assert not Digest.objects.exists()


def test_a_day_off_says_when_it_goes(three_leads, capsys):
    call_command("send_reminders", "--on", "2026-03-07")

    assert "Monday 9 March 2026" in capsys.readouterr().out


def test_deciding_takes_the_same_number_of_queries_for_any_number_of_people(
    plan, coordinator, django_assert_max_num_queries
):
    for _ in range(12):
        make_action(plan, coordinator, deadline=YESTERDAY, posts=[PostHoldingFactory().post])

    with django_assert_max_num_queries(36):
        assert reminding.decide(TODAY) == 12
