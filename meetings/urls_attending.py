"""What whoever attends sees and says, signed in or by an e-mail's link."""

from django.urls import path

from .views import attending, attending_by_link, reminding, report_backs
from .views.engagement import heard_answering

LINKED = "attend/<str:token>/"
MINE = "meetings/mine/"

urlpatterns = [
    path(MINE, attending.MyMeetings.as_view(), name="mine"),
    path(f"{MINE}<int:pk>/going/<int:post>/", attending.Going.as_view(), name="going"),
    path(f"{MINE}report-backs/<int:pk>/", attending.WriteReportBack.as_view(), name="report-back"),
    path(
        f"{MINE}follow-ups/<int:pk>/", attending.FollowUpAnswer.as_view(), name="follow-up-answer"
    ),
    path(
        f"{MINE}recommendations/<int:pk>/",
        attending.RecommendationAnswer.as_view(),
        name="recommendation-answer",
    ),
    path(f"{MINE}issues/<int:pk>/", heard_answering.IssueAnswer.as_view(), name="issue-answer"),
    path(f"{MINE}issues/<int:pk>/told/", heard_answering.IssueTold.as_view(), name="issue-told"),
    path(LINKED, attending_by_link.MyMeetingsByLink.as_view(), name="mine-by-link"),
    path(
        f"{LINKED}<int:pk>/going/<int:post>/",
        attending_by_link.GoingByLink.as_view(),
        name="going-by-link",
    ),
    path(
        f"{LINKED}report-backs/<int:pk>/",
        attending_by_link.WriteReportBackByLink.as_view(),
        name="report-back-by-link",
    ),
    path(
        f"{LINKED}follow-ups/<int:pk>/",
        attending_by_link.FollowUpAnswerByLink.as_view(),
        name="follow-up-answer-by-link",
    ),
    path(
        f"{LINKED}recommendations/<int:pk>/",
        attending_by_link.RecommendationAnswerByLink.as_view(),
        name="recommendation-answer-by-link",
    ),
    path(
        f"{LINKED}issues/<int:pk>/",
        heard_answering.IssueAnswerByLink.as_view(),
        name="issue-answer-by-link",
    ),
    path(
        f"{LINKED}issues/<int:pk>/told/",
        heard_answering.IssueToldByLink.as_view(),
        name="issue-told-by-link",
    ),
    path("meetings/report-backs/", report_backs.ReportBackList.as_view(), name="report-back-list"),
    path("meetings/reminders/", reminding.MeetingReminders.as_view(), name="reminders"),
    path("meetings/reminders/on/", reminding.MeetingRemindersOn.as_view(), name="reminders-on"),
    path("meetings/reminders/off/", reminding.MeetingRemindersOff.as_view(), name="reminders-off"),
]
