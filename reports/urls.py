from django.urls import path

from .views import making, reading

app_name = "reports"

urlpatterns = [
    path("reports/", reading.ReportList.as_view(), name="report-list"),
    path("reports/build/", making.ReportRequest.as_view(), name="report-request"),
    path("reports/<slug:slug>/", reading.ReportDetail.as_view(), name="report-detail"),
    path("reports/<slug:slug>/progress/", reading.ReportProgress.as_view(), name="report-progress"),
    path(
        "reports/<slug:slug>/<int:number>/download/",
        reading.ReportDownload.as_view(),
        name="report-download",
    ),
    path("reports/<slug:slug>/rebuild/", making.ReportRebuild.as_view(), name="report-rebuild"),
    path("reports/<slug:slug>/answers/", making.ReportAnswers.as_view(), name="report-answers"),
    path("reports/<slug:slug>/publish/", making.ReportPublish.as_view(), name="report-publish"),
    path("reports/<slug:slug>/correct/", making.ReportCorrect.as_view(), name="report-correct"),
]
