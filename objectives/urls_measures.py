"""Measures: figures followed over time."""

from django.urls import path

from .views import editing_measures, followed_by_link, followed_files, measures

urlpatterns = [
    path("plans/<slug:slug>/measures/", measures.MeasureList.as_view(), name="measure-list"),
    path(
        "plans/<slug:slug>/measures/add/",
        editing_measures.MeasureCreate.as_view(),
        name="measure-create",
    ),
    path(
        "plans/<slug:slug>/measures/measures.csv",
        followed_files.MeasureFile.as_view(),
        name="measure-file",
    ),
    path(
        "plans/<slug:slug>/measures/readings.csv",
        followed_files.MeasureReadings.as_view(),
        name="measure-readings",
    ),
    path("measures/<int:pk>/", measures.MeasureDetail.as_view(), name="measure-detail"),
    path("measures/<int:pk>/edit/", editing_measures.MeasureEdit.as_view(), name="measure-edit"),
    path(
        "measures/<int:pk>/target/",
        editing_measures.MeasureTargets.as_view(),
        name="measure-targets",
    ),
    path(
        "measures/<int:pk>/reading/",
        editing_measures.MeasureReading.as_view(),
        name="measure-reading",
    ),
    path(
        "measures/<int:pk>/reading/<int:reading>/correct/",
        editing_measures.ReadingCorrect.as_view(),
        name="reading-correct",
    ),
    path(
        "measures/<int:pk>/withdraw/",
        editing_measures.MeasureWithdraw.as_view(),
        name="measure-withdraw",
    ),
    path(
        "answer/<str:token>/measures/<int:pk>/",
        followed_by_link.AnswerReading.as_view(),
        name="answer-reading",
    ),
]
