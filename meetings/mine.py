"""What meetings ask of a person, by the posts that they answer for."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from stakeholders.models import Post

from .engagement.activities import waiting_for as engagement
from .engagement.heard.listing import waiting_for as issues
from .going import always_attended, meetings_of
from .models import (
    Attendance,
    AttendanceCommitment,
    CommitmentPost,
    EngagementActivity,
    FollowUp,
    HeardIssue,
    Meeting,
    Recommendation,
)

SHOWN = 30
APOLOGIES = Attendance.Outcome.APOLOGIES


@dataclass
class Seat:
    """One post at one coming meeting. `asks` where its holder can say whether they go; a page
    sets at which `url`."""

    meeting: Meeting
    post: Post
    words: str
    code: str
    asks: bool = True
    url: str = ""


@dataclass
class Coming:
    meeting: Meeting
    seats: list[Seat] = field(default_factory=list)


@dataclass
class Mine:
    coming: list[Coming]
    coming_count: int
    to_report: list[Attendance]
    follow_ups: list[FollowUp]
    recommendations: list[Recommendation]
    engagement: list[EngagementActivity]
    issues: list[HeardIssue]

    @property
    def waiting(self):
        asked = (
            *(self.to_report, self.follow_ups, self.recommendations),
            *(self.engagement, self.issues),
        )
        return sum(map(len, asked))


def mine_of(person, *, on):
    """Coming meetings of the person's posts, and what waits for them: a few queries for any number.

    `person.access` says which posts: by a link those that it opens.
    """
    posts = person.access.posts
    meetings = meetings_of(posts, Meeting.objects.from_day(on))
    return Mine(
        coming=list(coming_of(meetings[:SHOWN], posts)),
        coming_count=meetings.count(),
        to_report=list(to_report(posts)),
        follow_ups=list(follow_ups(posts)),
        recommendations=list(recommendations(posts)),
        engagement=list(engagement(posts, on).only("title", "held_on", "place")),
        issues=list(issues(posts)),
    )


def promising(posts, *, on):
    """Those of the posts that promise to attend something now."""
    rows = AttendanceCommitment.objects.on_schedule().exclude(ends_on__lt=on)
    promised = CommitmentPost.objects.filter(commitment__in=rows.order_by().values("pk"))
    return Post.objects.filter(pk__in=promised.filter(post__in=posts).values("post"))


def counts_of(person, *, on):
    """(what waits for an answer of theirs, how many meetings are ahead)"""
    posts = person.access.posts
    if not posts:
        return 0, 0
    asked = (to_report, follow_ups, recommendations, issues)
    waiting = sum(rows(posts).count() for rows in asked) + engagement(posts, on).count()
    return waiting, meetings_of(posts, Meeting.objects.ahead(on)).count()


def coming_of(meetings, posts):
    own = Attendance.objects.filter(Q(post__in=posts) | Q(substitute__in=posts))
    own = own.select_related("post", "substitute")
    rows = meetings.select_related("forum__series__lead_post").prefetch_related(
        Prefetch("attendances", own, to_attr="own")
    )
    usual = {}
    for row in always_attended(posts).select_related("post").order_by("post__title", "pk"):
        usual.setdefault(row.meetingseries_id, []).append(row.post)
    for meeting in rows:
        seats = seats_at(meeting, posts, usual.get(meeting.forum.series_id, ()))
        yield Coming(meeting, list(seats))


def seats_at(meeting, posts, usual):
    """What is said of each of the posts at this meeting, and of those that attend as a rule."""
    cancelled = meeting.status == Meeting.Status.CANCELLED
    said = set()
    for row in meeting.own:
        if row.substitute_id in posts:
            yield Seat(meeting, row.substitute, f"goes in place of {row.post}", "on_track", False)
        if row.post_id in posts and row.is_said:
            said.add(row.post_id)
            yield Seat(meeting, row.post, *said_of(row), not cancelled)
    for post in usual:
        if post.pk not in said:
            said.add(post.pk)
            yield Seat(meeting, post, "attends as a rule", "not_started", not cancelled)
    series = meeting.forum.series
    if series.lead_post_id in posts and series.lead_post_id not in said:
        yield Seat(meeting, series.lead_post, "leads this meeting", "not_started", False)


def said_of(row):
    """(words, colour) of an attendance that is still to come."""
    if row.outcome == APOLOGIES:
        instead = f"; {row.substitute} goes instead" if row.substitute else ""
        return f"sent apologies{instead}", "closed"
    return ("is expected", "on_track") if row.expected else (row.get_outcome_display(), "closed")


def to_report(posts):
    """Attendances that these posts still have to report back from, the longest waiting first."""
    went = Q(outcome=Attendance.Outcome.ATTENDED, post__in=posts) | Q(substitute__in=posts)
    rows = Attendance.objects.report_owed().filter(went)
    return rows.select_related("meeting__forum__series", "post", "substitute").order_by(
        "meeting__held_on", "pk"
    )


def follow_ups(posts):
    """What is open for these posts: what is due first, then what has no day."""
    rows = FollowUp.objects.open().filter(lead_post__in=posts)
    return rows.select_related("meeting__forum__series", "lead_post").order_by("due_on", "pk")


def recommendations(posts):
    rows = Recommendation.objects.waiting().filter(owner_post__in=posts)
    return rows.select_related("meeting__forum__series", "body").order_by("due_on", "pk")


def answers_to(attendances):
    """Those that somebody went to, of which a report may be given or read."""
    return attendances.was_there().select_related(
        "meeting__forum__series", "post", "substitute", "report_back__by"
    )


def reports_of(meetings):
    """What was brought back from these meetings, newest first."""
    rows = answers_to(Attendance.objects.filter(meeting__in=meetings, report_back__isnull=False))
    return rows.order_by("-meeting__held_on", "-report_back__recorded_at", "pk")


def reporting_back(meeting, person):
    """For the page of one meeting: what was brought back, and what `person` may still write: of
    their own posts, or as a coordinator of everybody's."""
    rows = list(answers_to(meeting.attendances.of_held()).order_by("pk"))
    given = [row for row in rows if hasattr(row, "report_back")]
    access = person.access
    mine = [row for row in rows if access.coordinator or row.went_id in access.posts]
    may = access.coordinator or not access.auditor
    return {"reports": given, "to_write": [row for row in mine if may and row not in given]}
