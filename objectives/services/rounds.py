"""A quarter's update round: opened, changed, chased, a return sent back, closed.

Closing is the cut-off of the quarter's papers, so it is done once: a round is never opened again.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from actionplans.cut_offs import usual_answers_by, usual_cut_off
from actionplans.quarters import Quarter
from objectives.models import SentBack, UpdateRound
from objectives.reminders import round_requests
from objectives.rounds import count_of, returns_of, waiting_for
from stakeholders.dates import clock, spoken
from stakeholders.editing import change_row, lock_row
from stakeholders.events import record, values_of
from stakeholders.models import Event, Post
from stakeholders.reminding import not_pressed, press, sending_day

CHASED = "leads reminded"


def refuse(message, code, field=None):
    problem = ValidationError(message, code=code)
    raise ValidationError({field: problem}) if field else problem


@transaction.atomic
def open_round(plan, *, quarter, by, answers_by=None, at=None):
    """Ask every lead of the plan for a return; `by` is None where the calendar does.

    Refused (codes `plan_not_running`, `quarter_not_begun`, `quarter_before_plan`,
    `quarter_is_over`, `round_open`, `round_closed`, `another_open`, `nothing_to_ask`, and those of
    `change_round`) where nobody can be asked, or where the quarter has had its round.
    """
    at = at or timezone.now()
    plan = lock_row(plan)  # whoever opens at the same moment waits here, and then finds it open
    check_quarter(plan, quarter, at=at)
    refuse_a_second(plan, quarter, by=by, at=at)
    if not plan.actions.open().exists():
        refuse("The plan has no open action: there is nothing to ask.", "nothing_to_ask")
    today = timezone.localdate(at)
    answers_by = answers_by or usual_answers_by(quarter, asked_on=today)
    check_answers_by(quarter, answers_by, today=today)
    round = UpdateRound.objects.create(
        plan=plan, quarter=str(quarter), opened_at=at, opened_by=by, answers_by=answers_by
    )
    after = values_of(round, ["quarter", "answers_by"])
    record("update round opened", round, by=by, after=after, plan=plan, at=at)
    return round


def check_quarter(plan, quarter, *, at):
    if plan.withdrawn_at:
        refuse("The plan is withdrawn: nobody is asked about it any more.", "plan_not_running")
    if not plan.is_running:
        refuse("The plan is closed: nobody is asked about it any more.", "plan_not_running")
    if not quarter.has_begun(timezone.localdate(at)):
        refuse(
            f"{quarter.label} has not begun. Its round can be opened from "
            f"{spoken(quarter.starts_on)} on.",
            "quarter_not_begun",
            "quarter",
        )
    if quarter.ends_on < plan.starts_on:
        refuse(
            f"{quarter.label} was over before the plan began on {spoken(plan.starts_on)}.",
            "quarter_before_plan",
            "quarter",
        )
    if usual_cut_off(quarter) <= at:
        refuse(
            f"It is too late for {quarter.label}: its papers tell what was reported by "
            f"{moment_words(usual_cut_off(quarter))}. Open the round of a later quarter.",
            "quarter_is_over",
            "quarter",
        )


def refuse_a_second(plan, quarter, *, by, at):
    """One round a quarter, and one open round a plan."""
    for former in plan.rounds.all():
        if former.is_open and former.cut_off <= at:
            close_round(former, by=None, at=at)  # its time was over, whoever was to close it
        elif former.quarter == str(quarter) and former.is_open:
            refuse("The round of this quarter is open already.", "round_open", "quarter")
        elif former.quarter == str(quarter):
            refuse(
                f"The round of this quarter was closed on {spoken_day(former.closed_at)}. Its "
                "close is the cut-off of the papers, so it is not opened again.",
                "round_closed",
                "quarter",
            )
        elif former.is_open:
            refuse(
                f"The round of {Quarter.parse(former.quarter).label} is still open. Close it "
                "first.",
                "another_open",
                "quarter",
            )


def check_answers_by(quarter, answers_by, *, today):
    last = timezone.localdate(usual_cut_off(quarter))
    if answers_by < today:
        refuse("The day for the answers must be today or later", "answers_by_past", "answers_by")
    if answers_by > last:
        refuse(
            f"The day for the answers must be {spoken(last)} or earlier: the papers tell what "
            "was reported by then",
            "answers_by_after_cut_off",
            "answers_by",
        )


@transaction.atomic
def change_round(round, *, by, answers_by, version=None, at=None):
    """Give the leads more time, or less (codes `answers_by_past`, `answers_by_after_cut_off`)."""
    at = at or timezone.now()
    current = lock_open(round, version=version, at=at)
    quarter = Quarter.parse(current.quarter)
    if answers_by != current.answers_by:
        check_answers_by(quarter, answers_by, today=timezone.localdate(at))
    changes = {"answers_by": answers_by}
    return change_row(
        current, by=by, verb="update round changed", changes=changes, plan=current.plan_id, at=at
    )


@transaction.atomic
def close_round(round, *, by, version=None, at=None):
    """What is recorded from now on is not in the quarter's papers; `by` is None at the usual
    cut-off, which is then the close, however late it is noticed. Refused twice (`round_closed`)."""
    current = lock_row(round, version=version)
    # Not before: an update that was being saved until now belongs to the round.
    at = at or timezone.now()
    if not current.is_open:
        refuse_closed(current)
    before = values_of(current, ["closed_at"])
    current.closed_at, current.closed_by = min(at, current.cut_off), by
    current.version += 1
    current.save(update_fields=["closed_at", "closed_by", "version"])
    count = count_of(current)
    after = values_of(current, ["closed_at"]) | {"leads": count.leads, "answered": count.answered}
    record(
        "update round closed",
        current,
        by=by,
        before=before,
        after=after,
        plan=current.plan_id,
        at=at,
    )
    return current


@transaction.atomic
def send_back(round, *, action, question, by, at=None):
    """Ask about what was answered: the action waits again, until its next update.

    Refused where there is nothing to ask about (codes `question_missing`, `not_in_round`,
    `not_answered`) and once the round is closed (`round_closed`).
    """
    # The action before the round, as whoever answers locks them.
    lock_row(action)
    at = at or timezone.now()
    current = lock_open(round, at=at)
    if not question.strip():
        refuse("Write what you want to know", "question_missing", "question")
    returns = {row.action_id: row for row in returns_of([current])[current.pk]}
    if (row := returns.get(action.pk)) is None:
        refuse("This action is not part of the round.", "not_in_round")
    if not row.answered:
        refuse(
            "It waits for an answer already. Remind its leads instead.",
            "not_answered",
        )
    sent = SentBack.objects.create(
        round=current, action=action, question=question.strip(), by=by, asked_at=at
    )
    after = {"question": sent.question, "quarter": current.quarter}
    record("return sent back", action, by=by, after=after, plan=current.plan_id, at=at)
    return sent


@transaction.atomic
def chase(round, *, by, at=None):
    """Remind those who have not answered: at once, or on a day off on the next working day
    (`sending_day`). Returns how many people.

    Refused once the round is closed, and where nobody is to be mailed (`check_chase`).
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    current = lock_open(round, at=at)
    people = press(check_chase(current, on=today), by=by, on=today)
    posts = Post.objects.filter(pk__in=filter(None, waiting_for(current)))
    after = {"people": people, "leads": [post.title for post in posts]}
    record(CHASED, current, by=by, after=after, plan=current.plan_id, at=at)
    return people


def check_chase(round, *, on):
    """What a press on the day `on` sends of an open round: nobody is mailed twice for the same.

    Refused while the plan's reminders are off (code `reminders_off`), where everybody has answered
    (`nobody_waits`) or nobody can be mailed (`no_address`), and where all who wait were reminded
    by the e-mail of that day already (`chased_already`).
    """
    day = sending_day(on)
    if not round.plan.is_reminding_on(day):
        refuse(
            "The plan's reminders are off, so it mails nobody. Turn them on first.",
            "reminders_off",
        )
    items = list(round_requests(round, day))
    if not items and waiting_for(round):
        refuse(
            "Nobody who is still to answer has an e-mail address, nor has a coordinator.",
            "no_address",
        )
    if not items:
        refuse("Everybody has answered: there is nobody to remind.", "nobody_waits")
    fresh = not_pressed(items, on)
    if not fresh:
        goes = "got an e-mail" if day == on else "gets an e-mail"
        refuse(
            f"Everybody who has not answered {goes} on {spoken(day)} already: nobody is mailed "
            "twice for the same.",
            "chased_already",
        )
    return fresh


def last_chased(round):
    """The event of the last time that the round's leads were reminded by hand, or None."""
    return Event.objects.about(round).filter(verb=CHASED).select_related("actor").first()


def lock_open(round, *, version=None, at):
    """The round, locked; refused where it is closed, or its time is over and it will be at once."""
    current = lock_row(round, version=version, related=("plan",))
    if not current.is_open or current.cut_off <= at:
        refuse_closed(current)
    return current


def refuse_closed(round):
    refuse(
        f"The round was closed on {spoken_day(round.closed_at or round.cut_off)}: its close is "
        "the cut-off of the papers, and nothing more is asked.",
        "round_closed",
    )


def spoken_day(moment):
    return spoken(timezone.localdate(moment))


def moment_words(moment):
    return f"{clock(timezone.localtime(moment))} on {spoken_day(moment)}"
