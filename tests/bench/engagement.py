"""Two engagement activities for each action of the plan, over sixty groups, and an issue heard for
each ten: the grid, the log and "You said, we did"."""

import datetime as dt
from random import Random

from django.core.management.color import no_style
from django.db import connection, transaction
from django.urls import reverse

from meetings.models import (
    ActivityGroup,
    EngagementActivity,
    EngagementAim,
    EngagementMethod,
    HeardIssue,
    IssueSource,
    IssueTelling,
)
from objectives.models import Action
from stakeholders.access import COORDINATOR
from stakeholders.events import record
from stakeholders.models import Area, CommunityGroup, Office
from tests.world import build_person

from .filling import DAY, PLACES, Batch
from .measuring import Case
from .pages import ROWS
from .visiting import Visitor

GROUPS, MERGED, AREAS = 60, 3, 6
METHODS = 13
# What the grid shows, and a year before it.
DAYS_BACK, DAYS_AHEAD = 730, 364
HEARD = "People asked for more patrols near the station, and when the office will come again. "


@transaction.atomic
def fill(world, activities, *, on):
    """Once a run. Two in three activities are done, some with several groups, a few with none."""
    if EngagementActivity.objects.exists():
        return
    random = Random(2017)
    groups = add_groups()
    areas = Area.objects.bulk_create(
        Area(name=f"District of {place}", position=n) for n, place in enumerate(PLACES[:AREAS])
    )
    methods = list(EngagementMethod.objects.all()[:METHODS])
    batches = [Batch(model) for model in (EngagementActivity, ActivityGroup)]
    rows, links = batches
    places, went = (
        Batch(field.through) for field in (EngagementActivity.areas, EngagementActivity.posts)
    )
    for number in range(activities):
        day = on + random.randint(-DAYS_BACK, DAYS_AHEAD) * DAY
        row = rows.add(
            title=f"{random.choice(PLACES)}, on the market {number + 1}",
            held_on=day,
            place=f"Town hall, {random.choice(PLACES)}",
            method=random.choice(methods),
            status="done" if day <= on else "planned",
            was_planned=random.random() < 0.6,
            reached=random.choice((None, 12, 40, 150)) if day <= on else None,
            heard=HEARD * 5 if day <= on else "",
            exempt_reason="Names a witness" if random.random() < 0.01 else "",
            status_at=at(min(day, on)),
            logged_at=at(min(day, on)),
        )
        with_whom = random.sample(groups, random.choice((0, 1, 1, 1, 2, 3)))
        for group in with_whom:
            links.add(activity=row, group=group)
        places.add(engagementactivity_id=row.pk, area=random.choice(areas))
        went.add(engagementactivity_id=row.pk, post=random.choice(world.posts))
    batches += [places, went, *add_issues(rows.rows, groups, methods, world, random, on)]
    for batch in batches:
        batch.write()
    with connection.cursor() as cursor:
        models = [batch.model for batch in batches]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def add_groups():
    groups = CommunityGroup.objects.bulk_create(
        CommunityGroup(name=f"Community {n + 1}", position=n, priority=n % 6 == 0)
        for n in range(GROUPS)
    )
    merged = CommunityGroup.objects.bulk_create(
        CommunityGroup(name=f"Once community {n + 1}", merged_into=groups[n]) for n in range(MERGED)
    )
    EngagementAim.objects.bulk_create(
        EngagementAim(group=group, times=600, starts_on=dt.date(2020, 4, 1))
        for group in groups[::2]
    )
    return groups + merged


def add_issues(activities, groups, methods, world, random, on):
    """Heard from one source to eight; half answered, and people told of most of those."""
    issues, sources, tellings = Batch(HeardIssue), Batch(IssueSource), Batch(IssueTelling)
    whose = Batch(HeardIssue.groups.through)
    done = [row for row in activities if row.status == "done"]
    for number in range(len(activities) // 10):
        heard_in = random.sample(done, random.randint(1, min(8, len(done))))
        answered, told = number % 2, number % 4 == 1
        first = min(row.held_on for row in heard_in)
        issue = issues.add(
            title=f"Speeding near {random.choice(PLACES)} {number + 1}",
            words="Cars drive too fast past the school, and nobody is there to stop them.",
            heard_on=first,
            owner_post=random.choice(world.posts),
            response="The speed watch meets there each week now." if answered else "",
            responded_at=at(on) if answered else None,
            closed_at=at(on) if told else None,
            published_at=at(on) if told else None,
            created_at=at(first),
        )
        for row in heard_in:
            sources.add(
                issue=issue,
                kind="activity",
                activity=row,
                heard_on=row.held_on,
                recorded_at=at(row.held_on),
            )
        whose.add(heardissue_id=issue.pk, communitygroup=random.choice(groups))
        if told:
            tellings.add(issue=issue, told_on=on, method=random.choice(methods), recorded_at=at(on))
    return [issues, sources, tellings, whose]


def at(day):
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def cases(world, *, on):
    fill(world, 2 * world.rows[Action], on=on)
    Office.objects.update(public_page=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    staff = build_person("Greta Grid", COORDINATOR)
    visitor = Visitor(staff)
    against = {"floor": ROWS, "at_most": 3}

    def page(name, path, changed=None, **more):
        def prepare():
            if changed:
                record("looked at", changed, by=staff)
            return (visitor.environ("get", path),)

        return Case(name, lambda environ: visitor.ask(environ, 200), prepare=prepare, **more)

    def drawn(name, path):
        """After a line of the log that it may show something of."""
        return page(f"{name}, drawn anew", path, engagement, floor=ROWS)

    def spared(name, path):
        """After a line of what never shows in it."""
        return page(f"{name}, an action was changed", path, action, **against)

    grid, log, issues = (
        reverse(f"meetings:{name}") for name in ("grid", "activity-list", "issue-list")
    )
    public = reverse("meetings:you-said")
    group = CommunityGroup.objects.in_force().first().pk
    engagement, action = EngagementActivity.objects.first(), Action.objects.first()
    return [
        page(ROWS, "/floor/rows/"),
        page("the same in the portal's frame", "/floor/framed/", floor=ROWS),
        drawn("engagement grid by quarter", f"{grid}?by=quarter"),
        drawn("engagement grid", grid),
        # What stands directly below a page that was drawn anew is that page, kept.
        page("engagement grid", grid, **against),
        spared("engagement grid", grid),
        drawn("engagement log of a group", f"{log}?group={group}"),
        drawn("engagement log", log),
        page("engagement log", log, **against),
        spared("engagement log", log),
        drawn("you said, we did", issues),
        page("you said, we did", issues, **against),
        spared("you said, we did", issues),
        drawn("you said, we did of the public", public),
        page("you said, we did of the public", public, **against),
    ]
