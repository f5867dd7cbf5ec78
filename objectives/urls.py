from django.urls import path

from . import (
    urls_answering,
    urls_editing,
    urls_files,
    urls_life,
    urls_measures,
    urls_risks,
    urls_rounds,
)
from .views import actions, plans, updates, work

app_name = "objectives"

urlpatterns = [
    *urls_answering.urlpatterns,
    *urls_editing.urlpatterns,
    *urls_files.urlpatterns,
    *urls_life.urlpatterns,
    *urls_measures.urlpatterns,
    *urls_risks.urlpatterns,
    *urls_rounds.urlpatterns,
    path("plans/", plans.PlanList.as_view(), name="plan-list"),
    path("plans/<slug:slug>/", plans.PlanDetail.as_view(), name="plan-detail"),
    path("actions/<int:pk>/", actions.ActionDetail.as_view(), name="action-detail"),
    path("actions/<int:pk>/update/", updates.ActionUpdate.as_view(), name="action-update"),
    path("actions/<int:pk>/confirm/", updates.ActionConfirm.as_view(), name="action-confirm"),
    path("my-work/", work.MyWork.as_view(), name="my-work"),
]
