from stakeholders import services
from stakeholders.forms.people import AbsenceForm
from stakeholders.models import Absence, Person
from stakeholders.pages import ChangePage, ConfirmPage, FormPage
from stakeholders.permissions import administrators

from .rows import OfRow


class AbsenceCreate(OfRow, FormPage):
    allowed = administrators
    form_class = AbsenceForm
    rows = Person.objects.all()
    home = "person-detail"
    success = "The absence is saved."

    def get_title(self):
        return f"When is {self.row} away?"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"person": self.row}

    def save(self, form):
        return services.record_absence(person=self.row, by=self.person, **form.changes)


class OfAbsence(OfRow):
    allowed = administrators
    rows = Absence.objects.select_related("person", "deputy")
    home = "person-detail"

    def get_home(self):
        return self.row.person


class AbsenceEdit(OfAbsence, ChangePage):
    form_class = AbsenceForm
    success = "The absence is saved."

    def get_title(self):
        return f"Change an absence of {self.row.person}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"person": self.row.person}

    def save(self, form):
        return services.edit_absence(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )


class AbsenceDelete(OfAbsence, ConfirmPage):
    button = "Remove the absence"

    def get_title(self):
        return f"Remove this absence of {self.row.person}?"

    def get_consequence(self):
        return (
            "Remove it only if they were never away. For an early return, change the last day "
            "instead. The log keeps it."
        )

    def save(self, form):
        self.success = "The absence is removed."
        services.remove_absence(self.row, by=self.person)
