"""Areas, what communities have in common, and organisations, as their pages keep them."""

import pytest
from django.urls import reverse

from stakeholders.models import Organisation
from tests.stakeholders.directory_factories import AreaFactory, CommunityGroupFactory
from tests.world import sign_in


@pytest.fixture
def staff(client, coordinator):
    return sign_in(client, coordinator)


def url(name, row=None):
    return reverse(f"stakeholders:{name}", kwargs={"pk": row.pk} if row else {})


def errors(response):
    form = response.context["form"]
    return {name: [e.code for e in errors] for name, errors in form.errors.as_data().items()}


def test_areas_and_characteristics_are_kept_in_the_pages(staff):
    staff.post(url("area-create"), {"name": "North"})
    assert errors(staff.post(url("area-create"), {"name": "NORTH"})) == {"name": ["unique"]}
    south = AreaFactory(name="South", position=5)
    staff.post(url("area-move", south), {"direction": "up"})
    rows = [area.name for area in staff.get(url("area-list")).context["rows"]]
    assert rows == ["South", "North"]
    staff.post(url("area-edit", south), {"name": "South coast", "version": 1})
    staff.post(url("area-withdraw", south))
    context = staff.get(url("area-list")).context
    assert [[area.name for area in context[key]] for key in ("rows", "withdrawn")] == [
        ["North"],
        ["South coast"],
    ]
    # A figure leads to the list of just as many: those of the area, and those of everywhere.
    north = context["rows"][0]
    CommunityGroupFactory(areas=[north, south])
    CommunityGroupFactory()
    CommunityGroupFactory(areas=[south])
    [row] = staff.get(url("area-list")).context["rows"]
    listed = staff.get(url("group-list"), {"area": row.pk}).context["rows"]
    assert row.group_count == len(listed) == 2
    # One that is withdrawn is offered only where it is chosen already.
    group = CommunityGroupFactory(areas=[south])
    offered = [
        staff.get(page).context["form"].fields["areas"].queryset.count()
        for page in (url("group-create"), url("group-edit", group))
    ]
    assert offered == [1, 2]
    staff.post(url("area-restore", south))
    assert len(staff.get(url("area-list")).context["rows"]) == 2
    staff.post(url("characteristic-create"), {"title": "Carers"})
    twin = staff.post(url("characteristic-create"), {"title": "carers"})
    assert errors(twin) == {"title": ["unique"]}
    row = next(
        row for row in staff.get(url("characteristic-list")).context["rows"] if str(row) == "Carers"
    )
    staff.post(url("characteristic-edit", row), {"title": "Carers", "special": "on", "version": 1})
    row.refresh_from_db()
    assert row.special


def test_organisations_say_for_whom_they_speak(client, coordinator, administrator, lead):
    group, north = CommunityGroupFactory(name="Hill farmers"), AreaFactory(name="North")
    merged = CommunityGroupFactory(name="Crofters", merged_into=group)
    sign_in(client, coordinator)
    typed = {"name": "Moor Farmers", "kind": "business", "website": "moor.example", "version": 1}
    client.post(
        url("directory-organisation-create"), typed | {"groups": [group.pk], "areas": [north.pk]}
    )
    row = Organisation.objects.get(name="Moor Farmers")
    assert (row.website, list(row.groups.all())) == ("https://moor.example", [group])
    row.groups.set([merged])
    for query in (
        {"group": group.pk},
        {"group": merged.pk},
        {"kind": "business"},
        {"text": "R FA"},
    ):
        found = client.get(url("organisation-directory"), query).context["rows"]
        assert list(found) == [row], query
    bad = client.post(
        url("directory-organisation-create"), {"name": "X", "website": "javascript:alert(1)"}
    )
    assert errors(bad) == {"website": ["invalid"]}
    sign_in(client, administrator)
    page = url("directory-organisation-edit", row)
    assert client.post(page, typed | {"groups": []}).status_code == 302
    assert not row.groups.exists()
    sign_in(client, lead)
    assert client.get(url("organisation-detail", row)).status_code == 200
    assert client.post(page, typed).status_code == 403
