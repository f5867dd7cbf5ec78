"""The days of a paper's timetable, told to the plan's coordinator: three working days before, on
the working day before, and weekly once it is late."""

from datetime import timedelta

from django.urls import reverse

from objectives.reminders.recipients import Recipients
from objectives.reminders.rules import Step
from reports.models import Report
from reports.presenting import period_label
from reports.timetable import steps as steps_of
from stakeholders.access import Access
from stakeholders.dates import in_words, spoken
from stakeholders.reminding.sources import Account, Gone, Named, Owed
from stakeholders.workdays import subtract_working_days

from .standing import following, latest, told

SOURCE, RULE, SECTION = "paper", "paper_date", "timetable"
WORKING_DAYS_BEFORE = (3, 1)
OFFICE = Access(coordinator=True)


def rungs_of(report, on):
    """(Step of the ladder, step of the timetable) for each step that is still to be taken."""
    since, again = report.plan.reminds_since, report.plan.again_after_days
    for step in steps_of(report, report.newest, on):
        if step.done_on:
            continue
        ground = f"{step.key} by {step.day}"
        for days in WORKING_DAYS_BEFORE:
            first = max(subtract_working_days(step.day, days), since)
            yield Step(RULE, first, ground, until=step.day), step
        late = max(step.day + timedelta(days=1), since)
        yield Step(RULE, late, ground, every=again), step


def standing_of(report, on):
    """(Step of the ladder, step of the timetable): the one whose rung came last; None if none."""
    found = dict(rungs_of(report, on))
    rung = latest(found, on)
    return (rung, found[rung]) if rung else None


def on_their_way(on, keys=None):
    """Papers for meetings ahead that have not reached their readers, by their keys."""
    papers = Report.objects.unpublished().for_meetings_ahead(on).with_steps(OFFICE)
    papers = papers.select_related("plan__coordinator_post", "body", "meeting").order_by("pk")
    return list(papers if keys is None else papers.filter(pk__in=keys))


def recipients_of(papers, on):
    return Recipients({report.plan for report in papers}, on, posts=())


def owed(on):
    papers = [report for report in on_their_way(on) if report.plan.is_reminding_on(on)]
    if not papers:
        return
    recipients = recipients_of(papers, on)
    for report in papers:
        yield from owed_of(report, recipients, on)


def owed_of(report, recipients, on):
    if (found := standing_of(report, on)) is None:
        return
    rung, step = found
    people = recipients.coordinating(report.plan, private=report.private)
    for person, (post, because) in people.items():
        yield Owed(
            person_id=person.pk,
            address=person.email,
            source=SOURCE,
            object_id=report.pk,
            plan_id=report.plan_id,
            rule=RULE,
            ground=rung.ground,
            rung=rung.latest(on),
            post_id=post,
            because=because,
            order=order_of(report, step),
        )


def order_of(report, step):
    return (11, step.day, report.pk, 0)


def describe(items, on):
    papers = {report.pk: report for report in on_their_way(on, {i.object_id for i in items})}
    recipients = recipients_of(papers.values(), on)
    for item in items:
        report = papers.get(item.object_id)
        found = report and report.plan.is_reminding_on(on) and standing_of(report, on)
        people = found and recipients.coordinating(report.plan, private=report.private)
        if not found or found[0].ground != item.ground:
            yield item, Gone("It was done, or its day has moved")
        elif item.digest.person_id not in {person.pk for person in people}:
            yield item, Gone("Somebody else coordinates the plan now")
        else:
            yield item, _line(report, found[1])


def _line(report, step):
    day = in_words(step.day, "l j F Y")
    said = f"{step.title.lower()} by {day}: {step.standing.lower()}"
    return told(
        report,
        section=SECTION,
        details=(said,) if report.private else (said, step.words),
        answerable=False,
        order=order_of(report, step),
    )


def accounts(on, *, as_if_on=False):
    papers = on_their_way(on)
    for report in papers:
        if as_if_on:
            report.plan.reminders_from, report.plan.paused_until = report.plan.starts_on, None
    if not papers:
        return
    recipients = recipients_of(papers, on)
    for report in papers:
        names = {
            "plan": report.plan.slug,
            "objective": "",
            "action": f"dates of the paper {report.slug}",
            "deadline": "",
        }
        if not report.plan.is_reminding_on(on):
            yield Account(names, why="The plan's reminders are off")
            continue
        again = following(dict(rungs_of(report, on)), on)
        standing = tuple(owed_of(report, recipients, on))
        why = "" if standing else f"Next on {spoken(again)}" if again else "Nothing is to be done"
        yield Account(names, standing=standing, why=why, again=again)


def name_items(items):
    papers = Report.objects.select_related("plan", "body")
    papers = papers.in_bulk({item.object_id for item in items})
    for item in items:
        if report := papers.get(item.object_id):
            words = f"Dates of the paper for the {report.body}, {period_label(report)}"
            url = reverse("reports:report-detail", args=[report.slug])
            yield item, Named(words, url, report.plan.title)
        else:
            yield item, Named("A paper that is no longer there")
