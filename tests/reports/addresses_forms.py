"""Who may use the addresses of bodies' forms and of the timetable."""

from reports.models import Recipient
from reports.services import add_clearer, add_exemption, start_form
from tests.stakeholders.factories import PersonFactory, PostFactory
from tests.world import Address

STAFF = {"coordinator", "auditor"}
MAKERS = {"coordinator"}


def furnish(world):
    panel, by = world.panel, world.coordinator
    start_form(panel, by=by)
    world.form_section = panel.form_sections.first()
    world.form_clearer = add_clearer(body=panel, by=by, post=PostFactory())
    world.form_recipient = Recipient.objects.create(body=panel, person=PersonFactory())
    world.form_exemption = add_exemption(
        body=panel, by=by, reference="Paragraph 3", words="Business affairs"
    )


def pk_of(name):
    return lambda world: {"pk": getattr(world, name).pk}


def changes(name):
    return Address(MAKERS, pk_of(name))


def presses(name):
    return Address(MAKERS, pk_of(name), method="post")


ADDRESSES = {
    "reports:timetable": Address(STAFF),
    "reports:form-list": Address(STAFF),
    "reports:form-detail": Address(STAFF, pk_of("panel")),
    "reports:form-start": presses("board"),
    "reports:form-reset": changes("panel"),
    "reports:form-section-create": changes("panel"),
    "reports:form-section-edit": changes("form_section"),
    "reports:form-section-move": presses("form_section"),
    "reports:form-section-remove": changes("form_section"),
    "reports:form-clearer-create": changes("panel"),
    "reports:form-clearer-move": presses("form_clearer"),
    "reports:form-clearer-remove": changes("form_clearer"),
    "reports:form-recipient-create": changes("panel"),
    "reports:form-recipient-edit": changes("form_recipient"),
    "reports:form-recipient-remove": changes("form_recipient"),
    "reports:form-exemption-create": changes("panel"),
    "reports:form-exemption-fill": presses("panel"),
    "reports:form-exemption-edit": changes("form_exemption"),
    "reports:form-exemption-move": presses("form_exemption"),
    "reports:form-exemption-remove": changes("form_exemption"),
}
