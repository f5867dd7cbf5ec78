"""What the coordinator writes in a paper, and which parts a plan has in its papers."""

from django.urls import path

from .views import parts, writing

urlpatterns = [
    path("reports/plans/<slug:slug>/parts/", parts.PlanParts.as_view(), name="plan-parts"),
    path(
        "reports/plans/<slug:slug>/parts/as-usual/",
        parts.PlanPartsReset.as_view(),
        name="plan-parts-reset",
    ),
    path(
        "reports/plans/<slug:slug>/parts/<slug:key>/move/",
        parts.PlanPartMove.as_view(),
        name="plan-part-move",
    ),
    path(
        "reports/plans/<slug:slug>/parts/<slug:key>/show/",
        parts.PlanPartShow.as_view(),
        name="plan-part-show",
    ),
    path("reports/<slug:slug>/writing/", writing.WritingList.as_view(), name="writing-list"),
    path(
        "reports/<slug:slug>/writing/<str:key>/",
        writing.WritingEdit.as_view(),
        name="writing-edit",
    ),
    path(
        "reports/<slug:slug>/writing/<str:key>/preview/",
        writing.WritingPreview.as_view(),
        name="writing-preview",
    ),
]
