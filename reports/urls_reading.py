"""Pages of papers for whoever may read them."""

from django.urls import path

from .views import reading

urlpatterns = [
    path("reports/", reading.ReportList.as_view(), name="report-list"),
    path("reports/<slug:slug>/", reading.ReportDetail.as_view(), name="report-detail"),
    path("reports/<slug:slug>/progress/", reading.ReportProgress.as_view(), name="report-progress"),
    path(
        "reports/<slug:slug>/<int:number>/download/",
        reading.ReportDownload.as_view(),
        name="report-download",
    ),
]
