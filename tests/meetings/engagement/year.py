"""A year of engagement as a story: what happens at noon of which day. From 1 April 2026."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import time_machine

from actionplans.cut_offs import usual_cut_off
from meetings.models import HeardIssue
from meetings.services.engagement import (
    add_source,
    create_programme,
    hear_issue,
    plan_programme,
    publish_issue,
    respond_to_issue,
    set_aim,
    tell_people,
)
from objectives.services import (
    close_risk,
    correct_reading,
    create_measure,
    create_risk,
    give_reading,
    review_risk,
    set_targets,
)
from reports.collect import Particulars, collect
from stakeholders.services import merge_group
from tests.objectives.plans import make_plan, noon
from tests.stakeholders.directory_factories import CommunityGroupFactory
from tests.stakeholders.factories import OfficeFactory

from .factories import EngagementMethodFactory
from .played import Played

FIRST, LAST = date(2026, 4, 1), date(2027, 4, 14)
MERGED_ON = date(2026, 10, 20)
AIMS = {"Young people": 12, "Travellers": 4, "Farmers": 6}
PRIORITY = {"Young people", "Travellers"}
SECRET = "A witness came"
MARCH, JUNE, SEPTEMBER = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)
DECEMBER, TARGET_ON = date(2026, 12, 31), date(2027, 3, 31)


class Year:
    """The story: `days` says what happens at noon of which day."""

    def __init__(self, coordinator, lead, other_lead, body):
        self.by, self.body, self.days = coordinator, body, defaultdict(list)
        self.post, self.other = (one.holdings.get().post for one in (lead, other_lead))
        office = OfficeFactory()
        office.meetings_remind_from = FIRST
        office.save()
        self.plan = make_plan(coordinator, starts_on=FIRST, reminders_from=FIRST)
        groups = {
            name: CommunityGroupFactory(name=name, priority=name in PRIORITY)
            for name in (*AIMS, "Farming families")
        }
        methods = {
            title: EngagementMethodFactory(title=title, listens=title != "Newsletter")
            for title in ("Street stall", "Surgery", "Newsletter")
        }
        self.played = Played(coordinator, groups, methods)
        with time_machine.travel(noon(FIRST), tick=False):
            self.begin()
        self.engage()
        self.hear()
        self.measure()
        self.look_at_risks()

    def on(self, day, what, *args, **how):
        self.days[day].append(lambda: what(*args, **how))

    def begin(self):
        played, by = self.played, self.by
        for name, times in AIMS.items():
            set_aim(group=played.groups[name], by=by, times=times, starts_on=FIRST)
        programme = create_programme(
            by=by,
            title="Youth surgeries",
            method=played.methods["Surgery"],
            starts_on=date(2026, 4, 10),
            frequency_text="Monthly",
            groups=[played.groups["Young people"]],
            posts=[self.post],
        )
        rows = plan_programme(programme, by=by, until=TARGET_ON)
        self.surgeries = played.planned(rows, "Young people", method="Surgery", at=noon(FIRST))
        common = {"source": "Survey", "by": by, "first_on": MARCH, "decimals": 1}
        self.confidence = create_measure(
            self.plan,
            title="Confidence",
            definition="Who trusts",
            unit="percent",
            tolerance=Decimal(1),
            owner_post=self.post,
            **common,
        )
        self.wait = create_measure(
            self.plan,
            title="Days to an answer",
            definition="From hearing to telling",
            unit="days",
            better="lower",
            owner_post=self.other,
            **common,
        )
        set_targets(self.confidence, by=by, targets={TARGET_ON: Decimal(70)})
        set_targets(self.wait, by=by, targets={TARGET_ON: Decimal(10)})
        why = {"cause": "Few staff", "effect": "Nobody hears", "owner_post": self.other, "by": by}
        self.risk, self.small = (
            create_risk(self.plan, title=title, likelihood=a, impact=b, review_on=day, **why)
            for title, a, b, day in (
                ("Nobody comes", 3, 4, JUNE),
                ("It rains", 2, 2, TARGET_ON),
            )
        )

    def engage(self):
        """A surgery a month: August's is cancelled, nobody says what came of November's."""
        played, log = self.played, self.played.log
        assert len(self.surgeries) == 12
        for deed in self.surgeries:
            eve = deed.held_on - timedelta(days=1)
            if deed.held_on.month == 8:
                self.on(eve, played.cancel, deed, eve)
            elif deed.held_on.month == 11:
                self.forgotten = deed
            else:
                self.on(deed.held_on, played.confirm, deed, reached=deed.held_on.month)
        both = ("Farmers", "Farming families")
        self.on(date(2026, 5, 20), self.hear_of_speeding, both)
        letter = {"method": "Newsletter"}
        for day, groups, fields in (
            (date(2026, 5, 12), ["Travellers"], letter | {"reached": 200}),
            (date(2026, 6, 10), ["Young people"], {"reached": 3, "exempt_reason": SECRET}),
            (date(2026, 9, 8), ["Farming families"], {"reached": 15}),
            (date(2026, 12, 1), [], letter | {"reached": 5000}),
            (
                date(2027, 3, 2),
                ["Travellers", "Young people"],
                {"reached": 25, "reach": {"Travellers": 10}},
            ),
        ):
            self.on(day, log, day, *groups, **fields)
        # Said after the first quarter's cut-off, of a day within it.
        said = date(2026, 7, 20)
        self.on(said, lambda: log(date(2026, 6, 25), "Farmers", reached=30, day=said))
        self.on(date(2026, 9, 1), self.plan_a_visit, date(2026, 9, 1), date(2026, 11, 12))
        self.on(date(2027, 1, 22), self.log_by_mistake, date(2027, 1, 22))
        groups = played.groups
        self.on(
            MERGED_ON,
            lambda: merge_group(
                groups["Farming families"], into=groups["Farmers"], by=self.by, reason="The same"
            ),
        )

    def hear_of_speeding(self, groups):
        """Heard at a stall, in letters and elsewhere; answered and told before its day."""
        deed = self.played.log(date(2026, 5, 20), *groups, reached=60)
        how = {"title": "Speeding on the green", "words": "Cars drive too fast."}
        self.speeding = hear_issue(
            by=self.by,
            kind="activity",
            activity=deed.row,
            owner_post=self.other,
            due_on=JUNE,
            **how,
        )

    def plan_a_visit(self, day, held_on):
        deed = self.played.log(held_on, "Travellers", day=day)
        self.on(held_on, self.played.confirm, deed)

    def log_by_mistake(self, day):
        deed = self.played.log(day, "Travellers", reached=99)
        later = day + timedelta(days=3)
        self.on(later, self.played.withdraw, deed, later)

    def hear(self):
        by, method = self.by, self.played.methods["Newsletter"]
        letters = {"by": by, "kind": "correspondence"}
        self.on(date(2026, 6, 2), lambda: add_source(self.speeding, count=3, **letters))
        self.on(date(2026, 6, 9), lambda: add_source(self.speeding, by=by, kind="other", count=9))
        self.on(
            date(2026, 6, 18),
            lambda: respond_to_issue(self.speeding, by=by, response="A patrol goes there."),
        )
        self.on(JUNE, lambda: tell_people(self.speeding, by=by, told_on=JUNE, method=method))
        self.on(date(2026, 7, 6), lambda: publish_issue(self.speeding, by=by))
        for day, title, fields in (
            (date(2026, 5, 4), "A threat", {"owner_post": self.other, "exempt_reason": SECRET}),
            (date(2026, 7, 13), "No bus to the surgery", {"owner_post": self.post}),
            (date(2026, 11, 30), "Nobody answers the door", {}),
        ):
            self.on(day, hear_issue, title=title, words=f"{title}, they say.", **letters, **fields)

        def bus():
            return HeardIssue.objects.get(title="No bus to the surgery")

        self.on(date(2026, 10, 5), lambda: respond_to_issue(bus(), by=by, response="A bus comes."))
        told = date(2027, 2, 19)
        self.on(told, lambda: tell_people(bus(), by=by, told_on=told, method=method))

    def measure(self):
        """Autumn's confidence comes three weeks late; winter's was typed wrong."""
        how = {"by": self.by, "sure": True}
        for day, measure, on, value in (
            (date(2026, 4, 20), self.confidence, MARCH, "61.5"),
            (date(2026, 7, 25), self.confidence, JUNE, "63"),
            (date(2026, 11, 20), self.confidence, SEPTEMBER, "60"),
            (date(2027, 1, 12), self.confidence, DECEMBER, "54.6"),
            (date(2026, 4, 20), self.wait, MARCH, "20"),
            (date(2026, 7, 25), self.wait, JUNE, "19"),
            (date(2026, 10, 25), self.wait, SEPTEMBER, "14"),
            (date(2027, 1, 12), self.wait, DECEMBER, "11"),
            (date(2027, 4, 13), self.wait, TARGET_ON, "10.5"),
        ):
            self.on(day, give_reading, measure, on=on, value=Decimal(value), **how)
        self.on(
            date(2027, 1, 20),
            lambda: correct_reading(
                self.confidence.readings.get(on=DECEMBER),
                value=Decimal("68.2"),
                reason="Two digits were swapped",
                **how,
            ),
        )

    def look_at_risks(self):
        for day, likelihood, impact, review_on in (
            (date(2026, 7, 2), 2, 3, SEPTEMBER),
            (date(2026, 9, 28), 4, 4, DECEMBER),
        ):
            scores = {"likelihood": likelihood, "impact": impact, "review_on": review_on}
            self.on(day, review_risk, self.risk, by=self.by, words="Counted anew", **scores)
        self.on(date(2027, 1, 8), close_risk, self.risk, by=self.by, reason="They come")

    def paper(self, quarter, private=False):
        how = Particulars(private=private)
        return collect(self.plan, self.body, quarter, usual_cut_off(quarter), how)
