"""Engagement on the home page: whom nobody heard, which loops are open, and what is owed."""

from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from actionplans.models import ActionPlan
from meetings.engagement.heard import loops
from meetings.engagement.unheard import longest_unheard
from meetings.models import Consultation, EngagementActivity, HeardIssue
from objectives.measures import followed, readings_owed, standing_of
from objectives.models import Measure, Risk
from stakeholders.dates import spoken
from stakeholders.models import Contact

from .lines import Group, Line

SHOWN = 3
CLOSING_DAYS = 7


def engagement_parts(person, *, on):
    """Groups of lines: what is the person's own to do, then where the office's gaps are."""
    groups = own(person, on) if person.access.posts else []
    if person.access.sees_everything:
        groups += [
            Group("Priority groups not heard for longest", unheard(person, on)),
            Group("Loops open longest", open_longest(person, on)),
            Group("Measures off their trajectory", off_trajectory(on)),
        ]
    return [group for group in groups if group.lines]


def own(person, on):
    return [
        Group("Issues for you to answer", to_answer(person)),
        Group(
            "Readings for you to give",
            readings(measures().filter(owner_post__in=person.access.posts), on),
        ),
        Group("Your engagement ahead", ahead(person, on)),
    ]


def to_answer(person):
    issues = HeardIssue.objects.waiting().filter(owner_post__in=person.access.posts)
    return [
        Line(
            str(issue),
            reverse("meetings:issue-detail", args=[issue.pk]),
            f"answer by {spoken(issue.due_on)}"
            if issue.due_on
            else f"heard on {spoken(issue.heard_on)}",
        )
        for issue in issues.order_by("due_on", "heard_on", "pk")
    ]


def measures():
    """Those in force of the plans that somebody still works on."""
    rows = Measure.objects.in_force().filter(plan__in=ActionPlan.objects.running())
    return rows.select_related("plan")


def readings(rows, on):
    """Of each measure the oldest reading that is due."""
    owed = [due[0] for due in readings_owed(rows, on).values()]
    return [
        Line(
            str(one.measure),
            reverse("objectives:measure-detail", args=[one.measure.pk]),
            f"{one.period}, {one.late_words(on)}",
        )
        for one in sorted(owed, key=lambda one: (one.due_on, one.measure.pk))
    ]


def ahead(person, on):
    rows = EngagementActivity.objects.ahead(on).filter(posts__in=person.access.posts).distinct()
    return [
        Line(
            row.title,
            reverse("meetings:activity-detail", args=[row.pk]),
            ", ".join(filter(None, (spoken(row.held_on), row.place))),
        )
        for row in rows[:SHOWN]
    ]


def unheard(person, on):
    found = longest_unheard(on=on, person=person, since=on - relativedelta(years=1), limit=SHOWN)
    return [
        Line(
            str(one.group),
            reverse("meetings:grid"),
            f"last heard on {spoken(one.last_on)}" if one.last_on else "not heard yet",
        )
        for one in found
    ]


def open_longest(person, on):
    return [
        Line(
            str(issue),
            reverse("meetings:issue-detail", args=[issue.pk]),
            f"heard {ago(issue.age)}, "
            + ("people are yet to be told" if issue.response else "not answered"),
        )
        for issue in loops(on, person=person, longest=SHOWN).longest
    ]


def ago(days):
    return f"{days} {plural('day', days)} ago" if days else "today"


def off_trajectory(on):
    at = timezone.make_aware(datetime.combine(on, time.max))
    standings = (standing_of(known, at=at) for known in followed(measures(), at=at))
    return [
        Line(
            str(one.measure),
            reverse("objectives:measure-detail", args=[one.measure.pk]),
            one.sentence,
        )
        for one in standings
        if one.is_off
    ][:SHOWN]


def engagement_needs(person, *, on):
    """What waits for a coordinator of what was heard and is followed, as groups of lines."""
    return [
        Group("What engagement left to do", left_to_do(person, on)),
        Group("Consultations that close within a week", closing(on)),
        Group("Readings due", readings(measures(), on)),
        Group("Risks to look at again", risks(on)),
    ]


def left_to_do(person, on):
    """Counts, each with the way to its list."""
    issues = HeardIssue.objects.open().aggregate(
        unowned=Count("pk", filter=Q(owner_post=None)), untold=Count("pk", filter=~Q(response=""))
    )
    unsaid = EngagementActivity.objects.unconfirmed(on).count()
    contacts = Contact.objects.visible_to(person).review_due(on).count()
    lines = [
        (issues["unowned"], "issue", "that nobody answers for", UNOWNED),
        (issues["untold"], "answered issue", "that people were not told about", UNTOLD),
        (unsaid, "planned activity", "to be marked as done or cancelled", UNCONFIRMED),
        (contacts, "contact", "to look at again", REVIEW_DUE),
    ]
    return [
        Line(f"{count} {plural(noun, count)} {more}", reverse(name) + query)
        for count, noun, more, (name, query) in lines
        if count
    ]


def plural(noun, count):
    if count == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


UNOWNED = ("meetings:issue-list", "?owner=null")
UNTOLD = ("meetings:issue-list", "?state=untold")
UNCONFIRMED = ("meetings:activity-list", "?status=unconfirmed")
REVIEW_DUE = ("stakeholders:contact-list", "?due=on")


def closing(on):
    rows = Consultation.objects.open(on).filter(closes_on__lte=on + timedelta(days=CLOSING_DAYS))
    return [
        Line(
            str(row),
            reverse("meetings:consultation-detail", args=[row.pk]),
            f"closes on {spoken(row.closes_on)}",
        )
        for row in rows.order_by("closes_on", "pk")
    ]


def risks(on):
    rows = Risk.objects.review_due(on).filter(plan__in=ActionPlan.objects.running())
    return [
        Line(
            str(row),
            reverse("objectives:risk-detail", args=[row.pk]),
            f"{row.plan}, due {spoken(row.review_on)}",
        )
        for row in rows.select_related("plan").order_by("review_on", "pk")
    ]
