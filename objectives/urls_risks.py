"""Risks of a plan."""

from django.urls import path

from .views import editing_risks, followed_by_link, followed_files, risks

urlpatterns = [
    path("plans/<slug:slug>/risks/", risks.RiskList.as_view(), name="risk-list"),
    path("plans/<slug:slug>/risks/add/", editing_risks.RiskCreate.as_view(), name="risk-create"),
    path(
        "plans/<slug:slug>/risks/risks.csv",
        followed_files.RiskFile.as_view(),
        name="risk-file",
    ),
    path("risks/<int:pk>/", risks.RiskDetail.as_view(), name="risk-detail"),
    path("risks/<int:pk>/edit/", editing_risks.RiskEdit.as_view(), name="risk-edit"),
    path("risks/<int:pk>/review/", editing_risks.RiskReview.as_view(), name="risk-review"),
    path("risks/<int:pk>/close/", editing_risks.RiskClose.as_view(), name="risk-close"),
    path("risks/<int:pk>/reopen/", editing_risks.RiskReopen.as_view(), name="risk-reopen"),
    path(
        "answer/<str:token>/risks/<int:pk>/",
        followed_by_link.AnswerRiskReview.as_view(),
        name="answer-risk-review",
    ),
]
