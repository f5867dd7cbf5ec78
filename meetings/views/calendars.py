"""Calendars that other programs subscribe to: their addresses, and what is found there."""

import zlib

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.functional import cached_property
from django.utils.http import http_date
from django.views import View
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from meetings.calendars import serving
from meetings.calendars.of_meetings import entries_of
from meetings.calendars.sources import may_have, title_of
from meetings.calendars.writing import write
from meetings.forms.calendars import FeedForm
from meetings.models import CalendarFeed, Meeting
from meetings.services import make_feed, stop_feed
from stakeholders.pages import ConfirmPage, FormPage
from stakeholders.permissions import Allowed, meeting_readers

TYPE = "text/calendar; charset=utf-8"
SAFELY = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


def feed_keepers(access):
    """Who has addresses of their own, or may stop those of others."""
    return meeting_readers(access) or stops_others(access)


def stops_others(access):
    return access.coordinator or access.administrator


# A calendar program can't sign in: the address is the secret, and whose it is decides what it
# shows (meetings.calendars.serving).
@login_not_required
@require_safe
def feed_file(request, key):
    now = timezone.now()
    feed = serving.find(key)
    if feed is None:
        raise Http404
    if serving.is_over(feed):
        return told("This address was stopped. Make a new one in the portal.", status=410)
    if not serving.bring_up_to_date(feed, now=now):
        return told("This calendar is not open to its owner today.", status=404)
    serving.note_read(feed, now=now)
    # Weak: packed or not, it is the same calendar.
    answer = get_conditional_response(
        request, etag=f'W/"{feed.etag}"', last_modified=int(feed.changed_at.timestamp())
    )
    answer = answer or whole(request, feed)
    answer.headers["ETag"] = f'W/"{feed.etag}"'
    answer.headers["Last-Modified"] = http_date(feed.changed_at.timestamp())
    for name, value in SAFELY.items():
        answer.headers[name] = value
    patch_cache_control(answer, private=True, max_age=0, must_revalidate=True)
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


def whole(request, feed):
    answer = HttpResponse(content_type=TYPE)
    if takes_gzip(request):
        answer.content = feed.packed
        answer.headers["Content-Encoding"] = "gzip"
    else:
        answer.content = zlib.decompress(feed.packed, wbits=31)
    answer.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return answer


def takes_gzip(request):
    said = request.headers.get("Accept-Encoding", "").replace(" ", "").lower()
    return any(part == "gzip" or part.startswith("gzip;q=0.") for part in said.split(","))


def told(words, *, status):
    return HttpResponse(words, status=status, content_type="text/plain", headers=SAFELY)


class FeedList(Allowed, TemplateView):
    """A person's own addresses, and for coordinators those of others, without the secret."""

    allowed = feed_keepers
    template_name = "meetings/feed_list.html"

    def get_context_data(self, **kwargs):
        working = CalendarFeed.objects.working().listed()
        own = list(working.filter(person=self.person))
        access = self.access
        for feed in own:
            path = reverse("meetings:feed-file", args=[feed.key])
            feed.address = self.request.build_absolute_uri(path)
            feed.program = "webcal" + feed.address[feed.address.index(":") :]
            feed.lost = not may_have(access, feed.whose, feed.post_id)
        others = []
        if stops_others(access):
            others = working.exclude(person=self.person).order_by("person__name", "-made_at")
            others = list(others.select_related("person__user"))
        for feed in (*own, *others):
            feed.title = title_of(feed)
        return super().get_context_data(
            own=own,
            others=others,
            may_make=meeting_readers(access),
            place="dates",
            **kwargs,
        )


class ToFeeds:
    def get_success_url(self):
        return reverse("meetings:feed-list")


class FeedCreate(ToFeeds, FormPage):
    allowed = meeting_readers
    title = "Make a calendar address"
    intro = (
        "Your calendar program asks this address for new dates by itself. Whoever has the address "
        "can read the calendar, so do not pass it on."
    )
    form_class = FeedForm
    button = "Make the address"
    success = "The address is made. Copy it into your calendar program."

    def get_form_kwargs(self):
        extra = {"person": self.person, "on": timezone.localdate()}
        return super().get_form_kwargs() | extra

    def save(self, form):
        return make_feed(self.person, by=self.person, **form.cleaned_data)


class FeedStop(ToFeeds, ConfirmPage):
    """One's own address or, for who looks after accounts, that of somebody else."""

    allowed = feed_keepers
    title = "Stop this calendar address?"
    button = "Stop this address"
    consequence = (
        "Calendar programs get nothing by it any more. It can’t be started again, but a new "
        "address can be made. Dates that a program has fetched may stay there."
    )
    success = "The address is stopped."

    @cached_property
    def feed(self):
        feeds = CalendarFeed.objects.working().listed()
        if not stops_others(self.access):
            feeds = feeds.filter(person=self.person)
        return get_object_or_404(feeds, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        whose = "" if self.feed.person_id == self.person.pk else f"{self.feed.person}: "
        return super().get_context_data(caption=f"{whose}{title_of(self.feed)}", **kwargs)

    def save(self, form):
        return stop_feed(self.feed, by=self.person)


class MeetingIcs(Allowed, View):
    """One meeting, to be put into a calendar by hand."""

    allowed = meeting_readers
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        rows = Meeting.objects.visible_to(self.person).filter(pk=pk)
        entries = entries_of(rows)
        if not entries:
            raise Http404
        name = f'attachment; filename="meeting-{entries[0].day.isoformat()}.ics"'
        data = write(entries[0].title, entries)
        return HttpResponse(data, content_type=TYPE, headers={"Content-Disposition": name})
