"""Pages on which a coordinator makes a paper, from asking for it to publishing it."""

from django.urls import path

from .views import making

urlpatterns = [
    path("reports/build/", making.ReportRequest.as_view(), name="report-request"),
    path("reports/<slug:slug>/rebuild/", making.ReportRebuild.as_view(), name="report-rebuild"),
    path("reports/<slug:slug>/answers/", making.ReportAnswers.as_view(), name="report-answers"),
    path("reports/<slug:slug>/publish/", making.ReportPublish.as_view(), name="report-publish"),
    path("reports/<slug:slug>/correct/", making.ReportCorrect.as_view(), name="report-correct"),
]
