"""Papers that wait for an officer's word: on the day they are asked, two working days before their
answer is due, the day after, and then weekly."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from objectives.reminders.recipients import ANSWERABLE, Recipients
from objectives.reminders.rules import Step
from reports.models import Clearance
from reports.presenting import period_label
from stakeholders.dates import in_words, spoken
from stakeholders.reminding.because import to_reader
from stakeholders.reminding.sources import Account, Elsewhere, Gone, Named, Owed
from stakeholders.workdays import subtract_working_days

from .standing import following, latest, told

SOURCE, RULE, SECTION = "clearance", "approval", "approvals"
WORKING_DAYS_BEFORE = 2
PAGE = "reports:clear-list"


def steps(clearance):
    plan, answer_by = clearance.revision.report.plan, clearance.answer_by
    asked = max(timezone.localdate(clearance.asked_at), plan.reminds_since)
    ground = f"clearance {clearance.pk} by {answer_by}"
    if answer_by is None:
        return [Step(RULE, asked, ground, every=plan.again_after_days)]
    soon = subtract_working_days(answer_by, WORKING_DAYS_BEFORE)
    late = max(answer_by + timedelta(days=1), asked)
    return [
        Step(RULE, asked, ground),
        Step(RULE, max(soon, asked), ground, until=answer_by),
        Step(RULE, late, ground, every=plan.again_after_days),
    ]


def waiting():
    """All that wait, by their keys, with what is asked of them."""
    return list(Clearance.objects.waiting().with_papers().order_by("pk"))


def owed(on):
    rows = [row for row in waiting() if row.revision.report.plan.is_reminding_on(on)]
    if not rows:
        return
    recipients = recipients_of(rows, on)
    for row in rows:
        yield from owed_of(row, recipients, on)


def recipients_of(rows, on):
    plans = {row.revision.report.plan for row in rows}
    return Recipients(plans, on, posts={row.post_id for row in rows})


def owed_of(row, recipients, on):
    if (step := latest(steps(row), on)) is None:
        return
    report = row.revision.report
    people = recipients.of_post(report.plan, row.post_id, private=report.private)
    for person, (post, because) in people.items():
        yield Owed(
            person_id=person.pk,
            address=person.email,
            source=SOURCE,
            object_id=row.pk,
            plan_id=report.plan_id,
            rule=RULE,
            ground=step.ground,
            rung=step.latest(on),
            post_id=post,
            because=because,
            order=order_of(row, on),
        )


def order_of(row, on):
    # After the actions, which are numbered from 0 (objectives.reminders.rules).
    return (10, row.answer_by or on, row.pk, 0)


def describe(items, on):
    rows = Clearance.objects.with_papers().in_bulk({item.object_id for item in items})
    recipients = recipients_of(rows.values(), on)
    for item in items:
        row = rows.get(item.object_id)
        gone = why_gone(item, row, recipients, on)
        yield item, Gone(gone) if gone else _line(item, row, on)


def why_gone(item, row, recipients, on):
    if row is None or not row.is_waiting:
        return "It was cleared, sent back or taken back"
    report = row.revision.report
    if not report.plan.is_reminding_on(on):
        return "The plan's reminders are off"
    people = recipients.of_post(report.plan, row.post_id, private=report.private)
    if item.digest.person_id not in {person.pk for person in people}:
        return "Somebody else answers for it now"
    return ""


def _line(item, row, on):
    report = row.revision.report
    details = [f"you clear it as {row.post}"] if item.because in ANSWERABLE else []
    if row.answer_by:
        by = "was asked for by" if row.answer_by < on else "is asked for by"
        details.append(f"an answer {by} {in_words(row.answer_by, 'l j F Y')}")
    if item.because:
        details.append(to_reader(item.because, item.post))
    return told(
        report,
        section=SECTION,
        details=tuple(details),
        answerable=item.because in ANSWERABLE,
        answer_by=row.answer_by,
        page=PAGE,
        order=order_of(row, on),
    )


def accounts(on, *, as_if_on=False):
    rows = waiting()
    for row in rows:
        plan = row.revision.report.plan
        if as_if_on:
            plan.reminders_from, plan.paused_until = plan.starts_on, None
    if not rows:
        return
    recipients = recipients_of(rows, on)
    for row in rows:
        report = row.revision.report
        names = {
            "plan": report.plan.slug,
            "objective": "",
            "action": f"paper {report.slug}, to be cleared by {row.post}",
            "deadline": row.answer_by.isoformat() if row.answer_by else "",
        }
        if not report.plan.is_reminding_on(on):
            yield Account(names, why="The plan's reminders are off")
            continue
        again = following(steps(row), on)
        standing = tuple(owed_of(row, recipients, on))
        why = "" if standing else f"Next on {spoken(again)}" if again else "Nobody can be told"
        yield Account(names, standing=standing, why=why, again=again)


def name_items(items):
    rows = Clearance.objects.with_papers().in_bulk({item.object_id for item in items})
    for item in items:
        if row := rows.get(item.object_id):
            report = row.revision.report
            words = f"Paper to clear: {report.body}, {period_label(report)}"
            url = reverse("reports:report-detail", args=[report.slug])
            yield item, Named(words, url, report.plan.title)
        else:
            yield item, Named("A paper that is no longer there")


def elsewhere(person):
    count = Clearance.objects.waiting().filter(post__in=person.access.posts).count()
    if not count:
        return []
    papers = "1 paper waits" if count == 1 else f"{count} papers wait"
    return [Elsewhere(f"{papers} for you to clear", PAGE, "reports:clearance-list")]
