from django.urls import include, path

from . import floors

urlpatterns = [
    path("floor/rows/", floors.rows),
    path("floor/framed/", floors.framed),
    path("floor/save/", floors.save),
    path("", include("engagement_portal.urls")),
]
