"""The engagement log as files: brought in, taken out, and shared as counts."""

from django.urls import path

from .views.engagement import exporting, importing, sharing

urlpatterns = [
    path("log.<slug:format>", exporting.ActivityExport.as_view(), name="activity-export"),
    path("sharing/", sharing.EngagementShare.as_view(), name="engagement-share"),
    path("imports/new/", importing.ActivityImportStart.as_view(), name="activity-import"),
    path(
        "imports/<int:pk>/",
        importing.ActivityImportDetail.as_view(),
        name="activity-import-detail",
    ),
    path(
        "imports/<int:pk>/answer/",
        importing.ActivityImportAnswer.as_view(),
        name="activity-import-answer",
    ),
    path(
        "imports/<int:pk>/answer-all/",
        importing.ActivityImportAnswerAll.as_view(),
        name="activity-import-answer-all",
    ),
    path(
        "imports/<int:pk>/save/",
        importing.ActivityImportSave.as_view(),
        name="activity-import-save",
    ),
    path(
        "imports/<int:pk>/progress/",
        importing.ActivityImportProgress.as_view(),
        name="activity-import-progress",
    ),
    path(
        "imports/<int:pk>/discard/",
        importing.ActivityImportDiscard.as_view(),
        name="activity-import-discard",
    ),
    path(
        "imports/<int:pk>/rows-to-mend.<slug:format>",
        importing.ActivityImportWrong.as_view(),
        name="activity-import-wrong",
    ),
]
