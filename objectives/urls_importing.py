"""The addresses on the way from a file to a plan."""

from django.urls import path

from .views import imported, importing

urlpatterns = [
    path("imports/add/", importing.PlanImport.as_view(), name="plan-import"),
    path("imports/<int:pk>/", importing.DraftPage.as_view(), name="import-draft"),
    path("imports/<int:pk>/progress/", importing.ImportProgress.as_view(), name="import-progress"),
    path("imports/<int:pk>/answer/", importing.ImportAnswer.as_view(), name="import-answer"),
    path("imports/<int:pk>/columns/", importing.ImportColumns.as_view(), name="import-columns"),
    path("imports/<int:pk>/settings/", importing.ImportSettings.as_view(), name="import-settings"),
    path("imports/<int:pk>/save/", importing.ImportSave.as_view(), name="import-save"),
    path("imports/<int:pk>/discard/", importing.ImportDiscard.as_view(), name="import-discard"),
    path("imports/<int:pk>/undo/", imported.ImportUndo.as_view(), name="import-undo"),
    path(
        "actions/<int:pk>/doubts/settle/",
        imported.ActionDoubtsSettle.as_view(),
        name="action-doubts-settle",
    ),
]
