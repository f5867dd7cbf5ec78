"""At which meetings somebody of certain posts is."""

from django.db.models import Exists, OuterRef, Q

from .models import Attendance, AttendanceCommitment, MeetingSeries


def meetings_of(posts, rows):
    """Those of the meetings `rows` that somebody of these posts (keys) goes to or prepares.

    A post that attends in rotation is not at every meeting of the line: it is where it is
    expected, or was.
    """
    here = Attendance.objects.of_posts(posts).values("meeting")
    always = always_attended(posts).values("meetingseries")
    return rows.filter(
        Q(pk__in=here) | Q(forum__series__in=always) | Q(forum__series__lead_post__in=posts)
    )


def always_attended(posts):
    """Which lines which of these posts attend, meeting for meeting: rows with both keys."""
    sometimes = AttendanceCommitment.posts.through.objects.filter(
        commitment__series=OuterRef("meetingseries"),
        commitment__times__isnull=False,
        post=OuterRef("post"),
    )
    attended = MeetingSeries.attending_posts.through.objects.filter(post__in=posts)
    return attended.filter(~Exists(sometimes))
