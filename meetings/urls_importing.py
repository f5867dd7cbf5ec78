"""A schedule read from the office's own file, and taken out as one."""

from django.urls import path

from .views import exporting, importing

urlpatterns = [
    path(
        "schedule.<slug:format>",
        exporting.ScheduleExport.as_view(),
        name="schedule-export",
    ),
    path("imports/new/", importing.ScheduleImportStart.as_view(), name="schedule-import"),
    path(
        "imports/<int:pk>/",
        importing.ScheduleImportDetail.as_view(),
        name="schedule-import-detail",
    ),
    path(
        "imports/<int:pk>/answer/",
        importing.ScheduleImportAnswer.as_view(),
        name="schedule-import-answer",
    ),
    path(
        "imports/<int:pk>/save/",
        importing.ScheduleImportSave.as_view(),
        name="schedule-import-save",
    ),
    path(
        "imports/<int:pk>/progress/",
        importing.ScheduleImportProgress.as_view(),
        name="schedule-import-progress",
    ),
    path(
        "imports/<int:pk>/discard/",
        importing.ScheduleImportDiscard.as_view(),
        name="schedule-import-discard",
    ),
]
