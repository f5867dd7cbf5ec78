"""The demo's papers: two past quarters' published, and one draft that waits for its answers."""

from datetime import timedelta

from django.utils import timezone

from meetings.models import Meeting
from objectives.rounds import cut_off_of
from reports.building import build_revision
from reports.models import ClearancePost, ReportRevision
from reports.services import answer_questions, clear, publish, request_report, send_for_clearance
from stakeholders.workdays import add_working_days

from .days import REPORTED_AFTER, Days
from .people import moment

PLAN = "joint-engagement-plan"
AGENDA_ITEMS = {"panel": "7", "board": "4"}
# The paragraph under which a matter is left out of the public paper, or is in the private one.
PARAGRAPHS = {
    "panel": "Local Government Act 1972, Schedule 12A, paragraph 7",
    "board": "Freedom of Information Act 2000, section 31, by the office's own rule",
}
CLEARERS = ("chief-executive", "head-of-engagement")
PUBLIC_INTEREST = "Known beforehand, what is planned could put somebody at risk."


class PaperNotBuilt(Exception):
    """The message says why, and what to do."""


class Papers:
    """Each built from what was recorded by its cut-off, and published before its meeting."""

    def __init__(self, plans, days):
        self.plan, self.days = plans.by_slug[PLAN], days
        self.bodies, self.coordinator = plans.people.bodies, plans.people.coordinator
        for body in self.bodies.values():
            for position, key in enumerate(CLEARERS):
                post = plans.people.posts[key]
                ClearancePost.objects.create(body=body, post=post, position=position)
        reported = days.last_reported()
        for quarter in (reported.previous(), reported):
            for key in ("panel", "board"):
                self._publish(key, quarter)
        # What the public papers leave out is in a paper for those who receive private ones.
        self._publish("board", reported, private=True)
        self._draft("panel", reported.next())

    def _publish(self, key, quarter, *, private=False):
        at = cut_off_of(self.plan, quarter)
        revision = self._ask(key, quarter, by=None, private=private, at=at)
        answered_on = add_working_days(timezone.localdate(at), 1)
        revision = answer_questions(
            revision,
            by=self.coordinator,
            exempt_answer="yes" if private else "no",
            exempt_paragraph=PARAGRAPHS[key],
            public_interest=PUBLIC_INTEREST if private else "",
            meeting=self._meeting(key, quarter),
            agenda_item=AGENDA_ITEMS[key],
            queue=False,
            at=moment(answered_on, 10, 20),
        )
        self._build(revision)
        revision = self._clear(revision, at=moment(answered_on, 11))
        # The Panel's papers go out five clear days before its meeting.
        publish(revision, by=self.coordinator, at=moment(add_working_days(answered_on, 2), 14, 30))

    def _clear(self, revision, *, at):
        revision = send_for_clearance(revision, by=self.coordinator, at=at)
        for clearance in revision.clearances.all():
            clear(clearance, by=self.coordinator, queue=False, at=at)
        self._build(ReportRevision.objects.get(pk=revision.pk))
        return revision

    def _draft(self, key, quarter):
        """The running quarter's, as a coordinator looked at it on the last working day."""
        at = moment(self.days.day("-1d<work"), 15, 40)
        self._build(self._ask(key, quarter, by=self.coordinator, at=at))

    def _ask(self, key, quarter, **how):
        return request_report(
            plan=self.plan,
            body=self.bodies[key],
            period=quarter,
            meeting=self._meeting(key, quarter),
            agenda_item=AGENDA_ITEMS[key],
            queue=False,
            **how,
        )

    def _build(self, revision):
        built = build_revision(revision.pk, at=revision.requested_at + timedelta(minutes=1))
        if built.build != ReportRevision.Build.BUILT:
            raise PaperNotBuilt(built.problem)

    def _meeting(self, key, quarter):
        """The one that the schedule holds for the quarter's papers."""
        day = Days(quarter.ends_on).day(REPORTED_AFTER)
        meetings = Meeting.objects.filter(forum__series__body=self.bodies[key], held_on__gte=day)
        return meetings.exclude(status=Meeting.Status.CANCELLED).order_by("held_on", "pk").first()
