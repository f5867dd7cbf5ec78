"""The meetings schedule with as many meetings as the plan has actions: its pages, the promises of
attendance in it, and its calendars."""

import datetime as dt
from random import Random

from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from meetings.models import (
    Attendance,
    AttendanceCommitment,
    CalendarFeed,
    CommitmentPost,
    Forum,
    Meeting,
    MeetingCategory,
    MeetingSeries,
)
from objectives.models import Action
from stakeholders.access import COORDINATOR
from tests.world import build_person

from .filling import DAY, PLACES, Batch
from .measuring import Case
from .pages import ROWS
from .visiting import Visitor

# Of one line, spread over what a calendar shows: a year back and two ahead.
MEETINGS_A_SERIES = 20
DAYS_BACK, DAYS_AHEAD = 360, 720


@transaction.atomic
def fill(world, meetings, *, on):
    """Lines that a post leads and two attend, each with a forum, its meetings and a promise that
    half of them keep. Once a run."""
    if Meeting.objects.exists():
        return
    random = Random(2013)
    tables = MeetingCategory.objects.bulk_create(
        MeetingCategory(title=f"Table {n}", position=n) for n in range(5)
    )
    series, forums, rows = Batch(MeetingSeries), Batch(Forum), Batch(Meeting)
    attends = Batch(MeetingSeries.attending_posts.through)
    promises, turns = Batch(AttendanceCommitment), Batch(CommitmentPost)
    attendances = Batch(Attendance)
    for number in range(-(-meetings // MEETINGS_A_SERIES)):
        line = series.add(
            category=tables[number % 5],
            title=f"{random.choice(PLACES)} partnership {number + 1}",
            position=number,
            attendance_text="Commissioner, Deputy Commissioner",
            lead_post=random.choice(world.posts),
            notes="Held in turn in each district.",
        )
        promise = promises.add(
            series=line,
            words="Either in turn, one or two meetings in a cycle",
            times=1 + number % 2,
            cycle_months=12 * (1 + number % 2),
            starts_on=dt.date(on.year - 2, 4, 1),
        )
        posts = random.sample(world.posts, 2)
        for place, post in enumerate(posts):
            attends.add(meetingseries_id=line.pk, post=post)
            turns.add(commitment=promise, post=post, position=place)
        forum = forums.add(series=line, frequency_text="Quarterly", per_year=4)
        for _ in range(MEETINGS_A_SERIES):
            day = on + random.randint(-DAYS_BACK, DAYS_AHEAD) * DAY
            meeting = rows.add(
                forum=forum,
                held_on=day,
                starts_at=dt.time(random.randint(9, 19)),
                ends_at=dt.time(20, 30),
                place=f"Town hall, {random.choice(PLACES)}",
                status="held" if day < on else "planned",
            )
            if day < on:
                attendances.add(
                    meeting=meeting,
                    post=random.choice(posts),
                    expected=True,
                    outcome=random.choice(("attended", "apologies")),
                    recorded_at=dt.datetime.combine(day, dt.time(21), dt.UTC),
                )
    batches = (series, attends, promises, turns, forums, rows, attendances)
    for batch in batches:
        batch.write()
    with connection.cursor() as cursor:
        models = [batch.model for batch in batches]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


def cases(world, *, on):
    fill(world, world.rows[Action], on=on)
    staff = build_person("Carla Calendar", COORDINATOR)
    visitor = Visitor(staff)
    feed = CalendarFeed.objects.create(
        person=staff, what="meetings", whose=CalendarFeed.Whose.OFFICE, made_at=timezone.now()
    )
    address = f"/calendar/{feed.key}.ics"
    etag = dict(answer(visitor, address, 200, {}))["ETag"]
    against = {"floor": ROWS, "at_most": 3}

    def page(name, path, **more):
        return Case(
            name,
            lambda environ: visitor.ask(environ, 200),
            prepare=lambda: (visitor.environ("get", path),),
            **more,
        )

    def calendar(name, expect, headers):
        return Case(name, lambda: answer(visitor, address, expect, headers), **against)

    return [
        page(ROWS, "/floor/rows/"),
        page("the same in the portal's frame", "/floor/framed/", floor=ROWS),
        page("schedule of meetings", "/meetings/", **against),
        page("promises of attendance", "/meetings/promises/", **against),
        page("promises of one post", f"/meetings/promises/posts/{world.posts[0].pk}/", floor=ROWS),
        calendar("calendar asked for, unchanged", 304, {"HTTP_IF_NONE_MATCH": etag}),
        calendar("calendar asked for, whole", 200, {"HTTP_ACCEPT_ENCODING": "gzip"}),
        page("month of meetings", "/meetings/dates/calendar/", floor=ROWS),
    ]


def answer(visitor, path, expect, headers):
    """A calendar program's question, without a session; the answer's headers. It may be packed."""
    environ = visitor.requests.get(path, secure=True, **headers).environ
    told = []
    chunks = visitor.application(
        environ, lambda *status_and_headers: told.extend(status_and_headers)
    )
    b"".join(chunks)
    chunks.close()
    if not told[0].startswith(str(expect)):
        raise AssertionError(f"{path} answered {told[0]}")
    return told[1]
