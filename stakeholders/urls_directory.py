"""The directory: areas, communities, organisations and what marks them."""

from django.urls import include, path

from .views import areas, communities, directory_organisations, merging

GROUPS = [
    path("add/", communities.GroupCreate.as_view(), name="group-create"),
    path("<int:pk>/", communities.GroupDetail.as_view(), name="group-detail"),
    path("<int:pk>/change/", communities.GroupEdit.as_view(), name="group-edit"),
    path("<int:pk>/withdraw/", merging.GroupWithdraw.as_view(), name="group-withdraw"),
    path("<int:pk>/restore/", merging.GroupRestore.as_view(), name="group-restore"),
    path("<int:pk>/merge/", merging.GroupMerge.as_view(), name="group-merge"),
    path("<int:pk>/take-apart/", merging.GroupUnmerge.as_view(), name="group-unmerge"),
]

AREAS = [
    path("", areas.AreaList.as_view(), name="area-list"),
    path("add/", areas.AreaCreate.as_view(), name="area-create"),
    path("<int:pk>/change/", areas.AreaEdit.as_view(), name="area-edit"),
    path("<int:pk>/withdraw/", areas.AreaWithdraw.as_view(), name="area-withdraw"),
    path("<int:pk>/restore/", areas.AreaRestore.as_view(), name="area-restore"),
    path("<int:pk>/move/", areas.AreaMove.as_view(), name="area-move"),
]

IN_COMMON = [
    path("", areas.CharacteristicList.as_view(), name="characteristic-list"),
    path("add/", areas.CharacteristicCreate.as_view(), name="characteristic-create"),
    path("<int:pk>/change/", areas.CharacteristicEdit.as_view(), name="characteristic-edit"),
]

ORGANISATIONS = [
    path(
        "",
        directory_organisations.OrganisationDirectory.as_view(),
        name="organisation-directory",
    ),
    path(
        "add/",
        directory_organisations.DirectoryOrganisationCreate.as_view(),
        name="directory-organisation-create",
    ),
    path(
        "<int:pk>/",
        directory_organisations.OrganisationDetail.as_view(),
        name="organisation-detail",
    ),
    path(
        "<int:pk>/change/",
        directory_organisations.DirectoryOrganisationEdit.as_view(),
        name="directory-organisation-edit",
    ),
]

urlpatterns = [
    path("", communities.GroupList.as_view(), name="group-list"),
    path("communities/", include(GROUPS)),
    path("areas/", include(AREAS)),
    path("in-common/", include(IN_COMMON)),
    path("organisations/", include(ORGANISATIONS)),
]
