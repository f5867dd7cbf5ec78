"""Pages of papers for whoever may read them."""

from django.urls import path

from .views import delivering, papers, reading

PAPER = "reports/<slug:slug>/<int:number>/"

urlpatterns = [
    path("reports/", reading.ReportList.as_view(), name="report-list"),
    path("reports/<slug:slug>/", reading.ReportDetail.as_view(), name="report-detail"),
    path("reports/<slug:slug>/progress/", reading.ReportProgress.as_view(), name="report-progress"),
    path("reports/<slug:slug>/readers/", delivering.PaperReaders.as_view(), name="report-readers"),
    path(
        "reports/<slug:slug>/readers/<int:pk>/send/",
        delivering.PaperSend.as_view(),
        name="report-send",
    ),
    path(PAPER, papers.ReportRead.as_view(), name="report-read"),
    path(f"{PAPER}actions/<slug:figure>/", papers.ReportFigure.as_view(), name="report-figure"),
    path(f"{PAPER}download/", papers.ReportDownload.as_view(), name="report-download"),
    path(f"{PAPER}download/<slug:kind>/", papers.ReportDownload.as_view(), name="report-file"),
]
