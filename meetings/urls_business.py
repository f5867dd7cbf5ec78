"""What a meeting deals with and what comes of it."""

from django.urls import path

from .views import (
    business,
    following,
    meeting_page,
    papers,
    publication,
    recommendations,
    recording,
)

DATE = "dates/<int:pk>/"
ITEM = "items/<int:pk>/"
FOLLOW_UP = "follow-ups/<int:pk>/"
RECOMMENDATION = "recommendations/<int:pk>/"

urlpatterns = [
    path(f"{DATE}agenda/", meeting_page.MeetingAgenda.as_view(), name="meeting-agenda"),
    path(f"{DATE}history/", meeting_page.MeetingHistory.as_view(), name="meeting-history"),
    path(f"{DATE}record/", recording.MeetingRecord.as_view(), name="meeting-record"),
    path(f"{DATE}who-goes/", recording.MeetingExpect.as_view(), name="meeting-expect"),
    path(f"{DATE}items/new/", business.ItemCreate.as_view(), name="item-create"),
    path(
        f"{DATE}items/several/",
        business.ItemCreateSeveral.as_view(),
        name="item-create-several",
    ),
    path(f"{ITEM}edit/", business.ItemEdit.as_view(), name="item-edit"),
    path(f"{ITEM}minute/", business.ItemMinute.as_view(), name="item-minute"),
    path(f"{ITEM}move/", business.ItemMove.as_view(), name="item-move"),
    path(f"{ITEM}withdraw/", business.ItemWithdraw.as_view(), name="item-withdraw"),
    path(f"{DATE}decisions/new/", business.DecisionCreate.as_view(), name="decision-create"),
    path("decisions/<int:pk>/edit/", business.DecisionEdit.as_view(), name="decision-edit"),
    path(
        "decisions/<int:pk>/withdraw/",
        business.DecisionWithdraw.as_view(),
        name="decision-withdraw",
    ),
    path(f"{DATE}papers/new/", papers.PaperCreate.as_view(), name="paper-create"),
    path("papers/<int:pk>/", papers.Paper.as_view(), name="paper"),
    path("papers/<int:pk>/edit/", papers.PaperEdit.as_view(), name="paper-edit"),
    path("papers/<int:pk>/withdraw/", papers.PaperWithdraw.as_view(), name="paper-withdraw"),
    path(f"{DATE}follow-ups/new/", following.FollowUpCreate.as_view(), name="follow-up-create"),
    path("follow-ups/", following.FollowUpList.as_view(), name="follow-up-list"),
    path(FOLLOW_UP, following.FollowUpDetail.as_view(), name="follow-up-detail"),
    path(f"{FOLLOW_UP}edit/", following.FollowUpEdit.as_view(), name="follow-up-edit"),
    path(f"{FOLLOW_UP}report/", following.FollowUpReport.as_view(), name="follow-up-report"),
    path(f"{FOLLOW_UP}reopen/", following.FollowUpReopen.as_view(), name="follow-up-reopen"),
    path(f"{FOLLOW_UP}withdraw/", following.FollowUpWithdraw.as_view(), name="follow-up-withdraw"),
    path(f"{FOLLOW_UP}plan/", following.FollowUpIntoPlan.as_view(), name="follow-up-into-plan"),
    path(
        f"{DATE}recommendations/new/",
        recommendations.RecommendationCreate.as_view(),
        name="recommendation-create",
    ),
    path(
        "recommendations/",
        recommendations.RecommendationList.as_view(),
        name="recommendation-list",
    ),
    path(
        RECOMMENDATION,
        recommendations.RecommendationDetail.as_view(),
        name="recommendation-detail",
    ),
    path(
        f"{RECOMMENDATION}edit/",
        recommendations.RecommendationEdit.as_view(),
        name="recommendation-edit",
    ),
    path(
        f"{RECOMMENDATION}respond/",
        recommendations.RecommendationRespond.as_view(),
        name="recommendation-respond",
    ),
    path(
        f"{RECOMMENDATION}plan/",
        recommendations.RecommendationIntoPlan.as_view(),
        name="recommendation-into-plan",
    ),
    path(
        f"{RECOMMENDATION}withdraw/",
        recommendations.RecommendationWithdraw.as_view(),
        name="recommendation-withdraw",
    ),
    path(f"{DATE}publication/<slug:kind>/", publication.Publish.as_view(), name="publish"),
    path(
        f"{DATE}publication/<slug:kind>/take-back/",
        publication.Unpublish.as_view(),
        name="unpublish",
    ),
]
