"""The engagement grid: whom the office has listened to, and whom it has not."""

from django.urls import path

from .views.engagement import aims, grid

urlpatterns = [
    path("grid/", grid.EngagementGrid.as_view(), name="grid"),
    path("grid/download/<slug:format>/", grid.GridDownload.as_view(), name="grid-download"),
    path("aims/", aims.AimGrid.as_view(), name="aim-grid"),
    path("aims/groups/<int:pk>/", aims.AimList.as_view(), name="aim-list"),
    path("aims/groups/<int:pk>/new/", aims.AimCreate.as_view(), name="aim-create"),
    path("aims/<int:pk>/end/", aims.AimEnd.as_view(), name="aim-end"),
]
