"""The meetings schedule as the office publishes it, and one line of it."""

from itertools import groupby

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from meetings.business import open_follow_ups_of
from meetings.exporting import FORMATS
from meetings.filters import ScheduleFilter
from meetings.history import events_of_series, story_of
from meetings.mine import reports_of
from meetings.models import Meeting, MeetingCategory, MeetingSeries, ScheduleImport
from meetings.planning import frequency_history, warnings_of_series
from meetings.presenting import (
    fact,
    how_often,
    missing_forums,
    usual_times,
    with_tags,
)
from meetings.presenting_business import dress_follow_ups
from meetings.promises.showing import LOOK_AHEAD, promises_of_series
from meetings.publishing import rules_of
from meetings.showing import shown_lines
from objectives.holders import seats
from stakeholders.permissions import Allowed, coordinators, meeting_readers

SHOWN_MEETINGS = 10
SHOWN_EVENTS = 10
SHOWN_REPORTS = 3
# A schedule is one page, to be printed as it is; one of hundreds of lines is not.
MANY = 100
A_PAGE = 25


class Schedule(Allowed, TemplateView):
    """One table for each category, with the columns of seed 004."""

    allowed = meeting_readers
    template_name = "meetings/schedule.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        visible = MeetingSeries.objects.visible_to(self.person)
        filterset = ScheduleFilter(self.request.GET, queryset=visible, request=self.request)
        pages = Paginator(filterset.qs, MANY)
        count = pages.count
        pages.per_page = A_PAGE if count > MANY else MANY
        page = pages.get_page(self.request.GET.get("page"))
        rows = shown_lines(page.object_list, on)
        filtered = any(self.request.GET.get(name) for name in filterset.filters)
        # Who sees a part of the schedule can't tell that a table is empty.
        whole = self.access.sees_everything
        planned = Meeting.objects.visible_to(self.person).planned_around(on)
        return super().get_context_data(
            filter=filterset,
            tables=list(
                self.tables(rows, all_of_them=whole and not filtered and count == len(rows))
            ),
            page_obj=page,
            whole=whole,
            filtered=filtered,
            count=count,
            total=visible.count() if filtered else count,
            ahead=planned["ahead"],
            unconfirmed=planned["unconfirmed"] if whole else 0,
            place="schedule",
            **files_of(self.request, self.access),
            **kwargs,
        )

    def tables(self, rows, *, all_of_them):
        """(title, its lines); without a filter also the tables that have no line yet."""
        filled = {
            table: list(own)
            for table, own in groupby(rows, lambda row: (row["category"], row["category__title"]))
        }
        tables = filled
        if all_of_them:
            tables = MeetingCategory.objects.values_list("pk", "title")
        for table in tables:
            yield table[1], filled.get(table, [])


def files_of(request, access):
    """The schedule as a file, with the filters of the address, and files that become lines."""
    imports = ScheduleImport.objects.unfinished().light().select_related("by")
    return {
        "downloads": FORMATS,
        "query": request.GET.urlencode(),
        "imports": imports if access.coordinator else [],
    }


class ScheduleOrder(Allowed, TemplateView):
    """The order of the tables and of the lines in them, for coordinators."""

    allowed = coordinators
    template_name = "meetings/schedule_order.html"

    def get_context_data(self, **kwargs):
        rows = MeetingSeries.objects.visible_to(self.person).in_force().select_related("category")
        lines = {category: list(own) for category, own in groupby(rows, lambda r: r.category)}
        tables = [(table, lines.get(table, [])) for table in MeetingCategory.objects.all()]
        return super().get_context_data(tables=tables, **kwargs)


class OfSeries(Allowed):
    """A page about one line of the schedule, withdrawn or not."""

    def get_series(self):
        visible = MeetingSeries.objects.visible_to(self.person)
        related = visible.select_related("category", "lead_post__organisation", "body", "precedes")
        return get_object_or_404(related, pk=self.kwargs["pk"])


class SeriesDetail(OfSeries, TemplateView):
    allowed = meeting_readers
    template_name = "meetings/series_detail.html"

    def get_context_data(self, **kwargs):
        on = timezone.localdate()
        series = self.get_series()
        meetings = Meeting.objects.visible_to(self.person).filter(forum__series=series)
        forums = list(series.forums.with_meetings(on, among=meetings))
        for forum in forums:
            forum.series = series
        now = [forum for forum in forums if forum.is_in_force(on)]
        meetings = meetings.select_related("forum")
        ahead, past = meetings.from_day(on), meetings.before(on)
        events = events_of_series(series, self.person)
        return super().get_context_data(
            series=series,
            facts=self.facts(series, now, on),
            forums=forums,
            forums_now=now,
            warnings=[] if series.withdrawn_at else warnings_of_series(series, on=on),
            frequency_history=frequency_history(forums),
            missing_forums=0 if series.withdrawn_at else missing_forums(now),
            may_change=self.access.coordinator and not series.withdrawn_at,
            ahead=with_tags(ahead[:SHOWN_MEETINGS], on),
            ahead_count=ahead.count(),
            past=with_tags(past[:SHOWN_MEETINGS], on),
            past_count=past.count(),
            story=list(story_of(events[:SHOWN_EVENTS])),
            event_count=events.count(),
            shown_events=SHOWN_EVENTS,
            promises=promises_of_series(series, self.person, on=on),
            promises_before=on + LOOK_AHEAD,
            follow_ups=dress_follow_ups(open_follow_ups_of(series, self.person), on),
            reports=list(reports_of(meetings.values("pk"))[:SHOWN_REPORTS]),
            on=on,
            **kwargs,
        )

    def facts(self, series, forums, on):
        lead = "\n".join(self.lead(series, on))
        posts = ", ".join(post.title for post in series.attending_posts.all())
        attends = series.attendance_text
        if posts and posts != attends:
            attends = f"{attends}\nPosts: {posts}" if attends else posts
        facts = [
            fact("Chair or lead", series.chair_text),
            fact("How often", "\n".join(self.frequency(forums))),
            fact("Who of the office attends", attends),
            fact("Lead officer", lead),
            fact("Notes", series.notes),
        ]
        facts += self.how_it_is_held(series, forums)
        if series.body:
            facts.append(fact("Board or Panel", series.body))
        if self.access.coordinator and not series.withdrawn_at and len(forums) == 1:
            facts[1]["href"] = reverse("meetings:forum-edit", args=[forums[0].pk])
        return facts

    def how_it_is_held(self, series, forums):
        """Only what was said: most lines have none of these."""
        if series.precedes:
            yield fact("Must come before", series.precedes)
        places = {forum.usual_places for forum in forums if forum.usual_places}
        if len(places) == 1:
            yield fact("Usual places", places.pop())
        times = {usual_times(forum) for forum in forums} - {""}
        if len(times) == 1:
            yield fact("Usual time", times.pop())
        if series.open_to_public:
            yield fact("Public", "The public may come")
        if rules := rules_of(series):
            yield fact("Must be published", rules)

    def lead(self, series, on):
        """The published words, the post where they say it otherwise, and who holds it."""
        if series.lead_text:
            yield series.lead_text
        if post := series.lead_post:
            if post.title != series.lead_text:
                yield post.title
            seat = seats([post.pk], on=on)[0]
            for holder in seat.holders:
                away = f" ({holder.deputy} stands in)" if holder.deputy else ""
                yield f"Held by {holder.person}{away}"
            if not seat.holders:
                yield "Nobody holds this post now"

    def frequency(self, forums):
        """The published words, then the sentence that says how they were understood."""
        for line in how_often(forums):
            yield line.words or "Not given"
        yield from dict.fromkeys(forum.frequency_note for forum in forums if forum.frequency_text)


class SeriesHistory(OfSeries, TemplateView):
    """Every change to a line of the schedule, its forums and its meetings."""

    allowed = meeting_readers
    template_name = "meetings/series_history.html"

    def get_context_data(self, **kwargs):
        series = self.get_series()
        pages = Paginator(events_of_series(series, self.person), 50)
        page = pages.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            series=series, page_obj=page, story=list(story_of(page)), **kwargs
        )
