"""The engagement log: what was done with communities, and what is planned."""

from django.urls import path

from .views.engagement import activities, lists, logging, programmes

urlpatterns = [
    path("", activities.ActivityList.as_view(), name="activity-list"),
    path("log/", logging.ActivityLog.as_view(), name="activity-log"),
    path("new/", logging.ActivityCreate.as_view(), name="activity-create"),
    path("<int:pk>/", activities.ActivityDetail.as_view(), name="activity-detail"),
    path("<int:pk>/edit/", logging.ActivityEdit.as_view(), name="activity-edit"),
    path("<int:pk>/links/", logging.ActivityLinks.as_view(), name="activity-links"),
    path("<int:pk>/people/", logging.ActivityPeople.as_view(), name="activity-people"),
    path("<int:pk>/confirm/", logging.ActivityConfirm.as_view(), name="activity-confirm"),
    path("<int:pk>/cancel/", logging.ActivityCancel.as_view(), name="activity-cancel"),
    path("<int:pk>/reinstate/", logging.ActivityReinstate.as_view(), name="activity-reinstate"),
    path("<int:pk>/withdraw/", logging.ActivityWithdraw.as_view(), name="activity-withdraw"),
    path("<int:pk>/history/", activities.ActivityHistory.as_view(), name="activity-history"),
    path("programmes/", programmes.ProgrammeList.as_view(), name="programme-list"),
    path("programmes/new/", programmes.ProgrammeCreate.as_view(), name="programme-create"),
    path("programmes/<int:pk>/", programmes.ProgrammeDetail.as_view(), name="programme-detail"),
    path("programmes/<int:pk>/edit/", programmes.ProgrammeEdit.as_view(), name="programme-edit"),
    path("programmes/<int:pk>/end/", programmes.ProgrammeEnd.as_view(), name="programme-end"),
    path("programmes/<int:pk>/plan/", programmes.ProgrammePlan.as_view(), name="programme-plan"),
    path("methods/", lists.MethodList.as_view(), name="method-list"),
    path("methods/new/", lists.MethodCreate.as_view(), name="method-create"),
    path("methods/<int:pk>/edit/", lists.MethodEdit.as_view(), name="method-edit"),
    path("methods/<int:pk>/press/", lists.MethodPress.as_view(), name="method-press"),
    path("principles/new/", lists.PrincipleCreate.as_view(), name="principle-create"),
    path("principles/<int:pk>/edit/", lists.PrincipleEdit.as_view(), name="principle-edit"),
    path("principles/<int:pk>/press/", lists.PrinciplePress.as_view(), name="principle-press"),
]
