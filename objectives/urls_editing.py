"""The addresses by which a coordinator changes plans by hand."""

from django.urls import path

from . import urls_importing, urls_reminding
from .views import editing_actions as actions
from .views import editing_deadlines as deadlines
from .views import editing_plans as plans
from .views import editing_structure as structure

urlpatterns = [
    *urls_importing.urlpatterns,
    *urls_reminding.urlpatterns,
    path("plans/add/", plans.PlanCreate.as_view(), name="plan-create"),
    path("plans/<slug:slug>/edit/", plans.PlanEdit.as_view(), name="plan-edit"),
    path("plans/<slug:slug>/arrange/", plans.PlanArrange.as_view(), name="plan-arrange"),
    path("plans/<slug:slug>/withdraw/", plans.PlanWithdraw.as_view(), name="plan-withdraw"),
    path(
        "plans/<slug:slug>/deadline-reading/",
        deadlines.DeadlineReading.as_view(),
        name="deadline-reading",
    ),
    path(
        "plans/<slug:slug>/objectives/add/",
        structure.ObjectiveCreate.as_view(),
        name="objective-create",
    ),
    path("strategies/", plans.StrategyList.as_view(), name="strategy-list"),
    path("strategies/add/", plans.StrategyCreate.as_view(), name="strategy-create"),
    path("strategies/<slug:slug>/edit/", plans.StrategyEdit.as_view(), name="strategy-edit"),
    path("objectives/<int:pk>/edit/", structure.ObjectiveEdit.as_view(), name="objective-edit"),
    path("objectives/<int:pk>/move/", structure.ObjectiveMove.as_view(), name="objective-move"),
    path(
        "objectives/<int:pk>/withdraw/",
        structure.ObjectiveWithdraw.as_view(),
        name="objective-withdraw",
    ),
    path(
        "objectives/<int:pk>/activities/add/",
        structure.ActivityCreate.as_view(),
        name="activity-create",
    ),
    path("objectives/<int:pk>/actions/add/", actions.ActionCreate.as_view(), name="action-create"),
    path("activities/<int:pk>/edit/", structure.ActivityEdit.as_view(), name="activity-edit"),
    path("activities/<int:pk>/move/", structure.ActivityMove.as_view(), name="activity-move"),
    path(
        "activities/<int:pk>/withdraw/",
        structure.ActivityWithdraw.as_view(),
        name="activity-withdraw",
    ),
    path("actions/<int:pk>/edit/", actions.ActionEdit.as_view(), name="action-edit"),
    path("actions/<int:pk>/move/", actions.ActionMove.as_view(), name="action-move"),
    path("actions/<int:pk>/leads/", actions.ActionLeads.as_view(), name="action-leads"),
    path("actions/<int:pk>/withdraw/", actions.ActionWithdraw.as_view(), name="action-withdraw"),
    path(
        "actions/<int:pk>/sub-actions/add/",
        actions.SubActionCreate.as_view(),
        name="sub-action-create",
    ),
    path(
        "actions/<int:pk>/deadline/correct/",
        deadlines.DeadlineCorrect.as_view(),
        name="deadline-correct",
    ),
    path(
        "actions/<int:pk>/deadline/new-date/",
        deadlines.DeadlineRedate.as_view(),
        name="deadline-redate",
    ),
    path(
        "date-requests/<int:pk>/answer/",
        deadlines.DateRequestAnswer.as_view(),
        name="date-request-answer",
    ),
]
