from django.db.models import Count
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.views.generic import TemplateView

from stakeholders import services
from stakeholders.forms.organisations import OfficeForm, OrganisationForm
from stakeholders.models import Office, Organisation
from stakeholders.pages import ChangePage, FormPage
from stakeholders.permissions import Allowed, administrators, people_readers

from .rows import OfRow


class OrganisationList(Allowed, TemplateView):
    """All of them: an area has a few dozen at most."""

    allowed = people_readers
    template_name = "stakeholders/organisation_list.html"

    def get_context_data(self, **kwargs):
        rows = Organisation.objects.annotate(post_count=Count("posts")).order_by("name")
        return super().get_context_data(rows=rows, **kwargs)


class OrganisationCreate(FormPage):
    allowed = administrators
    form_class = OrganisationForm
    title = "Add an organisation"
    intro = "An organisation owns plans and has posts: the office, the force, a council."
    button = "Add this organisation"

    def save(self, form):
        self.success = f"{form.changes['name']} is added."
        return services.create_organisation(by=self.person, **form.changes)

    def get_success_url(self):
        return reverse("stakeholders:organisation-list")


class OrganisationEdit(OfRow, ChangePage):
    allowed = administrators
    form_class = OrganisationForm
    rows = Organisation.objects.all()
    success = "The change is saved."

    def get_title(self):
        return f"Change {self.row}"

    def save(self, form):
        return services.edit_organisation(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )

    def get_success_url(self):
        return reverse("stakeholders:organisation-list")


PUBLIC_PAGE = {
    True: "Anybody can read the published ones, without signing in",
    False: "Only those who sign in, or have a link to one, can read them",
}


class OfficeDetail(Allowed, TemplateView):
    allowed = people_readers
    template_name = "stakeholders/office_detail.html"

    def get_context_data(self, **kwargs):
        related = ("organisation", "meetings_post", "engagement_post")
        office = Office.objects.select_related(*related).first() or Office()
        facts = [
            {"key": "Name", "value": office.organisation if office.organisation_id else ""},
            {"key": "Police area", "value": office.area},
            {"key": "Name of this portal", "value": office.portal_name},
            {"key": "Contact e-mail", "value": office.contact_email},
            {"key": "Telephone", "value": office.contact_phone},
            {"key": "Postal address", "value": linebreaksbr(office.address)},
            {"key": "Data protection e-mail", "value": office.data_protection_email},
            {"key": "Public papers", "value": PUBLIC_PAGE[office.public_page]},
            {"key": "Who looks after the meetings", "value": office.meetings_post or ""},
            {"key": "Who looks after engagement", "value": office.engagement_post or ""},
        ]
        return super().get_context_data(facts=facts, **kwargs)


class OfficeEdit(ChangePage):
    allowed = administrators
    form_class = OfficeForm
    title = "Change the office's details"
    success = "The details are saved. Every page shows them from now on."

    def get_object(self):
        return Office.objects.select_related("organisation").first() or Office()

    def save(self, form):
        office = self.get_object()
        if office.pk is None:
            return services.set_up_office(by=self.person, **form.changes)
        return services.edit_office(
            office, by=self.person, changes=form.changes, version=form.opened_on
        )

    def get_success_url(self):
        return reverse("stakeholders:office")
