"""The addresses of a plan's life: decisions, amendments, baselines, duties and themes."""

from django.urls import path

from .views import baselines, life, purposes

urlpatterns = [
    path("plans/<slug:slug>/life/", life.PlanLife.as_view(), name="plan-life"),
    path(
        "plans/<slug:slug>/endorsements/add/",
        life.EndorsementCreate.as_view(),
        name="endorsement-create",
    ),
    path(
        "plans/<slug:slug>/start-delivery/",
        life.PlanStartDelivery.as_view(),
        name="plan-start-delivery",
    ),
    path("plans/<slug:slug>/close/", life.PlanClose.as_view(), name="plan-close"),
    path(
        "plans/<slug:slug>/baselines/<int:pk>/",
        baselines.PlanBaseline.as_view(),
        name="plan-baseline",
    ),
    path("endorsements/<int:pk>/edit/", life.EndorsementEdit.as_view(), name="endorsement-edit"),
    path(
        "endorsements/<int:pk>/amendments/add/",
        life.AmendmentCreate.as_view(),
        name="amendment-create",
    ),
    path("amendments/<int:pk>/done/", life.AmendmentDone.as_view(), name="amendment-done"),
    path("duties/", purposes.DutyList.as_view(), name="duty-list"),
    path("duties/add/", purposes.DutyCreate.as_view(), name="duty-create"),
    path("duties/<int:pk>/edit/", purposes.DutyEdit.as_view(), name="duty-edit"),
    path("strategies/<slug:slug>/themes/add/", purposes.ThemeCreate.as_view(), name="theme-create"),
    path("themes/<int:pk>/edit/", purposes.ThemeEdit.as_view(), name="theme-edit"),
]
