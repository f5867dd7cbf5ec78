"""One activity in words: its facts, and what it bears on."""

from django.urls import reverse

from meetings.models import Meeting
from meetings.presenting import fact
from objectives.models import Action, Objective
from stakeholders.dates import clock, in_words
from stakeholders.models import Contact

from .activities import may_name_people

DAY = "l j F Y"
NOBODY = "No group: the public at large, or not said yet"


def facts_of(activity, person):
    """Only what was said, but for what the grid counts by: where that is missing it says so."""
    groups = activity.activity_groups.select_related("group", "group__merged_into")
    when = in_words(activity.held_on, DAY)
    if activity.ends_on:
        when += f" to {in_words(activity.ends_on, DAY)}"
    if activity.starts_at:
        when += f", {clock(activity.starts_at)}"
    facts = [
        fact("When", when),
        fact("Method", str(activity.method)),
        fact("With whom", "\n".join(_group(row) for row in groups) or NOBODY),
        fact("People reached", reached_words(activity)),
        fact("Where", activity.where or "Not said"),
        fact("Level", activity.get_level_display()),
    ]
    said = [
        ("Who of the office", ", ".join(str(post) for post in activity.posts.all())),
        ("Organisations", ", ".join(str(row) for row in activity.organisations.all())),
        ("People", ", ".join(_people(activity, person))),
        ("Principle", str(activity.principle or "")),
        ("Cancelled, because", activity.cancelled_reason),
        ("Withdrawn, because", activity.withdrawn_reason),
        ("Private, because", activity.exempt_reason),
    ]
    facts += [fact(key, value) for key, value in said if value]
    by = f"{activity.logged_by or 'the portal'}, {in_words(activity.logged_at.date(), 'j F Y')}"
    return [*facts, fact("Logged by", by)]


def reached_words(activity):
    if activity.reached is None:
        return "Not known"
    if activity.reached_counted:
        return f"{activity.reached:,}, counted"
    return f"About {activity.reached:,}"


def _group(row):
    many = "" if row.reached is None else f": {row.reached:,}"
    merged = row.group.merged_into
    return f"{row.group}{many}" + (f" (now part of {merged})" if merged else "")


def _people(activity, person):
    if not may_name_people(person, activity):
        return []
    rows = Contact.objects.visible_to(person).filter(activities=activity)
    return [row.shown_name for row in rows]


def links_of(activity, person):
    """[(heading, [(words, address)])] of all that it bears on and that the person may open."""
    found = [
        ("Objectives", list(_objectives(activity, person))),
        ("Actions", list(_actions(activity, person))),
        ("At the meeting", list(_meeting(activity, person))),
        ("Programme", [(str(activity.programme), _url("programme-detail", activity.programme))])
        if activity.programme
        else ("Programme", []),
    ]
    for heading, name, page in (
        ("Decision that it informs", "decision", "key-decision-detail"),
        ("Consultation", "consultation", "consultation-detail"),
    ):
        field = activity._meta.get_field(name)
        rows = field.related_model.objects.visible_to(person).in_force()
        rows = rows.filter(pk=getattr(activity, field.attname))
        rows = [(str(row), _url(page, row)) for row in rows]
        found.append((heading, rows))
    return [(heading, rows) for heading, rows in found if rows]


def _objectives(activity, person):
    rows = Objective.objects.visible_to(person).filter(engagement=activity)
    for row in rows.select_related("plan").order_by("plan", "position", "pk"):
        url = reverse("objectives:plan-detail", args=[row.plan.slug])
        yield f"{row.number} {row.title}, {row.plan}", f"{url}#objective-{row.pk}"


def _actions(activity, person):
    rows = Action.objects.visible_to(person).filter(engagement=activity)
    for row in rows.select_related("objective", "plan", "parent").in_published_order():
        yield f"{row.label} {row.text[:120]}", reverse("objectives:action-detail", args=[row.pk])


def _meeting(activity, person):
    rows = Meeting.objects.visible_to(person).filter(pk=activity.meeting_id)
    for row in rows.select_related("forum__series"):
        yield str(row), reverse("meetings:meeting-detail", args=[row.pk])


def _url(name, row):
    return reverse(f"meetings:{name}", args=[row.pk])
