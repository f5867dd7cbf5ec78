"""Calendars to look at and to subscribe to."""

from django.urls import path

from .views import calendars, months

DATES = "meetings/dates"

urlpatterns = [
    path(f"{DATES}/calendar/", months.MeetingMonth.as_view(), name="calendar"),
    path(
        f"{DATES}/month/<int:year>/<int:month>/",
        months.MeetingMonth.as_view(),
        name="meeting-month",
    ),
    path(f"{DATES}/year/<int:year>/", months.MeetingYear.as_view(), name="meeting-year"),
    path(
        f"{DATES}/day/<int:year>/<int:month>/<int:day>/",
        months.MeetingDay.as_view(),
        name="meeting-day",
    ),
    path(f"{DATES}/<int:pk>/meeting.ics", calendars.MeetingIcs.as_view(), name="meeting-ics"),
    path("meetings/calendars/", calendars.FeedList.as_view(), name="feed-list"),
    path("meetings/calendars/new/", calendars.FeedCreate.as_view(), name="feed-create"),
    path("meetings/calendars/<int:pk>/stop/", calendars.FeedStop.as_view(), name="feed-stop"),
    path("calendar/<str:key>.ics", calendars.feed_file, name="feed-file"),
]
