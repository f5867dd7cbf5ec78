"""Organisations as the directory knows them: what kind, where, and for whom they speak."""

from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.views.generic import TemplateView

from stakeholders import services
from stakeholders.contacts_read import contacts_of
from stakeholders.filters_directory import DirectoryOrganisationFilter
from stakeholders.forms.directory_organisations import DirectoryOrganisationForm
from stakeholders.models import Organisation
from stakeholders.pages import ChangePage, FormPage
from stakeholders.permissions import Allowed, organisation_keepers, organisation_readers

from .lists import ListPage
from .rows import OfRow


class OrganisationDirectory(ListPage):
    allowed = organisation_readers
    template_name = "stakeholders/organisation_directory.html"
    filterset_class = DirectoryOrganisationFilter
    paginate_by = 50

    def get_queryset(self):
        return Organisation.objects.order_by("name").prefetch_related("areas", "groups")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_change=organisation_keepers(self.access), **kwargs)


class OfOrganisation(OfRow):
    allowed = organisation_keepers
    rows = Organisation.objects.all()
    home = "organisation-detail"


class OrganisationDetail(OfOrganisation, Allowed, TemplateView):
    allowed = organisation_readers
    template_name = "stakeholders/organisation_detail.html"

    def get_object(self):
        self.rows = Organisation.objects.annotate(post_count=Count("posts"))
        return super().get_object()

    def get_context_data(self, **kwargs):
        row = self.row
        return super().get_context_data(
            organisation=row,
            facts=facts_of(row),
            groups=list(row.groups.order_by("name")),
            contacts=contacts_of(self.person, organisation=row),
            sees_groups=self.access.sees_engagement,
            may_change=organisation_keepers(self.access),
            **kwargs,
        )


def facts_of(organisation):
    site = organisation.website
    link = '<a class="govuk-link" href="{}" rel="noopener">{}</a>'
    areas = [area.name for area in organisation.areas.all()]
    marks = [mark.title for mark in organisation.characteristics.all()]
    return [
        {"key": "Kind", "value": organisation.get_kind_display()},
        {"key": "Short name", "value": organisation.short_name},
        {"key": "Website", "value": site and format_html(link, site, site)},
        {"key": "Where it works", "value": ", ".join(areas)},
        {"key": "Those it is for", "value": ", ".join(marks)},
        {"key": "Posts here", "value": organisation.post_count or "None"},
    ]


class DirectoryOrganisationCreate(FormPage):
    allowed = organisation_keepers
    form_class = DirectoryOrganisationForm
    title = "Add an organisation"
    intro = "One that the office engages with, or that speaks for a community."
    button = "Add this organisation"

    def save(self, form):
        self.success = f"{form.changes['name']} is added."
        return services.create_organisation(by=self.person, **form.changes)

    def get_success_url(self):
        return reverse("stakeholders:organisation-detail", kwargs={"pk": self.object.pk})

    def get_back_url(self):
        return reverse("stakeholders:organisation-directory")


class DirectoryOrganisationEdit(OfOrganisation, ChangePage):
    form_class = DirectoryOrganisationForm
    success = "The change is saved."

    def get_title(self):
        return f"Change {self.row}"

    def save(self, form):
        return services.edit_organisation(
            self.row, by=self.person, changes=form.changes, version=form.opened_on
        )
