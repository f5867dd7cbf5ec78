"""How a body wants its papers, and by when."""

from django.urls import path

from .views import body_forms, form_lists, timetable

urlpatterns = [
    path("reports/timetable/", timetable.Timetable.as_view(), name="timetable"),
    path("reports/forms/", body_forms.FormList.as_view(), name="form-list"),
    path("reports/forms/<int:pk>/", body_forms.FormDetail.as_view(), name="form-detail"),
    path("reports/forms/<int:pk>/start/", body_forms.FormStart.as_view(), name="form-start"),
    path("reports/forms/<int:pk>/reset/", body_forms.FormReset.as_view(), name="form-reset"),
    path(
        "reports/forms/<int:pk>/sections/new/",
        body_forms.SectionCreate.as_view(),
        name="form-section-create",
    ),
    path(
        "reports/forms/<int:pk>/clearers/new/",
        form_lists.ClearerCreate.as_view(),
        name="form-clearer-create",
    ),
    path(
        "reports/forms/<int:pk>/recipients/new/",
        form_lists.RecipientCreate.as_view(),
        name="form-recipient-create",
    ),
    path(
        "reports/forms/<int:pk>/exemptions/new/",
        form_lists.ExemptionCreate.as_view(),
        name="form-exemption-create",
    ),
    path(
        "reports/forms/<int:pk>/exemptions/fill/",
        form_lists.ExemptionFill.as_view(),
        name="form-exemption-fill",
    ),
    path(
        "reports/sections/<int:pk>/edit/",
        body_forms.SectionEdit.as_view(),
        name="form-section-edit",
    ),
    path(
        "reports/sections/<int:pk>/move/",
        body_forms.SectionMove.as_view(),
        name="form-section-move",
    ),
    path(
        "reports/sections/<int:pk>/remove/",
        body_forms.SectionRemove.as_view(),
        name="form-section-remove",
    ),
    path(
        "reports/clearers/<int:pk>/move/",
        form_lists.ClearerMove.as_view(),
        name="form-clearer-move",
    ),
    path(
        "reports/clearers/<int:pk>/remove/",
        form_lists.ClearerRemove.as_view(),
        name="form-clearer-remove",
    ),
    path(
        "reports/recipients/<int:pk>/edit/",
        form_lists.RecipientEdit.as_view(),
        name="form-recipient-edit",
    ),
    path(
        "reports/recipients/<int:pk>/remove/",
        form_lists.RecipientRemove.as_view(),
        name="form-recipient-remove",
    ),
    path(
        "reports/exemptions/<int:pk>/edit/",
        form_lists.ExemptionEdit.as_view(),
        name="form-exemption-edit",
    ),
    path(
        "reports/exemptions/<int:pk>/move/",
        form_lists.ExemptionMove.as_view(),
        name="form-exemption-move",
    ),
    path(
        "reports/exemptions/<int:pk>/remove/",
        form_lists.ExemptionRemove.as_view(),
        name="form-exemption-remove",
    ),
]
