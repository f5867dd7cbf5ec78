from django.urls import include, path

from .views import editing, forums, meeting_page, meetings, schedule
from .views.engagement.heard_public import YouSaid

app_name = "meetings"

urlpatterns = [
    path("meetings/", include("meetings.urls_planning")),
    path("meetings/", include("meetings.urls_importing")),
    path("meetings/", include("meetings.urls_promises")),
    path("meetings/", include("meetings.urls_business")),
    path("", include("meetings.urls_attending")),
    path("", include("meetings.urls_calendars")),
    path("engagement/", include("meetings.urls_engagement")),
    path("engagement/", include("meetings.urls_engagement_files")),
    path("engagement/", include("meetings.urls_grid")),
    path("engagement/", include("meetings.urls_heard")),
    path("you-said-we-did/", YouSaid.as_view(), name="you-said"),
    path("engagement/", include("meetings.urls_consulting")),
    path("meetings/", schedule.Schedule.as_view(), name="schedule"),
    path("meetings/order/", schedule.ScheduleOrder.as_view(), name="schedule-order"),
    path("meetings/tables/new/", editing.CategoryCreate.as_view(), name="category-create"),
    path("meetings/tables/<int:pk>/edit/", editing.CategoryEdit.as_view(), name="category-edit"),
    path("meetings/tables/<int:pk>/move/", editing.CategoryMove.as_view(), name="category-move"),
    path("meetings/series/new/", editing.SeriesCreate.as_view(), name="series-create"),
    path("meetings/series/<int:pk>/", schedule.SeriesDetail.as_view(), name="series-detail"),
    path(
        "meetings/series/<int:pk>/history/",
        schedule.SeriesHistory.as_view(),
        name="series-history",
    ),
    path("meetings/series/<int:pk>/edit/", editing.SeriesEdit.as_view(), name="series-edit"),
    path("meetings/series/<int:pk>/move/", editing.SeriesMove.as_view(), name="series-move"),
    path(
        "meetings/series/<int:pk>/withdraw/",
        editing.SeriesWithdraw.as_view(),
        name="series-withdraw",
    ),
    path("meetings/series/<int:pk>/forums/new/", forums.ForumCreate.as_view(), name="forum-create"),
    path(
        "meetings/series/<int:pk>/forums/several/",
        forums.ForumCreateSeveral.as_view(),
        name="forum-create-several",
    ),
    path("meetings/forums/<int:pk>/edit/", forums.ForumEdit.as_view(), name="forum-edit"),
    path("meetings/forums/<int:pk>/end/", forums.ForumEnd.as_view(), name="forum-end"),
    path("meetings/dates/", meetings.MeetingList.as_view(), name="meeting-list"),
    path("meetings/dates/past/", meetings.MeetingPastList.as_view(), name="meeting-past-list"),
    path("meetings/dates/new/", meetings.MeetingCreate.as_view(), name="meeting-create"),
    path("meetings/dates/<int:pk>/", meeting_page.MeetingDetail.as_view(), name="meeting-detail"),
    path("meetings/dates/<int:pk>/edit/", meetings.MeetingEdit.as_view(), name="meeting-edit"),
    path("meetings/dates/<int:pk>/hold/", meetings.MeetingHold.as_view(), name="meeting-hold"),
    path(
        "meetings/dates/<int:pk>/cancel/", meetings.MeetingCancel.as_view(), name="meeting-cancel"
    ),
    path(
        "meetings/dates/<int:pk>/reinstate/",
        meetings.MeetingReinstate.as_view(),
        name="meeting-reinstate",
    ),
]
