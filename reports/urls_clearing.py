"""Clearance: sent to the officers, cleared or sent back, private beside public."""

from django.urls import path

from .views import beside, clearing

OF_PAPER = "reports/<slug:slug>/"

urlpatterns = [
    path("reports/clear/", clearing.ClearanceList.as_view(), name="clearance-list"),
    path("reports/clear/<int:pk>/", clearing.ClearanceDecide.as_view(), name="clearance"),
    path(
        "reports/clear/<int:pk>/<slug:kind>/",
        clearing.ClearanceFile.as_view(),
        name="clearance-file",
    ),
    path("clear/<str:token>/", clearing.ClearListByLink.as_view(), name="clear-list"),
    path("clear/<str:token>/<int:pk>/", clearing.ClearByLink.as_view(), name="clear"),
    path(
        "clear/<str:token>/<int:pk>/<slug:kind>/",
        clearing.ClearFileByLink.as_view(),
        name="clear-file",
    ),
    path(f"{OF_PAPER}beside/", beside.ReportBeside.as_view(), name="report-beside"),
    path(f"{OF_PAPER}clearance/", clearing.SendForClearance.as_view(), name="report-send"),
    path(f"{OF_PAPER}take-back/", clearing.TakeBack.as_view(), name="report-take-back"),
    path(f"{OF_PAPER}draw-again/", clearing.StampAgain.as_view(), name="report-stamp"),
    path(
        f"{OF_PAPER}clearances/<int:pk>/note/",
        clearing.NoteClearance.as_view(),
        name="clearance-note",
    ),
]
