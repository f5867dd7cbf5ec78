"""The promises of attendance, and whether they are kept."""

from django.urls import path

from .views import promises, promising

urlpatterns = [
    path("promises/", promises.CommitmentList.as_view(), name="commitment-list"),
    path("promises/new/", promising.CommitmentCreate.as_view(), name="commitment-create"),
    path("promises/posts/<int:pk>/", promises.CommitmentPost.as_view(), name="commitment-post"),
    path("promises/<int:pk>/", promises.CommitmentDetail.as_view(), name="commitment-detail"),
    path("promises/<int:pk>/edit/", promising.CommitmentEdit.as_view(), name="commitment-edit"),
    path("promises/<int:pk>/end/", promising.CommitmentEnd.as_view(), name="commitment-end"),
    path(
        "promises/<int:pk>/next/",
        promising.CommitmentRotation.as_view(),
        name="commitment-rotation",
    ),
]
