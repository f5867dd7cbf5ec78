"""The demo's papers: past quarters' published, one of them corrected, one in clearance, a draft."""

from datetime import timedelta

from django.utils import timezone

from actionplans.periods import HalfYear
from meetings.models import Meeting
from objectives.rounds import cut_off_of
from reports.building import build_revision
from reports.models import Delivery, ReportRevision
from reports.services import (
    answer_questions,
    clear,
    correct_report,
    publish,
    request_report,
    send_for_clearance,
    write_narrative,
)
from stakeholders.workdays import add_working_days

from .days import REPORTED_AFTER, Days
from .people import moment

PLAN = "joint-engagement-plan"
AGENDA_ITEMS = {"panel": "7", "board": "4"}


class PaperNotBuilt(Exception):
    """The message says why, and what to do."""


class Papers:
    """Each built from what was recorded by its cut-off, and published before its meeting."""

    def __init__(self, data, plans, days):
        self.data = data
        self.plan, self.days, self.people = plans.by_slug[PLAN], days, plans.people
        self.bodies, self.coordinator = plans.people.bodies, plans.people.coordinator
        reported = days.last_reported()
        for place, quarter in (("r-1", reported.previous()), ("r0", reported)):
            for key in ("panel", "board"):
                self._publish(key, quarter, written=data["narratives"][place])
        # What the public papers leave out is in a paper for those who receive private ones.
        self._publish("board", reported, private=True, written=data["narratives"]["r0"])
        self._correct(reported.previous())
        self._leave_in_clearance()
        self._draft("panel", reported.next())

    def _publish(self, key, quarter, *, private=False, written):
        at = cut_off_of(self.plan, quarter)
        revision = self._ask(key, quarter, by=None, private=private, at=at)
        answered_on = add_working_days(timezone.localdate(at), 1)
        self._write(revision.report, written, at=moment(answered_on, 9, 40))
        revision = self._answer(revision, key, private=private, at=moment(answered_on, 10, 20))
        self._clear(revision, self.data["clearers"][key], at=moment(answered_on, 15))
        # The Panel's papers go out five clear days before its meeting.
        self._give(revision, at=moment(add_working_days(answered_on, 2), 14, 30))

    def _correct(self, quarter):
        """A mistake found after publication: a second revision, the first stays reachable."""
        said = self.data["correction"]
        key = said["body"]
        report = self.plan.reports.get(body=self.bodies[key], period=str(quarter), private=False)
        at = report.revisions.get().published_at + timedelta(hours=1)
        revision = correct_report(
            report, by=self.coordinator, correction=said["words"], queue=False, at=at
        )
        self._write(report, {"position": said["position"]}, at=at)
        revision = self._answer(revision, key, at=at)
        self._clear(revision, self.data["clearers"][key], at=at + timedelta(minutes=20))
        self._give(revision, at=at + timedelta(minutes=40))

    def _leave_in_clearance(self):
        """The latest half-year that is over: one officer has cleared, another is waited for."""
        said = self.data["in_clearance"]
        key, at = said["body"], moment(self.days.day("-2d<work"), 11)
        quarter = self.days.last_reported()
        half = HalfYear(quarter.year, (quarter.number + 1) // 2)
        if half.quarters[-1] > quarter:
            half = half.previous()
        revision = self._ask(key, half, by=self.coordinator, meeting=self._next(key), at=at)
        self._write(revision.report, said["narratives"], at=at)
        revision = self._answer(revision, key, at=at)
        answer_by = add_working_days(self.days.today, 5)
        self._clear(revision, said["cleared"], comment=said["comment"], answer_by=answer_by, at=at)

    def _draft(self, key, quarter):
        """The running quarter's, as a coordinator looked at it on the last working day."""
        at = moment(self.days.day("-1d<work"), 15, 40)
        meeting = self._meeting(key, quarter)
        self._build(self._ask(key, quarter, by=self.coordinator, meeting=meeting, at=at))

    def _ask(self, key, period, *, meeting=None, **how):
        return request_report(
            plan=self.plan,
            body=self.bodies[key],
            period=period,
            meeting=meeting or self._meeting(key, period),
            agenda_item=AGENDA_ITEMS[key],
            queue=False,
            **how,
        )

    def _write(self, report, texts, *, at):
        for key, text in texts.items():
            place, _, number = key.partition(":")
            if number:
                place = f"{place}:{self.plan.objectives.get(number=number).pk}"
            write_narrative(report, key=place, text=text, by=self.coordinator, at=at)

    def _answer(self, revision, key, *, private=False, at):
        answers = self.data["answers"][key]
        revision = answer_questions(
            revision,
            by=self.coordinator,
            exempt_answer="yes" if private else "no",
            exempt_paragraph=answers["private" if private else "public"],
            public_interest=self.data["public_interest"] if private else "",
            meeting=revision.report.meeting,
            agenda_item=AGENDA_ITEMS[key],
            queue=False,
            at=at,
        )
        return self._build(revision)

    def _clear(self, revision, posts, *, comment="", answer_by=None, at):
        """By those who held the posts then; the last one's clearance has it stamped."""
        send_for_clearance(revision, by=self.coordinator, answer_by=answer_by, at=at)
        for post in posts:
            (officer,) = self.people.holders(post, timezone.localdate(at))[:1]
            clearance = revision.clearances.waiting().get(post=self.people.posts[post])
            clear(clearance, by=officer, comment=comment, queue=False, at=at)
        if ReportRevision.objects.get(pk=revision.pk).status == ReportRevision.Status.CLEARED:
            self._build(revision, at=at)

    def _give(self, revision, *, at):
        revision = publish(revision, by=self.coordinator, at=at)
        # Its e-mails went out on that day, before there was a demo to keep them.
        revision.deliveries.waiting().update(state=Delivery.State.SENT, sent_at=at)

    def _build(self, revision, *, at=None):
        at = at or revision.requested_at
        built = build_revision(revision.pk, at=at + timedelta(minutes=1))
        if built.build != ReportRevision.Build.BUILT:
            raise PaperNotBuilt(built.problem)
        return built

    def _meeting(self, key, period):
        """The one that the schedule holds for the period's papers."""
        return self._first_from(key, Days(period.ends_on).day(REPORTED_AFTER))

    def _next(self, key):
        return self._first_from(key, self.days.day("+7d"))

    def _first_from(self, key, day):
        meetings = Meeting.objects.filter(forum__series__body=self.bodies[key], held_on__gte=day)
        return meetings.exclude(status=Meeting.Status.CANCELLED).order_by("held_on", "pk").first()
