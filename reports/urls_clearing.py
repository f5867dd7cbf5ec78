"""Clearance: sent to the officers, cleared or sent back, private beside public."""

from django.urls import path

from .views import beside, clearing, clearing_papers

OF_PAPER, ASKED, LINKED = "reports/<slug:slug>/", "reports/clear/<int:pk>/", "clear/<str:token>/"
ONE_LINKED = f"{LINKED}<int:pk>/"

urlpatterns = [
    path("reports/clear/", clearing.ClearanceList.as_view(), name="clearance-list"),
    path(ASKED, clearing.ClearanceDecide.as_view(), name="clearance"),
    path(f"{ASKED}read/", clearing_papers.ClearanceRead.as_view(), name="clearance-read"),
    path(
        f"{ASKED}read/actions/<slug:figure>/",
        clearing_papers.ClearanceFigure.as_view(),
        name="clearance-figure",
    ),
    path(
        f"{ASKED}download/<slug:kind>/",
        clearing_papers.ClearanceFile.as_view(),
        name="clearance-file",
    ),
    path(LINKED, clearing.ClearListByLink.as_view(), name="clear-list"),
    path(ONE_LINKED, clearing.ClearByLink.as_view(), name="clear"),
    path(f"{ONE_LINKED}read/", clearing_papers.ClearReadByLink.as_view(), name="clear-read"),
    path(
        f"{ONE_LINKED}read/actions/<slug:figure>/",
        clearing_papers.ClearFigureByLink.as_view(),
        name="clear-figure",
    ),
    path(
        f"{ONE_LINKED}download/<slug:kind>/",
        clearing_papers.ClearFileByLink.as_view(),
        name="clear-file",
    ),
    path(f"{OF_PAPER}beside/", beside.ReportBeside.as_view(), name="report-beside"),
    path(f"{OF_PAPER}clearance/", clearing.SendForClearance.as_view(), name="report-for-clearance"),
    path(f"{OF_PAPER}take-back/", clearing.TakeBack.as_view(), name="report-take-back"),
    path(f"{OF_PAPER}draw-again/", clearing.StampAgain.as_view(), name="report-stamp"),
    path(
        f"{OF_PAPER}clearances/<int:pk>/note/",
        clearing.NoteClearance.as_view(),
        name="clearance-note",
    ),
]
