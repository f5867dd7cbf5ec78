"""The lines of the schedule as its page shows them: read and worded once a page, not row by row."""

from collections import defaultdict

from django.template.defaultfilters import linebreaksbr

from .models import Forum, MeetingSeries
from .presenting import addresses, how_often

COLUMNS = (
    *("pk", "title", "chair_text", "attendance_text", "lead_text", "notes", "withdrawn_at"),
    *("category", "category__title", "lead_post__title"),
)


def shown_lines(rows, on):
    """[{column: words}] of some lines: three queries at most. `rows` may be a slice."""
    lines = list(rows.values(*COLUMNS))
    keys = [line["pk"] for line in lines]
    forums = defaultdict(list)
    meeting_now = Forum.objects.in_force(on).filter(series__in=keys).order_by()
    for forum in meeting_now.values_list(
        *("series", "frequency_text", "per_year", "certainty", "per_year_stated"), named=True
    ):
        forums[forum.series].append(forum)
    posts = posts_attending([line["pk"] for line in lines if not line["attendance_text"]])
    address = addresses("series-detail")
    for line in lines:
        line["address"] = address(line["pk"])
        line["how_often"] = how_often(forums[line["pk"]])
        line["attends"] = with_breaks(line["attendance_text"] or ", ".join(posts[line["pk"]]))
        line["lead"] = with_breaks(line["lead_text"] or line["lead_post__title"])
        # The post beside the published words, where they name it otherwise.
        other = line["lead_text"] and line["lead_text"] != line["lead_post__title"]
        line["lead_note"] = line["lead_post__title"] if other else ""
        line["chair"] = with_breaks(line["chair_text"])
        line["notes"] = with_breaks(line["notes"])
    return lines


def posts_attending(series):
    """{line: [post's title]} of lines whose published words don't say who attends."""
    found = defaultdict(list)
    if series:
        rows = MeetingSeries.attending_posts.through.objects.filter(meetingseries__in=series)
        rows = rows.order_by("post__title", "post").values_list("meetingseries", "post__title")
        for line, title in rows:
            found[line].append(title)
    return found


def with_breaks(words):
    return linebreaksbr(words) if words else ""
