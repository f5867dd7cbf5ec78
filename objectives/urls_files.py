"""The addresses by which a living plan goes out as a file, and an amended one comes back."""

from django.urls import path

from .views import amending, exporting

urlpatterns = [
    path(
        "plans/<slug:slug>/export/<slug:format>/",
        exporting.PlanExport.as_view(),
        name="plan-export",
    ),
    path("plans/<slug:slug>/amend/", amending.PlanAmend.as_view(), name="plan-amend"),
    path(
        "plans/<slug:slug>/amend/<int:pk>/",
        amending.PlanDifference.as_view(),
        name="plan-difference",
    ),
    path(
        "plans/<slug:slug>/amend/<int:pk>/discard/",
        amending.AmendmentDiscard.as_view(),
        name="amendment-discard",
    ),
]
