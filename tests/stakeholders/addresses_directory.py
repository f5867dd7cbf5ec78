"""Who may use the addresses of the directory: areas, communities and organisations."""

from tests.stakeholders.directory_factories import (
    AreaFactory,
    CharacteristicFactory,
    CommunityGroupFactory,
)
from tests.world import Address

READERS = {"coordinator", "auditor", "lead", "other_lead"}
EDITORS = {"coordinator"}
KEEPERS = {"coordinator", "administrator"}


def furnish(world):
    world.directory_area = AreaFactory(name="North Moor")
    world.directory_mark = CharacteristicFactory(title="Living far out")
    world.directory_community = CommunityGroupFactory(
        name="Hill farmers", areas=[world.directory_area], characteristics=[world.directory_mark]
    )
    world.directory_merged = CommunityGroupFactory(
        name="Farmers of the hills",
        merged_into=world.directory_community,
        merged_at=world.administrator.user.date_joined,
    )
    world.organisation.groups.add(world.directory_community)


def reads(name=None):
    return Address(READERS, pk_of(name))


def edits(name=None):
    return Address(EDITORS, pk_of(name))


def pk_of(name):
    return lambda world: {"pk": getattr(world, name).pk} if name else {}


ADDRESSES = {
    "stakeholders:group-list": reads(),
    "stakeholders:group-detail": reads("directory_merged"),
    "stakeholders:group-create": edits(),
    "stakeholders:group-edit": edits("directory_community"),
    "stakeholders:group-withdraw": edits("directory_community"),
    "stakeholders:group-restore": edits("directory_community"),
    "stakeholders:group-merge": edits("directory_community"),
    "stakeholders:group-unmerge": edits("directory_merged"),
    "stakeholders:area-list": reads(),
    "stakeholders:area-create": edits(),
    "stakeholders:area-edit": edits("directory_area"),
    "stakeholders:area-withdraw": edits("directory_area"),
    "stakeholders:area-restore": edits("directory_area"),
    "stakeholders:area-move": Address(EDITORS, pk_of("directory_area"), method="post"),
    "stakeholders:characteristic-list": reads(),
    "stakeholders:characteristic-create": edits(),
    "stakeholders:characteristic-edit": edits("directory_mark"),
    "stakeholders:organisation-directory": Address(READERS | {"administrator"}),
    "stakeholders:organisation-detail": Address(READERS | {"administrator"}, pk_of("organisation")),
    "stakeholders:directory-organisation-create": Address(KEEPERS),
    "stakeholders:directory-organisation-edit": Address(KEEPERS, pk_of("organisation")),
}
