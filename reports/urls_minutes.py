"""Minutes of a meeting: what there is of them, asking for them, approving them."""

from django.urls import path

from .views import minutes

urlpatterns = [
    path("reports/minutes/<int:pk>/", minutes.MeetingMinutes.as_view(), name="meeting-minutes"),
    path(
        "reports/minutes/<int:pk>/build/",
        minutes.MinutesRequest.as_view(),
        name="minutes-request",
    ),
    path("reports/<slug:slug>/approve/", minutes.MinutesApprove.as_view(), name="minutes-approve"),
]
